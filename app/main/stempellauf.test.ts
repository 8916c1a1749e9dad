import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NoteKey, parseTlogProof, pruefe, verifyEvidenceRecord } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Pruefstand, startPruefstand } from '../anschluesse/pruefstand/gegenstellen.ts';
import { createTsa } from '../anschluesse/tsa/index.ts';
import { createZeuge } from '../anschluesse/zeuge/index.ts';
import { createLog, dienst, type Uhr, uuidv7 } from '../base/index.ts';
import {
  ALGORITHMEN,
  ANFANG,
  addProtokoll,
  buildNachweis,
  createProtokollschreiber,
  createStempellauf,
  darfAusstellen,
  readStrom,
  readZeitbeweise,
  readZeugenKey,
  schreibe,
} from '../nachweise/index.ts';
import { readRecord } from '../nachweise/zeit/beweise.ts';
import { istFaellig } from '../nachweise/zeit/stempellauf.ts';
import { behebeStoerung, readStoerungen } from '../prozesse/index.ts';
import { artenVon, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { pemToDer } from './anschluss.ts';
import { startZeuge } from './zeuge.ts';

const t = await neueDatenbank();
const MINUTE = 60_000;
const STUNDE = 60 * MINUTE;
/** Our clock; the time-stamp service has its own. */
let versatz = 0;
const uhr: Uhr = { jetzt: () => Date.now() + versatz, versetzt: false };
const fehler: unknown[] = [];
const log = { ...createLog('test'), info: () => undefined, fehler: (_w: string, f: unknown) => void fehler.push(f) };
const ordner = mkdtempSync(join(tmpdir(), 'rv-zeuge-'));
let h: Haus;
let stand: Pruefstand;
let zeuge: Awaited<ReturnType<typeof startZeuge>>;
let key: NoteKey;
let schreiber: ReturnType<typeof createProtokollschreiber>;
let anker: Uint8Array[];

const tsa = (url = stand.tsa.url) =>
  createTsa({ url, anker, zeitlimitMs: 5_000, uhrabweichungMs: MINUTE }, { fetch, krypto, uhr: () => new Date() });
const stempellauf = (o: { url?: string; algorithmen?: typeof ALGORITHMEN } = {}) =>
  createStempellauf({
    db: t.als('sequencer', uhr),
    krypto,
    tsa: tsa(o.url),
    log,
    algorithmen: o.algorithmen ?? ALGORITHMEN,
  });
const darf = (k: string) => h.worker.transaktion(dienst(k, 'Test'), (tx) => darfAusstellen(tx, uhr, k));

/** Writes events of a Vorgang into the stream, with its place in the log and cosignature. */
async function fuehre(k: string, ...arten: string[]): Promise<string> {
  const strom = { art: 'vorgang' as const, id: uuidv7(Date.now()), koerperschaft: k, leistung: 'g', buerger: null };
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
    fuer: { oertlich: k, zustaendig: k, stelle: k },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
  };
  await h.db.transaktion(dienst(k, 'Test'), (tx) =>
    schreibe(
      tx,
      h.protokoll,
      strom,
      ANFANG,
      umstand,
      arten.map((kind) => ({ kind, data: {} })),
    ),
  );
  await schreiber.tick();
  return strom.id;
}

async function zeitbeweise(k: string, vorgang: string) {
  return h.worker.transaktion(dienst(k, 'Test'), async (tx) => {
    const ids = (await readStrom(tx, h.protokoll, k, vorgang)).map((e) => e.id);
    return readZeitbeweise(tx, krypto, k, ids);
  });
}
const staende = async () =>
  (await t.setup.query('select koerperschaft, epoche, groesse, lauf, hash from nachweise.zeit_stand order by at')).rows;
const urteilUeber = (text: string, record: Uint8Array) =>
  verifyEvidenceRecord(
    record,
    { bytes: [new Uint8Array(Buffer.from(text))] },
    { krypto, anker, jetzt: new Date(Date.now() + 1_000) },
  );
const haelt = { unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', test: true };

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  stand = await startPruefstand();
  anker = [new Uint8Array(pemToDer(stand.tsa.caPem))];
  zeuge = await startZeuge(
    { ordner, name: 'test.invalid/zeuge', port: 0, intern: true },
    { krypto, uhr, log: createLog('test') },
  );
  const gelesen = readZeugenKey(ordner, krypto);
  if (!gelesen) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  key = gelesen;
  schreiber = createProtokollschreiber({
    db: t.als('sequencer', uhr),
    protokoll: h.protokoll,
    krypto,
    log,
    zeuge: () => ({ key, gegenzeichner: createZeuge({ url: zeuge.url, zeitlimitMs: 2_000 }, { fetch }) }),
    melde: (vkey) => addProtokoll(ordner, vkey),
  });
}, 60_000);
afterAll(async () => {
  await zeuge.stop();
  await stand.stop();
  rmSync(ordner, { recursive: true, force: true });
});

