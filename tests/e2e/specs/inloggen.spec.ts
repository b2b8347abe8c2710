import { expect, persoon, test } from '../fixtures/index.ts';
import { Inlogpagina } from '../paginas/inlogpagina.ts';
import { Shell } from '../paginas/shell.ts';

test.describe('logging in', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Inloggen met DigiD (demo)' }).click();
    await expect(new Inlogpagina(page).kop).toBeVisible();
  });

  test('as a demo person leads to the overview, by name', async ({ page }) => {
    await new Inlogpagina(page).kies(persoon('gezin').naam);
    await expect(page).toHaveURL('/');
    await expect(new Shell(page).h1).toHaveText('Overzicht');
    await expect(page.getByRole('main')).toContainText(`Welkom, ${persoon('gezin').naam}`);
    await expect(new Shell(page).kop).toContainText('Ingelogd als');
    await expect(page).toHaveTitle(/Overzicht — Klantbeeld/);
  });

  test('by BSN works, with spaces and dots', async ({ page }) => {
    const { bsn } = persoon('student');
    await new Inlogpagina(page).metBsn(`${bsn.slice(0, 4)}.${bsn.slice(4, 6)}.${bsn.slice(6)} `);
    await expect(page).toHaveURL('/');
    await expect(new Shell(page).uitloggen).toBeVisible();
  });

  test('with a BSN that fails the elfproef is told at the field', async ({ page, console }) => {
    console.verwacht(/400 \(Bad Request\)/);
    const inlogpagina = new Inlogpagina(page);
    await inlogpagina.metBsn('999920109');
    await expect(inlogpagina.fout).toContainText('Dit nummer kan geen BSN zijn');
    await expect(inlogpagina.bsn).toHaveAttribute('aria-invalid', 'true');
  });

  test('that is cancelled says so, and can be tried again', async ({ page }) => {
    await new Inlogpagina(page).annuleer();
    await expect(page).toHaveURL(/\/inloggen\?fout=afgebroken/);
    await expect(page.getByRole('alert')).toContainText('U hebt het inloggen gestopt');
    await page.getByRole('link', { name: 'Inloggen met DigiD (demo)' }).click();
    await new Inlogpagina(page).kies(persoon('gezin').naam);
    await expect(new Shell(page).uitloggen).toBeVisible();
  });

  for (const [wat, keuze, tekst] of [
    ['below the level we ask', { bsn: persoon('gezin').bsn, niveau: 'Laag' }, 'niet veilig genoeg'],
    ['with a number that is no BSN', { bsn: '999920109' }, 'geen geldig burgerservicenummer'],
    ['without a BSN', { bsn: '' }, 'geen geldig burgerservicenummer'],
    ['on behalf of somebody else', { bsn: persoon('gezin').bsn, namens: persoon('student').naam }, 'Dat kan hier nog niet'],
  ] as const) {
    test(`${wat} is refused with the reason`, async ({ page }) => {
      await new Inlogpagina(page).alsTester(keuze);
      await expect(page.getByRole('alert')).toContainText(tekst);
      await expect(new Shell(page).uitloggen).toHaveCount(0);
    });
  }

  test('with a BSN that the BRP does not know says so', async ({ page }) => {
    await new Inlogpagina(page).alsTester({ bsn: '999999990' });
    await expect(new Shell(page).uitloggen).toBeVisible();
    await new Shell(page).ga('Mijn gegevens');
    await expect(page.getByRole('heading', { name: 'De BRP kent u niet' })).toBeVisible();
  });
});

test('an answer of a login that was never begun here is refused', async ({ page }) => {
  await page.goto('/auth/terug?code=verzonnen&state=verzonnen');
  await expect(page).toHaveURL(/\/inloggen\?fout=verlopen/);
  await expect(page.getByRole('alert')).toContainText('Het inloggen duurde te lang');
});

test('a cookie that somebody made up is no session', async ({ page, context, baseURL }) => {
  const naam = '__Host-klantbeeld';
  await context.addCookies([{ name: naam, value: 'verzonnen', url: baseURL?.replace('http:', 'https:') ?? '', secure: true }]);
  await page.goto('/klantbeeld');
  await expect(page).toHaveURL(/\/inloggen\?terug=/);
});

test('a deep link comes back after the login', async ({ page }) => {
  await page.goto('/klantbeeld');
  await expect(page).toHaveURL(/\/inloggen\?terug=%2Fklantbeeld/);
  await page.getByRole('link', { name: 'Inloggen met DigiD (demo)' }).click();
  await new Inlogpagina(page).kies(persoon('gezin').naam);
  await expect(page).toHaveURL('/klantbeeld');
  await expect(new Shell(page).h1).toHaveText('Mijn gegevens');
});

test('a link to another site is not followed after the login', async ({ page }) => {
  await page.goto('/auth/start?terug=https%3A%2F%2Felders.example%2F&taal=nl');
  await new Inlogpagina(page).kies(persoon('gezin').naam);
  await expect(page).toHaveURL('/');
});
