import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typesetPdf } from '../../packages/siegel/test/pdfs.ts';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Pruefstand, startPruefstand } from '../anschluesse/pruefstand/gegenstellen.ts';
import { createTsa } from '../anschluesse/tsa/index.ts';
import { dienst, type Kontext, stellbareUhr } from '../base/index.ts';
import {
  createSchluesselordner,
  createSiegelfaeden,
  createSiegelstelle,
  readDokumente,
  type Siegelstelle,
} from '../dokumente/index.ts';
import { bundleFaden } from '../dokumente/satz/pruefwerkzeuge.ts';
import { readHausstoerungen, readStoerungen } from '../prozesse/index.ts';
import { artenVon, aufgabeVon, erledige, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { kleineWerkbank } from '../pruefstand/werkbank.ts';
import { createBeurkunden, createDienste } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.now());
const OHNE_ZEIT =
  'Zeitstempel: Der Zeitstempeldienst ist gerade nicht erreichbar. Es geht von selbst weiter, sobald das behoben ist.';
let stand: Pruefstand;
let faeden: ReturnType<typeof createSiegelfaeden>;
let h: Haus;
let person: Awaited<ReturnType<typeof legePersonalAn>>;
const der = (pem: string) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
/** how often the time-stamp authority was asked */
let gefragt = 0;

/** Seals with keys of the house, and asks the authority for its time, trusting these roots. */
function stelle(anker: readonly string[]): Siegelstelle {
  const siegel = createSchluesselordner({ bund: t.bund, krypto, uhr });
  const tsa = createTsa(
    { url: stand.tsa.url, anker: anker.map(der), zeitlimitMs: 25_000, uhrabweichungMs: 86_400_000 },
    { fetch: (...a) => (gefragt++, fetch(...a)), krypto, uhr: () => new Date(uhr.jetzt()) },
  );
  return createSiegelstelle({ siegel, unterschriften: siegel, tsa, umstellungen: {}, uhr, faeden });
}

beforeAll(async () => {
  stand = await startPruefstand();
  faeden = createSiegelfaeden({ fadenDatei: await bundleFaden() });
  const satz = { ...kleineWerkbank.satz, setze: async () => ({ ok: true as const, pdf: typesetPdf() }) };
  h = await baueHaus(t, { uhr, werkzeug: { ...kleineWerkbank, satz, siegelstelle: stelle([stand.tsa.caPem]) } });
  person = await legePersonalAn(h);
});
afterAll(async () => {
  await faeden.stop();
  expect(await stand.stop()).toBe(0);
});

const zeitstempelFaelltAus = async (anzahl: number) => {
  const body = JSON.stringify({ dienst: 'tsa', was: 'fehler500', anzahl });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${stand.url}/_verhalten`, { method: 'POST', headers, body })).ok).toBe(true);
};
const schlange = (werkbank = h.werkbank) =>
  h.schlangeUeber(createDienste(werkbank) as typeof h.dienste, [
    ['antrag.beurkunden', createBeurkunden(werkbank, h.katalog)],
  ]);
/** Lets time pass, half a minute at a time, and whoever works off the queue do so. */
async function arbeite(minuten: number, s = schlange()): Promise<void> {
  for (let i = 0; i <= minuten * 2; i++) {
    await s.leeren();
    uhr.stelle(uhr.jetzt() + 30_000);
  }
}
const dokumente = async (f: Fall) =>
  (await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readDokumente(tx, f.koerperschaft, f.vorgang))).map(
    (d) => d.art,
  );
const stoerungen = (f: Fall) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
const liste = () => {
  const { person: wer, stelle } = person('k.weber');
  const k: Kontext = { art: 'mitarbeit', person: wer, stelle, handelndFuer: null, grundlage: null };
  return h.db.transaktion(k, readHausstoerungen);
};
const wieOft = async (f: Fall, art: string) => (await artenVon(h, f)).filter((a) => a === art).length;

describe('Fällt der Zeitstempeldienst für zehn Minuten aus,', () => {
  let f: Fall;

  it('warten Kopie und Bescheinigung sichtbar, mit ihrem Grund, und niemand muss sie wecken', async () => {
    await zeitstempelFaelltAus(1_000_000);
    f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    await arbeite(10);
    expect(await dokumente(f)).toEqual([]);
    expect(await stoerungen(f)).toMatchObject([{ meldung: OHNE_ZEIT }]);
    expect(await liste()).toMatchObject([
      { art: null, meldung: OHNE_ZEIT, naechster: expect.any(Date), fall: { vorgang: f.vorgang } },
      { art: 'antrag.beurkunden', meldung: OHNE_ZEIT, naechster: expect.any(Date), fall: { vorgang: f.vorgang } },
    ]);
    const { rows } = await t.setup.query('select schritt, hinweis from vorgaenge.vorgang where id = $1', [f.vorgang]);
    expect(rows).toEqual([{ schritt: 'Wartet, geht von selbst weiter', hinweis: OHNE_ZEIT }]);
    // told as waiting, not as failed: the log of an outage is no list of faults
    expect(h.fehler).toEqual([]);
  });

  it('gehen sie von selbst hinaus, wenn er wieder da ist, jedes einmal', async () => {
    await zeitstempelFaelltAus(0);
    await arbeite(1);
    expect((await dokumente(f)).sort()).toEqual(['antragskopie', 'empfangsbescheinigung']);
    expect(await liste()).toEqual([]);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
  });

  it('ergeht der Bescheid danach einmal und vollständig', async () => {
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
    await zeitstempelFaelltAus(1_000_000);
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
    await arbeite(10);
    expect(await dokumente(f)).not.toContain('kostenbescheid');
    expect(await stoerungen(f)).toMatchObject([{ meldung: OHNE_ZEIT }]);
    await zeitstempelFaelltAus(0);
    await arbeite(1);
    expect(await wieOft(f, 'bescheid.erlassen')).toBe(1);
    expect((await dokumente(f)).filter((d) => d === 'kostenbescheid')).toHaveLength(1);
    expect(await stoerungen(f)).toEqual([]);
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
    expect(h.fehler).toEqual([]);
  });

  it('fragt einer für alle, die warten', async () => {
    await zeitstempelFaelltAus(1_000_000);
    const alle = await Promise.all(
      Array.from({ length: 8 }, () => reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach')),
    );
    gefragt = 0;
    await schlange().leeren();
    expect(gefragt).toBe(1);
    await zeitstempelFaelltAus(0);
    uhr.stelle(uhr.jetzt() + 30_000);
    await arbeite(1);
    for (const x of alle) expect((await dokumente(x)).sort()).toEqual(['antragskopie', 'empfangsbescheinigung']);
  });
});

it('Was der Zeitstempeldienst endgültig verweigert, ist nach sechs Versuchen eine Störung und wartet auf einen Menschen', async () => {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  await arbeite(10, schlange({ ...h.werkbank, siegelstelle: stelle([]) }));
  expect(await stoerungen(f)).toMatchObject([{ meldung: expect.stringMatching(/^Zeitstempel: /) }]);
  expect((await liste()).find((s) => s.art === null)).toMatchObject({ naechster: null });
});
