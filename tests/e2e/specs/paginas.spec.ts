import { expect, test } from '../fixtures/index.ts';
import { Shell } from '../paginas/shell.ts';

test('a page that does not exist says so and shows the way', async ({ page, als }) => {
  await als('gezin', '/bestaat-niet');
  await expect(new Shell(page).h1).toHaveText('Deze pagina bestaat niet');
  await page.getByRole('link', { name: 'Naar het overzicht', exact: true }).click();
  await expect(page).toHaveURL('/');
});

test('going from page to page moves the focus to the heading and names the window', async ({ page, als }) => {
  await als('gezin');
  await new Shell(page).ga('Mijn gegevens');
  await expect(new Shell(page).h1).toHaveText('Mijn gegevens');
  await expect(new Shell(page).h1).toBeFocused();
  await expect(page).toHaveTitle('Mijn gegevens — Klantbeeld');
  await page.goBack();
  await expect(page).toHaveTitle('Overzicht — Klantbeeld');
});

test('the skip link leads to the content', async ({ page, als }) => {
  await als('gezin');
  await expect(new Shell(page).uitloggen).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Direct naar de inhoud' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('nothing of a person is kept in the storage of the browser', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  await expect(page.getByRole('term').first()).toBeVisible();
  const bewaard = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
  expect(bewaard).toBe('[{},{},""]');
});
