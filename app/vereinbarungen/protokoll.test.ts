import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import {
  createLog,
  createWarteschlange,
  type Datenbank,
  dienst,
  erledigt,
  type Handler,
  stellbareUhr,
  uuidv7,
} from '../base/index.ts';
import { readDokumente } from '../dokumente/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { inhaltOf, vereinbareSchlicht } from '../pruefstand/vereinbarung.ts';
import { kleineWerkbank } from '../pruefstand/werkbank.ts';
import { entwirf, gehe } from './actions.ts';
import { BEURKUNDEN, createUrkunde, type Vertreter } from './index.ts';
import { readStand } from './store.ts';
import type { Befehl } from './vertrag/befehle.ts';

const t = await neueDatenbank();
let h: Haus;
let db: Datenbank;
/** the days of these agreements */
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00Z'));
let d: { db: Datenbank; protokoll: Haus['protokoll'] };
const seite = (ort: keyof Haus['ort']): Vertreter => ({ koerperschaft: h.ort[ort], person: null });

beforeAll(async () => {
  h = await baueHaus(t);
  db = h.db;
  d = { db, protokoll: { ...h.protokoll, uhr } };
});

const entwurf = (mehr: object = {}) =>
  inhaltOf({
    auftraggeber: h.ort.thallwitz,
    auftragnehmer: h.ort.augustusburg,
    leistungen: ['hundesteuer-anmeldung'],
    ab: null,
    ...mehr,
  });
const standVon = (id: string, ort: keyof Haus['ort'] = 'thallwitz') =>
  db.transaktion(dienst(h.ort[ort], 'Test'), (tx) => readStand(tx, id));
const zahl = async (id: string) =>
  Number((await t.setup.query('select count(*) as n from nachweise.ereignis where vorgang = $1', [id])).rows[0].n);

/** From the draft to the last step, on the day of the clock. */
async function bisInKraft(id: string, mehr: object = {}): Promise<void> {
  const tag = new Date(uhr.jetzt()).toISOString().slice(0, 10);
  const e = await entwirf(d, seite('thallwitz'), id, entwurf(mehr));
  if (!e.ok || e.schritt.art !== 'entworfen') throw new Error(JSON.stringify(e));
  const { textHash } = e.schritt;
  const beide: Exclude<Befehl, { art: 'entwerfen' }>[] = [
    { art: 'erklaeren', textHash },
    { art: 'beschliessen', tag, nummer: '1' },
  ];
  const alle: [Vertreter, Exclude<Befehl, { art: 'entwerfen' }>][] = [
    ...beide.flatMap((b) =>
      (['thallwitz', 'augustusburg'] as const).map((o) => [seite(o), b] as [Vertreter, typeof b]),
    ),
    [seite('thallwitz'), { art: 'genehmigen', behoerde: 'Landesdirektion Sachsen', tag, zeichen: '1' }],
    [seite('augustusburg'), { art: 'bekanntmachen', tag, fundstelle: 'Sächsisches Amtsblatt' }],
    [seite('thallwitz'), { art: 'nachweisen', was: 'datenschutz', tag, zeichen: '1' }],
    ...(['thallwitz', 'augustusburg'] as const).map(
      (o) => [seite(o), { art: 'freischalten' }] as [Vertreter, { art: 'freischalten' }],
    ),
  ];
  for (const [wer, b] of alle) {
    const r = await gehe(d, wer, id, b);
    if (!r.ok) throw new Error(`${b.art}: ${JSON.stringify(r)}`);
  }
}

