import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ereignisC, pruefe, readAnker } from '@rathausverbund/nachweis';
import { verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesetPdf } from '../../packages/siegel/test/pdfs.ts';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createVernichten, loescheVorgang } from '../akten/index.ts';
import { createSperrdaten } from '../anschluesse/sperrdaten/index.ts';
import { createTsa } from '../anschluesse/tsa/index.ts';
import { dienst, type Kontext } from '../base/index.ts';
import { createBeurkunden, createErneuern } from '../bescheide/index.ts';
import {
  createErneuerstelle,
  createSchluesselordner,
  createSiegelfaeden,
  createSiegelstelle,
  createSperrsammler,
  type DokumentZeile,
  readDokumente,
} from '../dokumente/index.ts';
import { bundleFaden } from '../dokumente/satz/pruefwerkzeuge.ts';
import { createUebernehmen, gibAb } from '../eingang/index.ts';
import { buildNachweis, readStrom } from '../nachweise/index.ts';
import type { Zeitstempeldienst } from '../ports/index.ts';
import type { Person } from '../prozesse/index.ts';
import { schliesseGewerbeAb } from '../pruefstand/abschluss.ts';
import { artenVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { legePersonalAn } from '../pruefstand/haus.ts';
import { kleineWerkbank, type Werkzeug } from '../pruefstand/werkbank.ts';
import { BEURKUNDEN, createUrkunde, gehe, readErneuerungen, readStand } from '../vereinbarungen/index.ts';
import { writeAnker, writeWurzeln } from './anker.ts';
import { pemToDer } from './anschluss.ts';
import { rechneAllesNach } from './daten/nachrechnen.ts';
import { startwerte } from './kern.ts';
import { readAnkerOrdner } from './nachweis.ts';
import { baueStempelwelt, STUNDE, type Stempelwelt } from './pruefstand/stempelwelt.ts';
import { LOESCHRAEUME } from './raeume.ts';

const TAG = 24 * STUNDE;
const t = await neueDatenbank();
const ankerOrdner = mkdtempSync(join(tmpdir(), 'rv-erneuern-'));
let w: Stempelwelt;
let person: (sub: string) => Person;
let faeden: ReturnType<typeof createSiegelfaeden>;
/** the time-stamp service as the renewal reaches it: may be turned away from */
let tsaDa = true;
let sammler: ReturnType<typeof createSperrsammler>;
/** questions about revocation that went out; whether they are answered */
let [gefragt, sperrenDa] = [0, true];
let f: Fall;
let g: Fall;
/** what Bennewitz took over, and the sealed documents that came with it */
let kopie: { fall: Fall; mitgebracht: string[] };
/** Bennewitz's and Wurzen's agreement that waits for its approval: each has a sealed copy */
let vertrag: string;

beforeAll(async () => {
  faeden = createSiegelfaeden({ fadenDatei: await bundleFaden() });
  const pdf = typesetPdf();
  w = await baueStempelwelt(t, {
    async werkzeug(stand, uhr): Promise<Werkzeug> {
      const zeitanker = [pemToDer(stand.tsa.caPem)];
      const zeit = (url: string) =>
        createTsa(
          { url, anker: zeitanker, zeitlimitMs: 5_000, uhrabweichungMs: 60_000 },
          { fetch, krypto, uhr: () => new Date(uhr.jetzt()) },
        );
      const tsa: Zeitstempeldienst = {
        stempel: (digest) => zeit(tsaDa ? stand.tsa.url : 'http://127.0.0.1:9/tsa').stempel(digest),
      };
      const siegel = createSchluesselordner({ bund: t.bund, krypto, uhr });
      const sperrauskunft = createSperrdaten({ zeitlimitMs: 5_000 }, { fetch, krypto });
      sammler = createSperrsammler({
        siegel,
        zeitanker,
        krypto,
        uhr,
        sperrauskunft: {
          sperrdaten: async (fragen) => {
            gefragt += fragen.length;
            return sperrenDa ? sperrauskunft.sperrdaten(fragen) : { ok: false, code: 'x', meldung: 'x' };
          },
        },
      });
      writeWurzeln(ankerOrdner, { ...(await siegel.wurzeln()), 'zeitstempel-ca.pem': stand.tsa.caPem });
      return {
        ...kleineWerkbank,
        satz: { ...kleineWerkbank.satz, setze: async () => ({ ok: true, pdf }) },
        siegelstelle: createSiegelstelle({ siegel, unterschriften: siegel, uhr, tsa, faeden }),
        erneuerstelle: createErneuerstelle({ siegel, sperrauskunft, tsa, zeitanker, krypto, uhr, faeden }),
      };
    },
  });
  person = await legePersonalAn(w.h);
  vertrag = await beurkundeterVertrag();
  [f, g] = [await alterFall(), await alterFall()];
  kopie = await abgegebenerFall();
}, 180_000);
afterAll(async () => {
  await faeden.stop();
  await w.stop();
  rmSync(ankerOrdner, { recursive: true });
});

/** A closed case of Wurzen with sealed letters. */
async function alterFall(): Promise<Fall> {
  const fall = await reicheBeispielEin(w.h, 'wurzen', GEWERBE, '01-einfach');
  const tag = new Date(w.uhr.jetzt()).toISOString().slice(0, 10);
  await schliesseGewerbeAb(w.h, fall, person, tag);
  await protokolliere();
  return fall;
}
async function beurkundeterVertrag(): Promise<string> {
  const { rows } = await t.setup.query<{ id: string }>(
    `select vereinbarung as id from vereinbarungen.regel where stand = 'genehmigung_offen'`,
  );
  const id = rows[0]?.id ?? '';
  await t.setup.query('delete from base.auftrag where art = $1 and bezug <> $2', [BEURKUNDEN, id]);
  await w.h.schlangeUeber(w.h.dienste, [[BEURKUNDEN, createUrkunde(w.h.werkbank)]]).leeren();
  return id;
}
/** Filed in Thallwitz, with a sealed copy of what was filed; handed over to Bennewitz while a task waits. */
async function abgegebenerFall(): Promise<typeof kopie> {
  const alt = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '04-bewachung');
  const uebernehmen = createUebernehmen({
    db: w.h.worker,
    protokoll: w.h.protokoll,
    katalog: w.h.katalog,
    dateien: w.h.dateien,
    erneuerstelle: w.h.werkbank.erneuerstelle,
  });
  const schlange = w.h.schlangeUeber(w.h.dienste, [
    ['vorgang.uebernehmen', uebernehmen],
    ['dokument.erneuern', createErneuern(w.h.werkbank)],
    ['antrag.beurkunden', createBeurkunden(w.h.werkbank, w.h.katalog)],
  ]);
  await schlange.leeren();
  const mitgebracht = (await dokumente(alt)).filter((d) => d.gesiegelt).map((d) => d.id);
  const wunsch = { vorgang: alt.vorgang, ort: w.h.ort.bennewitz, grund: 'Die Betriebsstätte liegt dort.' };
  const r = await gibAb({ ...w.h.einreichen, ...w.h.aufgaben }, person('k.weber'), wunsch);
  if (!r.ok) throw new Error(r.grund);
  await schlange.leeren();
  await protokolliere();
  return { fall: { ...r.nach }, mitgebracht };
}
async function protokolliere(): Promise<void> {
  while ((await t.setup.query('select 1 from nachweise.log_pending')).rowCount) await w.schreiber.tick();
  const lauf = w.stempellauf();
  await lauf.tick();
  await lauf.ask();
}
const arbeite = () =>
  w.h
    .schlangeUeber(w.h.dienste, [
      ['dokument.erneuern', createErneuern(w.h.werkbank)],
      ['vorgang.vernichten', createVernichten({ db: w.h.worker, protokoll: w.h.protokoll, dateien: w.h.dateien })],
    ])
    .leeren();
