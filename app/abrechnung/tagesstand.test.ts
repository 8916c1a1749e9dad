import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { ablehnen, type Tx, uuidv7 } from '../base/index.ts';
import { type Abrechnungsvertrag, belegeOf, type Gebucht, type Stellung, sha256 } from './model.ts';
import { baueAbrechnung } from './pruefstand.ts';
import { readTageBei, readTagesstaende } from './store.ts';
import { imDienst, MASCHINE, schreibeKonto, sperreKonto } from './strom.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let v: Abrechnungsvertrag;
const JAHR = { von: '2026-01-01', bis: '2027-01-01' };

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-01');
  v = await w.vertrag('thallwitz', 'wurzen', 'gewerbe-anmeldung');
});

/** What is told: own (`gegen` null) or taken over with its place in the other stream. */
interface Angabe {
  eigen: boolean;
  einheit: 'fall' | 'seite' | 'hund';
  tag: string;
  menge: number;
}
const angabe: fc.Arbitrary<Angabe> = fc.record({
  eigen: fc.boolean(),
  einheit: fc.constantFrom('fall', 'seite', 'hund'),
  tag: fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-29', '2026-10-25', '2026-12-31', '2027-01-01'),
  menge: fc.integer({ min: -5, max: 500 }),
});

/** Days from a list of facts alone: added up, and each proof hashed onto those before, stream by stream. */
function tageAus(liste: readonly Gebucht[], s: Stellung) {
  const da = liste.filter((e) => (e.gegenN === null ? e.n <= s.eigen : e.gegenN <= s.gegen));
  const gefragt = da.filter((e) => (e.tag ?? '') < JAHR.bis && ((e.tag ?? '') >= JAHR.von || e.einheit === 'hund'));
  return [...new Set(gefragt.map((e) => `${e.tag} ${e.einheit}`))].toSorted().map((name) => {
    const [tag, einheit] = name.split(' ');
    const diese = gefragt.filter((e) => e.tag === tag && e.einheit === einheit);
    const kette = (x: readonly Gebucht[]) =>
      x.length === 0
        ? null
        : x.map((e) => e.c).reduce((k, c) => Buffer.from(sha256(Buffer.from(k + c, 'hex'))).toString('hex'));
    const belege = belegeOf(
      kette(diese.filter((e) => e.gegenN === null)),
      kette(diese.filter((e) => e.gegenN !== null)),
    );
    return { tag, einheit, menge: diese.reduce((n, e) => n + (e.menge ?? 0), 0), belege };
  });
}

async function bucheAlle(tx: Tx, portionen: readonly (readonly Angabe[])[]): Promise<void> {
  await sperreKonto(tx, v);
  let gegenN = 0;
  for (const portion of portionen) {
    const liste = portion.map(({ eigen, einheit, tag, menge }) => {
      const eintrag = {
        art: 'leistung.gezaehlt' as const,
        quelle: uuidv7(w.uhr.jetzt()),
        leistung: 'gewerbe-anmeldung',
        angaben: {},
      };
      const voll = { ...eintrag, einheit, tag, menge, jahr: null, periode: null };
      if (eigen) return { eintrag: voll };
      gegenN += 1;
      return {
        eintrag: voll,
        von: { n: gegenN, c: Buffer.from(sha256(Buffer.from(`fremd ${gegenN}`))).toString('hex') },
      };
    });
    await schreibeKonto(tx, w.d.protokoll, v, MASCHINE, liste);
  }
}

const readAlle = (tx: Tx) =>
  tx.zeilen<Gebucht & Record<string, unknown>>(
    `select art, einheit, tag::text as tag, menge, n, gegen_n as "gegenN", encode(c, 'hex') as c from abrechnung.eintrag
     where koerperschaft = $1 and vereinbarung = $2 order by n`,
    [w.h.ort.wurzen, v.id],
  );

describe('Der Stand eines Tages', () => {
  it('ergibt zu jedem Zeitpunkt beider Ströme dasselbe wie alle Einträge einzeln, in welchen Portionen sie auch kamen', async () => {
    let gewachsen = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(angabe, { maxLength: 6 }), { maxLength: 5 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (portionen, staende) => {
          // nothing of a run stays: a refusal takes the transaction back
          await w.h.worker.transaktion(imDienst(w.h.ort.wurzen), async (tx) => {
            await bucheAlle(tx, portionen);
            const alle = await readAlle(tx);
            const jetzt = await readTagesstaende(tx, v.id, JAHR);
            for (const [eigen, gegen] of [...staende, [999, 999] as const]) {
              const damals = await readTageBei(tx, v.id, { eigen, gegen }, jetzt);
              if (damals.length !== jetzt.length) gewachsen++;
              const ist = damals.map(({ tag, einheit, menge, belege }) => ({ tag, einheit, menge, belege }));
              const name = (x: { tag?: string; einheit?: string }) => `${x.tag} ${x.einheit}`;
              expect(ist.toSorted((x, y) => (name(x) < name(y) ? -1 : 1))).toEqual(tageAus(alle, { eigen, gegen }));
            }
            return ablehnen('abrechnung.unbekannt');
          });
        },
      ),
      { numRuns: 60 },
    );
    expect(gewachsen).toBeGreaterThan(20);
  });

  it('bleibt gleich, wenn aus allen Einträgen neu angelegt wird', async () => {
    await w.h.worker.transaktion(imDienst(w.h.ort.wurzen), async (tx) => {
      const [a, b] = fc.sample(fc.array(angabe, { minLength: 5, maxLength: 9 }), { numRuns: 2, seed: 7 });
      await bucheAlle(tx, [a ?? [], b ?? []]);
      const fortgeschrieben = await readTagesstaende(tx, v.id, JAHR);
      expect(fortgeschrieben.length).toBeGreaterThan(3);
      expect(
        await readTageBei(
          tx,
          v.id,
          { eigen: 99, gegen: 99 },
          fortgeschrieben.map((x) => ({ ...x, bisN: 100 })),
        ),
      ).toEqual(expect.arrayContaining(fortgeschrieben));
      return ablehnen('abrechnung.unbekannt');
    });
  });
});

describe('Zwei, die zugleich zählen', () => {
  it('verlieren keinen Tag: einer wartet auf den anderen', async () => {
    const tag = '2026-09-09';
    const einer = () =>
      w.h.worker.transaktion(imDienst(w.h.ort.wurzen), async (tx) => {
        await bucheAlle(tx, [[{ eigen: true, einheit: 'seite', tag, menge: 3 }]]);
      });
    await Promise.all(Array.from({ length: 6 }, einer));
    const stand = await w.in('wurzen', (tx) => readTagesstaende(tx, v.id, JAHR));
    expect(stand.find((x) => x.tag === tag)?.menge).toBe(18);
  });
});