describe('Der Stempellauf', () => {
  it('stempelt alle Protokolle, die sich geändert haben, mit einem Stempel, und jeder Stand beweist seine Zeit', async () => {
    const [a, b] = [h.ort.thallwitz, h.ort.bennewitz];
    const vorgaenge = [await fuehre(a, 'test.eins', 'test.zwei'), await fuehre(b, 'test.eins')];
    expect(await zeitbeweise(a, vorgaenge[0] ?? '')).toBeNull();
    const e = await stempellauf().tick();
    expect(e).toMatchObject({ ok: true });
    const zeilen = await staende();
    expect(new Set(zeilen.map((z) => z.lauf)).size).toBe(1);
    expect(e?.ok && e.anzahl).toBe(zeilen.length);
    for (const [i, k] of [a, b].entries()) {
      const z = await zeitbeweise(k, vorgaenge[i] ?? '');
      if (!z) throw new Error('kein Beweis');
      expect(await urteilUeber(z.stand, z.evidenceRecord)).toMatchObject(haelt);
      expect((await urteilUeber(`${z.stand}x`, z.evidenceRecord)).unversehrt).toBe('does not hold');
      for (const beweis of z.beweise.values()) expect(parseTlogProof(beweis)?.gelesen.note.text).toBe(z.stand);
    }
  });

  it('läuft ohne Neues nicht, sonst stündlich; was eilt, wartet keine Minute', async () => {
    const lauf = stempellauf();
    expect(await lauf.tick()).toBeNull();
    await fuehre(h.ort.wurzen, 'test.eins');
    expect(await lauf.tick()).toBeNull();
    versatz += 31_000;
    expect(await lauf.tick()).toBeNull();
    versatz = 0;
    await fuehre(h.ort.wurzen, 'bescheid.erlassen');
    expect(await lauf.tick()).toBeNull();
    versatz += 31_000;
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    expect(await lauf.tick()).toBeNull();
    await fuehre(h.ort.wurzen, 'test.zwei');
    versatz += STUNDE;
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    versatz = 0;
    expect(istFaellig({ gut: null, stempelbar: true, eilig: null }, 0)).toBe(true);
    expect(istFaellig({ gut: null, stempelbar: false, eilig: new Date(0) }, STUNDE)).toBe(false);
  });

  it('arbeitet nur einmal zugleich', async () => {
    await fuehre(h.ort.lossatal, 'bescheid.erlassen');
    const vorher = await staende();
    versatz += STUNDE;
    const antworten = await Promise.all([stempellauf().tick(), stempellauf().tick(), stempellauf().tick()]);
    versatz = 0;
    expect(await staende()).toHaveLength(vorher.length + 1);
    expect(antworten.filter((a) => a?.ok && a.anzahl > 0)).toHaveLength(1);
  });

  it('sagt, wenn der Dienst nicht antwortet, merkt sich nichts Falsches und holt es nach', async () => {
    await fuehre(h.ort.thallwitz, 'bescheid.erlassen');
    const vorher = await staende();
    versatz += STUNDE;
    const lauf = stempellauf();
    await stand.order('tsa', 'fehler500');
    expect(await lauf.tick()).toMatchObject({ ok: false, code: 'tsa.nicht_erreichbar' });
    expect(await lauf.tick()).toBeNull();
    expect(await staende()).toEqual(vorher);
    versatz += 2 * MINUTE;
    await stand.order('tsa', 'fremder_hash');
    expect(await lauf.tick()).toMatchObject({ ok: false, code: 'tsa.ungueltig' });
    versatz += 2 * MINUTE;
    expect(await lauf.tick()).toMatchObject({ ok: true, anzahl: 1 });
    versatz = 0;
  });
});