const dokumente = (fall = f): Promise<DokumentZeile[]> =>
  w.h.worker.transaktion(dienst(fall.koerperschaft, 'Test'), (tx) =>
    readDokumente(tx, fall.koerperschaft, fall.vorgang),
  );
const stromOf = (fall: Pick<Fall, 'koerperschaft' | 'vorgang'>) =>
  w.h.worker.transaktion(dienst(fall.koerperschaft, 'Test'), (tx) =>
    readStrom(tx, w.h.protokoll, fall.koerperschaft, fall.vorgang),
  );
const bytesOf = (d: DokumentZeile, ort = d.datei.ort) => w.h.dateien.read(d.koerperschaft, d.vorgang, ort);
const auftraege = async (fall = f) =>
  (
    await t.setup.query<{ faellig: Date; versuche: number; ruht: boolean; fehler: string | null }>(
      `select faellig, versuche, ruht, fehler from base.auftrag where art = 'dokument.erneuern' and bezug = $1`,
      [fall.vorgang],
    )
  ).rows;

/** Puts all renewals off but that of the first document, and back. */
const nurErstes = ([erstes]: DokumentZeile[], vor: '+' | '-') =>
  t.setup.query(
    `update base.auftrag set faellig = faellig ${vor} interval '10 years' where art = 'dokument.erneuern' and angaben ->> 'dokument' <> $1`,
    [erstes?.id],
  );

