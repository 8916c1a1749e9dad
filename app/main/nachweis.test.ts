import { tmpdir } from 'node:os';
import { pruefe, readAnker } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createServer } from '../base/http/server.ts';
import { createLog, createTexte, ordner, readConfig } from '../base/index.ts';
import { meldungenOrdner } from '../base/meldungen/index.ts';
import { createBeurkunden } from '../bescheide/index.ts';
import { ORTE } from '../demo/personen.ts';
import { nimmAn } from '../eingang/index.ts';
import { createSitzung } from '../konten/index.ts';
import { OHNE_DATEI } from '../nachweise/index.ts';
import { amt24 } from '../pruefstand/amt24.ts';
import type { Fall } from '../pruefstand/fall.ts';
import { createSitzungOf, registerArbeitsplatz, registerWebBasis, seitenTexte } from '../seiten/index.ts';
import { erklaereBefangen } from '../steuerung/index.ts';
import { writeAnker } from './anker.ts';
import { nachweisOf, readAnkerOrdner } from './nachweis.ts';
import { baueErneuerwelt } from './pruefstand/erneuerwelt.ts';
import { LOESCHRAEUME } from './raeume.ts';

const t = await neueDatenbank();
const welt = await baueErneuerwelt(t);
const { w, person, ankerOrdner } = welt;
const log = { ...createLog('test'), info: () => undefined };
const server = createServer(log);
/** filed over Amt24: there is no account behind it that could fetch anything */
let ohneKonto: Fall;
let abgeschlossen: Fall;

async function nimmAmt24An(): Promise<Fall> {
  const { h } = w;
  const kommune = h.verzeichnis.byId(h.ort.bennewitz);
  const e = kommune && (await nimmAn(h.nachricht, kommune, Buffer.from(amt24({ ags: ORTE.wurzen }))));
  if (!e?.ok) throw new Error('Die Nachricht wurde nicht angenommen');
  await h.schlangeUeber(h.dienste, [['antrag.beurkunden', createBeurkunden(h.werkbank, h.katalog)]]).leeren();
  const { rows } = await t.setup.query<Fall>(
    'select id as vorgang, koerperschaft, aktenzeichen from vorgaenge.vorgang where buerger is null',
  );
  return rows[0] ?? expect.fail('Der Vorgang fehlt');
}

beforeAll(async () => {
  // whoever waits for a proof waits two seconds for what others say, a busy machine may need more: here nobody is hurried
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => new AbortController().signal);
  const { h } = w;
  const c = readConfig({ DATEN_DIR: tmpdir() });
  if (!c.ok) throw new Error(c.meldung);
  const basisUrl = 'http://127.0.0.1:8080';
  const kind = {
    config: c.config,
    ordner: { ...ordner(c.config.DATEN_DIR), zeuge: w.zeuge.ordner },
    ort: null,
    zugang: null,
    basisUrl,
    adressen: { gegenstellen: w.stand, zeuge: w.zeuge.url },
    zeugen: OHNE_DATEI,
  };
  const sha256 = 'a'.repeat(64);
  await registerWebBasis(server);
  registerArbeitsplatz(server, {
    db: h.db,
    protokoll: h.protokoll,
    log,
    katalog: h.katalog,
    verzeichnis: h.verzeichnis,
    dateien: h.dateien,
    satz: h.werkbank.satz,
    einreichen: h.einreichen,
    nachricht: h.nachricht,
    aufgaben: h.aufgaben,
    loeschraeume: LOESCHRAEUME,
    t: createTexte([...seitenTexte, meldungenOrdner]),
    demo: true,
    einstiege: [],
    basisUrl,
    sitzungOf: createSitzungOf(h.db),
    nachweis: nachweisOf(kind, { ...h, bund: t.bund }, { html: '', sha256 }, { text: '', sha256 }),
    pruefe: (bytes) => pruefe(bytes, { krypto, jetzt: new Date() }),
  });
  ohneKonto = await nimmAmt24An();
}, 180_000);
afterAll(async () => {
  await server.close();
  await welt.stop();
});

