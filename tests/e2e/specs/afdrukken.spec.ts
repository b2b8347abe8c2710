import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

test('on paper every group is open with its source, and nothing stands there that only works on a screen', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await page.emulateMedia({ media: 'print' });

  await expect(new Shell(page).kop).toBeHidden();
  await expect(new Shell(page).menu).toBeHidden();
  await expect(page.getByRole('button', { name: /^Afdrukken/ })).toHaveCount(0);
  await expect(page.getByText(`Gegevens van ${persoon('gezin').naam}`)).toBeVisible();
  await expect(klantbeeld.inhoud('Kinderen').getByRole('definition').filter({ hasText: 'Tobias Chidi' })).toBeVisible();
  for (const voet of await page.getByText(/^Bron: Basisregistratie Personen/).all()) await expect(voet).toBeVisible();
  await expect(page.getByText('niet afgedrukt').first()).toBeVisible();
  await expect(klantbeeld.bsn(persoon('gezin').bsn)).toHaveCount(0);
});

test('the button prints', async ({ page, als }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-afgedrukt', 'ja');
  });
  await als('gezin', '/klantbeeld');
  await page.getByRole('button', { name: 'Afdrukken', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-afgedrukt', 'ja');
});

test('one theme goes to paper by itself, with whose it is and where it comes from', async ({ page, als }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-afgedrukt', 'ja');
  });
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await page.getByRole('button', { name: 'Afdrukken Gezin', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-afgedrukt', 'ja');

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 2, name: 'Gezin', exact: true })).toBeVisible();
  await expect(klantbeeld.inhoud('Kinderen').getByText(/^Bron: Basisregistratie Personen/)).toBeVisible();
  await expect(page.getByText(`Gegevens van ${persoon('gezin').naam}`)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Ik', exact: true })).toHaveCount(0);

  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 2, name: 'Ik', exact: true })).toBeVisible();
});
