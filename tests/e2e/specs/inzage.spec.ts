import type { Page } from '@playwright/test';
import { bladen, bronlogs, eigen, gebruik, speel, stroom } from '../fixtures/inzage.ts';
import { expect, persoon, test } from '../fixtures/index.ts';
import { Inzagepagina } from '../paginas/inzage.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

const TITEL = 'Wie gebruikte mijn gegevens';
const uwv = bladen[0][2] ?? gebruik(0, '');

/** The registrations answer; what went through the portal is the server's own. */
async function metBronnen(page: Page, body = stroom(bronlogs().map((log) => ({ ...log, gebruik: [] })))): Promise<void> {
  await page.route('**/api/v1/inzage/bronnen*', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
}

test('what the person looked at stands in the list, with what it was for', async ({ page, als, axe }) => {
  await metBronnen(page);
  await als('gezin', '/klantbeeld');
  await new Klantbeeldpagina(page).geladen();
  await new Shell(page).ga(TITEL);
  await expect(page).toHaveURL('/inzage');
  await expect(new Shell(page).h1).toHaveText(TITEL);
  await expect(new Shell(page).h1).toBeFocused();
  const inzage = new Inzagepagina(page);
  await expect(inzage.wie.first()).toHaveText('U zelf');
  await expect(inzage.maanden.first()).toHaveText('september 2026');
  const eerste = inzage.keren.first();
  await expect(eerste).toContainText('dinsdag 1 september');
  await expect(eerste).toContainText(/BRP: Naam, .* en \d+ andere groepen/);
  await expect(eerste).toContainText('Bron: logboek van dit portaal');
  await axe();
  await eerste.getByRole('link', { name: 'U bekijkt uw eigen gegevens' }).click();
  await expect(page).toHaveURL('/verwerkingsactiviteiten/portaal/InzageBurger');
});

test('own pages and registrations make one list, and a registration waits for the page that goes as far back', async ({ page, als, axe }) => {
  await speel(page);
  await als('gezin', '/inzage');
  const inzage = new Inzagepagina(page);
  await expect(inzage.wie).toHaveText(['U zelf', 'Uw gemeente', 'Stichting Voorbeeld', 'UWV']);
  // Half past midnight in the Netherlands is still the day before in UTC.
  await expect(inzage.keren.nth(2)).toContainText('maandag 31 augustus om 00:30');
  await expect(inzage.keren.nth(0)).toContainText('dinsdag 1 september, 12 keer, tussen 09:10 en 10:12');
  await expect(inzage.keren.nth(3)).toContainText('WOZ: niet gelukt');
  await expect(inzage.maanden).toHaveText(['september 2026', 'augustus 2026']);

  await inzage.meer.click();
  await expect(inzage.wie).toHaveText(['U zelf', 'Uw gemeente', 'Stichting Voorbeeld', 'UWV', 'UWV', 'Sociale Verzekeringsbank (SVB)', 'UWV']);
  await expect(inzage.maanden).toHaveText(['september 2026', 'augustus 2026', 'maart 2026', 'november 2025', 'oktober 2025']);
  await expect(inzage.keren.nth(4)).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: '3 erbij geladen. Dit is alles.' })).toBeAttached();
  await expect(inzage.meer).toHaveCount(0);
  await axe();
});

test('tells who is new, and draws use by organisation with the same as a table', async ({ page, als, axe }) => {
  await speel(page);
  await als('gezin', '/inzage');
  await expect(page.getByText('UWV vroeg op 29 augustus voor het eerst gegevens op uit de BRP en de WOZ, voor: WW-uitkering.')).toBeVisible();
  const vaak = page.getByRole('region', { name: 'Hoe vaak, per maand', exact: true }).first();
  await expect(vaak.getByRole('listitem').first()).toContainText('31 keer');
  await vaak.getByText('Toon als tabel').click();
  const rij = vaak.getByRole('row').filter({ hasText: 'UWV' });
  await expect(rij.getByRole('cell')).toHaveText(['0', '0', '1', '0', '3', '2', '0', '0', '8', '12', '4', '1', '31']);
  await expect(vaak.getByRole('columnheader').nth(1)).toHaveText('oktober 2025');
  await axe();
});

