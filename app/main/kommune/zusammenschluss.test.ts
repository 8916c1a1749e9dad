import { addDays, localDateOf } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, oeffentlich, uuidv7 } from '../../base/index.ts';
import { readEinwohner } from '../../kommunen/index.ts';
import { baueHaus, type Haus } from '../../pruefstand/haus.ts';
import { inhaltOf } from '../../pruefstand/vereinbarung.ts';
import { entwirf, gehe, resolveZustaendigkeit } from '../../vereinbarungen/index.ts';
import { schliesseZusammen } from './zusammenschluss.ts';

const t = await neueDatenbank();
const HEUTE = localDateOf(Date.now(), 'Europe/Berlin');
const AB = addDays(HEUTE, 60);
const GEWERBE = 'gewerbe-anmeldung';
let h: Haus;
let gesagt: string[] = [];
const ags = (ort: keyof Haus['ort']) => h.verzeichnis.byId(h.ort[ort])?.ags ?? '';
const schliesse = (alt: string, neu: string, ab = AB, eintragen = true) => {
  gesagt = [];
  return schliesseZusammen(
    { client: t.setup, db: h.worker },
    { aufgegangen: alt, nachfolgerin: neu, ab },
    eintragen,
    HEUTE,
    h.katalog.name,
    (z) => gesagt.push(z),
  );
};
const bild = async () =>
  (await t.setup.query('select koerperschaft, gueltig::text, einwohner from kommunen.merkmale order by 1, 2')).rows;
const entwurf = (bis: string | null) =>
  entwirf(
    { db: h.db, protokoll: h.protokoll },
    { koerperschaft: h.ort.bennewitz, person: null },
    uuidv7(Date.now()),
    inhaltOf({
      auftraggeber: h.ort.bennewitz,
      auftragnehmer: h.ort.augustusburg,
      leistungen: [GEWERBE],
      ab: null,
      bis,
    }),
  );
const wer = (tag: string, ort = h.ort.bennewitz) =>
  h.db.transaktion(oeffentlich, (tx) => resolveZustaendigkeit(tx, { leistung: 'hundesteuer-anmeldung', ort, tag }));
const einwohner = (ort: string) => h.db.transaktion(oeffentlich, (tx) => readEinwohner(tx, ort));

beforeAll(async () => {
  h = await baueHaus(t);
});

describe('Ein Zusammenschluss', () => {
  it('lehnt ab, was nicht sein kann, und verändert dabei nichts', async () => {
    const vorher = await bild();
    for (const [alt, neu, ab, wort] of [
      [ags('bennewitz'), ags('bennewitz'), AB, 'Beide Schlüssel sind gleich'],
      [ags('bennewitz'), '00000000', AB, 'nicht im Gemeindeverzeichnis'],
      [ags('bennewitz'), ags('wurzen'), HEUTE, 'nicht in der Zukunft'],
    ] as const) {
      // the trial promises nothing that the entry would refuse
      for (const eintragen of [true, false]) {
        expect(await schliesse(alt, neu, ab, eintragen)).toBe(1);
        expect(gesagt.join(' ')).toContain(wort);
        expect(gesagt.join(' ')).toContain('Es wurde nichts verändert.');
        expect(gesagt.join(' ')).not.toContain('--eintragen');
      }
    }
    expect(await bild()).toEqual(vorher);
  });

  it('sagt ohne --eintragen nur, was er trifft', async () => {
    const vorher = await bild();
    expect(await schliesse(ags('thallwitz'), ags('wurzen'), AB, false)).toBe(0);
    const text = gesagt.join('\n');
    expect(text).toContain('Gewerbe anmelden, Wurzen für Thallwitz. Sie wirkt ab dem');
    expect(text).toContain('Offene Vorgänge dieser Gemeinde: 0.');
    expect(text).toContain('mit --eintragen');
    expect(await bild()).toEqual(vorher);
  });

  it('steht ab seinem Tag im Verzeichnis: Zuständigkeit und Einwohner folgen, die Tage davor bleiben', async () => {
    const offen = await entwurf(null);
    if (!offen.ok || offen.schritt.art !== 'entworfen') throw new Error(JSON.stringify(offen));
    const [b, w] = [await einwohner(h.ort.bennewitz), await einwohner(h.ort.wurzen)];
    expect(await schliesse(ags('bennewitz'), ags('wurzen'))).toBe(0);
    expect(gesagt.join('\n')).toContain('Eingetragen: Gemeinde Bennewitz geht am');
    expect((await einwohner(h.ort.wurzen)).at(-1)).toEqual({
      ab: AB,
      einwohner: (b[0]?.einwohner ?? 0) + (w[0]?.einwohner ?? 0),
    });
    expect(await wer(addDays(AB, -1))).toMatchObject({ ok: true, oertlich: h.ort.bennewitz });
    expect(await wer(AB)).toMatchObject({ ok: true, oertlich: h.ort.wurzen });

    // the life of agreements: no draft beyond that day, no declaration of an older one; one that ends before is possible
    const grund = { ok: false, grund: 'vereinbarung.gebiet-geaendert', angaben: { name: 'Gemeinde Bennewitz' } };
    expect(await entwurf(null)).toMatchObject(grund);
    expect(await entwurf(addDays(AB, 1))).toMatchObject(grund);
    expect(await entwurf(AB)).toMatchObject({ ok: true });
    const { textHash } = offen.schritt;
    const wir = { koerperschaft: h.ort.bennewitz, person: null };
    expect(
      await gehe({ db: h.db, protokoll: h.protokoll }, wir, offen.stand.id, { art: 'erklaeren', textHash }),
    ).toMatchObject(grund);
    expect(
      await h.db.transaktion(dienst(h.ort.wurzen, 'Test'), (tx) => readEinwohner(tx, h.ort.bennewitz)),
    ).toHaveLength(1);
  });

  it('geht nur einmal, und niemand geht in einer Gemeinde auf, die selbst aufgeht', async () => {
    const vorher = await bild();
    expect(await schliesse(ags('bennewitz'), ags('lossatal'))).toBe(1);
    expect(gesagt.join(' ')).toContain('schon ein Zusammenschluss eingetragen');
    expect(await schliesse(ags('thallwitz'), ags('bennewitz'))).toBe(1);
    expect(gesagt.join(' ')).toContain('geht selbst in einer anderen Gemeinde auf');
    expect(await schliesse(ags('lossatal'), ags('wurzen'), addDays(AB, -10))).toBe(1);
    expect(gesagt.join(' ')).toContain('Wählen Sie einen späteren Tag.');
    expect(await bild()).toEqual(vorher);
    // a second one into the same successor, later
    expect(await schliesse(ags('lossatal'), ags('wurzen'), addDays(AB, 10))).toBe(0);
    expect(await wer(addDays(AB, 10), h.ort.lossatal)).toMatchObject({ ok: true, oertlich: h.ort.wurzen });
  });
});
