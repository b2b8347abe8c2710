import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { Klantbeeldpagina } from './klantbeeld.ts';
import { Shell } from './shell.ts';

/** The smallest files of their kinds. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Asking for a correctie, and following it (in Dutch). */
export class Correctiepagina {
  constructor(readonly page: Page) {}

  /** The card of one voorkomen in a group of "Mijn gegevens". */
  async kaart(groep: string, naam: string): Promise<Locator> {
    const klantbeeld = new Klantbeeldpagina(this.page);
    await klantbeeld.geladen();
    await klantbeeld.open(groep);
    return klantbeeld.inhoud(groep).locator('.kb-voorkomen').filter({ has: this.page.getByRole('heading', { name: naam }) });
  }

  /** Opens "Over dit gegeven" of a value of a card. */
  async over(kaart: Locator, gegeven: string): Promise<void> {
    await kaart.getByRole('button', { name: `Over dit gegeven: ${gegeven}`, exact: true }).click();
  }

  /** Begins at a value of a card. */
  async begin(groep: string, naam: string, gegeven: string): Promise<void> {
    const kaart = await this.kaart(groep, naam);
    await this.over(kaart, gegeven);
    await kaart.getByRole('link', { name: 'Klopt dit niet?' }).click();
    await expect(new Shell(this.page).h1).toHaveText('Wat klopt er niet?');
  }

  /** The fields of one value. */
  veld(naam: string): Locator {
    return this.page.getByRole('group', { name: naam, exact: true });
  }

  async datum(naam: string, dag: string, maand: string, jaar: string): Promise<void> {
    const veld = this.veld(naam);
    await veld.getByLabel('Dag').fill(dag);
    await veld.getByLabel('Maand').fill(maand);
    await veld.getByLabel('Jaar').fill(jaar);
  }

  get toelichting(): Locator {
    return this.page.getByRole('textbox', { name: 'Waarom klopt het niet, en hoe weet u dat?' });
  }

  /** On to the next question. */
  async volgende(titel: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Volgende', exact: true }).click();
    await expect(new Shell(this.page).h1).toHaveText(titel);
  }

  /** Says why, and sends it; the number on the receipt. */
  async verstuur(waarom: string): Promise<string> {
    await this.volgende('Waarom klopt het niet?');
    await this.toelichting.fill(waarom);
    await this.volgende('Controleer uw correctie');
    await this.page.getByRole('button', { name: 'Versturen', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Uw correctie is verstuurd' })).toBeVisible();
    const nummer = /KB-\w{4}-\w{4}/.exec(await new Shell(this.page).h1.innerText())?.[0];
    if (nummer === undefined) throw new Error('the receipt names no number');
    return nummer;
  }

  /** The step where it is now. */
  get nu(): Locator {
    return this.page.getByRole('list', { name: 'Voortgang' }).locator('[aria-current="step"]');
  }

  /** Looks again until the last step is this one: what the holder did is read back from time to time. */
  async wordt(stap: string): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await expect(this.nu).toContainText(stap, { timeout: 2_000 });
    }).toPass();
  }
}
