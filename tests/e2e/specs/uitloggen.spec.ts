import { expect, test } from '../fixtures/index.ts';
import { Shell } from '../paginas/shell.ts';

test('logging out ends the session everywhere', async ({ page, context, logIn }) => {
  await logIn('gezin', '/klantbeeld');
  await new Shell(page).uitloggen.click();
  await expect(page).toHaveURL(/\/uitgelogd/);
  await expect(new Shell(page).h1).toHaveText('U bent uitgelogd');
  expect(await context.cookies()).toEqual([]);

  await page.goBack();
  await expect(page.getByText('Burgerservicenummer (BSN)')).toHaveCount(0);
  await page.goto('/klantbeeld');
  await expect(page).toHaveURL(/\/inloggen/);
});

test('the other tab follows', async ({ page, context, logIn }) => {
  await logIn('gezin', '/');
  const ander = await context.newPage();
  await ander.goto('/klantbeeld');
  await expect(new Shell(ander).h1).toHaveText('Mijn gegevens');

  await new Shell(page).uitloggen.click();
  await expect(new Shell(ander).h1).toHaveText('U bent uitgelogd');
  await expect(ander.getByRole('term')).toHaveCount(0);
});

test('who logs in again comes back where they were', async ({ page, logIn }) => {
  await logIn('gezin', '/klantbeeld');
  await new Shell(page).uitloggen.click();
  await page.getByRole('link', { name: 'Opnieuw inloggen' }).click();
  await expect(new Shell(page).h1).toHaveText('Inloggen');
});
