import { expect, test } from '../fixtures/index.ts';
import type { PersoonId } from '../fixtures/index.ts';
import { Klantbeeldpagina } from '../paginas/klantbeeld.ts';

/** A value that only this registration holds, where a person finds it. */
const FEITEN: readonly [registratie: string, wie: PersoonId, groep: string, naam: string, waarde: RegExp][] = [
  ['brp', 'gezin', 'Naam', 'Volledige naam', /^Sanne Maria van den Berg$/],
  ['woz', 'gezin', 'WOZ-waarde', 'WOZ-waarde', /^€\s512\.000,00$/],
  ['brk', 'gezin', 'Hypotheken', 'Ingeschreven bedrag', /^€\s420\.000,00$/],
  ['kaart', 'gezin', 'Kaart', 'Nummer van het gebouw', /^0518100000990101$/],
  ['kvk', 'ondernemer', 'Ondernemingen', 'KVK-nummer', /^90009911$/],
  ['bag', 'gezin', 'Adres en gebouw', 'Bouwjaar', /^1906$/],
  ['bewoning', 'gezin', 'Wie er op uw adres staan', 'Aantal ingeschreven personen', /^5$/],
  ['reisdocumenten', 'gezin', 'Paspoort en identiteitskaart', 'Nummer', /^IZ9901012$/],
  ['verblijfplaatshistorie', 'gezin', 'Waar u heeft gewoond', 'Adres', /^Weimarstraat 347\s?C/],
  ['rdw', 'ondernemer', 'Brandstof en uitstoot', 'Elektrisch bereik hybride (kilometer)', /^88$/],
  ['brv', 'gezin', 'Voertuigen op uw naam', 'Kenteken', /^K572ZB$/],
];

for (const [registratie, wie, groep, naam, waarde] of FEITEN) {
  test(`from the wire to the page: ${registratie}`, async ({ page, als }) => {
    await als(wie, '/klantbeeld');
    const klantbeeld = new Klantbeeldpagina(page);
    await klantbeeld.geladen();
    await klantbeeld.open(groep);
    await expect(klantbeeld.waarden(groep, naam).filter({ hasText: waarde }).first()).toBeVisible();
  });
}

test('every registration has a value above', async ({ request }) => {
  const register = await request.get('/api/v1/gegevensregister?taal=nl');
  const { registraties } = (await register.json()) as { registraties: { id: string }[] };
  expect(FEITEN.map(([registratie]) => registratie).sort()).toEqual(registraties.map(({ id }) => id).sort());
});

interface Bronbeeld {
  registratie: string;
  stand: { soort: string };
  voorkomens: { groep: string; gegevens: { id: string }[] }[];
}

/** Every answer in the stream. */
function bronbeelden(stroom: string): Bronbeeld[] {
  const blokken = stroom.split('\n\n').filter((blok) => blok.includes('event: bronbeeld'));
  return blokken.map((blok) => JSON.parse(/^data: (.*)$/m.exec(blok)?.[1] ?? '') as Bronbeeld);
}

for (const wie of ['gezin', 'ondernemer', 'gepensioneerde', 'emigrant'] as const) {
  test(`every value on the wire is a row on the page: ${wie}`, async ({ page, als }) => {
    await als(wie, '/klantbeeld');
    const klantbeeld = new Klantbeeldpagina(page);
    await klantbeeld.geladen();
    await klantbeeld.openAlles();

    const beelden = bronbeelden(await (await page.request.get('/api/v1/klantbeeld')).text());
    expect(beelden.length).toBeGreaterThan(10);
    const opDeDraad = new Map<string, number>();
    for (const { groep, gegevens } of beelden.flatMap((beeld) => beeld.voorkomens)) {
      opDeDraad.set(groep, (opDeDraad.get(groep) ?? 0) + gegevens.length);
    }
    const opDePagina = new Map<string, number>();
    for (const groep of opDeDraad.keys()) {
      const inhoud = page.locator(`#groep-${groep.replaceAll('.', '-')}-inhoud`);
      opDePagina.set(groep, await inhoud.locator('.kb-gegeven').count());
    }
    expect(Object.fromEntries(opDePagina)).toEqual(Object.fromEntries(opDeDraad));
  });
}