async function anker() {
  await writeAnker(ankerOrdner, { db: w.h.db, krypto, zeugen: w.kreis, test: true });
  const a = readAnker(krypto.sha256, readAnkerOrdner(ankerOrdner));
  return a.ok ? a.anker : expect.fail('Die Anker sind nicht lesbar');
}
/** Levels of the seals of every document, each of which must hold in every answer. */
async function niveaus(fall = f): Promise<string[]> {
  const { siegelwurzeln, zeitwurzeln } = await anker();
  const out: string[] = [];
  for (const d of await dokumente(fall)) {
    const u = await verifyPdf(bytesOf(d), {
      krypto,
      anker: siegelwurzeln,
      zeitanker: zeitwurzeln,
      jetzt: new Date(w.uhr.jetzt() + 1_000),
    });
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    out.push(...u.unterschriften.filter((x) => x.art !== 'zeitstempel').map((x) => x.niveau));
  }
  return out;
}
async function verdikt(f: Fall, mitSperren = false): Promise<{ verdikt: string; text: string }> {
  const zeilen = await dokumente(f);
  const gesammelt = mitSperren ? await sammler.pdfs(zeilen.map((d) => bytesOf(d))) : null;
  const e = await buildNachweis(
    { db: w.h.db, protokoll: w.h.protokoll, krypto, tsa: w.tsa(), zeugen: () => w.kreis },
    dienst(f.koerperschaft, 'Test'),
    {
      koerperschaft: f.koerperschaft,
      vorgang: f.vorgang,
      aktenzeichen: f.aktenzeichen,
      name: 'Stadt Wurzen',
      dokumente: zeilen.map((d) => ({ name: d.datei.name, mime: d.datei.mime, bytes: bytesOf(d) })),
      zertifikate: [],
      ...(gesammelt ? { sperrlisten: gesammelt.stuecke } : {}),
      test: true,
    },
  );
  if (!e.ok) throw new Error(JSON.stringify(e));
  const p = await pruefe(e.bytes, { krypto, anker: await anker(), jetzt: new Date(w.uhr.jetzt() + 1_000) });
  if (!p.ok) throw new Error(p.meldung);
  return { verdikt: p.verdikt, text: JSON.stringify(p, null, 1) };
}
const rechne = () =>
  rechneAllesNach(
    {
      client: t.setup,
      db: w.h.worker,
      pruefer: t.als('auditor'),
      protokoll: w.h.protokoll,
      katalog: w.h.katalog,
      dateien: w.h.dateien,
      startwerte: startwerte({ verzeichnis: w.h.verzeichnis }),
    },
    () => undefined,
  );
