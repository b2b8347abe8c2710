// Measures the page of the fullest person through the browser's own tracing, and writes the figures to the file in
// KLANTBEELD_METING. No test: `cargo xtask bench` runs it.
import type { Browser, Page } from '@playwright/test';
import { appendFileSync } from 'node:fs';
import { expect, test } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';

const PERSOON = 'ondernemer';
const schermen = { telefoon: { width: 412, height: 915 }, bureau: { width: 1280, height: 800 } };

interface Gebeurtenis {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  args?: { name?: string };
}

/** The longest tasks on the page's main thread during `doe`, in milliseconds, longest first. */
async function taken(browser: Browser, page: Page, doe: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await doe();
  const spoor = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Gebeurtenis[] };
  const draad = (een: Gebeurtenis): string => `${een.pid}/${een.tid}`;
  const hoofd = spoor.traceEvents.filter((een) => een.name === 'thread_name' && een.args?.name === 'CrRendererMain').map(draad);
  const duren = spoor.traceEvents
    .filter((een) => een.ph === 'X' && /RunTask$/.test(een.name) && hoofd.includes(draad(een)))
    .map((een) => (een.dur ?? 0) / 1000);
  return duren.sort((een, ander) => ander - een).slice(0, 3);
}

async function rust(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((klaar) => requestAnimationFrame(() => requestAnimationFrame(klaar))));
}

for (const [scherm, viewport] of Object.entries(schermen)) {
  test.describe(scherm, () => {
    test.use({ viewport });

    test('long tasks', async ({ browser, page, als }) => {
      await als(PERSOON, '/');
      const klantbeeld = new Klantbeeldpagina(page);
      await klantbeeld.geladen();
      const openen = await taken(browser, page, async () => {
        await page.goto('/klantbeeld');
        await klantbeeld.geladen();
        await rust(page);
      });
      const allesOpen = await taken(browser, page, async () => {
        await klantbeeld.openAlles();
        await rust(page);
      });
      const waarden = await page.locator('.kb-gegeven').count();
      expect(waarden).toBeGreaterThan(300);
      const hoogte = await page.evaluate(() => document.documentElement.scrollHeight);
      const scrollen = await taken(browser, page, async () => {
        for (let plek = 0; plek < hoogte; plek += 2000) {
          await page.mouse.wheel(0, 2000);
          await rust(page);
        }
      });
      const meting = { scherm, waarden, openen, allesOpen, scrollen };
      appendFileSync(process.env['KLANTBEELD_METING'] ?? '/dev/stdout', `${JSON.stringify(meting)}\n`);
    });
  });
}
