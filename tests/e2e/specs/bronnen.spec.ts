import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';

test('says how many sources are in, and from when each is', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  await expect(klantbeeld.stand).toHaveText(/^(\d+) van \1 bronnen zijn opgehaald\.$/);
  await page.getByText('Alle bronnen bekijken').click();
  const regel = page.getByRole('listitem').filter({ hasText: 'Basisregistratie Personen (BRP)' });
  await expect(regel).toContainText(/Opgehaald op 1 september 2026 om \d\d:\d\d/);
});

test('a theme about which nothing is known is one line, not an empty block', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  await new Klantbeeldpagina(page).geladen();
  await expect(page.getByText(/^Hierover is niets bekend: .*Onderneming/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'Onderneming' })).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Op deze pagina' }).getByText('Onderneming')).toBeHidden();
});

test('what is closed is there to be found by the browser', async ({ page, als }) => {
  await als('gezin', '/klantbeeld');
  const klantbeeld = new Klantbeeldpagina(page);
  await klantbeeld.geladen();
  const kind = klantbeeld.inhoud('Kinderen').getByText('Tobias Chidi', { exact: true }).first();
  await expect(kind).toBeAttached();
  await expect(kind).toBeHidden();
  // As the browser does when its own search finds something there.
  await kind.evaluate((element) => {
    element.closest('[hidden]')?.dispatchEvent(new Event('beforematch', { bubbles: true }));
  });
  await expect(klantbeeld.groep('Kinderen')).toHaveAttribute('aria-expanded', 'true');
  await expect(kind).toBeVisible();
});
