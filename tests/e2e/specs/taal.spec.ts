import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

test('changing the language keeps the place and asks no registry again', async ({ page, als }) => {
  let gevraagd = 0;
  page.on('request', (verzoek) => {
    if (verzoek.url().endsWith('/api/v1/klantbeeld')) gevraagd += 1;
  });
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.open('Kinderen');

  await new Shell(page).taal('English');
  await expect(new Shell(page).h1).toHaveText('My data');
  await expect(page).toHaveURL('/klantbeeld');
  await expect(page).toHaveTitle('My data — Klantbeeld');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('button', { name: 'Children', exact: true })).toHaveAttribute('aria-expanded', 'true');
  expect(gevraagd).toBe(1);

  await page.reload();
  await expect(new Shell(page).h1).toHaveText('My data');
});

test('the login page speaks the chosen language', async ({ page }) => {
  await page.goto('/inloggen');
  await new Shell(page).taal('English');
  await page.getByRole('link', { name: 'Log in with DigiD (demo)' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  await expect(page.getByText('You do not need a password')).toBeVisible();
});
