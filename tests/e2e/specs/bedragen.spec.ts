import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

const BEDRAG = /€\s?\d/;

test('amounts are hidden on the screen and on paper until they are wanted again', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  await new Klantbeeldpagina(page).geladen();
  const inhoud = page.getByRole('main');
  const knop = page.getByRole('button', { name: 'Bedragen verbergen' });
  await expect(knop).toHaveAttribute('aria-pressed', 'false');
  await new Klantbeeldpagina(page).openAlles();
  await expect(inhoud.getByText(BEDRAG).first()).toBeVisible();

  await knop.click();
  await expect(knop).toHaveAttribute('aria-pressed', 'true');
  await expect(inhoud.getByText(BEDRAG)).toHaveCount(0);
  await expect(inhoud.getByText('•••').first()).toBeVisible();
  await expect(inhoud.getByText('bedrag verborgen').first()).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(inhoud.getByText(BEDRAG)).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });

  await new Shell(page).ga('Overzicht');
  await expect(knop).toHaveAttribute('aria-pressed', 'true');
  await expect(inhoud.getByText(BEDRAG)).toHaveCount(0);
  await knop.click();
  await expect(inhoud.getByText(BEDRAG).first()).toBeVisible();
});

test('the choice lasts for this tab, and is all that is kept', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  await page.getByRole('button', { name: 'Bedragen verbergen' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Bedragen verbergen' })).toHaveAttribute('aria-pressed', 'true');
  const bewaard = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(bewaard).toBe('[{},{"klantbeeld.bedragen":"verborgen"}]');
});