describe('Das Protokoll einer Vereinbarung', () => {
  const id = uuidv7(1);
  it('verkettet beide Seiten: jedes Ereignis nennt die Prüfsumme des letzten der anderen', async () => {
    await bisInKraft(id);
    const stand = await standVon(id);
    const alle = [];
    for (const ort of ['thallwitz', 'augustusburg'] as const) {
      const strom = await db.transaktion(dienst(h.ort[ort], 'Test'), (tx) =>
        readStrom(tx, h.protokoll, h.ort[ort], id),
      );
      alle.push(...strom.map((e) => ({ ort, ereignis: e.ereignis })));
    }
    alle.sort((a, b) => Number(a.ereignis.data['schritt']) - Number(b.ereignis.data['schritt']));
    expect(alle.map((a) => a.ereignis.data['schritt'])).toEqual(alle.map((_, i) => i + 1));
    const letzter: Record<string, string | null> = { thallwitz: null, augustusburg: null };
    for (const [i, { ort, ereignis }] of alle.entries()) {
      expect([i, ereignis.data['andereSeite']]).toEqual([
        i,
        letzter[ort === 'thallwitz' ? 'augustusburg' : 'thallwitz'],
      ]);
      expect([i, ereignis.prev]).toEqual([i, letzter[ort]]);
      letzter[ort] = stand?.schritte[i]?.hash ?? '';
    }
  });

  it('sagt dasselbe wie die Schritte, die daneben stehen: diese lassen sich aus ihm neu bauen', async () => {
    const { rows } = await t.setup.query<{
      koerperschaft: string;
      nr: number;
      art: string;
      angaben: object;
      c: Buffer;
      n: number;
    }>(
      `select koerperschaft, nr, art, angaben, c, row_number() over (partition by koerperschaft order by nr)::int as n
       from vereinbarungen.schritt where vereinbarung = $1`,
      [id],
    );
    expect(rows.length).toBe(10);
    for (const z of rows) {
      const strom = await db.transaktion(dienst(z.koerperschaft, 'Test'), (tx) =>
        readStrom(tx, h.protokoll, z.koerperschaft, id),
      );
      const { ereignis } = strom[z.n - 1] ?? {};
      const { schritt, andereSeite: _a, nachgestellt: _n, ...daten } = ereignis?.data ?? {};
      expect({ art: ereignis?.kind, nr: schritt, ...daten }).toEqual({
        nr: z.nr,
        ...z.angaben,
        art: `vereinbarung.${z.art}`,
      });
    }
  });

  it('enthält auf jeder Seite den Text, den sie erklärt hat', async () => {
    for (const ort of ['thallwitz', 'augustusburg'] as const) {
      const strom = await db.transaktion(dienst(h.ort[ort], 'Test'), (tx) =>
        readStrom(tx, h.protokoll, h.ort[ort], id),
      );
      const e = strom.find((x) => x.ereignis.kind === 'vereinbarung.erklaert')?.ereignis;
      expect(e?.data).toMatchObject({
        textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        inhalt: { auftraggeber: h.ort.thallwitz },
      });
    }
  });

  it('hört auf keinen Dritten, der unter derselben Nummer schreibt', async () => {
    await db.transaktion(dienst(h.ort.lossatal, 'Test'), (tx) =>
      tx.fuehreAus(`insert into vereinbarungen.schritt values ($1, $2, 99, $3, 'gekuendigt', now(), '', null, $4)`, [
        h.ort.lossatal,
        id,
        h.ort.thallwitz,
        JSON.stringify({
          art: 'gekuendigt',
          zum: '2026-04-01',
          grund: 'x',
          genehmigung: null,
          befunde: [],
          bestaetigung: null,
        }),
      ]),
    );
    expect((await standVon(id))?.ende).toBeNull();
    expect(await standVon(id, 'lossatal')).toBeNull();
    expect(await standVon(id, 'wurzen')).toBeNull();
  });
});

describe('Der Zugang', () => {
  it('beginnt und endet um Mitternacht hiesiger Zeit, auch wenn die Uhr umgestellt wird', async () => {
    const id = uuidv7(2);
    uhr.stelle(Date.parse('2026-03-28T23:30:00Z')); // already 29 March here, the day of the change
    const e = await entwirf(
      d,
      seite('thallwitz'),
      id,
      entwurf({ leistungen: ['posteingang'], auftragnehmer: h.ort.lossatal }),
    );
    expect(e.ok && e.schritt.at).toBe('2026-03-28T23:30:00.000Z');
    const zwei = uuidv7(3);
    await vereinbareSchlicht(db, h.protokoll, {
      id: zwei,
      auftraggeber: h.ort.wurzen,
      auftragnehmer: h.ort.thallwitz,
      leistungen: ['gewerbe-anmeldung'],
      ab: '2026-03-29',
      bis: '2026-10-26',
    });
    const { rows } = await t.setup.query(
      'select lower(gueltig) as ab, upper(gueltig) as bis from ctx.freigabe where vereinbarung = $1',
      [zwei],
    );
    expect(rows).toEqual([{ ab: new Date('2026-03-28T23:00:00Z'), bis: new Date('2026-10-25T23:00:00Z') }]);
    await t.setup.query('delete from vereinbarungen.regel where vereinbarung = $1', [zwei]);
  });

  it('behält benannte Fälle, wenn die Vereinbarung später gekündigt wird; eine Ablehnung lässt alles, wie es war', async () => {
    const id = uuidv7(5);
    await vereinbareSchlicht(db, h.protokoll, {
      id,
      auftraggeber: h.ort.wurzen,
      auftragnehmer: h.ort.thallwitz,
      leistungen: ['gewerbe-anmeldung'],
    });
    const freigabe = async () =>
      (
        await t.setup.query(
          'select upper(gueltig) as bis, auslauf, auslauf_bis from ctx.freigabe where vereinbarung = $1',
          [id],
        )
      ).rows;
    const bleibt = { auslauf: [uuidv7(50)], auslauf_bis: new Date('2026-12-31T00:00:00Z') };
    await t.setup.query('update ctx.freigabe set auslauf = $2, auslauf_bis = $3 where vereinbarung = $1', [
      id,
      bleibt.auslauf,
      bleibt.auslauf_bis,
    ]);
    uhr.stelle(Date.parse('2026-06-01T10:00:00Z'));
    const vorher = await zahl(id);
    const ende = { art: 'kuendigen', zum: '2026-10-01', grund: 'x', wichtig: false, genehmigung: null } as const;
    expect(await gehe(d, seite('wurzen'), id, ende)).toMatchObject({ ok: false, grund: 'vereinbarung.luecke' });
    expect([await zahl(id), await freigabe()]).toEqual([vorher, [{ bis: null, ...bleibt }]]);
    expect((await gehe(d, seite('wurzen'), id, { ...ende, bestaetigung: 'y' })).ok).toBe(true);
    expect(await freigabe()).toEqual([{ bis: new Date('2026-09-30T22:00:00Z'), ...bleibt }]);
  });
});

