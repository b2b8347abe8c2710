import type { Locator, Page } from '@playwright/test';
import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

/** More stops than any page has. */
const STOPS_MAX = 200;

/** Presses Tab until the element has the focus; every stop on the way must be visible. */
async function tabNaar(page: Page, doel: Locator, toets: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(doel).toBeVisible();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press(toets);
    const waar = await page.evaluate(() => {
      const actief = document.activeElement;
      if (!actief || actief === document.body) return { zichtbaar: true, wat: 'body' };
      const stijl = getComputedStyle(actief);
      const rand = stijl.outlineStyle !== 'none' && Number.parseFloat(stijl.outlineWidth) > 0;
      return { zichtbaar: rand || stijl.boxShadow !== 'none', wat: actief.outerHTML.slice(0, 120) };
    });
    expect(waar.zichtbaar, `the focus can be seen on ${waar.wat}`).toBe(true);
    if (await doel.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab does not lead there');
}

test('the whole way by keyboard: log in, open a group, log out', async ({ page }) => {
  await page.goto('/');
  const shell = new Shell(page);
  await tabNaar(page, page.getByRole('link', { name: 'Inloggen met DigiD (demo)' }));
  await page.keyboard.press('Enter');

  await tabNaar(page, page.getByRole('button', { name: persoon('gezin').naam }));
  await page.keyboard.press('Enter');
  await expect(shell.uitloggen).toBeVisible();

  const menuknop = shell.menu.getByRole('button', { name: 'Menu' });
  if (await menuknop.isVisible()) {
    await tabNaar(page, menuknop);
    await page.keyboard.press('Enter');
  }
  await tabNaar(page, shell.menu.getByRole('link', { name: 'Mijn gegevens', exact: true }));
  await page.keyboard.press('Enter');
  await expect(shell.h1).toBeFocused();

  const groep = new Klantbeeldpagina(page).groep('Kinderen');
  await tabNaar(page, groep);
  await page.keyboard.press('Enter');
  await expect(groep).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Space');
  await expect(groep).toHaveAttribute('aria-expanded', 'false');

  await tabNaar(page, shell.uitloggen, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(shell.h1).toHaveText('U bent uitgelogd');
});

test('Escape closes the menu on a phone and returns the focus', async ({ page, als }) => {
  await page.setViewportSize({ width: 412, height: 915 });
  await als('gezin');
  const menuknop = new Shell(page).menu.getByRole('button', { name: 'Menu' });
  await menuknop.focus();
  await page.keyboard.press('Enter');
  await expect(menuknop).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(menuknop).toHaveAttribute('aria-expanded', 'false');
  await expect(menuknop).toBeFocused();
});
