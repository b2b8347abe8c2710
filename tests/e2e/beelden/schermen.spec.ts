// Makes the pictures in docs/schermen/. No test: `npm run beelden` in this folder, with a demo running.
import { expect, persoon, test } from '../fixtures/index.ts';
import { Correctiepagina } from '../paginas/correcties.ts';
import { Inzagepagina } from '../paginas/inzage.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

const schermen = { telefoon: { width: 412, height: 915 }, bureau: { width: 1280, height: 800 } };
const kleuren = { licht: 'light', donker: 'dark' } as const;

for (const [scherm, viewport] of Object.entries(schermen)) {
  for (const [kleur, colorScheme] of Object.entries(kleuren)) {
    test.describe(`${scherm} ${kleur}`, () => {
      test.use({ viewport, colorScheme });
      const bestand = (pagina: string): string => `../../docs/schermen/${pagina}-${scherm}-${kleur}.png`;

      test('inloggen', async ({ page }) => {
        await page.goto('/inloggen');
        await expect(new Shell(page).h1).toBeVisible();
        await page.screenshot({ path: bestand('inloggen') });
      });

      test('overzicht', async ({ page, als }) => {
        await als('onderzoek');
        await new Klantbeeldpagina(page).geladen();
        await page.screenshot({ path: bestand('overzicht') });
      });

      test('klantbeeld', async ({ page, als }) => {
        await als('gezin', '/klantbeeld');
        const klantbeeld = new Klantbeeldpagina(page);
        await klantbeeld.geladen();
        await klantbeeld.open('Geboorte');
        await klantbeeld.over('Geboorte', 'Geboortedatum');
        await klantbeeld.groep('Geboorte').scrollIntoViewIfNeeded();
        await page.screenshot({ path: bestand('klantbeeld') });
      });

      test('inzage', async ({ page, als }) => {
        await als('gescheiden', '/inzage');
        await expect(new Inzagepagina(page).wieMeldt).toContainText('registraties melden wie uw gegevens gebruikte');
        await page.screenshot({ path: bestand('inzage') });
      });

      test('verzoeken', async ({ page, als }) => {
        await als('student', '/verzoeken');
        await expect(new Shell(page).h1).toBeVisible();
        await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
        await page.screenshot({ path: bestand('verzoeken') });
      });

      // A concept stays: the next one at the same server would go on with it.
      if (scherm === 'telefoon') {
        test('correctie', async ({ page, alsOpEigenServer }) => {
          await alsOpEigenServer(kleur === 'licht' ? 'gescheiden' : 'gezin', '/klantbeeld');
          const correcties = new Correctiepagina(page);
          await correcties.begin('Kinderen', kleur === 'licht' ? 'Lieke Brouwer' : 'Tobias', 'Geboortedatum');
          await correcties.datum('Geboortedatum', '10', '10', '2014');
          await page.screenshot({ path: bestand('correctie') });
        });
      }

      test('storing', async ({ page, gedrag, alsOpEigenServer }) => {
        await gedrag.zet(persoon('gezin').bsn, { gedrag: 'storing' });
        await alsOpEigenServer('gezin', '/klantbeeld');
        await expect(new Klantbeeldpagina(page).opnieuw).toBeVisible();
        await page.screenshot({ path: bestand('storing') });
      });
    });
  }
}