test('the state of the list is in the address: back and reload keep it', async ({ page, als }) => {
  await speel(page);
  await als('gezin', '/inzage');
  const inzage = new Inzagepagina(page);
  await expect(inzage.wie).toHaveCount(4);
  await inzage.openFilter();
  await page.getByLabel('Verberg wat ik zelf bekeek').check();
  await page.getByLabel('Organisatie', { exact: true }).selectOption({ label: 'UWV' });
  await inzage.van.fill('2026-01-01');
  await inzage.toon.click();
  await expect(page).toHaveURL('/inzage?van=2026-01-01&organisatie=uwv&zonderEigen=true');
  await expect(inzage.wie.first()).toHaveText('Uw gemeente');
  await expect(page.getByRole('status').filter({ hasText: '3 keer gebruik staat in de lijst.' })).toBeAttached();
  await expect(page.getByText('Filteren (3 gekozen)')).toBeVisible();

  await page.reload();
  await expect(inzage.van).toHaveValue('2026-01-01');
  await expect(page.getByLabel('Organisatie', { exact: true })).toHaveValue('uwv');
  await expect(page.getByLabel('Verberg wat ik zelf bekeek')).toBeChecked();

  await page.getByRole('link', { name: 'Wis filters' }).click();
  await expect(page).toHaveURL('/inzage');
  await expect(inzage.wie.first()).toHaveText('U zelf');
  await page.goBack();
  await expect(inzage.wie.first()).toHaveText('Uw gemeente');
  await expect(inzage.van).toHaveValue('2026-01-01');
});

test('a wrong address gets the message at its field, and can be put right', async ({ page, als, axe, console }) => {
  console.verwacht(/Failed to load resource.*400/);
  await metBronnen(page);
  await als('gezin', `/inzage?van=zomaar&soort=burger&zoek=${'x'.repeat(101)}&zonderEigen=ja`);
  const inzage = new Inzagepagina(page);
  await expect(page.getByRole('alert')).toContainText('Wij begrijpen deze keuze niet');
  await expect(inzage.van).toHaveAccessibleDescription('Vul een dag in die bestaat.');
  await expect(page.getByLabel('Op wiens verzoek')).toHaveAccessibleDescription('Kies een van de mogelijkheden.');
  await expect(page.getByLabel('Zoeken op organisatie of doel')).toHaveAccessibleDescription(/Dit is te lang/);
  await expect(page.getByLabel('Verberg wat ik zelf bekeek')).toHaveAccessibleDescription('Kies een van de mogelijkheden.');
  await axe();
  await page.getByLabel('Zoeken op organisatie of doel').fill('xyzzy');
  await inzage.toon.click();
  await expect(page).toHaveURL('/inzage?zoek=xyzzy');
  await expect(inzage.lijst).toContainText('Met deze keuzes is er niets gevonden.');
  await expect(inzage.van).not.toHaveAttribute('aria-invalid');
});

test('one use in full leads to the value, and back to where the reader was', async ({ page, als, axe }) => {
  await speel(page);
  await als('gezin', '/inzage?zonderEigen=true');
  const inzage = new Inzagepagina(page);
  const regel = inzage.keren.filter({ hasText: 'WOZ: niet gelukt' });
  await regel.getByRole('link', { name: 'Bekijk alle gegevens UWV, zaterdag 29 augustus om 11:00' }).click();
  await expect(page).toHaveURL(`/inzage?zonderEigen=true&gebruik=${uwv.id}`);
  const h1 = new Shell(page).h1;
  await expect(h1).toHaveText('UWV, zaterdag 29 augustus 2026 om 11:00');
  await expect(h1).toBeFocused();
  await expect(page.getByText('Gegevens die wij niet bij naam kennen: 1.')).toBeVisible();
  await axe();

  await page.getByRole('link', { name: 'Terug naar de lijst' }).click();
  await expect(page).toHaveURL('/inzage?zonderEigen=true');
  await expect(regel).toBeFocused();
  await page.goBack();
  await page.getByRole('link', { name: 'Geboortedatum', exact: true }).click();
  await expect(h1).toHaveText('Mijn gegevens');
  const rij = page.locator('.kb-gegeven').filter({ has: page.getByRole('term').getByText('Geboortedatum', { exact: true }) }).first();
  await expect(rij).toBeFocused();
  await expect(rij).toContainText('12 april 1986');
});