async function hole(sub: string, f: Fall) {
  const { token } = await createSitzung(w.h.db, { art: 'mitarbeit', ...person(sub) });
  const url = `/arbeitsplatz/vorgang/${f.vorgang}/nachweis`;
  return server.inject({ method: 'GET', url, headers: { cookie: `rv_sitzung=${token}` } });
}
const gelesen = async (f: Fall) =>
  (
    await t.setup.query<{ person: string; grundlage: { zweck: string } }>(
      'select person, grundlage from nachweise.lesezugriff where $1 = any (vorgaenge) order by id',
      [f.vorgang],
    )
  ).rows;

async function urteil(bytes: Uint8Array) {
  await writeAnker(ankerOrdner, { db: w.h.db, krypto, zeugen: w.kreis, test: true });
  const a = readAnker(krypto.sha256, readAnkerOrdner(ankerOrdner));
  if (!a.ok) throw new Error(a.meldung);
  const u = await pruefe(bytes, { krypto, anker: a.anker, jetzt: new Date(w.uhr.jetzt() + 1_000) });
  return u.ok ? u : expect.fail(u.meldung);
}

describe('Der Nachweis, wie ihn das Rathaus ausgibt', () => {
  it('folgt, solange das Protokoll nicht alles kennt, und die Seite sagt es', async () => {
    const r = await hole('k.weber', ohneKonto);
    expect(r.statusCode).toBe(409);
    expect(r.body).toContain('Der Nachweis wird noch erstellt. Der Vorgang ist gespeichert.');
  });

  it('hält für einen Vorgang ohne Konto vor dem eigenständigen Prüfer stand, und das Herausgeben ist vermerkt', async () => {
    await welt.protokolliere();
    const vorher = (await gelesen(ohneKonto)).length;
    const r = await hole('k.weber', ohneKonto);
    expect([r.statusCode, r.headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="Nachweis-${ohneKonto.aktenzeichen}.asice"`,
    ]);
    const u = await urteil(r.rawPayload);
    expect(u, JSON.stringify(u, null, 1)).toMatchObject({ art: 'buendel', verdikt: 'holds' });
    expect((await gelesen(ohneKonto)).slice(vorher)).toEqual([
      { person: person('k.weber').person, grundlage: expect.objectContaining({ zweck: expect.any(String) }) },
    ]);
  });

  it('bleibt eine Weile derselbe, bis im Vorgang etwas geschieht', async () => {
    const erster = (await hole('k.weber', ohneKonto)).rawPayload;
    expect((await hole('k.weber', ohneKonto)).rawPayload.equals(erster)).toBe(true);
    expect(await erklaereBefangen(w.h.aufgaben, person('s.hartig'), ohneKonto.vorgang)).toEqual({ ok: true });
    expect((await hole('k.weber', ohneKonto)).statusCode).toBe(409);
    await welt.protokolliere();
    const zweiter = (await hole('k.weber', ohneKonto)).rawPayload;
    expect(zweiter.equals(erster)).toBe(false);
    expect(await urteil(zweiter)).toMatchObject({ verdikt: 'holds' });
  });

  it('enthält für Leitung und Rechnungsprüfung jedes gesiegelte Dokument', async () => {
    abgeschlossen = await welt.alterFall();
    const gesiegelt = (await welt.dokumente(abgeschlossen)).filter((d) => d.gesiegelt);
    expect(gesiegelt.length).toBeGreaterThan(1);
    for (const sub of ['s.hartig', 'i.menzel']) {
      const r = await hole(sub, abgeschlossen);
      expect([sub, r.statusCode]).toEqual([sub, 200]);
      expect(await urteil(r.rawPayload)).toMatchObject({ verdikt: 'holds' });
      for (const d of gesiegelt) expect(r.rawPayload.includes(welt.bytesOf(d)), d.art).toBe(true);
    }
  });

  it('gibt es für niemanden, der den Vorgang nicht öffnen darf; vermerkt wird nichts', async () => {
    const vorher = (await gelesen(abgeschlossen)).length;
    for (const sub of ['f.naumann', 'h.reichelt', 'd.lorenz', 'p.zschoche'])
      expect([sub, (await hole(sub, abgeschlossen)).statusCode]).toEqual([sub, 404]);
    expect(await gelesen(abgeschlossen)).toHaveLength(vorher);
  });
});
