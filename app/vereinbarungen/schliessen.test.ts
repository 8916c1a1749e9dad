import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Datenbank, dienst, echteUhr, type Kontext, uuidv7 } from '../base/index.ts';
import { reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { readEingang } from '../vorgaenge/index.ts';
import { benenneAuslauf, type Entwurf, schliesseVereinbarung } from './actions.ts';
import { readVertraege } from './index.ts';
import { readRegeln } from './queries.ts';
import { resolveZustaendigkeit } from './zustaendig.ts';

const GA = 'gewerbe-anmeldung';
const t = await neueDatenbank();
let h: Haus;
let db: Datenbank;
const tag = (versatz: number) => new Date(Date.now() + versatz * 86_400_000).toISOString().slice(0, 10);

const entwurf = (e: Partial<Entwurf> = {}): Entwurf => ({
  id: uuidv7(Date.now()),
  art: 'mandatierend',
  titel: 'Zweckvereinbarung',
  auftraggeber: h.ort.bennewitz,
  auftragnehmer: h.ort.augustusburg,
  leistungen: [GA],
  beschluesse: {},
  genehmigung: 'Landratsamt',
  fundstelle: 'Amtsblatt',
  ab: '2025-01-01',
  bis: null,
  auslauf: [],
  auslaufBis: null,
  kosten: '',
  kostenregeln: [],
  stand: 'in_kraft',
  ...e,
});
const liest = (stelle: string): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(Date.now()),
  stelle,
  handelndFuer: null,
  grundlage: null,
});
const sieht = async (stelle: string, vorgang: string) =>
  (await db.transaktion(liest(stelle), (tx) => readEingang(tx, stelle))).some((z) => z.id === vorgang);
const freigaben = async (id: string) =>
  (
    await t.setup.query<{ besitzer: string; leistung: string; offen: boolean }>(
      'select besitzer, leistung, gueltig @> now() as offen from ctx.freigabe where vereinbarung = $1 order by leistung',
      [id],
    )
  ).rows;
const regelnVon = async (id: string) =>
  (await db.transaktion(liest(h.ort.wurzen), readRegeln)).filter((r) => r.vereinbarung === id);
/** takes the agreement out of the world again */
const beende = async (id: string) => {
  await t.setup.query('delete from vereinbarungen.regel where vereinbarung = $1', [id]);
  await t.setup.query('delete from ctx.freigabe where vereinbarung = $1', [id]);
};

beforeAll(async () => {
  h = await baueHaus(t);
  db = h.db;
});

/** One party declares the text alone, as the first half of the action does it. */
const erklaere = (e: Entwurf, partei: string, rolle: string) => {
  const inhalt = JSON.stringify(e);
  return db.transaktion(dienst(partei, 'Test'), (tx) =>
    tx.fuehreAus('insert into vereinbarungen.partei values ($1, $2, $3, $4, $5, null)', [
      partei,
      e.id,
      rolle,
      inhalt,
      createHash('sha256').update(inhalt).digest(),
    ]),
  );
};
const veroeffentliche = (e: Entwurf, zeile: object = {}, als = e.auftraggeber) =>
  db.transaktion(dienst(als, 'Test'), (tx) =>
    tx.zeilen('select vereinbarungen.veroeffentliche($1, $2)', [
      e.id,
      JSON.stringify([{ ...e, leistung: GA, von: e.auftraggeber, an: e.auftragnehmer, ...zeile }]),
    ]),
  );