test('what a registration wrote down is there after a reload too, and what nobody knows is said', async ({ page, als, axe, console }) => {
  await speel(page);
  await als('gezin', '/inzage?gebruik=brp%3Aa1');
  const h1 = new Shell(page).h1;
  await expect(h1).toHaveText('Stichting Voorbeeld, maandag 31 augustus 2026 om 00:30');
  await expect(page.getByText('logboek van de BRP')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Straat', exact: true })).toHaveAttribute('href', '/klantbeeld#gegeven-brp.adres.officieleStraatnaam');

  console.verwacht(/Failed to load resource.*404/);
  for (const id of ['brp%3Aweg', `1-${'0'.repeat(32)}`, '..', '%2F%2Fx']) {
    await page.goto(`/inzage?zonderEigen=true&gebruik=${id}`);
    await expect(page.getByRole('heading', { level: 2, name: 'Dit gebruik is hier niet te vinden' })).toBeVisible();
  }
  await axe();
  await page.getByRole('link', { name: 'Terug naar de lijst' }).click();
  await expect(page).toHaveURL('/inzage?zonderEigen=true');
  await expect(new Inzagepagina(page).wie).toHaveCount(3);
});

test('says which registrations report, and asks again when they could not be asked', async ({ page, als, console }) => {
  console.verwacht(/Failed to load resource/);
  await page.route('**/api/v1/inzage/bronnen*', (route) => route.fulfill({ status: 404, body: '' }));
  await als('gezin', '/klantbeeld');
  await new Klantbeeldpagina(page).geladen();
  await new Shell(page).ga(TITEL);
  const { wieMeldt, wie } = new Inzagepagina(page);
  await expect(wieMeldt).toContainText('Wij konden de registraties nu niet vragen');
  await expect(wie.first(), 'the portal has its own log').toHaveText('U zelf');

  await page.unroute('**/api/v1/inzage/bronnen*');
  await metBronnen(page);
  await wieMeldt.getByRole('button', { name: 'Probeer opnieuw' }).click();
  await expect(wieMeldt).toContainText('2 van 4 registraties melden wie uw gegevens gebruikte. Nu niet bereikbaar: KVK.');
  await expect(wieMeldt.getByRole('button', { name: 'Probeer opnieuw' }), 'one did not answer').toBeFocused();
  await wieMeldt.getByText('Alle registraties bekijken').click();
  await expect(wieMeldt.getByRole('listitem')).toHaveText([
    /^Dit portaal.*Meldt gebruik sinds/,
    /BRP.*Meldt gebruik sinds 1 januari 2024$/,
    /WOZ.*Er is meer dan hier past/,
    /BRK.*Meldt \(nog\) niet/,
    /BAG.*melden is niet nodig/,
    /KVK.*Nu niet bereikbaar/,
  ]);
});

test('when the list cannot be fetched, the reader can try again', async ({ page, als, console }) => {
  console.verwacht(/Failed to load resource|net::ERR_FAILED/);
  await metBronnen(page);
  await page.route('**/api/v1/inzage/gebruik*', (route) => route.abort());
  await als('gezin', '/inzage');
  await expect(page.getByRole('alert')).toContainText('Wij kunnen nu niet ophalen wie uw gegevens gebruikte');
  await page.unroute('**/api/v1/inzage/gebruik*');
  await page.getByRole('alert').getByRole('button', { name: 'Probeer opnieuw' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(new Inzagepagina(page).wieMeldt).toBeVisible();
});

test('a next page that fails leaves what is there, and can be asked again', async ({ page, als, console }) => {
  console.verwacht(/Failed to load resource|net::ERR_FAILED/);
  await speel(page);
  await als('gezin', '/inzage');
  const inzage = new Inzagepagina(page);
  await expect(inzage.wie).toHaveCount(4);
  await page.route('**/api/v1/inzage/gebruik?*voor=*', (route) => route.abort());
  await inzage.meer.click();
  await expect(inzage.lijst.getByText('Het laden is niet gelukt.')).toBeVisible();
  await expect(inzage.meer).toBeFocused();
  await expect(inzage.wie).toHaveCount(4);
  await page.unroute('**/api/v1/inzage/gebruik?*voor=*');
  await inzage.meer.click();
  await expect(inzage.wie).toHaveCount(7);
});

test('a value leads to who used it, and that can be taken away', async ({ page, als }) => {
  await metBronnen(page);
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.open('Geboorte');
  await klantbeeld.over('Geboorte', 'Geboortedatum');
  await page.getByRole('link', { name: 'Wie gebruikte dit?' }).click();
  await expect(page).toHaveURL('/inzage?gegeven=brp.geboorte.datum');
  await expect(page.getByRole('paragraph').filter({ hasText: 'Alleen gebruik van: Geboortedatum' })).toBeVisible();
  await expect(new Inzagepagina(page).wie.first()).toHaveText('U zelf');
  await page.getByRole('link', { name: 'Haal weg Alleen gebruik van: Geboortedatum' }).click();
  await expect(page).toHaveURL('/inzage');
});

test('the overview shows who looked last, and who is new', async ({ page, als, axe }) => {
  await speel(page);
  await als('gezin');
  await new Klantbeeldpagina(page).geladen();
  const gekeken = page.getByRole('region', { name: 'Wie keek er?' });
  await expect(gekeken.getByRole('listitem')).toHaveText([/Uw gemeente.*Balie op verzoek/, /UWV.*Voor het eerst.*WW-uitkering/]);
  await axe();
  await gekeken.getByRole('link', { name: 'UWV' }).click();
  await expect(new Shell(page).h1).toHaveText('UWV, zaterdag 29 augustus 2026 om 11:00');
});

test('who was looked at by nobody else sees no such block on the overview', async ({ page, als }) => {
  const antwoord = page.waitForResponse('**/api/v1/inzage/gebruik?zonderEigen=true');
  await als('niets');
  expect((await antwoord).status(), persoon('niets').naam).toBe(200);
  await new Klantbeeldpagina(page).geladen();
  await expect(page.getByRole('region', { name: 'Wie keek er?' })).toHaveCount(0);
});

test('nothing yet says what will stand here', async ({ page, als }) => {
  await metBronnen(page);
  await page.route('**/api/v1/inzage/gebruik*', (route) => route.fulfill({ json: { gebruik: [] } }));
  await als('gezin', '/inzage');
  await expect(new Inzagepagina(page).lijst).toContainText('Hier komt te staan wie uw gegevens gebruikte');
});

test('in English, names and dates too', async ({ page, als, axe }) => {
  await speel(page);
  await als('gezin', '/inzage');
  await new Shell(page).taal('English');
  await expect(new Shell(page).h1).toHaveText('Who used my data');
  await expect(page.getByRole('heading', { level: 3, name: 'September 2026' })).toBeVisible();
  await expect(page.getByText('Source: the log of this portal').first()).toBeVisible();
  await expect(page.getByText('What for: Unemployment benefit').first()).toBeVisible();
  await axe();
});

test('on a narrow screen nothing is wider than the screen, and the table scrolls by itself', async ({ page, als }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await speel(page);
  await als('gezin', '/inzage');
  await expect(new Inzagepagina(page).wie).toHaveCount(4);
  await page.getByText('Toon als tabel').click();
  await new Inzagepagina(page).openFilter();
  const breedte = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(breedte).toBeLessThanOrEqual(320);
});

test('a folded day over midnight tells both days', async ({ page, als }) => {
  await metBronnen(page);
  const nacht = eigen(1, '2026-08-31T22:10:00Z', '2026-08-31T21:50:00Z', 2);
  await page.route('**/api/v1/inzage/gebruik*', (route) => route.fulfill({ json: { gebruik: [nacht] } }));
  await als('gezin', '/inzage');
  await expect(new Inzagepagina(page).keren).toContainText('dinsdag 1 september, 2 keer, tussen 31 augustus 2026 om 23:50 en 00:10');
});
