import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { antrag, type Wunsch } from './antrag.ts';
import { fuelle } from './reihen/fuellen.ts';
import { readTabellen } from './reihen/spalten.ts';
import { aktiviereOrte, GEWERBE, HUND, imDienst, mitarbeit, person, setze, verbinde, vereinbare } from './welt.ts';

const t = await neueDatenbank();
const o = await aktiviereOrte(t);
const app = await verbinde(t, 'app');
afterAll(() => app.end());
const tabellen = (await readTabellen(t.setup)).filter((x) => x.klasse === 'vorgang');

/** Submitted in the citizen's own context by the ordinary door; answers the Vorgang. */
async function reicheEin(w: Omit<Wunsch, 'buerger'>): Promise<string> {
  const buerger = uuidv7(Date.now());
  const a = antrag({ ...w, buerger });
  await app.query('begin');
  await setze(app, person(buerger));
  await app.query(
    `insert into eingang.entwurf (buerger, id, koerperschaft, leistung, fassung, antworten, geaendert) values ($1, $2, $3, $4, 'f', '', now())`,
    [buerger, a.eingang.schluessel, w.koerperschaft, w.leistung],
  );
  await app.query('select * from eingang.einreichen($1)', [JSON.stringify(a)]);
  await app.query('commit');
  return a.vorgang.id;
}

await vereinbare(t, { auftraggeber: o.thallwitz, auftragnehmer: o.wurzen, leistungen: [GEWERBE] });
await vereinbare(t, { auftraggeber: o.lossatal, auftragnehmer: o.wurzen, leistungen: [GEWERBE], art: 'delegierend' });
await vereinbare(t, {
  auftraggeber: o.bennewitz,
  auftragnehmer: o.wurzen,
  leistungen: [GEWERBE],
  ziel: 'genehmigung_offen',
});
await vereinbare(t, { auftraggeber: o.wurzen, auftragnehmer: o.augustusburg, leistungen: [HUND] });

const gewerbe = await reicheEin({ koerperschaft: o.thallwitz, leistung: GEWERBE, stelle: o.wurzen });
// the rows which the path behind the submission adds, so that no table is empty
await fuelle(
  t.setup,
  tabellen.filter((x) => !['vorgaenge.vorgang', 'eingang.eingang'].includes(x.name)),
  {
    koerperschaft: o.thallwitz,
    leistung: GEWERBE,
    vorgang: gewerbe,
    buerger: uuidv7(1),
    kanarie: 'K',
  },
);

/** Rows of a Vorgang that somebody sees, by table; tables without any are left out. */
async function sieht(kontext: Parameters<typeof setze>[1], vorgang: string): Promise<Record<string, number>> {
  const da: Record<string, number> = {};
  await app.query('begin');
  await setze(app, kontext);
  for (const x of tabellen) {
    const spalte = x.name === 'eingang.eingang' ? 'vorgang' : (x.optionen.vorgang ?? 'vorgang');
    const { rowCount } = await app.query(`select 1 from ${x.name} where ${spalte} = $1`, [vorgang]);
    if (rowCount) da[x.name] = rowCount;
  }
  await app.query('rollback');
  return da;
}

describe('Gewerbe aus Thallwitz, bearbeitet in Wurzen', () => {
  it('liegt Thallwitz und Wurzen in jeder Tabelle vor', async () => {
    const alle = tabellen.map((x) => x.name).sort();
    for (const wer of [mitarbeit(o.thallwitz), mitarbeit(o.wurzen, o.thallwitz), mitarbeit(o.wurzen, null)])
      expect(Object.keys(await sieht(wer, gewerbe)).sort()).toEqual(alle);
  });

  it.each(['bennewitz', 'augustusburg', 'lossatal'] as const)(
    'gibt es für %s nicht, auch nicht mit der richtigen Nummer',
    async (ort) => {
      for (const wer of [mitarbeit(o[ort]), mitarbeit(o[ort], null), mitarbeit(o[ort], o.thallwitz), imDienst(o[ort])])
        expect(await sieht(wer, gewerbe)).toEqual({});
    },
  );

  it('lässt sich von niemandem sonst ändern, löschen oder belegen', async () => {
    for (const wer of [
      mitarbeit(o.bennewitz),
      mitarbeit(o.bennewitz, o.thallwitz),
      mitarbeit(o.augustusburg, o.thallwitz),
    ]) {
      await app.query('begin');
      await setze(app, wer);
      const r = await app.query('update vorgaenge.vorgang set betreff = $1 where id = $2', ['geändert', gewerbe]);
      await app.query('rollback');
      expect(r.rowCount).toBe(0);
    }
  });
});

describe('Hundesteuer aus Lossatal nach dem Ende der Vereinbarung mit Augustusburg', async () => {
  const [benannt, offen] = [
    await reicheEin({ koerperschaft: o.lossatal, leistung: HUND }),
    await reicheEin({ koerperschaft: o.lossatal, leistung: HUND }),
  ];
  await vereinbare(t, {
    auftraggeber: o.lossatal,
    auftragnehmer: o.augustusburg,
    leistungen: [HUND],
    ab: '2024-01-01',
    bis: '2025-10-01',
    auslauf: [benannt],
    auslaufBis: '2099-01-01T00:00:00Z',
  });
  const spaeter = await reicheEin({ koerperschaft: o.lossatal, leistung: HUND });

  it('sieht Augustusburg nur den benannten Vorgang', async () => {
    for (const wer of [mitarbeit(o.augustusburg, o.lossatal), mitarbeit(o.augustusburg, null)]) {
      expect(await sieht(wer, benannt)).toMatchObject({ 'vorgaenge.vorgang': 1, 'nachweise.ereignis': 2 });
      for (const anderer of [offen, spaeter]) expect(await sieht(wer, anderer)).toEqual({});
    }
  });

  it('gehört zum benannten Vorgang auch sein Eingang', async () => {
    expect(await sieht(mitarbeit(o.augustusburg, o.lossatal), benannt)).toHaveProperty('eingang.eingang', 1);
  });
});

describe('Gewerbe aus Lossatal, delegiert an Wurzen', async () => {
  const vorgang = await reicheEin({
    koerperschaft: o.wurzen,
    leistung: GEWERBE,
    oertlich: o.lossatal,
    stelle: o.wurzen,
  });

  it('zeigt Lossatal nur, dass es etwas gibt', async () => {
    expect(await sieht(mitarbeit(o.lossatal), vorgang)).toEqual({});
    await app.query('begin');
    await setze(app, mitarbeit(o.lossatal));
    const { rows } = await app.query('select * from vorgaenge.oertliche_sicht');
    await app.query('rollback');
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['koerperschaft', 'leistung', 'tag', 'vorgang', 'zustaendig']);
  });

  it('öffnet umgekehrt Wurzen nichts, was Lossatal selbst gehört', async () => {
    const eigener = await reicheEin({ koerperschaft: o.lossatal, leistung: GEWERBE });
    for (const wer of [mitarbeit(o.wurzen), mitarbeit(o.wurzen, o.lossatal)])
      expect(await sieht(wer, eigener)).toEqual({});
  });
});
