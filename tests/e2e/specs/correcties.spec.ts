import type { Page } from '@playwright/test';
import { kennisgevingen, kindInBrp } from '../fixtures/bron.ts';
import { expect, test } from '../fixtures/index.ts';
import { Correctiepagina, PNG } from '../paginas/correcties.ts';
import { Houderpagina } from '../paginas/houder.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

// Every test has a value of its own: a correctie that was carried out changes what the next would see.
const BEHANDELAAR = 'Fatima Benali';
const BESLISSER = 'Joost Hemmes';

/** Begins at the first value of a group that does not repeat. */
async function beginBij(page: Page, groep: string, gegeven: string): Promise<void> {
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.open(groep);
  await klantbeeld.over(groep, gegeven);
  await klantbeeld.inhoud(groep).getByRole('link', { name: 'Klopt dit niet?' }).click();
}

test("a parent corrects a child's date of birth, all the way to the register", async ({
  page,
  browser,
  eigenServer,
  alsOpEigenServer,
  axe,
}) => {
  const correcties = new Correctiepagina(page);
  await alsOpEigenServer('gescheiden', '/klantbeeld');
  await correcties.begin('Kinderen', 'Lieke Brouwer', 'Geboortedatum');
  await expect(page.getByText('Nu in de BRP: 9 oktober 2014')).toBeVisible();
  await correcties.datum('Geboortedatum', '10', '10', '2014');
  await axe();
  await correcties.volgende('Waarom klopt het niet?');
  await correcties.toelichting.fill('In de geboorteakte staat 10 oktober.');
  await page.getByLabel('Bewijs toevoegen').setInputFiles({ name: 'akte.png', mimeType: 'image/png', buffer: PNG });
  await expect(page.getByRole('button', { name: 'akte.png weghalen' })).toBeVisible();
  await axe();
  await correcties.volgende('Controleer uw correctie');
  await expect(page.getByRole('main')).toContainText('10 oktober 2014');
  await axe();
  await page.getByRole('button', { name: 'Versturen', exact: true }).dblclick();
  await expect(page.getByRole('heading', { name: 'Uw correctie is verstuurd' })).toBeVisible();
  const nummer = /KB-\w{4}-\w{4}/.exec(await new Shell(page).h1.innerText())?.[0] ?? '';
  await axe();

  const behandelaar = await Houderpagina.als(browser, eigenServer.adres, BEHANDELAAR);
  await behandelaar.open(nummer);
  await behandelaar.druk('Neem op');
  await correcties.wordt('In onderzoek');

  // The mark stands at the value, and the way to the correctie.
  await page.goto(`${eigenServer.adres}/klantbeeld`);
  const kaart = await correcties.kaart('Kinderen', 'Lieke Brouwer');
  await correcties.over(kaart, 'Geboortedatum');
  await expect(kaart.getByText('In onderzoek', { exact: true })).toBeVisible();
  expect((await kindInBrp(eigenServer, 'gescheiden', 'Lieke'))?.geboorte.inOnderzoek?.datum).toBe(true);
  await expect(kaart.getByText('U hebt gevraagd dit te veranderen.')).toBeVisible();
  await kaart.getByRole('link', { name: `Bekijk ${nummer}` }).click();

  const beslisser = await Houderpagina.als(browser, eigenServer.adres, BESLISSER);
  await beslisser.open(nummer);
  await beslisser.besluit(true, 'De akte geeft u gelijk.');
  await beslisser.druk('Verwerk');
  await correcties.wordt('Veranderd in de registratie');
  await expect(page.getByRole('heading', { name: 'Wie dit van ons hoort' })).toBeVisible();
  await axe();

  // At the source itself, past the portal.
  const lieke = await kindInBrp(eigenServer, 'gescheiden', 'Lieke');
  expect(lieke?.geboorte.datum.datum).toBe('2014-10-10');
  expect(lieke?.geboorte.inOnderzoek).toBeUndefined();

  // Who used the old date was told once, and not what the new one is; the citizen sees that.
  const bijSvb = page.getByRole('listitem').filter({ hasText: /\(SVB\).*De organisatie weet het sinds/ });
  await expect(async () => {
    await page.reload();
    await expect(bijSvb).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  const svb = (await kennisgevingen(eigenServer, nummer)).filter((een) => een.organisatie === 'svb');
  expect(svb).toHaveLength(1);
  expect(svb[0]?.gegevens).toEqual(['urn:brp:kinderen:geboorte:datum']);
  expect(JSON.stringify(svb)).not.toContain('2014');

  await page.goto(`${eigenServer.adres}/klantbeeld`);
  const nieuw = await correcties.kaart('Kinderen', 'Lieke Brouwer');
  await expect(nieuw.getByText('10 oktober 2014').first()).toBeVisible();
  await correcties.over(nieuw, 'Geboortedatum');
  await expect(nieuw.getByText('9 oktober 2014, veranderd na uw verzoek')).toBeVisible();
  await expect(nieuw.getByText('In onderzoek', { exact: true })).toBeHidden();
  await behandelaar.sluit();
  await beslisser.sluit();
});

test('a refusal says why for each part, and how to object', async ({ page, browser, eigenServer, alsOpEigenServer, axe }) => {
  const correcties = new Correctiepagina(page);
  await alsOpEigenServer('student', '/klantbeeld');
  await beginBij(page, 'Naam', 'Voornamen');
  await page.getByRole('textbox', { name: 'Voornamen moet zijn' }).fill('Iemand Anders');
  const nummer = await correcties.verstuur('Zo heet ik.');
  const behandelaar = await Houderpagina.als(browser, eigenServer.adres, BEHANDELAAR);
  await behandelaar.open(nummer);
  await behandelaar.druk('Neem op');
  const beslisser = await Houderpagina.als(browser, eigenServer.adres, BESLISSER);
  await beslisser.open(nummer);
  await beslisser.besluit(false, 'In uw akte staat een andere naam.');
  await correcties.wordt('Besluit: afgewezen');
  const main = page.getByRole('main');
  await expect(main).toContainText('In uw akte staat een andere naam.');
  await expect(main).toContainText(/U kunt bezwaar maken tot en met \d+ \w+ \d{4}\./);
  await expect(main).toContainText('Postbus');
  await axe();
  await behandelaar.sluit();
  await beslisser.sluit();
});

test('a question of the holder is answered, with a file', async ({ page, browser, eigenServer, alsOpEigenServer, axe }) => {
  const correcties = new Correctiepagina(page);
  await alsOpEigenServer('gepensioneerde', '/klantbeeld');
  await beginBij(page, 'Naam', 'Voornamen');
  await page.getByRole('textbox', { name: 'Voornamen moet zijn' }).fill('Iemand Anders');
  const nummer = await correcties.verstuur('Zo heet ik.');
  const behandelaar = await Houderpagina.als(browser, eigenServer.adres, BEHANDELAAR);
  await behandelaar.open(nummer);
  await behandelaar.druk('Neem op');
  await behandelaar.page.getByRole('textbox', { name: 'Vraag aan de burger' }).fill('Hebt u een afschrift van de akte?');
  await behandelaar.druk('Vraag informatie');
  await correcties.wordt('Vraag aan u');
  await expect(page.getByRole('heading', { name: 'Er is een vraag aan u' })).toBeVisible();

  const stuur = page.getByRole('button', { name: 'Antwoord versturen' });
  await stuur.click();
  await expect(page.getByRole('alert')).toBeFocused();
  await page.getByRole('textbox', { name: 'Uw antwoord' }).fill('Ja, hierbij.');
  await page.getByLabel('Bewijs toevoegen').setInputFiles({ name: 'akte.png', mimeType: 'image/png', buffer: PNG });
  await expect(page.getByRole('button', { name: 'akte.png weghalen' })).toBeVisible();
  await axe();
  await stuur.click();
  await expect(correcties.nu).toContainText('Vraag beantwoord');
  await expect(correcties.nu).toContainText('Ja, hierbij.');
  await expect(page.getByRole('link', { name: 'akte.png' })).toBeVisible();
  await behandelaar.sluit();
});

test('a correctie is withdrawn after a question', async ({ page, alsOpEigenServer, axe }) => {
  const correcties = new Correctiepagina(page);
  await alsOpEigenServer('werkzoekende', '/klantbeeld');
  await beginBij(page, 'Naam', 'Achternaam');
  await page.getByRole('textbox', { name: 'Achternaam moet zijn' }).fill('Anders');
  await correcties.verstuur('Zo heet ik.');
  const intrekken = page.getByRole('button', { name: 'Correctie intrekken' });
  await intrekken.click();
  await axe();
  await page.getByRole('button', { name: 'Nee, niet intrekken' }).click();
  await expect(intrekken).toBeFocused();
  await intrekken.click();
  await page.getByRole('button', { name: 'Ja, intrekken' }).click();
  await expect(correcties.nu).toContainText('Ingetrokken');
  await expect(intrekken).toBeHidden();
});

test('sent on to the right holder it stays one case', async ({ page, browser, eigenServer, alsOpEigenServer }) => {
  const correcties = new Correctiepagina(page);
  await alsOpEigenServer('ondernemer', '/klantbeeld');
  await beginBij(page, 'Naam', 'Voornamen');
  await page.getByRole('textbox', { name: 'Voornamen moet zijn' }).fill('Iemand Anders');
  const nummer = await correcties.verstuur('Zo heet ik.');
  const behandelaar = await Houderpagina.als(browser, eigenServer.adres, BEHANDELAAR);
  await behandelaar.open(nummer);
  await behandelaar.druk('Neem op');
  await behandelaar.page.getByLabel('Naar welke registratie').selectOption('kvk');
  await behandelaar.page.getByRole('textbox', { name: 'Waarom u het doorstuurt' }).fill('Dit gaat over uw onderneming.');
  await behandelaar.druk('Stuur door');
  // It is there, and with the next holder too.
  await expect(async () => {
    await page.reload();
    const voortgang = page.getByRole('list', { name: 'Voortgang' });
    await expect(voortgang).toContainText('Doorgestuurd naar een andere organisatie', { timeout: 2_000 });
    await expect(correcties.nu).toContainText('Ontvangen', { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('term').and(page.getByText('Wie beslist')).locator('xpath=following-sibling::dd')).toContainText('(KVK)');
  const kvk = await Houderpagina.als(browser, eigenServer.adres, 'Ilse Dorrestein');
  await kvk.open(nummer);
  await behandelaar.sluit();
  await kvk.sluit();
});

test('a holder that is down: nothing is lost, and it is said', async ({ page, eigenServer, alsOpEigenServer }) => {
  const correcties = new Correctiepagina(page);
  await eigenServer.bedien('registraties/terugmelden/gedrag', { gedrag: 'onbereikbaar' });
  await alsOpEigenServer('emigrant', '/klantbeeld');
  await beginBij(page, 'Naam', 'Voornamen');
  await page.getByRole('textbox', { name: 'Voornamen moet zijn' }).fill('Iemand Anders');
  await correcties.verstuur('Zo heet ik.');
  await expect(page.getByText(/Uw correctie is nog niet ontvangen door .*\. Wij blijven het proberen\./)).toBeVisible();
  await eigenServer.bedien('registraties/terugmelden/gedrag', { gedrag: 'normaal' });
  await eigenServer.vooruit(24 * 60 * 60);
  await alsOpEigenServer('emigrant', '/correcties');
  await page.getByRole('link', { name: /^Naam: / }).first().click();
  await correcties.wordt('Ontvangen');
});

test('what is filled in survives a reload and the Back button, and is found in the list', async ({ page, als, axe }) => {
  const correcties = new Correctiepagina(page);
  await als('curatele', '/klantbeeld');
  await beginBij(page, 'Geboorte', 'Geboortedatum');
  await correcties.datum('Geboortedatum', '1', '2', '1960');
  await correcties.veld('Geboortedatum').getByLabel('Jaar').blur();
  await expect(page.getByText(/^Bewaard om \d{2}:\d{2}$/)).toBeVisible();
  await page.reload();
  await expect(correcties.veld('Geboortedatum').getByLabel('Jaar')).toHaveValue('1960');
  await correcties.volgende('Waarom klopt het niet?');
  await correcties.toelichting.fill('Ik ben later geboren.');
  await page.goBack();
  await expect(new Shell(page).h1).toHaveText('Wat klopt er niet?');
  await expect(correcties.veld('Geboortedatum').getByLabel('Dag')).toHaveValue('1');

  await page.goto('/correcties');
  await expect(page.getByRole('heading', { name: 'Nog niet verstuurd' })).toBeVisible();
  await axe();
  await page.getByRole('link', { name: 'Geboorte: Geboortedatum' }).click();
  await correcties.volgende('Waarom klopt het niet?');
  await expect(correcties.toelichting).toHaveValue('Ik ben later geboren.');

  await page.getByRole('button', { name: 'Concept weggooien' }).click();
  await axe();
  await page.getByRole('button', { name: 'Ja, weggooien' }).click();
  await expect(new Shell(page).h1).toHaveText('Mijn correcties');
  await expect(page.getByRole('link', { name: 'Geboorte: Geboortedatum' })).toBeHidden();
});

test('what is wrong is named, leads to its field, and nothing typed is lost', async ({ page, als, axe, console }) => {
  // A file that is not taken.
  console.verwacht(/400/);
  const correcties = new Correctiepagina(page);
  await als('emigrant', '/klantbeeld');
  await beginBij(page, 'Geboorte', 'Geboortedatum');
  await correcties.datum('Geboortedatum', '30', '2', '1960');
  await page.getByRole('button', { name: 'Volgende', exact: true }).click();
  const fouten = page.getByRole('alert').filter({ has: page.getByRole('heading') });
  await expect(fouten).toBeFocused();
  await axe();
  await fouten.getByRole('link', { name: /^Geboortedatum: Vul een datum in die bestaat/ }).click();
  await expect(correcties.veld('Geboortedatum').getByLabel('Dag')).toBeFocused();
  await expect(correcties.veld('Geboortedatum').getByLabel('Dag')).toHaveValue('30');

  await correcties.datum('Geboortedatum', '1', '2', '1960');
  await correcties.volgende('Waarom klopt het niet?');
  await correcties.toelichting.fill('Ik ben 999970124');
  await page.getByRole('button', { name: 'Volgende', exact: true }).click();
  await expect(fouten).toContainText('burgerservicenummer');
  await page.getByLabel('Bewijs toevoegen').setInputFiles({ name: 'akte.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PK\u0003\u0004') });
  await expect(page.getByRole('button', { name: 'Laat dit bestand weg' })).toBeVisible();
  await page.getByRole('button', { name: 'Laat dit bestand weg' }).click();
  // It is one server for every size of screen.
  await page.getByRole('button', { name: 'Concept weggooien' }).click();
  await page.getByRole('button', { name: 'Ja, weggooien' }).click();
  await expect(new Shell(page).h1).toHaveText('Mijn correcties');
  await expect(page.getByRole('link', { name: 'Geboorte: Geboortedatum' })).toBeHidden();
});

test('a value that is made of others leads to those', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.open('Naam');
  await klantbeeld.over('Naam', 'Voorletters');
  await expect(klantbeeld.inhoud('Naam').getByText('De BRP maakt de voorletters zelf van uw voornamen.', { exact: false }).last()).toBeVisible();
  await klantbeeld.inhoud('Naam').getByRole('link', { name: 'Voornamen', exact: true }).click();
  await expect(page).toHaveURL(/#gegeven-brp\.naam\.voornamen$/);
});

test("another's correctie looks like one that is not there", async ({ page, als, console }) => {
  console.verwacht(/404/);
  await als('student', '/correcties/KB-2222-2222');
  await expect(page.getByRole('heading', { name: 'Deze correctie is er niet' })).toBeVisible();
});
