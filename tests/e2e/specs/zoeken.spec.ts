import { expect, persoon, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';

test('a value is found without its accents, and leads to its row', async ({ page, als }) => {
  const verzoeken: string[] = [];
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  page.on('request', (verzoek) => verzoeken.push(verzoek.url()));

  await klantbeeld.zoekveld.fill('tóbias CHIDI');
  await expect(klantbeeld.gevonden.first()).toContainText('Tobias Chidi');
  await expect(klantbeeld.gevonden.first()).toContainText('Gezin · Kinderen');
  await expect(page.getByRole('status').filter({ hasText: /gegevens? gevonden\./ })).toBeAttached();

  await klantbeeld.gevonden.first().getByRole('button').press('Enter');
  await expect(klantbeeld.groep('Kinderen')).toHaveAttribute('aria-expanded', 'true');
  const rij = page.locator('.kb-gegeven:focus');
  await expect(rij).toContainText('Tobias Chidi');
  await expect(rij).toBeInViewport();
  // Somebody who types stays logged in: that request carries nothing.
  const vragen = verzoeken.filter((adres) => !adres.endsWith('/sessie/verlengingen'));
  expect(vragen, 'nothing leaves the browser').toEqual([]);
});

test('every word must be there, and nothing found is said', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.zoekveld.fill('Tobias xyz');
  await expect(page.getByRole('search').getByText('Niets gevonden. Probeer een ander woord.')).toBeVisible();
  await expect(klantbeeld.gevonden).toHaveCount(0);
  await klantbeeld.zoekveld.fill('');
  await expect(page.getByRole('search').getByText('Niets gevonden.')).toHaveCount(0);
});

test('a BSN is not found by its digits, and hidden where its name is found', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  const { bsn } = persoon('gezin');
  await klantbeeld.zoekveld.fill(bsn);
  await expect(page.getByRole('search').getByText('Niets gevonden.')).toBeVisible();
  await klantbeeld.zoekveld.fill('burgerservicenummer');
  await expect(klantbeeld.gevonden.first()).toContainText('verborgen');
  await expect(page.getByRole('search').getByText(new RegExp([...bsn].join('\\s?')))).toHaveCount(0);
});

test('a find is reached with Tab', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await klantbeeld.zoekveld.fill('geboortedatum');
  await expect(klantbeeld.gevonden.first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(klantbeeld.gevonden.first().getByRole('button')).toBeFocused();
});
