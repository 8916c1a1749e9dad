import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Anker, formatAnker, formatVkey, noteKey, pruefe, readAnker } from '@rathausverbund/nachweis';
import { createTestCa, issueCertificate, sealPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beispielPdf } from '../../packages/nachweis/src/probe/pdf.ts';
import { entriesOf } from '../../packages/nachweis/src/probe/tausche.ts';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { type Pruefstand, startPruefstand } from '../anschluesse/pruefstand/gegenstellen.ts';
import { createSperrdaten } from '../anschluesse/sperrdaten/index.ts';
import { createTsa } from '../anschluesse/tsa/index.ts';
import { createLog, dienst, echteUhr, type Kontext, uuidv7 } from '../base/index.ts';
import { createSperrsammler } from '../dokumente/index.ts';
import {
  ANFANG,
  addProtokoll,
  buildNachweis,
  createProtokollschreiber,
  eroeffneProtokoll,
  merkeZeugen,
  type NachweisWunsch,
  readZeugenKey,
  rechneNach,
  schreibe,
  type Zeugenstelle,
} from '../nachweise/index.ts';
import { writeAnker, writeSperrdaten, writeWurzeln } from './anker.ts';
import { LOESCHRAEUME } from './raeume.ts';
import { startZeuge } from './zeuge.ts';

const t = await neueDatenbank();
const app = t.als('app');
const sequencer = t.als('sequencer');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };
const log = { ...createLog('test'), info: () => undefined };
const ordner = mkdtempSync(join(tmpdir(), 'rv-anker-'));
const MARLENE = uuidv7(1);
const marlene: Kontext = { art: 'person', person: MARLENE, stelle: null, handelndFuer: null, grundlage: null };

let stand: Pruefstand;
let zeuge: Awaited<ReturnType<typeof startZeuge>>;
let lauf: ReturnType<typeof createProtokollschreiber>;
let haus: string;
let nachbar: string;
let ca: Awaited<ReturnType<typeof createTestCa>>;
let siegel: Awaited<ReturnType<typeof issueCertificate>>;
let tsaCa: Uint8Array;
/** how many must cosign, and who beside the installation's own witness is asked */
let k = 1;
let weitere: Zeugenstelle[] = [];
let wunsch: NachweisWunsch;
let bytes: Uint8Array;

const zeugen = () => {
  const key = readZeugenKey(join(ordner, 'zeuge'), krypto);
  return key && kreisMit(k, stelle(key, zeuge.url), ...weitere);
};
const schreibeAnker = async () => {
  const kreis = zeugen();
  if (!kreis) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  await merkeZeugen(sequencer, kreis);
  await writeAnker(join(ordner, 'anker'), { db: sequencer, krypto, zeugen: kreis, test: true });
};
const tsa = (url = stand.tsa.url) =>
  createTsa(
    { url, anker: [tsaCa], zeitlimitMs: 25_000, uhrabweichungMs: 60_000 },
    { fetch, krypto, uhr: () => new Date() },
  );
const sammler = () =>
  createSperrsammler({
    siegel: { wurzeln: async () => ({ 'siegel-ca.pem': ca.certificate }), sperrlisten: async () => [] },
    sperrauskunft: createSperrdaten({ zeitlimitMs: 25_000 }, { fetch, krypto }),
    zeitanker: [tsaCa],
    krypto,
    uhr: echteUhr,
  });
const baue = (kontext: Kontext = marlene, w: Partial<NachweisWunsch> = {}, url?: string) =>
  buildNachweis({ db: app, protokoll, krypto, tsa: tsa(url), zeugen }, kontext, { ...wunsch, ...w });

const kommune = async (ags: string): Promise<string> => {
  const { rows } = await t.setup.query<{ koerperschaft: string }>(
    'select koerperschaft from kommunen.merkmale where ags = $1',
    [ags],
  );
  return rows[0]?.koerperschaft ?? '';
};

