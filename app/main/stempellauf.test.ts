import { parseTlogProof, pruefe } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../base/index.ts';
import { buildNachweis, eroeffneEpoche } from '../nachweise/index.ts';
import { readRecord } from '../nachweise/zeit/beweise.ts';
import { istFaellig } from '../nachweise/zeit/stempellauf.ts';
import { baueStempelwelt, MINUTE, STUNDE, type Stempelwelt } from './pruefstand/stempelwelt.ts';

const t = await neueDatenbank();
let w: Stempelwelt;
beforeAll(async () => {
  w = await baueStempelwelt(t);
}, 120_000);
afterAll(() => w.stop());

const grundlage = { vereinbarung: null, norm: 'Dienstanweisung', aufgabe: 'Protokoll', zweck: 'Neue Epoche' };
const haelt = { unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', test: true };

describe('Der Stempellauf', () => {
  it('stempelt alle Protokolle, die sich geändert haben, mit einem Stempel, und jeder Stand beweist seine Zeit', async () => {
    const [a, b] = [w.h.ort.thallwitz, w.h.ort.bennewitz];
    const vorgaenge = [await w.fuehre(a, 'test.eins', 'test.zwei'), await w.fuehre(b, 'test.eins')];
    expect((await w.zeitbeweise(a, vorgaenge[0] ?? '')).protokollzeit).toEqual([]);
    const e = await w.stempellauf().tick();
    expect(e).toMatchObject({ ok: true });
    const zeilen = await w.staende();
    expect(new Set(zeilen.map((z) => z.lauf)).size).toBe(1);
    expect(e?.ok && e.anzahl).toBe(zeilen.length);
    for (const [i, k] of [a, b].entries()) {
      const { beweise, protokollzeit } = await w.zeitbeweise(k, vorgaenge[i] ?? '');
      const [z] = protokollzeit;
      if (!z) throw new Error('kein Beweis');
      expect(await w.urteilUeber(z.stand, z.evidenceRecord)).toMatchObject(haelt);
      expect((await w.urteilUeber(`${z.stand}x`, z.evidenceRecord)).unversehrt).toBe('does not hold');
      for (const beweis of beweise.values()) expect(parseTlogProof(beweis)?.gelesen.note.text).toBe(z.stand);
    }
  });

  it('läuft ohne Neues nicht, sonst stündlich; was eilt, wartet keine Minute', async () => {
    const lauf = w.stempellauf();
    expect(await lauf.tick()).toBeNull();
    await w.fuehre(w.h.ort.wurzen, 'test.eins');
    expect(await lauf.tick()).toBeNull();
    w.vor(31_000);
    expect(await lauf.tick()).toBeNull();
    w.zurueck();
    await w.fuehre(w.h.ort.wurzen, 'bescheid.erlassen');
    expect(await lauf.tick()).toBeNull();
    w.vor(31_000);
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    expect(await lauf.tick()).toBeNull();
    await w.fuehre(w.h.ort.wurzen, 'test.zwei');
    w.vor(STUNDE);
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    w.zurueck();
    expect(istFaellig({ gut: null, stempelbar: true, eilig: null }, 0)).toBe(true);
    expect(istFaellig({ gut: null, stempelbar: false, eilig: new Date(0) }, STUNDE)).toBe(false);
  });

  it.each([
    'antrag.beurkundet',
    'bescheid.erlassen',
    'bescheinigung.ausgestellt',
    'behoerde.informiert',
    'unterlagen.nachgefordert',
    'vereinbarung.beurkundet',
    'rechnung.gesetzt',
    'akte.uebernommen',
    'unterlagen.eingegangen',
    'widerspruch.eingelegt',
  ])('beeilt sich für jedes gesiegelte Schriftstück und was an einer Frist hängt: %s', async (kind) => {
    const lauf = w.stempellauf();
    await w.fuehre(w.h.ort.wurzen, kind);
    expect(await lauf.tick()).toBeNull();
    w.vor(31_000);
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    w.zurueck();
  });

  it('arbeitet nur einmal zugleich', async () => {
    await w.fuehre(w.h.ort.lossatal, 'bescheid.erlassen');
    const vorher = await w.staende();
    w.vor(STUNDE);
    const antworten = await Promise.all([w.stempellauf().tick(), w.stempellauf().tick(), w.stempellauf().tick()]);
    w.zurueck();
    expect(await w.staende()).toHaveLength(vorher.length + 1);
    expect(antworten.filter((a) => a?.ok && a.anzahl > 0)).toHaveLength(1);
  });

  it('bewahrt auf, was zur Zeit des Stempels über dessen Zertifikat bekannt ist; später steht es im Nachweis', async () => {
    const k = w.h.ort.thallwitz;
    const vorgang = await w.fuehre(k, 'antrag.eingegangen');
    const streng = {
      test: true,
      logs: [],
      k: 0,
      zeugen: [],
      siegelwurzeln: [],
      zeitwurzeln: w.anker,
      crls: [],
      ocsps: [],
    };
    const vertrauen = async () => {
      const e = await pruefe((await baueBuendel(k, vorgang)).bytes, { krypto, anker: streng, jetzt: new Date() });
      return e.ok && [e.vertrauen.antwort, e.zeit.antwort];
    };
    const lauf = w.stempellauf();
    w.vor(STUNDE);
    expect(await lauf.tick()).toMatchObject({ ok: true });
    w.zurueck();
    expect(await vertrauen()).toEqual(['cannot be decided', 'cannot be decided']);
    // the authority does not answer: the stamp stands, the question stays open
    await w.stand.order('tsa', 'fehler500');
    expect(await lauf.ask()).toMatchObject({ daten: [], offen: expect.stringContaining('Zeitstempeldienst') });
    expect(await lauf.ask()).toBeNull();
    w.vor(2 * MINUTE);
    expect(await lauf.ask()).toMatchObject({ daten: [{ art: 'crl' }], offen: null });
    expect(await lauf.ask()).toBeNull();
    w.zurueck();
    expect(await vertrauen()).toEqual(['holds', 'holds']);
    const { rows } = await t.setup.query(
      'select count(*)::int as offen from nachweise.zeit_lauf where gefragt is null',
    );
    expect(rows).toEqual([{ offen: 0 }]);
    // one list for all runs that nobody had asked about
    const listen = await t.setup.query('select art from nachweise.zeit_sperrdatum');
    expect(listen.rows).toEqual([{ art: 'crl' }]);
  });

  it('sagt, wenn der Dienst nicht antwortet, merkt sich nichts Falsches und holt es nach', async () => {
    await w.fuehre(w.h.ort.thallwitz, 'bescheid.erlassen');
    const vorher = await w.staende();
    w.vor(STUNDE);
    const lauf = w.stempellauf();
    await w.stand.order('tsa', 'fehler500');
    expect(await lauf.tick()).toMatchObject({ ok: false, code: 'tsa.nicht_erreichbar' });
    expect(await lauf.tick()).toBeNull();
    expect(await w.staende()).toEqual(vorher);
    w.vor(2 * MINUTE);
    await w.stand.order('tsa', 'fremder_hash');
    expect(await lauf.tick()).toMatchObject({ ok: false, code: 'tsa.ungueltig' });
    w.vor(2 * MINUTE);
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    w.zurueck();
  });
});

/** As in years from now: nobody says anything about the certificates any more. */
async function baueBuendel(k: string, vorgang: string) {
  const e = await buildNachweis(
    { db: w.h.db, protokoll: w.h.protokoll, krypto, tsa: w.tsa(), zeugen: () => w.kreis },
    dienst(k, 'Test'),
    {
      koerperschaft: k,
      vorgang,
      aktenzeichen: 'AUG-1',
      name: 'Stadt',
      dokumente: [],
      zertifikate: w.anker,
      ueberStempel: async () => ({ stuecke: [], genuegt: false }),
      test: true,
    },
  );
  if (!e.ok) throw new Error(e.grund);
  return { text: Buffer.from(e.bytes).toString('latin1'), bytes: e.bytes };
}

describe('Der Beweisdatensatz', () => {
  it('lässt dem, was früh kam, seine frühe Zeit, auch wenn der Vorgang weitergeht und das Protokoll eine neue Epoche beginnt', async () => {
    const k = w.h.ort.lossatal;
    const vorgang = await w.fuehre(k, 'antrag.eingegangen');
    const stemple = async () => {
      w.vor(STUNDE);
      expect(await w.stempellauf().tick()).toMatchObject({ ok: true });
      w.zurueck();
    };
    await stemple();
    const frueh = await w.zeitbeweise(k, vorgang);
    await w.fuehreFort(k, vorgang, 'bescheid.erlassen');
    const offen = await baueBuendel(k, vorgang);
    expect(offen.text).toContain('META-INF/evidencerecord0001.ers');
    expect(offen.text).not.toContain('META-INF/evidencerecord0002.ers');
    await stemple();
    const mitarbeit = { art: 'mitarbeit' as const, person: uuidv7(1), stelle: k, handelndFuer: k, grundlage };
    const actor = { pseudonym: 'm-1', role: 'leitung', loa: null };
    const wechsel = { koerperschaft: k, grund: 'Neuer Schlüssel', actor };
    expect(await eroeffneEpoche(w.h.db, w.h.protokoll, mitarbeit, wechsel)).toMatchObject({ ok: true });
    await w.fuehreFort(k, vorgang, 'widerspruch.eingelegt');
    await stemple();
    const { beweise, protokollzeit } = await w.zeitbeweise(k, vorgang);
    expect(protokollzeit).toHaveLength(3);
    expect(protokollzeit[0]).toEqual(frueh.protokollzeit[0]);
    const staende = [...beweise.values()].map((b) => parseTlogProof(b)?.gelesen);
    expect(staende.map((s) => s?.note.text)).toEqual(protokollzeit.map((z) => z.stand));
    expect(new Set(staende.map((s) => s?.checkpoint.origin)).size).toBe(2);
    const urteil = await pruefe((await baueBuendel(k, vorgang)).bytes, { krypto, jetzt: new Date() });
    expect(urteil.ok && urteil.unversehrt.antwort).toBe('holds');
  });

  it('liegt im Nachweis, sobald ein gestempelter Stand alle Ereignisse deckt, und jeder Beweis geht auf diesen Stand', async () => {
    const k = w.h.ort.augustusburg;
    const vorgang = await w.fuehre(k, 'antrag.eingegangen', 'bescheid.erlassen');
    const baue = () => baueBuendel(k, vorgang);
    expect((await baue()).text).not.toContain('META-INF/evidencerecord');
    w.vor(STUNDE);
    await w.stempellauf().tick();
    w.zurueck();
    // later leaves do not move the proofs away from the stand that was stamped first
    await w.fuehre(k, 'test.spaeter');
    const { text, bytes } = await baue();
    expect(text).toContain('protokoll/0001.txt');
    expect(text).toContain('META-INF/evidencerecord0001.ers');
    const urteil = await pruefe(bytes, { krypto, jetzt: new Date() });
    expect(urteil.ok && urteil.unversehrt.antwort).toBe('holds');
  });

  it('wird nach einem Jahr neu gestempelt, viele mit einem Stempel, und bei einer Warnung auf die neue Prüfsumme umgestellt', async () => {
    const zeilen = await w.staende();
    const lesen = (z: { koerperschaft: string; epoche: number; groesse: string }) =>
      w.h.worker.transaktion(dienst(z.koerperschaft, 'Test'), (tx) =>
        readRecord(tx, { koerperschaft: z.koerperschaft, epoche: z.epoche, groesse: Number(z.groesse) }),
      );
    await w.stempellauf().renew();
    const laeufe = async () =>
      (await t.setup.query(`select art, anzahl from nachweise.zeit_lauf where art <> 'stempel' order by at, art`)).rows;
    expect(await laeufe()).toEqual([]);
    await t.setup.query(`update nachweise.zeit_stand set erneuert = erneuert - interval '366 days'`);
    await w.stempellauf().renew();
    expect(await laeufe()).toEqual([{ art: 'erneuerung', anzahl: zeilen.length }]);
    await w.stempellauf().renew();
    const algorithmen = { sha256: { umstellenAb: new Date(), nachfolger: 'sha512' as const } };
    await w.stempellauf({ algorithmen }).renew();
    await w.stempellauf({ algorithmen }).renew();
    expect(await laeufe()).toEqual([
      { art: 'erneuerung', anzahl: zeilen.length },
      { art: 'umstellung', anzahl: zeilen.length },
    ]);
    expect(new Set((await w.staende()).map((z) => z.hash))).toEqual(new Set(['sha512']));
    // renewals are stamps, too
    const ungefragt = async () =>
      (await t.setup.query('select art from nachweise.zeit_lauf where gefragt is null order by at, art')).rows;
    expect((await ungefragt()).map((z) => z.art)).toEqual(expect.arrayContaining(['erneuerung', 'umstellung']));
    expect(await w.stempellauf().ask()).toMatchObject({ offen: null });
    expect(await ungefragt()).toEqual([]);
    await t.setup.query(`update nachweise.zeit_stand set erneuert = erneuert - interval '366 days'`);
    await w.stempellauf({ algorithmen }).renew();
    for (const z of zeilen) {
      const r = await lesen(z);
      const text = r?.note.slice(0, r.note.indexOf('\n\n') + 1) ?? '';
      const urteil = await w.urteilUeber(text, new Uint8Array(r?.record ?? []));
      expect(urteil).toMatchObject(haelt);
      expect(urteil.gruende.filter((g) => g.code === 'ers.vertrauen')).toHaveLength(4);
    }
  });
});
