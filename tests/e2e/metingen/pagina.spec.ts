// Measures the page of the fullest person through the browser's own tracing, and writes the figures to the file in
// KLANTBEELD_METING. No test: `cargo xtask bench` runs it.
import type { Browser, Page } from '@playwright/test';
import { appendFileSync } from 'node:fs';
import { expect, test } from '../fixtures/index.ts';

const PERSOON = 'ondernemer';
const schermen = { telefoon: { width: 412, height: 915 }, bureau: { width: 1280, height: 800 } };

interface Gebeurtenis {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** How long, and how long the thread itself was at work, in microseconds. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** The longest task on the page's main thread, in milliseconds: its own time, and on the clock beside all else that runs. */
interface Taak {
  eigen: number;
  klok: number;
}

async function langste(browser: Browser, page: Page, doe: () => Promise<void>): Promise<Taak> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await doe();
  const spoor = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Gebeurtenis[] };
  const draad = (een: Gebeurtenis): string => `${een.pid}/${een.tid}`;
  const hoofd = spoor.traceEvents.filter((een) => een.name === 'thread_name' && een.args?.name === 'CrRendererMain').map(draad);
  const taken = spoor.traceEvents.filter((een) => een.ph === 'X' && /RunTask$/.test(een.name) && hoofd.includes(draad(een)));
  const meeste = (wat: 'dur' | 'tdur'): number => Math.max(...taken.map((taak) => taak[wat] ?? 0)) / 1000;
  expect(taken.length).toBeGreaterThan(10);
  return { eigen: meeste('tdur'), klok: meeste('dur') };
}

/** Waits in the page itself: a locator of Playwright's looks at every element, and that work would be counted too. */
async function tot(page: Page, voorwaarde: string): Promise<void> {
  await page.evaluate(`new Promise((klaar) => {
    const kijk = () => ((${voorwaarde}) ? requestAnimationFrame(() => requestAnimationFrame(klaar)) : setTimeout(kijk, 100));
    kijk();
  })`);
}

const ALLES_BINNEN = `(() => {
  const balk = document.querySelector('.kb-bronnen__balk');
  const groepen = [...document.querySelectorAll('.kb-groep__inhoud')];
  return balk && balk.value === balk.max && groepen.length > 0 && groepen.every((groep) => groep.firstElementChild);
})()`;
const ALLES_OPEN = `[...document.querySelectorAll('.kb-groep__knop')].every((knop) => knop.ariaExpanded === 'true')`;

for (const [scherm, viewport] of Object.entries(schermen)) {
  test.describe(scherm, () => {
    test.use({ viewport });

    test('long tasks', async ({ browser, page, als }) => {
      await als(PERSOON, '/');
      const openen = await langste(browser, page, async () => {
        await page.goto('/klantbeeld');
        await tot(page, ALLES_BINNEN);
      });
      const allesOpen = await langste(browser, page, async () => {
        await page.evaluate(`document.querySelector('.kb-werkbalk .kb-knop').click()`);
        await tot(page, ALLES_OPEN);
      });
      const waarden = await page.locator('.kb-gegeven').count();
      expect(waarden).toBeGreaterThan(400);
      const hoogte = await page.evaluate(() => document.documentElement.scrollHeight);
      const scrollen = await langste(browser, page, async () => {
        for (let plek = 0; plek < hoogte; plek += 2000) {
          await page.mouse.wheel(0, 2000);
          await tot(page, 'true');
        }
      });
      const meting = { scherm, waarden, openen, allesOpen, scrollen };
      appendFileSync(process.env['KLANTBEELD_METING'] ?? '/dev/stdout', `${JSON.stringify(meting)}\n`);
    });
  });
}