const alle = <T>(wert: T, n: number): T[] => Array.from({ length: n }, () => wert);

describe('Ein gesiegeltes Dokument', () => {
  it('steht im Nachweis mit dem, was heute über Sperrungen zu sagen ist; gefragt wird einmal in der Stunde', async () => {
    const unbekannt = 'liegt keine Auskunft vor, ob es gesperrt ist';
    expect((await verdikt(g)).text).toContain(unbekannt);
    const v = await verdikt(g, true);
    expect(v.verdikt, v.text).toBe('holds');
    expect(v.text).not.toContain(unbekannt);
    const bisher = gefragt;
    expect(bisher).toBeGreaterThan(0);
    const pdfs = (await dokumente(g)).map((d) => bytesOf(d));
    expect((await sammler.pdfs(pdfs)).offen).toEqual([]);
    expect(gefragt).toBe(bisher);
    await w.alleVor(2 * STUNDE);
    sperrenDa = false;
    const still = await sammler.pdfs(pdfs);
    sperrenDa = true;
    expect(gefragt).toBeGreaterThan(bisher);
    expect(still.offen).toContainEqual(expect.stringContaining('Zeitstempel'));
    // the seals' own list needs nobody else
    expect(still.stuecke).toHaveLength(1);
  });

  it('wird nicht am selben Tag erneuert, am nächsten B-LTA, in einem abgeschlossenen Vorgang', async () => {
    const n = (await dokumente()).length;
    expect(n).toBeGreaterThan(1);
    await arbeite();
    expect(await niveaus()).toEqual(alle('B-T', n));
    expect(await auftraege()).toHaveLength(n);
    const vorher = await readFall(w.h, f);
    await w.alleVor(STUNDE);
    await protokolliere();
    await w.alleVor(TAG);
    await arbeite();
    await protokolliere();
    expect(w.h.fehler).toEqual([]);
    expect(await niveaus()).toEqual(alle('B-LTA', n));
    expect((await artenVon(w.h, f)).slice(-n)).toEqual(alle('dokument.erneuert', n));
    const { vorgang } = await readFall(w.h, f);
    expect({ ...vorgang, dokumente: [] }).toEqual({ ...vorher.vorgang, dokumente: [] });
    for (const d of await dokumente()) {
      expect(vorgang.dokumente.find((x) => x.id === d.id)?.sha256).toBe(d.datei.sha256);
      expect(Buffer.compare(bytesOf(d).subarray(0, bytesOf(d, d.fruehere[0]).length), bytesOf(d, d.fruehere[0]))).toBe(
        0,
      );
    }
  });

  it('wird nach einem Jahr wieder erneuert; Nachweis, Kette und Zeilen stimmen', async () => {
    const n = (await dokumente()).length;
    await w.alleVor(300 * TAG);
    await arbeite();
    expect((await dokumente()).map((d) => d.fruehere.length)).toEqual(alle(1, n));
    await w.alleVor(66 * TAG);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect((await dokumente()).map((d) => d.fruehere.length)).toEqual(alle(2, n));
    expect(await niveaus()).toEqual(alle('B-LTA', n));
    await protokolliere();
    const v = await verdikt(f);
    expect(v.verdikt, v.text).toBe('holds');
    expect(v.text).toContain('PAdES B-LTA');
    expect(await rechne()).toMatchObject({ offen: [], unterschiede: [], protokolle: [] });
  });

  it('wird auch als Kopie erneuert, die mit einem abgegebenen Vorgang in ein anderes Haus kam', async () => {
    const { fall, mitgebracht } = kopie;
    expect(mitgebracht.length).toBeGreaterThan(0);
    const dort = (await dokumente(fall)).filter((d) => d.gesiegelt);
    const kopien = dort.filter((d) => mitgebracht.includes(d.id));
    expect(kopien.map((d) => [d.koerperschaft, d.fruehere.length])).toEqual(
      alle([w.h.ort.bennewitz, 2], mitgebracht.length),
    );
    // each sealed document of the new case has one date, the copies among them
    expect(await auftraege(fall)).toHaveLength(dort.length);
    expect(await niveaus(fall)).toEqual(alle('B-LTA', dort.length));
    const v = await verdikt(fall);
    expect(v.verdikt, v.text).toBe('holds');
  });

  it('wird auch als Ausfertigung einer Vereinbarung erneuert, in jedem Haus für sich und ohne einen Schritt', async () => {
    for (const ort of ['bennewitz', 'wurzen'] as const) {
      const fall = { koerperschaft: w.h.ort[ort], vorgang: vertrag, aktenzeichen: '' };
      const [urkunde, ...mehr] = await dokumente(fall);
      expect([urkunde?.art, urkunde?.fruehere.length, mehr]).toEqual(['vereinbarung', 2, []]);
      expect(await niveaus(fall)).toEqual(['B-LTA']);
      const strom = (await stromOf(fall)).map((x) => x.ereignis);
      const erneuert = strom.filter((e) => e.kind === 'dokument.erneuert');
      expect(erneuert.map((e) => e.data['niveau'])).toEqual(['B-LTA', 'B-LTA']);
      expect(erneuert.at(-1)).toMatchObject({
        data: { dokument: urkunde?.id },
        docs: [{ sha256: urkunde?.datei.sha256 }],
        actor: { role: 'automatisiertes Verfahren' },
      });
      expect(strom.map((e) => e.kind)).toContain('vereinbarung.beurkundet');
      // the page of the agreement says it to the staff of the house
      const { person: wer, stelle } = person(ort === 'wurzen' ? 's.hartig' : 'm.gruhl');
      const liest: Kontext = { art: 'mitarbeit', person: wer, stelle, handelndFuer: null, grundlage: null };
      const gelesen = await w.h.db.transaktion(liest, (tx) =>
        readErneuerungen(tx, w.h.protokoll, w.h.ort[ort], vertrag),
      );
      expect([...gelesen]).toEqual([
        [urkunde?.id, { at: erneuert.at(-1)?.at, faellig: erneuert.at(-1)?.data['faellig'] }],
      ]);
    }
    // one date for each of the two copies
    expect(await auftraege({ koerperschaft: '', vorgang: vertrag, aktenzeichen: '' })).toHaveLength(2);
    const stand = await w.h.worker.transaktion(dienst(w.h.ort.wurzen, 'Test'), (tx) => readStand(tx, vertrag));
    expect(stand?.schritte.map((s) => s.art)).not.toContain('erneuert');
  });

  it('lässt die Kette der Vereinbarung heil: der nächste Schritt folgt auf die Erneuerung, und das Protokoll stimmt', async () => {
    const fall = { koerperschaft: w.h.ort.bennewitz, vorgang: vertrag, aktenzeichen: '' };
    const tag = new Date(w.uhr.jetzt()).toISOString().slice(0, 10);
    const behoerde = 'Landratsamt Landkreis Leipzig';
    const e = await gehe({ db: w.h.db, protokoll: w.h.protokoll }, { ...fall, person: null }, vertrag, {
      art: 'genehmigen',
      behoerde,
      tag,
      zeichen: '092.6',
    });
    expect(e).toMatchObject({ ok: true });
    const strom = await stromOf(fall);
    expect(strom.map((x) => x.ereignis.n)).toEqual(strom.map((_, i) => i + 1));
    const [erneuert, schritt] = strom.slice(-2);
    expect([erneuert?.ereignis.kind, schritt?.ereignis.kind]).toEqual(['dokument.erneuert', 'vereinbarung.genehmigt']);
    for (const [i, x] of strom.slice(1).entries()) {
      const davor = strom[i];
      const c = davor && ereignisC((b) => krypto.sha256(b), davor.salt, davor.ereignis);
      expect(x.ereignis.prev).toBe(Buffer.from(c ?? []).toString('hex'));
    }
    await protokolliere();
    expect(await rechne()).toMatchObject({ unterschiede: [], protokolle: [] });
  });

  it.each([
    ['Zeitstempel', async () => void (tsaDa = false)],
    ['Sperrlisten', () => w.stand.order('tsa', 'fehler500')],
  ])('wartet auf %s, ohne dass ein Versuch zählt oder etwas verloren geht', async (_was, stoere) => {
    const vorher = await dokumente();
    await w.alleVor(366 * TAG);
    await nurErstes(vorher, '+');
    await stoere();
    await arbeite();
    const wartet = (await auftraege()).find((a) => a.fehler);
    expect(wartet).toMatchObject({ versuche: 0, ruht: false });
    expect(await dokumente()).toEqual(vorher);
    tsaDa = true;
    w.h.fehler.splice(0);
    await w.alleVor(31_000);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect((await dokumente())[0]?.fruehere).toHaveLength((vorher[0]?.fruehere.length ?? 0) + 1);
    await nurErstes(vorher, '-');
    await arbeite();
    expect(await niveaus()).toEqual(alle('B-LTA', vorher.length));
  });

  it('kommt nicht an die Stelle eines besseren: ein gesperrter Zeitstempeldienst ersetzt nichts', async () => {
    const vorher = await dokumente();
    await w.alleVor(366 * TAG);
    await nurErstes(vorher, '+');
    await w.stand.order('tsa', 'gesperrt');
    await arbeite();
    expect(String(w.h.fehler[0])).toContain('schlechter als zuvor');
    expect(await dokumente()).toEqual(vorher);
    w.h.fehler.splice(0);
    await t.setup.query(`update base.auftrag set faellig = now() - interval '1 s' where art = 'dokument.erneuern'`);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect(await niveaus()).toEqual(alle('B-LTA', vorher.length));
  });
});

