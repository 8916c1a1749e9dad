import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Antworten } from '@rathausverbund/formular';
import { kanonischC, pruefe, readAnker } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { loescheVorgang } from '../../../akten/index.ts';
import { readAlleTabellen } from '../../../base/index.ts';
import { beispiel, type Fall, GEWERBE, reicheBeispielEin } from '../../../pruefstand/fall.ts';
import { writeAnker } from '../../anker.ts';
import { readAnkerOrdner } from '../../nachweis.ts';
import { baueErneuerwelt } from '../../pruefstand/erneuerwelt.ts';
import { LOESCHRAEUME } from '../../raeume.ts';
import { type Ausgefuehrt, fuehreAus, pruefeZiel } from './ausfuehren.ts';
import { findUnentschiedene, NICHT_AUSGEFUEHRT } from './auswahl.ts';

const t = await neueDatenbank();
const welt = await baueErneuerwelt(t);
const { w } = welt;
const wurzel = mkdtempSync(join(tmpdir(), 'rv-ausfuehren-'));
const ziel = join(wurzel, 'wurzen');
let fall: Fall;
let geloescht: Fall;
let fremd: Fall;
let e: Ausgefuehrt;

const sha256 = (b: Uint8Array) => createHash('sha256').update(b).digest('hex');
const lies = (pfad: string) => readFileSync(join(ziel, pfad), 'utf8');
const zeilen = <T>(pfad: string): T[] =>
  lies(pfad)
    .split('\n')
    .filter(Boolean)
    .map((z) => JSON.parse(z) as T);
const KANARIEN = ['Kanarina', 'Fremdhausen', 'Kanarienweg 77', 'Zucht von Gelbvögeln'];
/** A case of Thallwitz, for which Wurzen works, with words that nobody else uses. */
function kanarie(): Antworten {
  const a = beispiel(GEWERBE, '01-einfach');
  const [vorname = '', nachname = '', strasse = '', taetigkeit = ''] = KANARIEN;
  return {
    ...a,
    person: { ...(a['person'] as Antworten), vorname, nachname, strasse },
    betrieb: { ...(a['betrieb'] as Antworten), taetigkeit },
  };
}
const dateien = () =>
  readdirSync(ziel, { recursive: true, encoding: 'utf8' }).filter((n) => statSync(join(ziel, n)).isFile());

beforeAll(async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  const { h } = w;
  fall = await welt.alterFall();
  geloescht = await welt.alterFall();
  fremd = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach', { antworten: kanarie() });
  await h.leeren();
  await w.alleVor(60 * 86_400_000);
  const weg = await loescheVorgang(
    { db: h.db, protokoll: h.protokoll, raeume: LOESCHRAEUME },
    welt.person('s.hartig'),
    geloescht.vorgang,
    { grund: 'aufbewahrung-abgelaufen', archivAngeboten: true },
  );
  expect(weg).toMatchObject({ ok: true });
  await welt.arbeite();
  await welt.protokolliere();
  expect(pruefeZiel(ziel)).toBeNull();
  e = await fuehreAus(
    {
      client: t.setup,
      db: h.worker,
      protokoll: h.protokoll,
      dateien: h.dateien,
      nachweis: {
        krypto,
        tsa: null,
        zeugen: () => w.kreis,
      },
      test: true,
    },
    { id: h.ort.wurzen, ags: '14729410', name: 'Stadt Wurzen' },
    ziel,
    () => undefined,
  );
}, 240_000);
afterAll(async () => {
  await welt.stop();
  rmSync(wurzel, { recursive: true });
});