describe('Eine Vereinbarung', () => {
  it('steht in beider Protokoll, das zweite nennt die Erklärung des ersten', async () => {
    const e = entwurf({ leistungen: ['posteingang'] });
    await schliesseVereinbarung(db, h.protokoll, e);
    const { rows } = await t.setup.query<{ koerperschaft: string; kind: string; n: number }>(
      'select koerperschaft, kind, n from nachweise.ereignis where vorgang = $1 order by at',
      [e.id],
    );
    expect(rows).toEqual([
      { koerperschaft: e.auftraggeber, kind: 'vereinbarung.erklaert', n: 1 },
      { koerperschaft: e.auftragnehmer, kind: 'vereinbarung.erklaert', n: 1 },
    ]);
    await beende(e.id);
  });

  it('öffnet den Zugang auf den Tag genau: am ersten Tag ja, am Tag davor und nach dem letzten nicht', async () => {
    for (const [ab, bis, offen] of [
      [tag(-1), null, true],
      [tag(1), null, false],
      ['2025-01-01', tag(-1), false],
      ['2025-01-01', tag(1), true],
    ] as const) {
      const e = entwurf({ ab, bis });
      await schliesseVereinbarung(db, h.protokoll, e);
      expect(await freigaben(e.id), `${ab} bis ${bis}`).toEqual([{ besitzer: e.auftraggeber, leistung: GA, offen }]);
      await beende(e.id);
    }
  });

  it('gibt bei Delegation und vor der Genehmigung keinen Zugang zu Akten der anderen', async () => {
    for (const abweichung of [{ art: 'delegierend' }, { stand: 'genehmigung_offen', ab: null }] as const) {
      const e = entwurf(abweichung);
      await schliesseVereinbarung(db, h.protokoll, e);
      expect(await freigaben(e.id)).toEqual([]);
      expect(await regelnVon(e.id)).toHaveLength(1);
      await beende(e.id);
    }
  });

  it('gilt nicht, wenn eine Partei fehlt oder die Texte verschieden sind', async () => {
    const e = entwurf();
    await expect(veroeffentliche(e)).rejects.toThrow('fehlt die Erklärung');
    await erklaere(e, e.auftraggeber, 'auftraggeber');
    await expect(veroeffentliche(e)).rejects.toThrow('fehlt die Erklärung');
    await erklaere({ ...e, kosten: '1 € mehr' }, e.auftragnehmer, 'auftragnehmer');
    await expect(veroeffentliche(e)).rejects.toThrow('Texte sind verschieden');
    expect(await regelnVon(e.id)).toEqual([]);
  });

  it('veröffentlicht nur, was im Text steht, und nur durch eine Partei', async () => {
    const e = entwurf();
    await erklaere(e, e.auftraggeber, 'auftraggeber');
    await erklaere(e, e.auftragnehmer, 'auftragnehmer');
    for (const falsch of [
      { bis: '2099-01-01' },
      { an: h.ort.wurzen },
      { leistung: 'hundesteuer-anmeldung' },
      { art: 'delegierend' },
    ])
      await expect(veroeffentliche(e, falsch), JSON.stringify(falsch)).rejects.toThrow('steht nicht im Text');
    await expect(veroeffentliche(e, {}, h.ort.wurzen)).rejects.toThrow();
    expect(await regelnVon(e.id)).toEqual([]);
  });

  it('ersetzt ihre Zeilen, wenn sie noch einmal veröffentlicht wird', async () => {
    const e = entwurf();
    await schliesseVereinbarung(db, h.protokoll, e);
    await veroeffentliche(e, { fundstelle: 'berichtigt' });
    expect((await regelnVon(e.id)).map((r) => r.fundstelle)).toEqual(['berichtigt']);
    expect(await freigaben(e.id)).toHaveLength(1);
    await beende(e.id);
  });

  it('antwortet aus der Datenbank wie aus den Regeln, auch am Rand', async () => {
    const wer = (wann: string) =>
      db.transaktion(liest(h.ort.wurzen), (tx) =>
        resolveZustaendigkeit(tx, { leistung: 'hundesteuer-anmeldung', ort: h.ort.lossatal, tag: wann }),
      );
    expect(await wer('2026-09-30')).toMatchObject({ ok: true, stelle: h.ort.augustusburg });
    expect(await wer('2026-10-01')).toMatchObject({ ok: true, stelle: h.ort.lossatal, basis: { art: 'eigene' } });
    expect(
      await db.transaktion(liest(h.ort.wurzen), (tx) =>
        resolveZustaendigkeit(tx, { leistung: GA, ort: h.verzeichnis.byAgs('14729160')?.id ?? '', tag: tag(0) }),
      ),
    ).toEqual({ ok: false, grund: 'zustaendigkeit.niemand' });
  });
});

describe('Nach dem Ende', () => {
  it('bleiben die benannten Fälle sichtbar, bis zum genannten Tag, und nur die des Auftraggebers', async () => {
    const laufend = entwurf();
    await schliesseVereinbarung(db, h.protokoll, laufend);
    const [benannt, uebrig] = [
      await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach'),
      await reicheBeispielEin(h, 'bennewitz', GA, '01-einfach'),
    ];
    const fremd = await reicheBeispielEin(h, 'thallwitz', GA, '01-einfach');
    const aug = h.ort.augustusburg;
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([true, true]);

    await t.setup.query(`update ctx.freigabe set gueltig = tstzrange(lower(gueltig), now()) where vereinbarung = $1`, [
      laufend.id,
    ]);
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([false, false]);
    const bis = new Date(echteUhr.jetzt() + 86_400_000).toISOString();
    await benenneAuslauf(db, laufend, [benannt.vorgang, fremd.vorgang], bis);
    expect([await sieht(aug, benannt.vorgang), await sieht(aug, uebrig.vorgang)]).toEqual([true, false]);
    expect(
      (await t.setup.query('select auslauf from ctx.freigabe where vereinbarung = $1', [laufend.id])).rows,
    ).toEqual([{ auslauf: [benannt.vorgang] }]);

    await benenneAuslauf(db, laufend, [benannt.vorgang], new Date(echteUhr.jetzt() - 1000).toISOString());
    expect(await sieht(aug, benannt.vorgang)).toBe(false);
    const zuLang = new Date(echteUhr.jetzt() + 400 * 86_400_000).toISOString();
    await expect(benenneAuslauf(db, laufend, [benannt.vorgang], zuLang)).rejects.toThrow('höchstens ein Jahr');
  });
});

describe('Den Text einer Vereinbarung', () => {
  it('liest jede Partei aus ihrer eigenen Erklärung, sonst niemand', async () => {
    const e = entwurf();
    await schliesseVereinbarung(db, h.protokoll, e);
    const liestText = async (stelle: string) =>
      (await db.transaktion(liest(stelle), readVertraege)).find((v) => v.id === e.id);
    expect(await liestText(e.auftraggeber)).toEqual(await liestText(e.auftragnehmer));
    expect(await liestText(e.auftraggeber)).toMatchObject({ titel: e.titel, kostenregeln: [] });
    expect(await liestText(h.ort.thallwitz)).toBeUndefined();
    await beende(e.id);
  });
});
