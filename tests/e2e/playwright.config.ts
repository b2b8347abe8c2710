import { defineConfig } from '@playwright/test';

const inCi = Boolean(process.env['CI']);
const chromium = process.env['KLANTBEELD_CHROMIUM'];
// Chromium refuses its sandbox to root, which is who CI containers run as.
const alsRoot = process.getuid?.() === 0;

/** A phone and a desk: the two ways people look at the portal. */
const telefoon = { viewport: { width: 412, height: 915 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const bureau = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: 'specs',
  outputDir: '../../target/playwright',
  // The accessibility tree is the same at every size, so the golden files are shared.
  snapshotPathTemplate: '{testDir}/{testFileName}-snapshots/{arg}{ext}',
  fullyParallel: true,
  forbidOnly: inCi,
  // A test that passes the second time has found something.
  retries: 0,
  workers: 2,
  // Generous: on a busy machine of two cores a test must not fail for being slow.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: process.env['KLANTBEELD_ADRES'] ?? 'http://127.0.0.1:8080',
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [...(alsRoot ? ['--no-sandbox'] : []), '--disable-quic', '--disable-background-networking'],
    },
  },
  projects: [
    // Paper and zoom have a size of their own.
    { name: 'telefoon', use: telefoon, testIgnore: /(afdrukken|zoom)\.spec\.ts/ },
    { name: 'bureau', use: bureau },
    // Pictures for the docs, on request only.
    ...(process.env['KLANTBEELD_BEELDEN'] ? [{ name: 'beelden', testDir: 'beelden' }] : []),
    // Figures for `cargo xtask bench`.
    ...(process.env['KLANTBEELD_METING'] ? [{ name: 'metingen', testDir: 'metingen', use: { trace: 'off' as const } }] : []),
  ],
});
