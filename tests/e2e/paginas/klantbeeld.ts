import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';

/** The page "Mijn gegevens" (in Dutch). */
export class Klantbeeldpagina {
  /** The way to try again in the notice of the BRP. */
  readonly opnieuw: Locator;
  /** The line that says how it stands with the sources. */
  readonly stand: Locator;

  constructor(readonly page: Page) {
    this.opnieuw = page.getByRole('button', { name: 'Probeer opnieuw BRP', exact: true });
    this.stand = page.getByRole('main').getByText(/^\d+ van \d+ bronnen zijn opgehaald\./);
  }

  /** Waits until every source has answered, and what it said has been drawn: each in a turn of its own. */
  async geladen(): Promise<void> {
    await expect(this.stand).toBeVisible();
    await expect(this.stand).not.toContainText('Wij wachten nog op');
    await expect(this.page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
  }

  /** The button that opens and closes a group. */
  groep(naam: string): Locator {
    return this.page.getByRole('heading', { level: 3 }).getByRole('button', { name: naam, exact: true });
  }

  /** Opens a group, if it is not open yet. */
  async open(naam: string): Promise<void> {
    const groep = this.groep(naam);
    if ((await groep.getAttribute('aria-expanded')) === 'false') await groep.click();
    await expect(groep).toHaveAttribute('aria-expanded', 'true');
  }

  /** Opens every group, which takes a few frames. */
  async openAlles(): Promise<void> {
    await this.page.getByRole('button', { name: 'Alles openen' }).click();
    await expect(this.page.getByRole('button', { name: 'Alles sluiten' })).toBeVisible();
  }

  /** What is in a group: everything between its button and the next. */
  inhoud(naam: string): Locator {
    return this.page.locator('.kb-groep').filter({ has: this.groep(naam) });
  }

  /** The value beside a name, within a group. */
  waarde(groep: string, naam: string): Locator {
    return this.waarden(groep, naam).first();
  }

  /** The values beside a name, of every occurrence of the group. */
  waarden(groep: string, naam: string): Locator {
    const term = this.page.getByRole('term').and(this.page.getByText(naam, { exact: true }));
    const rij = this.inhoud(groep).locator('.kb-gegeven').filter({ has: term });
    return rij.locator('.kb-gegeven__waarde');
  }

  /** The field to search in all of it. */
  get zoekveld(): Locator {
    return this.page.getByRole('search').getByLabel('Zoeken in uw gegevens');
  }

  /** What the search found. */
  get gevonden(): Locator {
    return this.page.getByRole('search').getByRole('listitem');
  }

  /** A BSN as it may stand on a page, in groups or not. */
  bsn(cijfers: string): Locator {
    return this.page.getByText(new RegExp([...cijfers].join('\\s?')));
  }

  /** Opens "Over dit gegeven" of a value. */
  async over(groep: string, naam: string): Promise<void> {
    await this.inhoud(groep).getByRole('button', { name: `Over dit gegeven: ${naam}`, exact: true }).click();
  }
}
