// Measures how long somebody on a slow phone and network waits for the klantbeeld of twenty sources of 200 ms, with nothing in
// the browser's cache, and writes the figures to the file in KLANTBEELD_METING. No test: `cargo xtask bench` runs it.
import { appendFileSync } from 'node:fs';
import { expect, test } from '../fixtures/index.ts';

const BRON_MS = 200;
/** The phone of the design's budget: a processor four times slower, 1.6 Mbit/s, 150 ms there and back. */
const PROCESSOR = 4;
const NETWERK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

test.use({ viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

test('waiting', async ({ context, page, als, request }) => {
  const gedrag = { gedrag: 'traag', vertragingMs: BRON_MS };
  const antwoord = await request.post('/demo/v1/registraties/brp/gedrag', { data: gedrag });
  expect(antwoord.status()).toBe(204);
  await als('gezin', '/demo');
  await context.addInitScript(() => {
    const meting = { inhoud: 0, alles: 0, geblokkeerd: 0 };
    Object.assign(window, { meting });
    new PerformanceObserver((lijst) => {
      if (meting.alles > 0) return;
      for (const taak of lijst.getEntries()) meting.geblokkeerd += taak.duration - 50;
    }).observe({ type: 'longtask', buffered: true });
    new MutationObserver(() => {
      const balk = document.querySelector<HTMLProgressElement>('.kb-bronnen__balk');
      if (meting.inhoud === 0 && document.querySelector('.kb-gegeven')) meting.inhoud = performance.now();
      if (meting.alles === 0 && balk && balk.max > 1 && balk.value === balk.max) meting.alles = performance.now();
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  const telefoon = await context.newPage();
  const cdp = await context.newCDPSession(telefoon);
  await cdp.send('Network.enable');
  await cdp.send('Network.clearBrowserCache');
  await cdp.send('Network.emulateNetworkConditions', NETWERK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: PROCESSOR });
  await telefoon.goto('/klantbeeld');
  await telefoon.evaluate(`new Promise((klaar) => {
    const kijk = () => (window.meting.alles > 0 ? klaar() : setTimeout(kijk, 250));
    kijk();
  })`);
  const meting = { profiel: 'telefoon', ...(await telefoon.evaluate<object>('window.meting')) };
  await page.close();
  appendFileSync(process.env['KLANTBEELD_METING'] ?? '/dev/stdout', `${JSON.stringify(meting)}\n`);
});