describe('Was eine Kommune mitnimmt', () => {
  it('ist vollständig, und jede Prüfsumme stimmt', () => {
    expect(e.fehlt).toEqual([]);
    expect((statSync(ziel).mode & 0o777).toString(8)).toBe('700');
    expect(existsSync(`${ziel}.teil`)).toBe(false);
    const inhalt = JSON.parse(lies('inhalt.json')) as {
      dateien: Record<string, string>;
      tabellen: Record<string, number>;
    };
    expect(
      dateien()
        .filter((n) => n !== 'inhalt.json')
        .sort(),
    ).toEqual(Object.keys(inhalt.dateien).sort());
    for (const [name, soll] of Object.entries(inhalt.dateien))
      expect(sha256(readFileSync(join(ziel, name))), name).toBe(soll);
    for (const [name, n] of Object.entries(inhalt.tabellen))
      expect(zeilen(`tabellen/${name}.jsonl`), name).toHaveLength(n);
  });

  it('sagt von jeder Tabelle, ob sie mitgeht', async () => {
    const tabellen = await readAlleTabellen(async (sql, werte) => (await t.setup.query(sql, werte)).rows);
    expect(findUnentschiedene(tabellen)).toEqual([]);
    const namen = new Set(tabellen.map((x) => x.name));
    expect(Object.keys(NICHT_AUSGEFUEHRT).filter((n) => !namen.has(n))).toEqual([]);
    expect([...Object.keys(e.tabellen), ...Object.keys(NICHT_AUSGEFUEHRT)].sort()).toEqual([...namen].sort());
    expect(findUnentschiedene([{ name: 'neu.tabelle', klasse: 'tuer' }])).toEqual(['neu.tabelle']);
  });

  it('enthält jedes Ereignis im Wortlaut, und sein Blatt steht im Protokoll', async () => {
    const blaetter = new Set(lies('protokoll/1/blaetter.txt').split('\n'));
    const ereignisse = zeilen<{ c: string; vorgang: string; geheim: { event: string; salt: string } | null }>(
      'tabellen/nachweise.ereignis.jsonl',
    );
    expect(ereignisse.length).toBeGreaterThan(10);
    for (const z of ereignisse) {
      expect(blaetter.has(z.c)).toBe(true);
      expect(z.geheim === null).toBe(z.vorgang === geloescht.vorgang);
      if (z.geheim)
        expect(
          Buffer.from(kanonischC((b) => krypto.sha256(b), Buffer.from(z.geheim.salt, 'hex'), z.geheim.event)).toString(
            'hex',
          ),
        ).toBe(z.c);
    }
    const strom = zeilen<{ event: string }>(`vorgaenge/${fall.aktenzeichen}/ereignisse.jsonl`);
    expect(strom.map((s) => s.event)).toEqual((await welt.stromOf(fall)).map((s) => s.json));
  });

  it('enthält die Dokumente und einen Nachweis, der vor dem Prüfer hält', async () => {
    const ordner = `vorgaenge/${fall.aktenzeichen}`;
    const hashes = readdirSync(join(ziel, ordner, 'dokumente')).map((n) =>
      sha256(readFileSync(join(ziel, ordner, 'dokumente', n))),
    );
    const soll = (await welt.dokumente(fall)).map((d) => d.datei.sha256);
    expect(hashes.sort()).toEqual(soll.sort());
    await writeAnker(welt.ankerOrdner, { db: w.h.db, krypto, zeugen: w.kreis, test: true });
    const a = readAnker(krypto.sha256, readAnkerOrdner(welt.ankerOrdner));
    if (!a.ok) throw new Error(a.meldung);
    const bytes = readFileSync(join(ziel, ordner, `Nachweis-${fall.aktenzeichen}.asice`));
    const u = await pruefe(bytes, { krypto, anker: a.anker, jetzt: new Date(w.uhr.jetzt() + 1_000) });
    expect(u, JSON.stringify(u, null, 1)).toMatchObject({ art: 'buendel', verdikt: 'holds' });
  });

  it('kennt einen gelöschten Vorgang nur als gelöscht', () => {
    expect(readdirSync(join(ziel, `vorgaenge/geloescht-${geloescht.vorgang}`))).toEqual(['geloescht.json']);
    for (const n of dateien()) expect(readFileSync(join(ziel, n)).includes(geloescht.aktenzeichen), n).toBe(false);
  });

  it('enthält nichts aus einem anderen Haus', async () => {
    const strom = await welt.stromOf(fremd);
    const text = strom.map((x) => x.json).join('');
    for (const k of KANARIEN) expect(text).toContain(k);
    const namen = [fremd.vorgang, fremd.aktenzeichen, ...KANARIEN];
    for (const { ereignis, id } of strom) namen.push(id, ...ereignis.docs.map((d) => d.sha256));
    for (const n of dateien())
      for (const wort of namen) expect(readFileSync(join(ziel, n)).includes(wort), `${n}: ${wort}`).toBe(false);
  });
});

describe('Abgelehnt wird', () => {
  it('ein Ordner, in dem schon etwas liegt, und einer, der keiner ist', () => {
    expect(pruefeZiel(ziel)).toContain('ist nicht leer');
    const datei = join(wurzel, 'datei');
    writeFileSync(datei, 'x');
    expect(pruefeZiel(datei)).toContain('ist nicht leer');
    expect(pruefeZiel(join(datei, 'darunter'))).toContain('lässt sich nicht schreiben');
    expect(existsSync(`${ziel}.teil`)).toBe(false);
  });

  it('ein Ordner, neben dem ein unfertiger liegt', () => {
    const neu = join(wurzel, 'neu');
    mkdirSync(`${neu}.teil`);
    expect(pruefeZiel(neu)).toContain('nicht fertig geworden');
  });
});
