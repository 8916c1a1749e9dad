import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createWarteschlange, dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { readStrom } from '../nachweise/index.ts';
import type { Person } from '../prozesse/index.ts';
import { aufgabeVon, erledige, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import {
  readFreigaben,
  readHalte,
  readHaltgruende,
  readZugang,
  resolveZustaendigkeit,
} from '../vereinbarungen/index.ts';
import { createZurueckholen, halteMandatAn, readEingang, setzeMandatFort } from './index.ts';

const t = await neueDatenbank();
let h: Haus;
let person: (sub: string) => Person;
beforeAll(async () => {
  h = await baueHaus(t);
  person = await legePersonalAn(h);
});
const liest = (stelle: string): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(1),
  stelle,
  handelndFuer: null,
  grundlage: null,
});
const sieht = async (stelle: string, vorgang: string) =>
  (await h.db.lesen(liest(stelle), 'select id from vorgaenge.vorgang where id = $1', [vorgang])).length === 1;
const halteAn = (mehr: object = {}, wer = 'f.naumann') =>
  halteMandatAn(h, person(wer), { leistung: GEWERBE, stelle: h.ort.wurzen, grund: 'Klärung der Fristen', ...mehr });
const halt = async () => (await h.db.transaktion(liest(h.ort.thallwitz), readHalte))[0];
const werArbeitet = async () =>
  h.db.transaktion(liest(h.ort.wurzen), (tx) =>
    resolveZustaendigkeit(tx, { leistung: GEWERBE, ort: h.ort.thallwitz, tag: '2026-06-15' }),
  );

