import type { Page } from '@playwright/test';
import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

/** What a screen reader gets of the page's content, as golden files: a change in it is seen in review. */
async function vergelijk(page: Page, naam: string): Promise<void> {
  expect(await page.getByRole('main').ariaSnapshot()).toMatchSnapshot(`${naam}.yml`);
}

test('the login page', async ({ page }) => {
  await page.goto('/inloggen');
  await expect(new Shell(page).h1).toBeVisible();
  await vergelijk(page, 'inloggen');
});

test('the page after logging out', async ({ page }) => {
  await page.goto('/uitgelogd');
  await expect(new Shell(page).h1).toBeVisible();
  await vergelijk(page, 'uitgelogd');
});

test('the overview', async ({ page, alsOpEigenServer }) => {
  await alsOpEigenServer('onderzoek');
  await new Klantbeeldpagina(page).geladen();
  await vergelijk(page, 'overzicht');
});

for (const id of ['gezin', 'nieuwkomer'] as const) {
  test(`everything about ${id}`, async ({ page, alsOpEigenServer }) => {
    await alsOpEigenServer(id, '/klantbeeld');
    await new Klantbeeldpagina(page).geladen();
    await new Klantbeeldpagina(page).openAlles();
    await vergelijk(page, `klantbeeld-${id}`);
  });
}

test('a source that fails', async ({ page, gedrag, alsOpEigenServer }) => {
  await gedrag.zet(persoon('gezin').bsn, { gedrag: 'storing' });
  await alsOpEigenServer('gezin', '/klantbeeld');
  await expect(new Klantbeeldpagina(page).opnieuw).toBeVisible();
  await new Klantbeeldpagina(page).geladen();
  await vergelijk(page, 'storing');
});