async function besiegelt(text: string): Promise<Uint8Array> {
  return sealPdf({
    pdf: beispielPdf(text),
    krypto,
    key: siegel.key,
    certificate: siegel.certificate,
    chain: [ca.certificate],
    jetzt: new Date(),
    timestamp: async (digest) => {
      const z = await tsa().stempel(digest);
      if (!z.ok) throw new Error(z.meldung);
      return z.token;
    },
  });
}

const hex = (art: string, b: Uint8Array) => createHash(art).update(b).digest('hex');

/** A Vorgang of Marlene: received, certificate handed out, retrieved. */
async function fuehreVorgang(pdf: Uint8Array): Promise<string> {
  const id = uuidv7(Date.now());
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: 'substantiell' },
    fuer: { oertlich: haus, zustaendig: haus, stelle: haus },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Anmeldung' },
  };
  const docs = [
    {
      name: 'Bescheinigung.pdf',
      len: pdf.length,
      mime: 'application/pdf',
      sha256: hex('sha256', pdf),
      sha512: hex('sha512', pdf),
    },
  ];
  const strom = { art: 'vorgang' as const, id, koerperschaft: haus, leistung: 'g', buerger: MARLENE };
  await app.transaktion(dienst(haus, 'Test'), (tx) =>
    schreibe(tx, protokoll, strom, ANFANG, umstand, [
      { kind: 'antrag.eingegangen', data: { niveau: 'substantiell' } },
      { kind: 'bescheinigung.ausgestellt', data: {}, docs },
      { kind: 'bekanntgabe.abgerufen', data: { zustellung: 'z', am: '2026-11-22', zugang: '2026-11-22' } },
    ]),
  );
  return id;
}

/** The anchor folder as the stand-alone verifier reads it. */
function anker(): Anker {
  const o = join(ordner, 'anker');
  const dateien = new Map(readdirSync(o).map((n) => [n, new Uint8Array(readFileSync(join(o, n)))] as const));
  const a = readAnker(krypto.sha256, dateien);
  if (!a.ok) throw new Error(a.meldung);
  return a.anker;
}

async function urteil(b: Uint8Array) {
  const e = await pruefe(b, { krypto, anker: anker(), jetzt: new Date() });
  if (!e.ok) throw new Error(e.meldung);
  return e;
}