describe('Ein Mandat', () => {
  it('hält nur an, wer die beauftragende Kommune leitet, mit Grund, und nur ein Mandat', async () => {
    expect(await halteAn({}, 'y.barthel')).toEqual({ ok: false, grund: 'mandat.nicht-berechtigt' });
    expect(await halteAn({ grund: ' ' })).toEqual({ ok: false, grund: 'mandat.ohne-grund' });
    expect(await halteAn({ stelle: h.ort.bennewitz })).toEqual({ ok: false, grund: 'mandat.unbekannt' });
    // the commissioned side cannot stop what it does for others
    expect(await halteAn({ stelle: h.ort.thallwitz }, 's.hartig')).toEqual({ ok: false, grund: 'mandat.unbekannt' });
    expect(await halteAn({}, 't.krause')).toEqual({ ok: false, grund: 'mandat.delegation' });
    expect(await halt()).toBeUndefined();
  });

  it('endet mit dem Anhalten sofort: kein Zugang, die offenen Vorgänge sind wieder im Haus, Aufgabe und Prozess gehen dort weiter', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await h.leeren();
    const vorher = await aufgabeVon(h, f);
    expect(vorher).toBeDefined();
    expect(await sieht(h.ort.wurzen, f.vorgang)).toBe(true);

    expect(await halteAn()).toEqual({ ok: true, zurueck: 1 });
    expect(await sieht(h.ort.wurzen, f.vorgang)).toBe(false);
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    expect(await aufgabeVon(h, f)).toEqual(vorher);
    const g = await readFall(h, f);
    expect(g.vorgang.stelle).toBe(h.ort.thallwitz);
    expect(g.basis).toMatchObject({ art: 'eigene', vereinbarung: null });
    const ereignisse = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
      readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang),
    );
    expect(ereignisse.at(-1)?.ereignis).toMatchObject({
      kind: 'stelle.gewechselt',
      actor: { role: 'leitung' },
      fuer: { zustaendig: h.ort.thallwitz, stelle: h.ort.thallwitz },
      data: { von: h.ort.wurzen, nach: h.ort.thallwitz, grund: 'Das Mandat ist angehalten.' },
    });
    expect(await halteAn()).toEqual({ ok: false, grund: 'mandat.schon-angehalten' });
    // the own people go on with it
    expect(await erledige(h, f, person('y.barthel'), 'feststellen')).toEqual({ ok: true });
    const eigene = await h.db.transaktion(dienst(h.ort.thallwitz, 'Test'), (tx) =>
      readStrom(tx, h.protokoll, h.ort.thallwitz, h.ort.thallwitz),
    );
    expect(eigene.at(-1)?.ereignis).toMatchObject({
      kind: 'mandat.angehalten',
      data: { leistung: GEWERBE, stelle: h.ort.wurzen, grund: 'Klärung der Fristen' },
    });
  });

  it('ist auch für neue Anträge angehalten, und niemand anderes ist betroffen', async () => {
    expect(await werArbeitet()).toMatchObject({ ok: true, stelle: h.ort.thallwitz, basis: { art: 'eigene' } });
    const neu = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    expect(await sieht(h.ort.wurzen, neu.vorgang)).toBe(false);
    const andere = await reicheBeispielEin(h, 'augustusburg', GEWERBE, '01-einfach');
    expect(await sieht(h.ort.wurzen, andere.vorgang)).toBe(true);
    expect([...(await h.db.transaktion(liest(h.ort.thallwitz), readHaltgruende)).values()]).toEqual([
      'Klärung der Fristen',
    ]);
    expect((await h.db.transaktion(liest(h.ort.wurzen), readHaltgruende)).size).toBe(0);
  });

  it('bleibt angehalten, was auch veröffentlicht oder zum Auslauf benannt wird; beides gilt erst nach dem Fortsetzen', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    const { rows } = await t.setup.query<{ vereinbarung: string }>(
      'select vereinbarung from ctx.freigabe where besitzer = $1 and leistung = $2',
      [h.ort.thallwitz, GEWERBE],
    );
    const [alt] = rows;
    // as a publication does it: taken out and entered anew, now also with a run-off
    await t.setup.query('delete from ctx.freigabe where vereinbarung = $1', [alt?.vereinbarung]);
    await t.setup.query(
      `insert into ctx.freigabe values ($1, $2, $3, '[2025-01-01 00:00+01,2099-01-01 00:00+01)', array[$4::uuid], '2099-06-01', $5)`,
      [h.ort.thallwitz, h.ort.wurzen, GEWERBE, f.vorgang, alt?.vereinbarung],
    );
    expect(await sieht(h.ort.wurzen, f.vorgang)).toBe(false);
    const zugang = () =>
      h.db.transaktion(liest(h.ort.thallwitz), (tx) =>
        readZugang(tx, { koerperschaft: h.ort.thallwitz, leistung: GEWERBE, id: f.vorgang }, null),
      );
    expect(await zugang()).toEqual([]);
    const freigabe = async () =>
      (await h.db.transaktion(liest(h.ort.thallwitz), readFreigaben)).find(
        (x) => x.leistung === GEWERBE && x.besitzer === h.ort.thallwitz,
      );
    expect(await freigabe()).toMatchObject({ bis: new Date('2098-12-31T23:00:00Z'), auslauf: 1 });

    const offen = await halt();
    expect(await setzeMandatFort(h, person('y.barthel'), { halt: offen?.id ?? '', mitVorgaengen: false })).toEqual({
      ok: false,
      grund: 'mandat.nicht-berechtigt',
    });
    expect(await setzeMandatFort(h, person('s.hartig'), { halt: offen?.id ?? '', mitVorgaengen: false })).toEqual({
      ok: false,
      grund: 'mandat.nicht-angehalten',
    });
    expect(await sieht(h.ort.wurzen, f.vorgang)).toBe(false);
    expect(await setzeMandatFort(h, person('f.naumann'), { halt: offen?.id ?? '', mitVorgaengen: false })).toEqual({
      ok: true,
      uebergeben: 0,
    });
    expect(await sieht(h.ort.wurzen, f.vorgang)).toBe(true);
    expect((await zugang()).map((z) => z.weg)).toEqual(['auslauf', 'vereinbarung']);
    expect(await werArbeitet()).toMatchObject({ stelle: h.ort.wurzen, basis: { art: 'mandatierend' } });
    expect(await halt()).toBeUndefined();
  });

  it('gibt auf Wunsch die zurückgekehrten Vorgänge wieder hinüber, mit ihrer Vereinbarung', async () => {
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    const vorher = (await readFall(h, f)).basis;
    const r = await halteAn();
    expect(r.ok && r.zurueck).toBeGreaterThan(0);
    expect((await readFall(h, f)).vorgang.stelle).toBe(h.ort.thallwitz);
    const e = await setzeMandatFort(h, person('f.naumann'), { halt: (await halt())?.id ?? '', mitVorgaengen: true });
    expect(e).toEqual({ ok: true, uebergeben: r.ok ? r.zurueck : -1 });
    const g = await readFall(h, f);
    expect([g.vorgang.stelle, g.basis]).toEqual([h.ort.wurzen, vorher]);
    expect(
      (await h.db.transaktion(liest(h.ort.wurzen), (tx) => readEingang(tx, h.ort.wurzen))).map((z) => z.id),
    ).toContain(f.vorgang);
  });

  it('holt auch zurück, was beim Anhalten gerade auf dem Weg war', async () => {
    expect(await halteAn()).toMatchObject({ ok: true });
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    // it had asked who is competent just before
    await t.setup.query('update vorgaenge.vorgang set bearbeitende_stelle = $2 where id = $1', [
      f.vorgang,
      h.ort.wurzen,
    ]);
    await t.setup.query(`update base.auftrag set faellig = now() - interval '1 s' where art = 'mandat.zurueckholen'`);
    const stumm = {
      info: () => undefined,
      fehler: (_: string, e: unknown) => {
        throw e;
      },
    };
    await createWarteschlange(
      h.worker,
      new Map([
        ['mandat.zurueckholen', createZurueckholen({ db: h.worker, protokoll: h.protokoll })],
        [
          'prozess.starten',
          async (a) =>
            void (await h.worker.lesen(dienst(a.koerperschaft, 'Test'), 'delete from base.auftrag where id = $1', [
              a.id,
            ])),
        ],
        [
          'antrag.beurkunden',
          async (a) =>
            void (await h.worker.lesen(dienst(a.koerperschaft, 'Test'), 'delete from base.auftrag where id = $1', [
              a.id,
            ])),
        ],
      ]),
      stumm as never,
    ).leeren();
    expect((await readFall(h, f)).vorgang.stelle).toBe(h.ort.thallwitz);
    expect(
      (await t.setup.query('select bearbeitende_stelle as s from vorgaenge.vorgang where id = $1', [f.vorgang])).rows,
    ).toEqual([{ s: h.ort.thallwitz }]);
  });
});
