import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ereignisC, pruefe, readAnker } from '@rathausverbund/nachweis';
import { verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { loescheVorgang } from '../akten/index.ts';
import { dienst, type Kontext } from '../base/index.ts';
import { buildNachweis } from '../nachweise/index.ts';
import { artenVon, type Fall, readFall } from '../pruefstand/fall.ts';
import { gehe, readErneuerungen, readStand } from '../vereinbarungen/index.ts';
import { writeAnker } from './anker.ts';
import { readAnkerOrdner } from './nachweis.ts';
import { baueErneuerwelt } from './pruefstand/erneuerwelt.ts';
import { rechneHausNach } from './pruefstand/nachrechnen.ts';
import { STUNDE } from './pruefstand/stempelwelt.ts';
import { LOESCHRAEUME } from './raeume.ts';

const TAG = 24 * STUNDE;
const t = await neueDatenbank();
const welt = await baueErneuerwelt(t);
const { w, person, ankerOrdner, lage, sammler, protokolliere, arbeite } = welt;
const { dokumente, stromOf, bytesOf, auftraege, nurErstes } = welt;
let f: Fall;
let g: Fall;
/** what Bennewitz took over, and the sealed documents that came with it */
let kopie: { fall: Fall; mitgebracht: string[] };
/** Bennewitz's and Wurzen's agreement that waits for its approval: each has a sealed copy */
let vertrag: string;

beforeAll(async () => {
  vertrag = await welt.beurkundeterVertrag();
  [f, g] = [await welt.alterFall(), await welt.alterFall()];
  kopie = await welt.abgegebenerFall();
}, 180_000);
afterAll(welt.stop);

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
const rechne = () => rechneHausNach(t, w.h);
const alle = <T>(wert: T, n: number): T[] => Array.from({ length: n }, () => wert);

describe('Ein gesiegeltes Dokument', () => {
  it('steht im Nachweis mit dem, was heute über Sperrungen zu sagen ist; gefragt wird einmal in der Stunde', async () => {
    const unbekannt = 'liegt keine Auskunft vor, ob es gesperrt ist';
    expect((await verdikt(g)).text).toContain(unbekannt);
    const v = await verdikt(g, true);
    expect(v.verdikt, v.text).toBe('holds');
    expect(v.text).not.toContain(unbekannt);
    const bisher = lage.gefragt;
    expect(bisher).toBeGreaterThan(0);
    const pdfs = (await dokumente(g)).map((d) => bytesOf(d));
    expect((await sammler.pdfs(pdfs)).offen).toEqual([]);
    expect(lage.gefragt).toBe(bisher);
    await w.alleVor(2 * STUNDE);
    lage.sperrenDa = false;
    const still = await sammler.pdfs(pdfs);
    lage.sperrenDa = true;
    expect(lage.gefragt).toBeGreaterThan(bisher);
    expect(still.offen).toContainEqual(expect.stringContaining('Zeitstempel'));
    // the seals' own list needs nobody else
    expect(still.stuecke).toHaveLength(1);
  });

  it('wird nicht am selben Tag erneuert, am nächsten B-LTA, in einem abgeschlossenen Vorgang', async () => {
    const n = (await dokumente(f)).length;
    expect(n).toBeGreaterThan(1);
    await arbeite();
    expect(await niveaus()).toEqual(alle('B-T', n));
    expect(await auftraege(f)).toHaveLength(n);
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
    for (const d of await dokumente(f)) {
      expect(vorgang.dokumente.find((x) => x.id === d.id)?.sha256).toBe(d.datei.sha256);
      expect(Buffer.compare(bytesOf(d).subarray(0, bytesOf(d, d.fruehere[0]).length), bytesOf(d, d.fruehere[0]))).toBe(
        0,
      );
    }
  });

  it('wird nach einem Jahr wieder erneuert; Nachweis, Kette und Zeilen stimmen', async () => {
    const n = (await dokumente(f)).length;
    await w.alleVor(300 * TAG);
    await arbeite();
    expect((await dokumente(f)).map((d) => d.fruehere.length)).toEqual(alle(1, n));
    await w.alleVor(66 * TAG);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect((await dokumente(f)).map((d) => d.fruehere.length)).toEqual(alle(2, n));
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
    ['Zeitstempel', async () => void (lage.tsaDa = false)],
    ['Sperrlisten', () => w.stand.order('tsa', 'fehler500')],
  ])('wartet auf %s, ohne dass ein Versuch zählt oder etwas verloren geht', async (_was, stoere) => {
    const vorher = await dokumente(f);
    await w.alleVor(366 * TAG);
    await nurErstes(vorher, '+');
    await stoere();
    await arbeite();
    const wartet = (await auftraege(f)).find((a) => a.fehler);
    expect(wartet).toMatchObject({ versuche: 0, ruht: false });
    expect(await dokumente(f)).toEqual(vorher);
    lage.tsaDa = true;
    w.h.fehler.splice(0);
    await w.alleVor(31_000);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect((await dokumente(f))[0]?.fruehere).toHaveLength((vorher[0]?.fruehere.length ?? 0) + 1);
    await nurErstes(vorher, '-');
    await arbeite();
    expect(await niveaus()).toEqual(alle('B-LTA', vorher.length));
  });

  it('kommt nicht an die Stelle eines besseren: ein gesperrter Zeitstempeldienst ersetzt nichts', async () => {
    const vorher = await dokumente(f);
    await w.alleVor(366 * TAG);
    await nurErstes(vorher, '+');
    await w.stand.order('tsa', 'gesperrt');
    await arbeite();
    expect(String(w.h.fehler[0])).toContain('schlechter als zuvor');
    expect(await dokumente(f)).toEqual(vorher);
    w.h.fehler.splice(0);
    await t.setup.query(`update base.auftrag set faellig = now() - interval '1 s' where art = 'dokument.erneuern'`);
    await arbeite();
    expect(w.h.fehler).toEqual([]);
    expect(await niveaus()).toEqual(alle('B-LTA', vorher.length));
  });
});

describe('Ein gelöschter Vorgang', () => {
  it('nimmt alle Fassungen seiner Dokumente mit und hinterlässt keinen Auftrag', async () => {
    const zeilen = await dokumente(f);
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
    expect(await auftraege(f)).toEqual([]);
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
    expect([...(await auftraege(f)), ...(await auftraege(g))]).toEqual([]);
  });
});
