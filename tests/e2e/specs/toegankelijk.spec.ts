import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

for (const kleuren of ['light', 'dark'] as const) {
  test.describe(`WCAG 2.2 AA in ${kleuren}`, () => {
    test.use({ colorScheme: kleuren });

    for (const pad of ['/inloggen', '/inloggen?fout=afgebroken', '/uitgelogd', '/bestaat-niet']) {
      test(`${pad}, logged out`, async ({ page, axe }) => {
        await page.goto(pad);
        await expect(new Shell(page).h1).toBeVisible();
        await axe();
      });
    }

    test('the login page of the stand-in', async ({ page, axe }) => {
      await page.goto('/auth/start?terug=/&taal=nl');
      await expect(new Shell(page).h1).toBeVisible();
      await page.getByText('Voor testers').click();
      await axe();
    });

    for (const id of ['gezin', 'onderzoek', 'geheimhouding'] as const) {
      test(`the overview of ${id}`, async ({ page, als, axe }) => {
        await als(id);
        await new Klantbeeldpagina(page).geladen();
        await axe();
      });

      test(`everything about ${id}`, async ({ page, als, axe }) => {
        await als(id, '/klantbeeld');
        await new Klantbeeldpagina(page).geladen();
        await new Klantbeeldpagina(page).openAlles();
        for (const naam of ['Volledige naam', 'Geboortedatum', 'Straat']) {
          await page.getByRole('button', { name: `Over dit gegeven: ${naam}`, exact: true }).first().click();
        }
        await axe();
      });
    }

    test('a source that fails', async ({ page, gedrag, alsOpEigenServer, axe }) => {
      await gedrag.zet(persoon('gezin').bsn, { gedrag: 'storing' });
      await alsOpEigenServer('gezin', '/klantbeeld');
      await expect(new Klantbeeldpagina(page).opnieuw).toBeVisible();
      await axe();
    });
  });
}

test('dark is dark, light is light', async ({ page }) => {
  const helderheid = async (): Promise<number> => {
    const kleur = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const [rood = 0, groen = 0, blauw = 0] = (kleur.match(/[\d.]+/g) ?? []).map(Number);
    return (rood + groen + blauw) / 3;
  };
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/inloggen');
  await expect(new Shell(page).h1).toBeVisible();
  expect(await helderheid()).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await helderheid()).toBeLessThan(60);
});
