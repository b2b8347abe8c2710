import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import type { EigenServer } from '../fixtures/server.ts';
import { Shell } from '../paginas/shell.ts';

/** A minute and a half before the session ends. */
const TOT_WAARSCHUWING_SECONDEN = 13.5 * 60;

/** Lets time pass for the server and the browser alike. */
async function laatVerstrijken(server: EigenServer, page: Page, seconden: number): Promise<void> {
  await server.vooruit(seconden);
  await page.clock.runFor(seconden * 1000);
}

test.describe('a session', () => {
  test.beforeEach(async ({ page, alsOpEigenServer }) => {
    await page.clock.install();
    await alsOpEigenServer('gezin', '/klantbeeld');
    await expect(new Shell(page).uitloggen).toBeVisible();
  });

  test('warns before it ends, and goes on with one press', async ({ page, eigenServer }) => {
    await laatVerstrijken(eigenServer, page, TOT_WAARSCHUWING_SECONDEN);
    const { waarschuwing } = new Shell(page);
    await page.clock.runFor(2000);
    await expect(waarschuwing).toBeVisible();
    await expect(waarschuwing.getByRole('heading', { name: 'Bent u er nog?' })).toBeVisible();

    await waarschuwing.getByRole('button', { name: 'Ik ga verder' }).click();
    await expect(waarschuwing).toBeHidden();
    await laatVerstrijken(eigenServer, page, 120);
    await expect(new Shell(page).uitloggen).toBeVisible();
    await expect(waarschuwing).toBeHidden();
  });

  test('that ends takes everything off the screen and says why', async ({ page, eigenServer }) => {
    await laatVerstrijken(eigenServer, page, 15 * 60 + 5);
    await page.clock.runFor(2000);
    await expect(page).toHaveURL(/\/uitgelogd\?reden=verlopen/);
    await expect(page.getByRole('main').getByText('U hebt een tijd niets gedaan')).toBeVisible();
    await expect(page.getByRole('term')).toHaveCount(0);
  });
});
