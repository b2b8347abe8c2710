import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import type { Consolewacht } from '../fixtures/console.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

/** The part of the app that "Mijn gegevens" is in. */
const DEEL = '**/app-*_klantbeeld.wasm';
const TITEL = 'Deze pagina kan nu niet worden geladen';

/** The browser, and the part that fetches, say in the console what did not come. */
function verwachtMisser(console: Consolewacht): void {
  console.verwacht(/^error: Failed to load resource:/);
  console.verwacht(/^error: TypeError: Failed to (fetch|execute 'compile')/);
}

function delen(page: Page): string[] {
  const gevraagd: string[] = [];
  page.on('request', (vraag) => {
    if (/\/app-[0-9a-f]{16}_(?!bg\.)[^/]*\.wasm$/.test(vraag.url())) gevraagd.push(vraag.url());
  });
  return gevraagd;
}

/** Marks the page of now; a page that is loaded anew has no mark. */
const merk = (page: Page): Promise<unknown> => page.evaluate('window.merk = true');
const gemerkt = (page: Page): Promise<unknown> => page.evaluate('window.merk === true');

test('a page comes when it is first visited, and once', async ({ page, als }) => {
  const gevraagd = delen(page);
  await als('gezin');
  await new Klantbeeldpagina(page).geladen();
  expect(gevraagd.filter((naam) => naam.includes('klantbeeld'))).toEqual([]);

  const shell = new Shell(page);
  await shell.ga('Mijn gegevens');
  await expect(shell.h1).toHaveText('Mijn gegevens');
  await shell.ga('Overzicht');
  await expect(shell.h1).toHaveText('Overzicht');
  await shell.ga('Mijn gegevens');
  await expect(shell.h1).toHaveText('Mijn gegevens');
  // The page, and what it shares with other pages: each once.
  expect(gevraagd.filter((naam) => naam.includes('klantbeeld'))).toHaveLength(1);
  expect(new Set(gevraagd).size).toBe(gevraagd.length);
});

test('while a page is on its way, that is said', async ({ page, als }) => {
  let laatGaan = (): void => undefined;
  const wachten = new Promise<void>((klaar) => {
    laatGaan = klaar;
  });
  await page.route(DEEL, async (route) => {
    await wachten;
    await route.continue();
  });
  await als('gezin', '/klantbeeld');
  await expect(page.getByRole('main').getByText('De pagina wordt geladen.')).toBeAttached();
  laatGaan();
  await expect(new Shell(page).h1).toHaveText('Mijn gegevens');
});

test('a page that does not come says so, and comes when asked again', async ({ page, als, console, axe }) => {
  verwachtMisser(console);
  await als('gezin');
  const shell = new Shell(page);
  await expect(shell.h1).toHaveText('Overzicht');
  await page.route(DEEL, (route) => route.abort());
  await page.route('**/api/v1/sessie', (route) => route.abort());
  await shell.ga('Mijn gegevens');
  await expect(shell.h1).toHaveText(TITEL);
  await expect(shell.h1).toBeFocused();
  await expect(page.getByRole('alert')).toContainText('Misschien is uw internetverbinding weggevallen');
  await axe();

  // No connection at all: the page is not loaded anew, for then the browser would have nothing to show.
  await merk(page);
  const opnieuw = page.getByRole('button', { name: 'Probeer het opnieuw', exact: true });
  const gemist = page.waitForEvent('requestfailed', (vraag) => vraag.url().endsWith('/api/v1/sessie'));
  await opnieuw.click();
  await gemist;
  await expect(shell.h1).toHaveText(TITEL);

  await page.unrouteAll();
  await opnieuw.click();
  await expect(shell.h1).toHaveText('Mijn gegevens');
  await expect(shell.h1).toBeFocused();
  expect(await gemerkt(page)).toBe(true);
});

test('a page of an earlier release that is gone: the app is loaded anew when asked again', async ({ page, als, console }) => {
  verwachtMisser(console);
  await als('gezin');
  const shell = new Shell(page);
  await expect(shell.h1).toHaveText('Overzicht');
  let uitgebracht = false;
  await page.route(DEEL, (route) => (uitgebracht ? route.continue() : route.fulfill({ status: 404, body: '' })));
  await shell.ga('Mijn gegevens');
  await expect(shell.h1).toHaveText(TITEL);

  await merk(page);
  page.on('request', (vraag) => {
    // The new index.html names files of the new release.
    uitgebracht ||= vraag.isNavigationRequest();
  });
  await page.getByRole('button', { name: 'Probeer het opnieuw', exact: true }).click();
  await expect(shell.h1).toHaveText('Mijn gegevens');
  await expect(page).toHaveURL('/klantbeeld');
  expect(await gemerkt(page)).toBe(false);
});
