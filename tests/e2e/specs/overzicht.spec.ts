import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

test('greets by name and tells per theme what is known', async ({ page, als }) => {
  await als('gezin');
  const inhoud = page.getByRole('main');
  await expect(inhoud.getByText('Welkom, Sanne Maria van den Berg')).toBeVisible();
  await expect(new Shell(page).kop).toContainText('Ingelogd als Sanne Maria van den Berg');

  const kaarten = inhoud.getByRole('region', { name: 'Wat weten ze van mij' });
  await new Klantbeeldpagina(page).geladen();
  const koppen = await kaarten.getByRole('heading', { level: 3 }).allTextContents();
  expect(koppen.slice(0, 3)).toEqual(['Ik', 'Gezin', 'Wonen']);
  await expect(kaarten).toContainText('Geboren op 12 april 1986 in');
  await expect(kaarten).toContainText('3 kinderen');
  await expect(kaarten).toContainText('Turfmarkt 912');
  await expect(kaarten).toContainText('Uit de BRP');
});

test('a card leads to its theme', async ({ page, als }) => {
  await als('gezin');
  await page.getByRole('link', { name: 'Gezin', exact: true }).click();
  await expect(page).toHaveURL('/klantbeeld#thema-gezin');
  await expect(page.getByRole('heading', { level: 2, name: 'Gezin' })).toBeInViewport();
});

test('says so when nothing needs attention', async ({ page, als }) => {
  await als('student');
  await expect(page.getByRole('region', { name: 'Wat vraagt uw aandacht' })).toContainText('Er is nu niets dat uw aandacht vraagt');
});

for (const [id, kop] of [
  ['gezin', 'De fabrikant roept K572ZB terug'],
  ['onderzoek', 'Uw gemeente onderzoekt uw adres'],
  ['geheimhouding', 'Uw gegevens zijn geheim'],
  ['emigrant', 'Uw gegevens worden niet meer bijgewerkt'],
] as const) {
  test(`tells ${id} what needs attention, and leads there`, async ({ page, als }) => {
    await als(id);
    const aandacht = page.getByRole('region', { name: 'Wat vraagt uw aandacht' });
    await expect(aandacht.getByRole('heading', { level: 3, name: kop })).toBeVisible();
    await aandacht.getByRole('link', { name: 'Bekijk dit gegeven' }).first().click();
    await expect(page).toHaveURL(/\/klantbeeld#groep-/);
    await expect(new Shell(page).h1).toHaveText('Mijn gegevens');
  });
}

test('names the themes about which nothing is known in one line, without a card', async ({ page, als }) => {
  await als('gezin');
  await new Klantbeeldpagina(page).geladen();
  const kaarten = page.getByRole('region', { name: 'Wat weten ze van mij' });
  await expect(kaarten.getByText(/^Hierover is niets bekend: .*Onderneming/)).toBeVisible();
  await expect(kaarten.getByRole('heading', { level: 3, name: 'Onderneming' })).toHaveCount(0);
});