describe('Der Beweisdatensatz', () => {
  it('liegt im Nachweis, sobald ein gestempelter Stand alle Ereignisse deckt, und jeder Beweis geht auf diesen Stand', async () => {
    const k = h.ort.augustusburg;
    const vorgang = await fuehre(k, 'antrag.eingegangen', 'bescheid.erlassen');
    const baue = async () => {
      const e = await buildNachweis(
        { db: h.db, protokoll: h.protokoll, krypto, tsa: tsa(), zeuge: () => key },
        dienst(k, 'Test'),
        {
          koerperschaft: k,
          vorgang,
          aktenzeichen: 'AUG-1',
          name: 'Stadt',
          dokumente: [],
          zertifikate: anker,
          test: true,
        },
      );
      if (!e.ok) throw new Error(e.grund);
      return { text: Buffer.from(e.bytes).toString('latin1'), bytes: e.bytes };
    };
    expect((await baue()).text).not.toContain('META-INF/evidencerecord.ers');
    versatz += STUNDE;
    await stempellauf().tick();
    versatz = 0;
    // later leaves do not move the proofs away from the stand that was stamped first
    await fuehre(k, 'test.spaeter');
    const { text, bytes } = await baue();
    expect(text).toContain('protokoll/stand.txt');
    expect(text).toContain('META-INF/evidencerecord.ers');
    const urteil = await pruefe(bytes, { krypto, jetzt: new Date() });
    expect(urteil.ok && urteil.unversehrt.antwort).toBe('holds');
  });

  it('wird nach einem Jahr neu gestempelt, viele mit einem Stempel, und bei einer Warnung auf die neue Prüfsumme umgestellt', async () => {
    const zeilen = await staende();
    const lesen = (z: { koerperschaft: string; epoche: number; groesse: string }) =>
      h.worker.transaktion(dienst(z.koerperschaft, 'Test'), (tx) =>
        readRecord(tx, { koerperschaft: z.koerperschaft, epoche: z.epoche, groesse: Number(z.groesse) }),
      );
    await stempellauf().renew();
    const laeufe = async () =>
      (await t.setup.query(`select art, anzahl from nachweise.zeit_lauf where art <> 'stempel' order by at, art`)).rows;
    expect(await laeufe()).toEqual([]);
    await t.setup.query(`update nachweise.zeit_stand set erneuert = erneuert - interval '366 days'`);
    await stempellauf().renew();
    expect(await laeufe()).toEqual([{ art: 'erneuerung', anzahl: zeilen.length }]);
    await stempellauf().renew();
    const algorithmen = { sha256: { umstellenAb: new Date(), nachfolger: 'sha512' as const } };
    await stempellauf({ algorithmen }).renew();
    await stempellauf({ algorithmen }).renew();
    expect(await laeufe()).toEqual([
      { art: 'erneuerung', anzahl: zeilen.length },
      { art: 'umstellung', anzahl: zeilen.length },
    ]);
    expect(new Set((await staende()).map((z) => z.hash))).toEqual(new Set(['sha512']));
    await t.setup.query(`update nachweise.zeit_stand set erneuert = erneuert - interval '366 days'`);
    await stempellauf({ algorithmen }).renew();
    for (const z of zeilen) {
      const r = await lesen(z);
      const text = r?.note.slice(0, r.note.indexOf('\n\n') + 1) ?? '';
      const urteil = await urteilUeber(text, new Uint8Array(r?.record ?? []));
      expect(urteil).toMatchObject(haelt);
      expect(urteil.gruende.filter((g) => g.code === 'ers.vertrauen')).toHaveLength(4);
    }
  });
});

describe('Ohne Zeitstempel', () => {
  const stoerungen = (f: Fall) =>
    h.worker.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
  const gib = (n: number) => {
    versatz += n;
  };

  it('wird nach vier Stunden nichts mehr ausgestellt, aber weiter angenommen; mit dem Stempel geht es von selbst weiter', async () => {
    const person = await legePersonalAn(h);
    const k = h.ort.thallwitz;
    const tot = stempellauf({ url: 'http://127.0.0.1:9/tsa' });
    await fuehre(k, 'bescheid.erlassen');
    gib(3 * STUNDE);
    expect(await tot.tick()).toMatchObject({ ok: false });
    expect(await darf(k)).toEqual({ ok: true });
    gib(STUNDE + MINUTE);
    expect(await tot.tick()).toMatchObject({ ok: false });
    expect(await darf(k)).toEqual({ ok: false, grund: 'nachweis.zeit_veraltet' });
    // the service is down for everybody
    expect(await darf(h.ort.bennewitz)).toEqual({ ok: false, grund: 'nachweis.zeit_veraltet' });

    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await h.leeren();
    for (let i = 0; i < 12; i++) {
      gib(31_000);
      await h.leeren();
    }
    expect(await artenVon(h, f)).toContain('antrag.eingegangen');
    expect(await artenVon(h, f)).not.toContain('bescheinigung.ausgestellt');
    const [wartet] = await stoerungen(f);
    expect(wartet?.meldung).toContain('kein Zeitstempel');
    expect(await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, wartet?.schritt ?? 0)).toEqual({
      ok: false,
      grund: 'stoerung.wartet',
    });
    expect((await t.setup.query('select ruht, versuche from base.auftrag where bezug = $1', [f.vorgang])).rows).toEqual(
      [{ ruht: false, versuche: 0 }],
    );

    await schreiber.tick();
    expect(await stempellauf().tick()).toMatchObject({ ok: true });
    expect(await darf(k)).toEqual({ ok: true });
    gib(31_000);
    await h.leeren();
    expect(await artenVon(h, f)).toContain('bescheinigung.ausgestellt');
    expect(await stoerungen(f)).toEqual([]);
    versatz = 0;
  });

  it('hindert eine ruhige Nacht nicht, und ein angehaltenes Protokoll nur sein eigenes Haus', async () => {
    await schreiber.tick();
    gib(2 * STUNDE);
    await stempellauf().tick();
    gib(12 * STUNDE);
    expect(await darf(h.ort.thallwitz)).toEqual({ ok: true });
    versatz = 0;
    await t.setup.query(`update nachweise.log set angehalten = 'Probe' where koerperschaft = $1`, [h.ort.bennewitz]);
    expect(await darf(h.ort.bennewitz)).toEqual({ ok: false, grund: 'nachweis.protokoll_steht' });
    expect(await darf(h.ort.thallwitz)).toEqual({ ok: true });
  });
});