describe('Wer handeln darf', () => {
  it('ist die Leitung der eigenen Seite: wer nicht leitet oder von anderswo kommt, ändert nichts', async () => {
    const person = await legePersonalAn(h);
    const id = uuidv7(6);
    const von = (sub: string): Vertreter => ({ koerperschaft: person(sub).stelle, person: person(sub).person });
    const i = entwurf({ leistungen: ['posteingang'], auftragnehmer: h.ort.lossatal });
    expect(await entwirf(d, von('y.barthel'), id, i)).toEqual({ ok: false, grund: 'vereinbarung.nicht-berechtigt' });
    expect(await entwirf(d, von('c.seifert'), id, i)).toEqual({ ok: false, grund: 'vereinbarung.unbekannt' });
    expect((await entwirf(d, von('f.naumann'), id, i)).ok).toBe(true);
    const b = { art: 'erklaeren', textHash: 'x' } as const;
    expect(await gehe(d, von('c.seifert'), id, b)).toEqual({ ok: false, grund: 'vereinbarung.unbekannt' });
    expect(await gehe(d, { ...von('y.barthel'), koerperschaft: h.ort.lossatal }, id, b)).toMatchObject({
      ok: false,
      grund: 'vereinbarung.nicht-berechtigt',
    });
    expect(await zahl(id)).toBe(1);
  });
});

describe('Was das Register sagt', () => {
  const kommune = (ags: string) => h.verzeichnis.byAgs(ags)?.id ?? '';
  it('bestimmt die Rechtsaufsicht: quer zu den Landkreisen die Landesdirektion', async () => {
    const id = uuidv7(7);
    expect(
      await vereinbareSchlicht(db, h.protokoll, {
        id,
        auftraggeber: h.ort.bennewitz,
        auftragnehmer: h.ort.augustusburg,
        leistungen: ['hundesteuer-anmeldung'],
        ziel: 'in_kraft',
      }),
    ).toBe(id);
    expect((await standVon(id, 'bennewitz'))?.fassungen[0]?.genehmigt?.behoerde).toBe('Landesdirektion Sachsen');
  });

  it('lehnt den Entwurf ab, wo das Gesetz schon antwortet', async () => {
    const { rows } = await t.setup.query<{ mitglied: string }>('select mitglied from kommunen.gemeinschaft limit 1');
    const mitglied = rows[0]?.mitglied ?? '';
    const e = await entwirf(
      d,
      { koerperschaft: mitglied, person: null },
      uuidv7(8),
      entwurf({ auftraggeber: mitglied }),
    );
    expect(e).toMatchObject({ ok: false, grund: 'vereinbarung.gesetz' });
  });

  it('lehnt den Entwurf mit einer Gemeinde ab, die am Tag eingemeindet ist', async () => {
    const grimma = kommune('14729160');
    await t.setup.query(
      `update kommunen.merkmale set gueltig = daterange(lower(gueltig), '2026-07-01') where koerperschaft = $1`,
      [grimma],
    );
    const e = await entwirf(d, seite('thallwitz'), uuidv7(9), entwurf({ auftragnehmer: grimma }));
    expect(e).toMatchObject({ ok: false, grund: 'vereinbarung.gebiet-geaendert', angaben: { name: 'Stadt Grimma' } });
    const davor = await entwirf(
      d,
      seite('thallwitz'),
      uuidv7(10),
      entwurf({ auftragnehmer: grimma, bis: '2026-07-01' }),
    );
    expect(davor.ok).toBe(true);
  });
});

