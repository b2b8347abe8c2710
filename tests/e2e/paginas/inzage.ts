import type { Locator, Page } from '@playwright/test';

/** The page "Wie gebruikte mijn gegevens" (in Dutch). */
export class Inzagepagina {
  readonly wieMeldt: Locator;
  readonly lijst: Locator;
  readonly maanden: Locator;
  /** The uses, newest first. */
  readonly keren: Locator;
  readonly meer: Locator;
  readonly van: Locator;
  readonly toon: Locator;

  constructor(private readonly page: Page) {
    this.wieMeldt = page.getByRole('region', { name: 'Wie meldt gebruik?' });
    this.lijst = page.getByRole('region', { name: 'Alle keren op een rij' });
    this.maanden = this.lijst.getByRole('heading', { level: 3 });
    this.keren = this.lijst.locator('.kb-gebruik');
    this.meer = page.getByRole('button', { name: 'Meer laden', exact: true });
    this.van = page.getByLabel('Vanaf', { exact: true });
    this.toon = page.getByRole('button', { name: 'Toon', exact: true });
  }

  /** Who used it, use by use. */
  get wie(): Locator {
    return this.lijst.getByRole('heading', { level: 4 });
  }

  async openFilter(): Promise<void> {
    if (!(await this.toon.isVisible())) await this.page.getByText(/^Filteren/).click();
  }
}
