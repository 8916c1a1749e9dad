import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import {
  type Akteur,
  berichtige,
  type Einzelansicht,
  erfasse,
  erkenneAn,
  korrigiere,
  letzte,
  readAbrechnung,
  readBuchungen,
  readZaehlungen,
  stelle,
} from './index.ts';
import { baueAbrechnung } from './pruefstand.ts';

const t = await neueDatenbank();
const LEISTUNG = 'archivanfrage';
const MONATE = Array.from({ length: 12 }, (_, i) => i + 1);
const LAEUFE = 16;
const ERSTES = 2010;
let w: Awaited<ReturnType<typeof baueAbrechnung>>;

/** One direction: who works and states, and who pays and recognises. */
interface Seite {
  id: string;
  glaeubiger: { ort: 'wurzen' | 'augustusburg'; akteur: Akteur };
  schuldner: { ort: 'wurzen' | 'augustusburg'; akteur: Akteur };
  /** cents a page */
  preis: number;
}
let seiten: readonly [Seite, Seite];

beforeAll(async () => {
  w = await baueAbrechnung(t, '2027-01-05');
  const hier = { ort: 'wurzen' as const, akteur: w.akteur('s.hartig') };
  const dort = { ort: 'augustusburg' as const, akteur: w.akteur('c.seifert') };
  const vereinbare = async (an: typeof hier | typeof dort, von: typeof an, preis: number, mit: string | null) => {
    const regel: Kostenregel = {
      leistung: LEISTUNG,
      ab: localDate(`${ERSTES}-01-01`),
      bis: null,
      schluessel: { art: 'menge', einheit: 'seite', preis: preis * 100 },
      minimum: null,
      maximum: null,
      ust: { stand: 'nicht-steuerbar', satz: 0, grund: 'Beistand' },
      abschlag: null,
      verrechnetMit: mit,
    };
    const id = await vereinbareSchlicht(w.d.db, w.d.protokoll, {
      auftraggeber: w.h.ort[von.ort],
      auftragnehmer: w.h.ort[an.ort],
      leistungen: [LEISTUNG],
      ab: `${ERSTES}-01-01`,
      kostenregeln: [regel],
    });
    return { id, glaeubiger: an, schuldner: von, preis };
  };
  const hin = await vereinbare(dort, hier, 7, null);
  seiten = [hin, await vereinbare(hier, dort, 5, hin.id)];
  await w.leeren();
});