describe('Ein gelöschter Vorgang', () => {
  it('nimmt alle Fassungen seiner Dokumente mit und hinterlässt keinen Auftrag', async () => {
    const zeilen = await dokumente();
    const pfade = zeilen.flatMap((d) =>
      [d.datei.ort, ...d.fruehere].map((o) => join(t.ordner, 'dateien', d.koerperschaft, o.slice(0, 2), o)),
    );
    expect(pfade.length).toBeGreaterThan(3 * zeilen.length);
    expect(pfade.every(existsSync)).toBe(true);
    const wunsch = { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true };
    const deps = { db: w.h.db, protokoll: w.h.protokoll, raeume: LOESCHRAEUME };
    expect(await loescheVorgang(deps, person('s.hartig'), f.vorgang, wunsch)).toMatchObject({ ok: true });
    await arbeite();
    expect(pfade.filter(existsSync)).toEqual([]);
    expect(await auftraege()).toEqual([]);
    expect(w.h.fehler).toEqual([]);
  });

  it('beendet einen Auftrag, der ihn noch nennt, und einen, dessen Schlüssel vernichtet ist, ohne Lärm', async () => {
    await w.alleVor(366 * TAG);
    t.bund.lager.destroy(g.koerperschaft, g.vorgang, new Date(w.uhr.jetzt()));
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig) values (gen_random_uuid(), 'dokument.erneuern', $1, $2, $3, now())`,
      [f.koerperschaft, f.vorgang, { dokument: f.vorgang }],
    );
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect([...(await auftraege()), ...(await auftraege(g))]).toEqual([]);
  });
});
