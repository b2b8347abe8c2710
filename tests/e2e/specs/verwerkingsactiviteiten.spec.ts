import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import { Shell } from '../paginas/shell.ts';

const PAD = '/verwerkingsactiviteiten';

test('the menu leads to every purpose, and from there to one of them', async ({ page, als, axe }) => {
  await als('gezin');
  const verzoeken: string[] = [];
  await new Shell(page).ga('Waarvoor gegevens worden gebruikt');
  await expect(page).toHaveURL(PAD);
  await expect(new Shell(page).h1).toHaveText('Waarvoor gegevens worden gebruikt');
  await expect(page.getByRole('heading', { level: 2, name: 'Gemeente Voorbeeld', exact: true })).toBeVisible();
  await axe();

  page.on('request', (verzoek) => verzoeken.push(new URL(verzoek.url()).pathname));
  await page.getByRole('link', { name: 'WW-uitkering', exact: true }).click();
  await expect(page).toHaveURL(`${PAD}/uwv/ww-recht`);
  await expect(new Shell(page).h1).toHaveText('WW-uitkering');
  const feit = (naam: string): Locator => page.locator('dl > div').filter({ has: page.getByText(naam, { exact: true }) });
  await expect(feit('Wie is verantwoordelijk')).toContainText('UWV');
  await expect(feit('Waarom dit mag').getByRole('link')).toHaveAttribute('href', 'https://wetten.overheid.nl/BWBR0004045');
  await expect(feit('Welke gegevens')).toContainText('Basisregistratie Personen: ');
  await expect(feit('Welke gegevens')).toContainText('Geboortedatum');
  await expect(feit('Hoe lang bewaard')).toContainText('5 jaar nadat uw uitkering is gestopt.');
  await expect(page.getByRole('link', { name: 'autoriteitpersoonsgegevens.nl' })).toBeVisible();
  await axe();
  expect(verzoeken, 'a page about nobody asks no registration').not.toContain('/api/v1/klantbeeld');
});

for (const { pad, termijn, doel } of [
  { pad: '/verzoeken', termijn: '5 jaar nadat uw verzoek is afgehandeld.', doel: 'U doet een inzageverzoek' },
  { pad: '/correcties', termijn: '3 maanden nadat u het voor het laatst wijzigde.', doel: 'U laat een fout verbeteren' },
  { pad: '/berichten', termijn: 'Hoe lang wij dit bewaren: 2 jaar.', doel: 'U krijgt een bericht van ons' },
]) {
  test(`${pad} says how long it is kept, and leads to the purpose`, async ({ page, als }) => {
    await als('gezin', pad);
    const main = page.getByRole('main');
    await expect(main).toContainText(termijn);
    await main.getByRole('link', { name: 'Wat wij hiermee doen' }).click();
    await expect(new Shell(page).h1).toContainText(doel);
    await expect(main).toContainText(termijn.replace('Hoe lang wij dit bewaren: ', ''));
  });
}

test('it is there for who is not logged in, in both languages', async ({ page, axe }) => {
  await page.goto(`${PAD}/politie/opsporing`);
  await expect(new Shell(page).h1).toHaveText('Opsporing van strafbare feiten');
  await expect(page.getByText('Voor de politie gelden eigen regels')).toBeVisible();
  await expect(page.getByText('Geboortedatum')).toBeAttached();
  await new Shell(page).taal('English');
  await expect(new Shell(page).h1).toHaveText('Investigation of criminal offences');
  await axe();
  await page.getByRole('link', { name: 'Back to all purposes', exact: true }).click();
  await expect(page).toHaveURL(PAD);
});

test('searching leaves what holds every word, and says how many', async ({ page }) => {
  await page.goto(PAD);
  const zoekveld = page.getByRole('searchbox', { name: 'Zoeken op organisatie of doel' });
  const doelen = page.getByRole('main').locator('.kb-activiteiten').getByRole('link');
  await expect(doelen.first()).toBeVisible();
  const alle = await doelen.count();
  await zoekveld.fill('uwv zìek');
  await expect(doelen).toHaveText(['Ziektewetuitkering']);
  await expect(page.getByRole('search').getByText('1 doel gevonden.')).toBeVisible();
  await zoekveld.fill('xyzzy');
  await expect(doelen).toHaveCount(0);
  await expect(page.getByRole('search').getByText('Niets gevonden.')).toBeVisible();
  await zoekveld.fill('');
  await expect(doelen).toHaveCount(alle);
});

test('a purpose that nobody declared says so', async ({ page }) => {
  await page.goto(`${PAD}/uwv/bestaat-niet`);
  await expect(new Shell(page).h1).toHaveText('Deze pagina bestaat niet');
  await page.getByRole('link', { name: 'Terug naar alle doelen', exact: true }).click();
  await expect(new Shell(page).h1).toHaveText('Waarvoor gegevens worden gebruikt');
});

test('when the list cannot be fetched, the reader can try again', async ({ page, console }) => {
  console.verwacht(/Failed to load resource|net::ERR_FAILED/);
  await page.route('**/api/v1/verwerkingsactiviteiten*', (route) => route.abort());
  await page.goto(PAD);
  await expect(page.getByRole('alert')).toContainText('Wij kunnen deze lijst nu niet ophalen');
  await page.unroute('**/api/v1/verwerkingsactiviteiten*');
  await page.getByRole('button', { name: 'Probeer opnieuw', exact: true }).click();
  await expect(page.getByRole('link', { name: 'WW-uitkering', exact: true })).toBeVisible();
});