const SCHRITTE = ['zaehlen', 'weniger', 'stellen', 'berichtigen', 'anerkennen', 'mitteilen'] as const;
type Schritt = { was: (typeof SCHRITTE)[number]; seite: 0 | 1; menge: number; monat: number };
const schritte: fc.Arbitrary<Schritt[]> = fc.array(
  fc.record({
    was: fc.constantFrom(...SCHRITTE),
    seite: fc.constantFrom(0 as const, 1 as const),
    menge: fc.integer({ min: 1, max: 900 }),
    monat: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 8, maxLength: 28 },
);

const ansicht = (ort: 'wurzen' | 'augustusburg', s: Seite, jahr: number) =>
  w.in(ort, (tx) => readAbrechnung(tx, { vereinbarung: s.id, jahr, periode: 13 }));

/** What was just recognised and its counterpart name the same two claims, as the one who recognised knows them. */
async function beruhenAufDemselben(ort: 'wurzen' | 'augustusburg', jahr: number): Promise<void> {
  const [x, y] = await Promise.all(seiten.map((s) => ansicht(ort, s, jahr)));
  const [a, b] = [x, y].map((s) => s && letzte(s.periode).abrechnung.verrechnung);
  if (a && b) expect([a.forderung, a.gegenforderung]).toEqual([b.gegenforderung, b.forderung]);
}

/** Does one step; refusals are part of it. */
async function tue({ was, seite, menge, monat }: Schritt, jahr: number): Promise<void> {
  const s = seiten[seite];
  const m = { vereinbarung: s.id, jahr, perioden: [13] };
  switch (was) {
    case 'zaehlen': {
      const tag = `${jahr}-${String(monat).padStart(2, '0')}-11`;
      const e = { vereinbarung: s.id, leistung: LEISTUNG, einheit: 'seite' as const, tag, menge, grund: '' };
      expect(await erfasse(w.d, s.glaeubiger.akteur, e)).toMatchObject({ ok: true });
      return;
    }
    case 'weniger': {
      const z = (await w.in(s.glaeubiger.ort, (tx) => readZaehlungen(tx, s.id))).find(
        (e) => e.angaben['zu'] === undefined && e.tag?.startsWith(String(jahr)),
      );
      if (z)
        await korrigiere(w.d, s.glaeubiger.akteur, {
          vereinbarung: s.id,
          quelle: z.quelle,
          richtig: Math.floor(menge / 3),
          grund: `gezählt ${menge}`,
        });
      return;
    }
    case 'stellen':
      await stelle(w.d, s.glaeubiger.akteur, m);
      return;
    case 'berichtigen': {
      const periode = menge % 4 === 0 ? monat : 13;
      const zu = periode < 13 && (await ansicht(s.glaeubiger.ort, s, jahr)) !== undefined;
      const e = await berichtige(w.d, s.glaeubiger.akteur, { ...m, periode }, 'gezählt');
      if (zu) expect(e).toEqual({ ok: false, grund: 'abrechnung.jahr-zu' });
      return;
    }
    case 'anerkennen':
      if ((await erkenneAn(w.d, s.schuldner.akteur, m)).ok) await beruhenAufDemselben(s.schuldner.ort, jahr);
      return;
    case 'mitteilen':
      await w.leeren();
  }
}

/** What is paid over both, as the cash of one town books it; positive: Wurzen pays. */
const gezahlt = async (jahr: number) =>
  (await w.in('wurzen', (tx) => readBuchungen(tx, w.d.verzeichnis, jahr))).reduce(
    (s, b) => s + (b.art === 'verbindlichkeit' ? b.betrag : -b.betrag),
    0,
  );

const gezaehlt = async (s: Seite, jahr: number) =>
  (
    await t.setup.query<{ n: number }>(
      `select coalesce(sum(menge), 0)::int as n from abrechnung.eintrag
       where koerperschaft = $1 and vereinbarung = $2 and art = 'leistung.gezaehlt' and extract(year from tag) = $3`,
      [w.h.ort[s.glaeubiger.ort], s.id, jahr],
    )
  ).rows[0]?.n ?? 0;

const unterschied = async (jahr: number) =>
  (await gezaehlt(seiten[0], jahr)) * seiten[0].preis - (await gezaehlt(seiten[1], jahr)) * seiten[1].preis;

/** Both true-ups as the sides see them; empty while one is not stated. */
async function lage(jahr: number): Promise<Einzelansicht[]> {
  const alle: Einzelansicht[] = [];
  for (const s of seiten)
    for (const ort of ['wurzen', 'augustusburg'] as const) {
      const a = await ansicht(ort, s, jahr);
      if (!a) return [];
      alle.push(a);
    }
  return alle;
}
const sagtEtwas = (a: Einzelansicht) => a.nachtrag !== null || a.andereVeraltet;

it('In jeder Reihenfolge der Schritte wird zusammen genau der Unterschied beider Forderungen gezahlt, oder eine Seite sagt, dass zu berichtigen ist', {
  timeout: 240_000,
}, async () => {
  let jahr = ERSTES;
  await fc.assert(
    fc.asyncProperty(schritte, async (folge) => {
      jahr++;
      for (const s of seiten) {
        const m = { vereinbarung: s.id, jahr, perioden: MONATE };
        expect(await stelle(w.d, s.glaeubiger.akteur, m)).toEqual({ ok: true });
      }
      await w.leeren();
      for (const schritt of folge) await tue(schritt, jahr);
      await w.leeren();
      const da = await lage(jahr);
      if (da.length > 0 && !da.some(sagtEtwas)) expect(await gezahlt(jahr)).toBe(await unterschied(jahr));
      // what is recognised on both sides and says nothing is right; now everybody does what the pages say
      for (let runde = 0; runde < 4; runde++)
        for (const seite of [0, 1] as const) {
          const a = await ansicht(seiten[seite].glaeubiger.ort, seiten[seite], jahr);
          if (!a) await tue({ was: 'stellen', seite, menge: 0, monat: 1 }, jahr);
          else if (a.nachtrag) await tue({ was: 'berichtigen', seite, menge: 1, monat: 1 }, jahr);
          await w.leeren();
        }
      const danach = await lage(jahr);
      expect([danach.length, danach.every((a) => a.gleich), danach.some(sagtEtwas)]).toEqual([4, true, false]);
      for (const s of seiten) await erkenneAn(w.d, s.schuldner.akteur, { vereinbarung: s.id, jahr, perioden: [13] });
      await w.leeren();
      expect((await lage(jahr)).map((a) => a.periode.stand)).toEqual(Array(4).fill('anerkannt'));
      expect(await gezahlt(jahr)).toBe(await unterschied(jahr));
    }),
    { numRuns: LAEUFE, endOnFailure: true },
  );
  expect(jahr).toBe(ERSTES + LAEUFE);
});
