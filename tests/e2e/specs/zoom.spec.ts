import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';
import { Shell } from '../paginas/shell.ts';

// 1280 pixels wide at 400 % (WCAG 1.4.10).
test.use({ viewport: { width: 320, height: 256 } });

const DOELEN = ['/verwerkingsactiviteiten', '/verwerkingsactiviteiten/gemeente/wmo'];

for (const pad of ['/inloggen', '/uitgelogd', '/bestaat-niet', '/', '/klantbeeld', ...DOELEN]) {
  test(`${pad} needs no horizontal scrolling at 400 %`, async ({ page, als }) => {
    if (pad === '/' || pad === '/klantbeeld') {
      await als('onderzoek', pad);
      await new Klantbeeldpagina(page).geladen();
    } else {
      await page.goto(pad);
    }
    await expect(new Shell(page).h1).toBeVisible();
    if (DOELEN.includes(pad)) await expect(page.getByRole('main').getByRole('heading', { level: 2 }).first()).toBeVisible();
    if (pad === '/klantbeeld') await new Klantbeeldpagina(page).openAlles();
    const te_breed = await page.evaluate(() => {
      const breedte = document.documentElement.clientWidth;
      const buiten = [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > breedte + 1);
      return { over: document.documentElement.scrollWidth - breedte, wat: buiten.map((element) => element.outerHTML.slice(0, 100)) };
    });
    expect(te_breed.over, te_breed.wat.join('\n')).toBeLessThanOrEqual(0);
  });
}
