import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';

test('groups open and close, and keep to that', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  const groep = klantbeeld.groep('Kinderen');
  await expect(groep).toHaveAttribute('aria-expanded', 'false');
  await groep.click();
  await expect(klantbeeld.inhoud('Kinderen').getByRole('definition').filter({ hasText: 'Tobias Chidi' })).toBeVisible();
  await groep.click();
  await expect(klantbeeld.inhoud('Kinderen').getByRole('term').first()).toBeHidden();

  await page.getByRole('button', { name: 'Alles openen' }).click();
  await expect(page.getByRole('heading', { level: 3 }).getByRole('button', { expanded: false })).toHaveCount(0);
  await expect(groep).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: 'Alles sluiten' }).click();
  await expect(groep).toHaveAttribute('aria-expanded', 'false');
});

test('a group states its source, its holder and when it was asked', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Naam');
  const voet = klantbeeld.inhoud('Naam').getByText(/^Bron: /);
  await expect(voet).toContainText('Basisregistratie Personen (BRP)');
  await expect(voet).toContainText('Verantwoordelijk: Minister van Binnenlandse Zaken');
  await expect(voet).toContainText(/Opgehaald op 1 september 2026/);
});

test('a value tells what it means and where it comes from', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Geboorte');
  await expect(klantbeeld.waarde('Geboorte', 'Geboortedatum')).toContainText('12 april 1986');
  await klantbeeld.over('Geboorte', 'Geboortedatum');
  const geboorte = klantbeeld.inhoud('Geboorte');
  for (const feit of ['Bron', 'Verantwoordelijk', 'Wet', 'Opgehaald op']) {
    await expect(geboorte.getByRole('term').filter({ hasText: new RegExp(`^${feit}$`) })).toBeVisible();
  }
});

test('the BSN is hidden until asked for', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  const { bsn } = persoon('gezin');
  await klantbeeld.open('Persoonsgegevens');
  await expect(klantbeeld.bsn(bsn)).toHaveCount(0);
  await klantbeeld.inhoud('Persoonsgegevens').getByRole('button', { name: 'Toon BSN' }).click();
  await expect(klantbeeld.bsn(bsn)).toBeVisible();
  await klantbeeld.inhoud('Persoonsgegevens').getByRole('button', { name: 'Verberg BSN' }).click();
  await expect(klantbeeld.bsn(bsn)).toHaveCount(0);
});

test('every child has a block with its own name', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Kinderen');
  const koppen = klantbeeld.inhoud('Kinderen').getByRole('heading', { level: 4 });
  await expect(koppen).toHaveText([/Tobias Chidi Okafor/, /Noor Adaeze Okafor/, /Milan Okafor/]);
});

test('an address under investigation is marked, with since when', async ({ page, als }) => {
  await als('onderzoek', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  const adres = klantbeeld.inhoud('Adres');
  await expect(adres.getByText('Iets is in onderzoek')).toBeVisible();
  await klantbeeld.open('Adres');
  await expect(adres.getByText('In onderzoek', { exact: true }).first()).toBeVisible();
  await adres.getByRole('button', { name: /^Over dit gegeven: Straat/ }).first().click();
  await expect(adres.getByText('3 februari 2026')).toBeVisible();
  await expect(klantbeeld.inhoud('Nationaliteit').getByText('Iets is in onderzoek')).toHaveCount(0);
});

test('secrecy is said at the top', async ({ page, als }) => {
  await als('geheimhouding', '/klantbeeld');
  await expect(page.getByRole('heading', { name: 'Uw gegevens zijn geheim' })).toBeVisible();
});

test('a record that is no longer kept says why and since when', async ({ page, als }) => {
  await als('emigrant', '/klantbeeld');
  await expect(page.getByRole('heading', { name: 'Uw gegevens worden niet meer bijgewerkt' })).toBeVisible();
  await expect(page.getByText('Dit is zo sinds 1 september 2022.')).toBeVisible();
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Adres');
  await expect(klantbeeld.inhoud('Adres').getByText('Calle de la Paz 14').first()).toBeVisible();
});

test('an unknown date is said to be unknown', async ({ page, als }) => {
  await als('nieuwkomer', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Geboorte');
  await expect(klantbeeld.waarde('Geboorte', 'Geboortedatum')).toHaveText(/^onbekend/);
  await klantbeeld.open('Verblijfsrecht');
  await expect(klantbeeld.inhoud('Verblijfsrecht').getByText('17 maart 2030')).toBeVisible();
});

test('a date that is a year only is shown as that year', async ({ page, als }) => {
  await als('niets', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Geboorte');
  await expect(klantbeeld.waarde('Geboorte', 'Geboortedatum')).toHaveText(/^1997/);
});

test('what the BRP does not have is said in words', async ({ page, als }) => {
  await als('niets', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.open('Kinderen');
  await expect(klantbeeld.inhoud('Kinderen').getByText('De BRP kent geen kinderen van u.').last()).toBeVisible();
});

test('a bookmark to a group opens it', async ({ page, als }) => {
  await als('gezin', '/klantbeeld#groep-brp-ouders');
  const groep = new Klantbeeldpagina(page).groep('Ouders');
  await expect(groep).toHaveAttribute('aria-expanded', 'true');
  await expect(groep).toBeInViewport();
});
