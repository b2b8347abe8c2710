import { expect, persoon, test } from '../fixtures/index.ts';
import type { Instelling } from '../fixtures/gedrag.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

const { bsn, naam } = persoon('gezin');

const fouten: readonly (readonly [string, Instelling, string])[] = [
  ['answers 500', { gedrag: 'storing' }, 'Er is een storing bij de BRP'],
  ['closes the connection', { gedrag: 'onbereikbaar' }, 'Wij kunnen de BRP nu niet bereiken'],
  ['answers garbage', { gedrag: 'onleesbaar' }, 'Wij kunnen het antwoord van de BRP niet lezen'],
  ['gives half an answer', { gedrag: 'half' }, 'Wij kunnen de BRP nu niet bereiken'],
  ['gives 10 MB', { gedrag: 'teveel' }, 'Wij kunnen het antwoord van de BRP niet lezen'],
  ['is overloaded', { gedrag: 'overbelast' }, 'Het is te druk bij de BRP'],
  ['is too slow', { gedrag: 'traag', vertragingMs: 8000 }, 'De BRP antwoordt niet op tijd'],
];

for (const [wat, instelling, kop] of fouten) {
  test(`a BRP that ${wat}: told, and tried again`, async ({ page, gedrag, alsOpEigenServer }) => {
    await gedrag.zet(bsn, instelling);
    await alsOpEigenServer('gezin', '/klantbeeld');
    await expect(page.getByRole('heading', { name: kop })).toBeVisible();
    const klantbeeld = new Klantbeeldpagina(page);
    await expect(klantbeeld.groep('Naam')).toHaveCount(0);
    await expect(new Shell(page).uitloggen).toBeVisible();

    await gedrag.zet(bsn, { gedrag: 'normaal' });
    await klantbeeld.opnieuw.click();
    await expect(page.getByRole('status').filter({ hasText: 'Gelukt. De gegevens uit de BRP zijn binnen.' })).toBeAttached();
    await expect(page.getByRole('heading', { name: kop })).toHaveCount(0);
    await klantbeeld.open('Naam');
    await expect(klantbeeld.waarde('Naam', 'Volledige naam')).toContainText(naam);
  });
}

test('the answer of somebody else is refused and never shown', async ({ page, gedrag, alsOpEigenServer }) => {
  await gedrag.zet(bsn, { gedrag: 'anderepersoon' });
  const stroom: Promise<string>[] = [];
  page.on('response', (antwoord) => {
    if (antwoord.url().endsWith('/api/v1/klantbeeld')) stroom.push(antwoord.text());
  });
  await alsOpEigenServer('gezin', '/klantbeeld');
  await expect(page.getByRole('heading', { name: 'De BRP gaf een verkeerd antwoord' })).toBeVisible();
  await expect(page.getByText('Wij hebben het niet getoond en niet bewaard')).toBeVisible();
  await expect(new Klantbeeldpagina(page).groep('Naam')).toHaveCount(0);
  const berichten = await Promise.all(stroom);
  expect(berichten.join('')).toContain('anderePersoon');
  expect(berichten.join('')).not.toContain('brp.naam');
});

test('a retry that fails again says so and keeps the focus', async ({ page, gedrag, alsOpEigenServer }) => {
  await gedrag.zet(bsn, { gedrag: 'storing' });
  await alsOpEigenServer('gezin', '/klantbeeld');
  const { opnieuw } = new Klantbeeldpagina(page);
  await opnieuw.click();
  await expect(page.getByRole('status').filter({ hasText: 'Het is weer niet gelukt.' })).toBeAttached();
  await expect(opnieuw).toBeFocused();
});

test('a slow source is waited for, and the page says so', async ({ page, gedrag, alsOpEigenServer }) => {
  // The page itself keeps what it said: on a busy machine the two seconds are over before a test can look.
  await page.addInitScript(() => {
    const gezegd = { wachten: false };
    Object.assign(window, { gezegd });
    new MutationObserver(() => {
      gezegd.wachten ||= document.body?.textContent?.includes('Wij wachten nog op') ?? false;
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
  await gedrag.zet(bsn, { gedrag: 'traag', vertragingMs: 2000 });
  await alsOpEigenServer('gezin', '/klantbeeld');
  await new Klantbeeldpagina(page).geladen();
  expect(await page.evaluate('window.gezegd.wachten')).toBe(true);
  await expect(page.getByText('Wij wachten nog op')).toHaveCount(0);
});

test('the overview stands when the source fails', async ({ page, gedrag, alsOpEigenServer }) => {
  await gedrag.zet(bsn, { gedrag: 'storing' });
  await alsOpEigenServer('gezin');
  await expect(page.getByRole('heading', { name: 'Er is een storing bij de BRP' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Wonen', exact: true })).toBeVisible();
});

test('what is found by the BRP is asked by itself once the BRP answers', async ({ page, gedrag, alsOpEigenServer }) => {
  await gedrag.zet(bsn, { gedrag: 'storing' });
  await alsOpEigenServer('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await expect(page.getByText('Daardoor konden wij deze bronnen ook niet vragen')).toBeVisible();

  await gedrag.zet(bsn, { gedrag: 'normaal' });
  await klantbeeld.opnieuw.click();
  await expect(klantbeeld.stand).toHaveText(/^(\d+) van \1 bronnen zijn opgehaald\.$/);
  await expect(page.getByText('Daardoor konden wij')).toHaveCount(0);
});

test('the overview does not say that nothing needs attention when it cannot know', async ({ page, gedrag, alsOpEigenServer }) => {
  await alsOpEigenServer('student');
  await new Klantbeeldpagina(page).geladen();
  const aandacht = page.getByRole('region', { name: 'Wat vraagt uw aandacht' });
  await expect(aandacht).toContainText('Er is nu niets dat uw aandacht vraagt.');

  await gedrag.zet(persoon('student').bsn, { gedrag: 'storing' });
  await page.reload();
  await new Klantbeeldpagina(page).geladen();
  await expect(aandacht).toContainText('Wij konden niet alles nakijken. Niet opgehaald:');
  await expect(aandacht).not.toContainText('Er is nu niets dat uw aandacht vraagt.');
});
