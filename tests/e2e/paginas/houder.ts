import type { Browser, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The plain worklist of a registratiehouder in the demo, as one employee (in Dutch). */
export class Houderpagina {
  private constructor(
    readonly page: Page,
    private readonly adres: string,
  ) {}

  /** Logs in as an employee, in a browser of their own. */
  static async als(browser: Browser, adres: string, naam: string): Promise<Houderpagina> {
    const context = await browser.newContext({ locale: 'nl-NL' });
    const houder = new Houderpagina(await context.newPage(), adres);
    await houder.page.goto(`${adres}/demo/houder`);
    await houder.page.getByRole('button', { name: naam }).click();
    return houder;
  }

  /** Opens the case with this number, as soon as it has come in. */
  async open(nummer: string): Promise<void> {
    await expect(async () => {
      await this.page.goto(`${this.adres}/demo/houder`);
      await this.page.getByRole('link', { name: nummer }).click({ timeout: 1_000 });
    }).toPass();
    await expect(this.page.getByRole('heading', { level: 1 })).toContainText(nummer);
  }

  async druk(knop: string): Promise<void> {
    await this.page.getByRole('button', { name: knop, exact: true }).click();
  }

  /** Decides on every value alike; a refusal with a reason. */
  async besluit(toewijzen: boolean, reden: string): Promise<void> {
    for (const keuze of await this.page.getByRole('radio', { name: toewijzen ? 'Toewijzen' : 'Afwijzen' }).all()) {
      await keuze.check();
    }
    for (const veld of await this.page.getByRole('textbox', { name: /^Reden bij/ }).all()) await veld.fill(reden);
    await this.page.getByRole('textbox', { name: 'Toelichting bij het besluit' }).fill(reden);
    await this.druk('Besluit');
  }

  async sluit(): Promise<void> {
    await this.page.context().close();
  }
}
