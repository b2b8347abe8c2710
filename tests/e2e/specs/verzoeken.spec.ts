import type { APIRequestContext, Page, PlaywrightWorkerArgs } from '@playwright/test';
import { expect, test } from '../fixtures/index.ts';
import { Shell } from '../paginas/shell.ts';

/** Presses on to the next question. */
async function volgende(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Volgende', exact: true }).click();
}

/** Files a request for access to UWV and returns its number. */
async function dienIn(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Nieuw inzageverzoek' }).click();
  await page.getByRole('radio', { name: 'Van organisaties die ik kies' }).check();
  await page.getByRole('checkbox', { name: 'UWV' }).check();
  await volgende(page);
  await page.getByRole('radio', { name: 'Alle gegevens' }).check();
  await volgende(page);
  await page.getByRole('textbox', { name: 'Toelichting' }).fill('Wat weet u van mij?');
  await volgende(page);
  await page.getByRole('button', { name: 'Versturen', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Uw verzoek is ontvangen' })).toBeVisible();
  const nummer = /KB-\w{4}-\w{4}/.exec(await new Shell(page).h1.innerText())?.[0];
  if (nummer === undefined) throw new Error('the receipt names no number');
  return nummer;
}

/** The system of an organisation: a token and no cookie. */
function organisatie(playwright: PlaywrightWorkerArgs['playwright'], adres: string | undefined): Promise<APIRequestContext> {
  return playwright.request.newContext({
    ...(adres === undefined ? {} : { baseURL: adres }),
    extraHTTPHeaders: { authorization: 'Bearer demo-uwv' },
  });
}

test('a request is filed, answered, read and kept', async ({ page, als, playwright, baseURL, axe }) => {
  await als('werkzoekende', '/verzoeken');
  const nummer = await dienIn(page);
  await axe();

  const uwv = await organisatie(playwright, baseURL);
  const pad = `/api/v1/behandeling/verzoeken/${nummer}`;
  expect((await uwv.post(`${pad}/aanvang`)).status()).toBe(200);
  const antwoord = { tekst: 'Wij hebben niets van u.' };
  expect((await uwv.post(`${pad}/antwoord`, { data: antwoord })).status()).toBe(200);
  await uwv.dispose();

  await page.reload();
  const voortgang = page.getByRole('list', { name: 'Voortgang bij UWV' });
  await expect(voortgang.getByRole('listitem')).toContainText(['Ontvangen', 'In behandeling', 'Beantwoord']);
  await page.getByRole('button', { name: 'Antwoord lezen' }).click();
  await expect(page.getByText('Wij hebben niets van u.')).toBeVisible();
  await axe();
  const [bestand] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Bewaren als pagina' }).click(),
  ]);
  expect(bestand.suggestedFilename()).toBe(`${nummer}-uwv.html`);
});

test('a question without an answer is named, and the summary takes the focus', async ({ page, als, axe }) => {
  await als('student', '/verzoeken/nieuw');
  await volgende(page);
  const fouten = page.getByRole('alert');
  await expect(fouten).toBeFocused();
  await axe();
  await fouten.getByRole('link', { name: 'Maak een keuze.' }).click();
  await expect(page.getByRole('radio', { name: 'Van alle organisaties' })).toBeFocused();
  await page.getByRole('radio', { name: 'Van organisaties die ik kies' }).check();
  await volgende(page);
  await expect(fouten.getByRole('link', { name: 'Kies er minstens één.' })).toBeVisible();
});

test('what was chosen survives a reload and the Back button', async ({ page, als }) => {
  await als('student', '/verzoeken/nieuw?stap=2&aan=svb,uwv');
  const shell = new Shell(page);
  await expect(shell.h1).toHaveText('Welke gegevens wilt u zien?');
  await page.getByRole('radio', { name: 'Alle gegevens' }).check();
  await volgende(page);
  await expect(shell.h1).toHaveText('Wilt u er iets bij schrijven?');
  await expect(shell.h1).toBeFocused();
  await page.reload();
  await expect(shell.h1).toHaveText('Wilt u er iets bij schrijven?');
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'Alle gegevens' })).toBeChecked();
  await page.getByRole('link', { name: 'Vorige' }).click();
  await expect(page.getByRole('checkbox', { name: 'SVB' })).toBeChecked();
});

test('a BSN in the text is refused before it is sent', async ({ page, als }) => {
  await als('student', '/verzoeken/nieuw?stap=3&aan=uwv&over=alle');
  await page.getByRole('textbox', { name: 'Toelichting' }).fill('Ik ben 999970124');
  await volgende(page);
  await expect(page.getByRole('alert')).toContainText('burgerservicenummer');
});

test('a request is withdrawn after a question', async ({ page, als, axe }) => {
  await als('gepensioneerde', '/verzoeken');
  await dienIn(page);
  const intrekken = page.getByRole('button', { name: 'Verzoek intrekken' });
  await intrekken.click();
  await axe();
  await page.getByRole('button', { name: 'Nee, niet intrekken' }).click();
  await expect(intrekken).toBeFocused();
  await intrekken.click();
  await page.getByRole('button', { name: 'Ja, intrekken' }).click();
  await expect(page.getByRole('list', { name: 'Voortgang bij UWV' })).toContainText('Ingetrokken');
  await expect(intrekken).toBeHidden();
});

test("another's request looks like one that is not there", async ({ page, als, console }) => {
  console.verwacht(/404/);
  await als('student', '/verzoeken/KB-2222-2222');
  await expect(page.getByRole('heading', { name: 'Dit verzoek is er niet' })).toBeVisible();
});

test('messages are read, and their kinds chosen', async ({ page, als, axe }) => {
  await als('nieuwkomer', '/verzoeken');
  const nummer = await dienIn(page);
  await page.goto('/berichten');
  const bericht = page.getByRole('listitem').filter({ hasText: nummer });
  await expect(bericht).toContainText('Ongelezen');
  await axe();
  await bericht.getByRole('button', { name: 'Markeer als gelezen' }).click();
  await expect(bericht.getByText('Ongelezen')).toBeHidden();

  await page.getByRole('button', { name: 'Welke berichten wilt u?' }).click();
  await page.getByRole('checkbox', { name: 'Een verzoek is ontvangen' }).uncheck();
  await axe();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(bericht).toBeHidden();
  await page.getByRole('button', { name: 'Welke berichten wilt u?' }).click();
  await page.getByRole('checkbox', { name: 'Een verzoek is ontvangen' }).check();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await expect(bericht).toBeVisible();
});
