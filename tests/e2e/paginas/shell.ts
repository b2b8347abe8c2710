import type { Locator, Page } from '@playwright/test';

/** The links of the menu. */
export type Menukeuze =
  'Overzicht' | 'Mijn gegevens' | 'Wie gebruikte mijn gegevens' | 'Mijn verzoeken' | 'Mijn correcties' | 'Waarvoor gegevens worden gebruikt';

/** What stands around every page (in Dutch). */
export class Shell {
  readonly kop: Locator;
  readonly h1: Locator;
  readonly uitloggen: Locator;
  readonly menu: Locator;
  readonly waarschuwing: Locator;

  constructor(page: Page) {
    this.kop = page.getByRole('banner');
    this.h1 = page.getByRole('heading', { level: 1 });
    this.uitloggen = page.getByRole('button', { name: 'Uitloggen', exact: true });
    this.menu = page.getByRole('navigation', { name: 'Hoofdmenu' });
    this.waarschuwing = page.getByRole('dialog');
  }

  /** Goes to another page by the menu; on a phone the menu is opened first. */
  async ga(naam: Menukeuze): Promise<void> {
    const knop = this.menu.getByRole('button', { name: 'Menu', exact: true });
    if (await knop.isVisible()) await knop.click();
    await this.menu.getByRole('link', { name: naam, exact: true }).click();
  }

  /** Presses the button that names the other language. */
  async taal(naam: 'English' | 'Nederlands'): Promise<void> {
    await this.kop.getByRole('button', { name: naam, exact: true }).click();
  }
}
