import type { Locator, Page } from '@playwright/test';

/** The login page of the stand-in identity provider (in Dutch). */
export class Inlogpagina {
  readonly kop: Locator;
  readonly bsn: Locator;
  readonly fout: Locator;

  constructor(private readonly page: Page) {
    this.kop = page.getByRole('heading', { level: 1, name: 'Inloggen' });
    this.bsn = page.getByRole('textbox', { name: 'Burgerservicenummer', exact: true });
    this.fout = page.getByRole('alert');
  }

  /** Presses the button of one of the demo persons. */
  async kies(naam: string): Promise<void> {
    await this.page.getByRole('button', { name: naam }).first().click();
  }

  async metBsn(bsn: string): Promise<void> {
    await this.bsn.fill(bsn);
    await this.page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  }

  /** What only a tester can do: any BSN, any level, on behalf of somebody. */
  async alsTester(keuze: { bsn?: string; niveau?: string; namens?: string }): Promise<void> {
    await this.page.getByText('Voor testers').click();
    if (keuze.bsn !== undefined) await this.page.getByLabel('BSN, niet gecontroleerd').fill(keuze.bsn);
    if (keuze.niveau !== undefined) await this.page.getByLabel('Betrouwbaarheidsniveau').selectOption({ label: keuze.niveau });
    if (keuze.namens !== undefined) await this.page.getByLabel('Namens').selectOption({ label: keuze.namens });
    await this.page.getByRole('button', { name: 'Inloggen als tester' }).click();
  }

  async annuleer(): Promise<void> {
    await this.page.getByRole('button', { name: 'Annuleren' }).click();
  }
}