beforeAll(async () => {
  [haus, nachbar] = [await kommune('14729380'), await kommune('14729410')];
  stand = await startPruefstand();
  tsaCa = new Uint8Array(Buffer.from(stand.tsa.caPem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  const von = new Date(Date.now() - 86_400_000);
  ca = await createTestCa({ krypto, jetzt: von, name: 'TEST Siegel CA' });
  const name = 'TEST Siegel Gemeinde Thallwitz';
  siegel = await issueCertificate({ krypto, ca, verwendung: 'siegel', name, organisation: 'Gemeinde Thallwitz', von });
  zeuge = await startZeuge(
    { ordner: join(ordner, 'zeuge'), name: 'test.invalid/zeuge', port: 0, intern: true },
    { krypto, uhr: echteUhr, log },
  );
  lauf = createProtokollschreiber({
    db: sequencer,
    protokoll,
    krypto,
    log,
    zeugen,
    melde: (vkey) => addProtokoll(join(ordner, 'zeuge'), vkey),
  });
  await eroeffneProtokoll(app, protokoll, haus, 'demo');
  await eroeffneProtokoll(app, protokoll, nachbar, 'demo');
  const pdf = await besiegelt('Empfangsbescheinigung');
  wunsch = {
    koerperschaft: haus,
    vorgang: await fuehreVorgang(pdf),
    aktenzeichen: 'THW-GA-2026-000123',
    name: 'Gemeinde Thallwitz',
    dokumente: [{ name: 'Bescheinigung: Größe/1.pdf', mime: 'application/pdf', bytes: pdf }],
    zertifikate: [siegel.certificate, ca.certificate],
    sperrlisten: (await sammler().pdfs([pdf])).stuecke,
    test: true,
  };
});
afterAll(async () => {
  await zeuge.stop();
  expect(await stand.stop()).toBe(0);
  rmSync(ordner, { recursive: true, force: true });
});

describe('Stammzertifikate', () => {
  const o = join(ordner, 'wurzeln');

  it('sagen mit ihrem Namen, wofür sie gelten', () => {
    expect(() => writeWurzeln(o, { 'wurzel.pem': ca.certificate })).toThrow('wofür');
  });

  it('bleiben liegen, wenn ein neues sie ersetzt', async () => {
    const neu = await createTestCa({ krypto, jetzt: new Date(), name: 'TEST Neue CA' });
    for (const wurzel of [ca.certificate, ca.certificate, neu.certificate, neu.certificate])
      writeWurzeln(o, { 'zeitstempel-ca.pem': wurzel });
    const dateien = new Map(readdirSync(o).map((n) => [n, new Uint8Array(readFileSync(join(o, n)))] as const));
    expect([...dateien.keys()].sort()).toEqual([
      expect.stringMatching(/^zeitstempel-ca-bis-[0-9a-f]{12}\.pem$/),
      'zeitstempel-ca.pem',
    ]);
    const json = formatAnker({ test: true, logs: [], k: 0, zeugen: [] });
    const a = readAnker(krypto.sha256, new Map([...dateien, ['anker.json', json]]));
    expect(a.ok && a.anker.zeitwurzeln.map((w) => hex('sha256', w)).sort()).toEqual(
      [ca.certificate, neu.certificate].map((w) => hex('sha256', w)).sort(),
    );
  });
});

describe('Was über Sperren der Zeitstempel bekannt ist', () => {
  it('liegt neben den Wurzeln, und damit gilt ein einzelnes Dokument am Tag seines Siegels; das neuere ersetzt das ältere', async () => {
    const o = join(ordner, 'sperren');
    const pdf = await besiegelt('frisch');
    writeWurzeln(o, { 'siegel-ca.pem': ca.certificate, 'zeitstempel-ca.pem': stand.tsa.caPem });
    const lies = () => new Map(readdirSync(o).map((n) => [n, new Uint8Array(readFileSync(join(o, n)))] as const));
    const vertrauen = async () => {
      const json = formatAnker({ test: true, logs: [], k: 0, zeugen: [] });
      const a = readAnker(krypto.sha256, new Map([...lies(), ['anker.json', json]]));
      if (!a.ok) throw new Error(a.meldung);
      const e = await pruefe(pdf, { krypto, anker: a.anker, jetzt: new Date() });
      return e.ok && [e.vertrauen.antwort, e.zeit.antwort];
    };
    expect(await vertrauen()).toEqual(Array(2).fill('cannot be decided'));
    for (const _ of [1, 2]) writeSperrdaten(o, (await sammler().pdfs([pdf])).stuecke);
    expect([...lies().keys()].sort()).toEqual([
      'siegel-ca.pem',
      expect.stringMatching(/^zeitstempel-[0-9a-f]{12}\.crl$/),
      'zeitstempel-ca.pem',
    ]);
    expect(await vertrauen()).toEqual(Array(2).fill('holds'));
  });
});

describe('Nachweisbündel', () => {
  it('folgt erst, wenn jedes Ereignis gegengezeichnet ist', async () => {
    expect(await baue()).toEqual({ ok: false, grund: 'nachweis.folgt' });
  });

  it('hält vor dem eigenständigen Prüfer mit den ausgegebenen Ankern stand', async () => {
    await lauf.tick();
    await schreibeAnker();
    writeWurzeln(join(ordner, 'anker'), { 'siegel-ca.pem': ca.certificate, 'zeitstempel-ca.pem': stand.tsa.caPem });
    const b = await baue();
    if (!b.ok) throw new Error(b.grund);
    bytes = b.bytes;
    expect(b.name).toBe('Nachweis-THW-GA-2026-000123.asice');
    const e = await urteil(bytes);
    expect(e).toMatchObject({ art: 'buendel', verdikt: 'holds', test: true });
    expect([e.unversehrt, e.vertrauen, e.zeit, e.zeugen].map((x) => x.antwort)).toEqual(Array(4).fill('holds'));
    expect(e.hinweise.map((h) => h.code)).toEqual(['test', 'betreiber']);
    expect(e.lines.join('\n')).toContain('Gemeinde Thallwitz');
  });

  it('bleibt gültig, wenn das Protokoll weiter wächst', async () => {
    await fuehreVorgang(await besiegelt('anderes'));
    await lauf.tick();
    expect((await urteil(bytes)).verdikt).toBe('holds');
    const neu = await baue();
    if (!neu.ok) throw new Error(neu.grund);
    expect((await urteil(neu.bytes)).verdikt).toBe('holds');
  });

  it('fällt durch, wo immer ein Byte verändert wird', async () => {
    // behind the entries lies the directory of the archive, whose dates and attributes are no evidence
    const ende = Buffer.from(bytes).indexOf('PK\u0001\u0002');
    expect(ende).toBeGreaterThan(5000);
    for (let i = 0; i < ende; i += 37) {
      const falsch = Uint8Array.from(bytes);
      falsch[i] = (falsch[i] ?? 0) ^ 1;
      const e = await pruefe(falsch, { krypto, anker: anker(), jetzt: new Date() });
      expect(e.ok && e.verdikt === 'holds', `Byte ${i}`).toBe(false);
    }
  });

  it('gilt nicht vor den Ankern eines anderen Hauses', async () => {
    const fremde = { ...anker(), logs: anker().logs.filter((l) => l.koerperschaft !== 'Gemeinde Thallwitz') };
    expect(fremde.logs).toHaveLength(1);
    const e = await pruefe(bytes, { krypto, anker: fremde, jetzt: new Date() });
    expect(e.ok && e.verdikt).toBe('cannot be decided');
  });

  it('bekommt nur, wer den Vorgang lesen darf', async () => {
    const andere: Kontext = { ...marlene, person: uuidv7(2) };
    expect(await baue(andere)).toEqual({ ok: false, grund: 'nachweis.unbekannt' });
    expect(await baue(dienst(nachbar, 'Test'))).toEqual({ ok: false, grund: 'nachweis.unbekannt' });
    expect((await baue(dienst(haus, 'Test'))).ok).toBe(true);
  });

  it('nimmt kein Dokument auf, das kein Ereignis nennt', async () => {
    const fremd = { name: 'x.pdf', mime: 'application/pdf', bytes: beispielPdf('fremd') };
    expect(await baue(marlene, { dokumente: [fremd] })).toMatchObject({ ok: false, grund: 'nachweis.ungedeckt' });
  });

  it('gibt gleichnamigen Dokumenten eigene Namen', async () => {
    const [dok] = wunsch.dokumente;
    if (!dok) throw new Error('kein Dokument');
    const b = await baue(marlene, { dokumente: [dok, dok, { ...dok, name: '..' }] });
    expect(b.ok && (await urteil(b.bytes)).verdikt).toBe('holds');
  });

  it('entsteht auch ohne erreichbaren Zeitstempeldienst und sagt es', async () => {
    const b = await baue(marlene, {}, 'http://127.0.0.1:9/tsa');
    if (!b.ok) throw new Error(b.grund);
    const e = await urteil(b.bytes);
    expect(e.verdikt).toBe('holds');
    expect(e.zeit.gruende.map((g) => g.code)).toContain('stempel.nur-dokument');
  });

  it('bleibt gültig, wenn ein weiterer Zeuge verlangt wird und wenn er wieder geht', async () => {
    const o = join(ordner, 'landkreis');
    const name = 'landkreis.invalid/zeuge';
    const zweiter = await startZeuge({ ordner: o, name, port: 0, intern: false }, { krypto, uhr: echteUhr, log });
    try {
      const key = readZeugenKey(o, krypto);
      if (!key) throw new Error('Der zweite Zeuge hat keinen Schlüssel');
      for (const l of anker().logs) addProtokoll(o, formatVkey(l.key));
      weitere = [stelle(key, zweiter.url, { name: 'Landkreis', betreiber: 'Landkreis', intern: false })];
      k = 2;
      await schreibeAnker();
      // handed out before, and fetched anew against a checkpoint of then
      const vorher = await baue();
      for (const b of [bytes, vorher.ok ? vorher.bytes : expect.fail(vorher.grund)])
        expect((await urteil(b)).verdikt).toBe('holds');
      await fuehreVorgang(await besiegelt('unter der neuen Regel'));
      await lauf.tick();
      await schreibeAnker();
      const mitZweien = await baue();
      if (!mitZweien.ok) throw new Error(mitZweien.grund);
      // beside the checkpoint of then lies its rule, for programs that know policies only; today's is no rule of then
      const damals = entriesOf(vorher.ok ? vorher.bytes : bytes).find((x) => x.name === 'protokoll/0001.policy');
      expect(new TextDecoder().decode(damals?.bytes)).toMatch(/^group zeugen 1 test\.invalid\/zeuge$/m);
      const erst = entriesOf(bytes).map((x) => x.name);
      expect(erst).not.toContain('protokoll/0001.policy');
      for (const b of [bytes, mitZweien.bytes]) expect((await urteil(b)).verdikt).toBe('holds');
      // whoever knows today's rule only must not ask it of yesterday
      const heute = anker().logs.map(({ zeugen: z, ...l }) => ({
        ...l,
        ...(z ? { zeugen: { k: z.k, namen: z.namen } } : {}),
      }));
      const streng = await pruefe(bytes, { krypto, anker: { ...anker(), logs: heute }, jetzt: new Date() });
      expect(streng.ok && streng.zeugen.gruende.map((g) => g.code)).toContain('zeugen.zu-wenige');
      [k, weitere] = [1, []];
      await schreibeAnker();
      expect(anker().zeugen.map((z) => z.name)).toEqual(['Zeuge des Betreibers', 'Landkreis']);
      for (const b of [bytes, mitZweien.bytes]) expect((await urteil(b)).verdikt).toBe('holds');
      // the same key under another name is one witness, and the anchors stay readable
      const umbenannt = noteKey(krypto.sha256, 'kreis.invalid/zeuge', 'zeuge', key.publicKey);
      weitere = [stelle(umbenannt, zweiter.url, { name: 'Kreis', betreiber: 'Landkreis', intern: false })];
      await schreibeAnker();
      expect(anker().zeugen.map((z) => z.name)).toEqual(['Zeuge des Betreibers', 'Kreis']);
      [k, weitere] = [1, []];
      await schreibeAnker();
      expect(anker().zeugen).toHaveLength(2);
    } finally {
      [k, weitere] = [1, []];
      await zweiter.stop();
    }
  });

  it('bleibt gültig, wenn ein anderer Vorgang desselben Protokolls gelöscht wird; das Protokoll rechnet sich ganz nach', async () => {
    const anderer = await fuehreVorgang(await besiegelt('wird entfernt'));
    await lauf.tick();
    await app.transaktion(dienst(haus, 'Test'), async (tx) => {
      for (const raum of LOESCHRAEUME)
        await tx.zeilen(`select * from ${raum}.loesche_vorgang($1, $2, now())`, [haus, anderer]);
    });
    t.bund.lager.destroy(haus, anderer, new Date());
    await fuehreVorgang(await besiegelt('danach'));
    await lauf.tick();
    const nachgerechnet = () => rechneNach({ db: t.als('auditor'), krypto }, haus);
    expect((await nachgerechnet()).befunde).toEqual([]);
    expect((await urteil(bytes)).verdikt).toBe('holds');
    const neu = await baue();
    expect(neu.ok && (await urteil(neu.bytes)).verdikt).toBe('holds');
    expect(await baue(marlene, { vorgang: anderer })).toEqual({ ok: false, grund: 'nachweis.unbekannt' });
    await t.setup.query('update nachweise.log_leaf set c = sha256(c) where koerperschaft = $1 and idx = 2', [haus]);
    expect((await nachgerechnet()).befunde.join()).toMatch(/passt nicht zu den Blättern.*zu keinem Ereignis/);
  });
});