describe('Zwei Schritte zugleich', () => {
  it('kommen nacheinander: beide erklären, und jeder hat seine Nummer', async () => {
    uhr.stelle(Date.parse('2026-08-01T10:00:00Z'));
    const id = uuidv7(11);
    const e = await entwirf(d, seite('thallwitz'), id, entwurf({ leistungen: ['posteingang'] }));
    const textHash = e.ok && e.schritt.art === 'entworfen' ? e.schritt.textHash : '';
    const r = await Promise.all(
      (['thallwitz', 'augustusburg', 'augustusburg'] as const).map((o) =>
        gehe(d, seite(o), id, { art: 'erklaeren', textHash }),
      ),
    );
    expect(r.filter((x) => x.ok).length).toBe(2);
    expect((await standVon(id))?.schritte.map((s) => s.nr)).toEqual([1, 2, 3]);
  });
});

describe('Die Ausfertigung', () => {
  it('ist auf beiden Seiten dieselbe, von jeder gesiegelt, mit Prüfsumme im eigenen Protokoll', async () => {
    uhr.stelle(Date.parse('2026-08-02T10:00:00Z'));
    const id = uuidv7(12);
    const e = await entwirf(d, seite('thallwitz'), id, entwurf({ leistungen: ['posteingang'] }));
    const textHash = e.ok && e.schritt.art === 'entworfen' ? e.schritt.textHash : '';
    for (const o of ['thallwitz', 'augustusburg'] as const) await gehe(d, seite(o), id, { art: 'erklaeren', textHash });
    const gesiegelt: string[] = [];
    const werk = {
      ...h.werkbank,
      ...kleineWerkbank,
      protokoll: { ...h.protokoll, uhr },
      siegelstelle: {
        ...kleineWerkbank.siegelstelle,
        siegele: async (k: { id: string }, pdf: Uint8Array) => (gesiegelt.push(k.id), pdf),
      },
    };
    const weglegen: Handler = async (a, kontext) => void (await h.worker.transaktion(kontext, (tx) => erledigt(tx, a)));
    const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
    const schlange = createWarteschlange(
      h.worker,
      new Map([
        [BEURKUNDEN, createUrkunde(werk)],
        ['dokument.erneuern', weglegen],
      ]),
      log,
    );
    // a log that proves nothing: its body seals nothing, and the other one does not wait for it
    await t.setup.query(
      `insert into nachweise.log (koerperschaft, epoche, origin, vkey, angehalten) values ($1, 1, 'x', 'x', 'Probe')`,
      [h.ort.augustusburg],
    );
    await schlange.leeren();
    expect(gesiegelt).toContain(h.ort.thallwitz);
    expect(gesiegelt).not.toContain(h.ort.augustusburg);
    await t.setup.query('delete from nachweise.log');
    await t.setup.query(`update base.auftrag set faellig = '2026-01-01' where art = $1`, [BEURKUNDEN]);
    await schlange.leeren();
    const stand = await standVon(id);
    const urkunden = stand?.schritte.flatMap((s) => (s.art === 'beurkundet' ? [s] : [])) ?? [];
    expect(new Set(urkunden.map((u) => u.seite))).toEqual(new Set(['auftraggeber', 'auftragnehmer']));
    expect(new Set(urkunden.map((u) => u.satzHash)).size).toBe(1);
    expect(gesiegelt).toEqual(expect.arrayContaining([h.ort.thallwitz, h.ort.augustusburg]));
    for (const ort of ['thallwitz', 'augustusburg'] as const) {
      const [dok] = await db.transaktion(dienst(h.ort[ort], 'Test'), (tx) => readDokumente(tx, h.ort[ort], id));
      const strom = await db.transaktion(dienst(h.ort[ort], 'Test'), (tx) =>
        readStrom(tx, h.protokoll, h.ort[ort], id),
      );
      const docs = strom.flatMap((x) => x.ereignis.docs);
      expect(docs.map((x) => x.sha256)).toEqual([dok?.datei.sha256]);
    }
  });
});
