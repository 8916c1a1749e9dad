import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteKey } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { createServer } from '../base/http/server.ts';
import { createLog, createTexte, dienst, echteUhr } from '../base/index.ts';
import { meldungenOrdner } from '../base/meldungen/index.ts';
import {
  addProtokoll,
  createProtokollschreiber,
  type Kopf,
  pruefeVollstaendigkeit,
  readKopf,
  readStrom,
  readZeugenKey,
  type Zeugenkreis,
} from '../nachweise/index.ts';
import { baueWelt } from '../seiten/arbeitsplatz/pruefstand/welt.ts';
import { registerProtokoll, seitenTexte } from '../seiten/index.ts';
import { schreibeVorgang } from './pruefstand/ereignisse.ts';
import { startZeuge } from './zeuge.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
const ordner = mkdtempSync(join(tmpdir(), 'rv-sicht-'));
const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
const server = createServer(log);
const thallwitz = w.ort.thallwitz;
let zeuge: Awaited<ReturnType<typeof startZeuge>>;
let kreisDerSeite: Zeugenkreis;
let lauf: ReturnType<typeof createProtokollschreiber>;
/** sizes of the three signed states */
let [a, b, c] = [0, 0, 0];

const reicheEin = (k: string, anzahl: number) => schreibeVorgang(w.deps.db, w.deps.protokoll, k, anzahl);

beforeAll(async () => {
  zeuge = await startZeuge(
    { ordner, name: 'test.invalid/zeuge', port: 0, intern: true },
    { krypto, uhr: echteUhr, log },
  );
  const key = readZeugenKey(ordner, krypto);
  if (!key) throw new Error('Der Zeuge hat seinen Schlüssel nicht veröffentlicht');
  const kreis = kreisMit(1, stelle(key, zeuge.url));
  kreisDerSeite = kreis;
  lauf = createProtokollschreiber({
    db: t.als('sequencer'),
    protokoll: w.deps.protokoll,
    krypto,
    log,
    zeugen: () => kreis,
    leaseMs: 60_000,
    melde: (vkey) => addProtokoll(ordner, vkey),
  });
  registerProtokoll(server, {
    ...w.deps,
    t: createTexte([...seitenTexte, meldungenOrdner]),
    krypto,
    zeugen: () => kreisDerSeite,
  });
});
afterAll(async () => {
  await server.close();
  await w.server.close();
  await zeuge.stop();
  rmSync(ordner, { recursive: true, force: true });
});

const seite = async (weg: string) => {
  const a = await server.inject(weg);
  return { status: a.statusCode, text: a.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '), html: a.body };
};

describe('Die Sicht auf ein Protokoll', () => {
  it('sagt vor dem ersten Vorgang, was hier erscheinen wird', async () => {
    expect((await seite('/protokoll')).text).toContain('Noch führt keine Kommune ein Protokoll');
    expect((await seite('/protokoll/14729380')).status).toBe(404);
  });

  // its agreements have put entries there before
  it('nennt Einträge, Zeugen und dass der eigene Zeuge nicht gegen den Betreiber schützt', async () => {
    for (let i = 0; i < 3; i++) {
      await reicheEin(thallwitz, 2);
      await lauf.tick();
    }
    const { rows } = await t.setup.query<{ groesse: number }>(
      'select groesse::int from nachweise.checkpoint where koerperschaft = $1 order by groesse',
      [thallwitz],
    );
    [a, b, c] = rows.map((r) => r.groesse) as [number, number, number];
    expect([rows.length, b - a, c - b]).toEqual([3, 2, 2]);
    expect((await seite('/protokoll')).html).toContain('href="/protokoll/14729380"');
    const { text } = await seite('/protokoll/14729380');
    expect(text).toContain('eigener Zeuge');
    expect(text).toContain('Kein unabhängiger Zeuge hat diesen Stand gegengezeichnet');
    expect(text).toContain('Dieses Protokoll trägt noch keinen Zeitstempel');
  });

  it('nennt jeden Zeugen der Regel, auch einen, der nichts gesehen hat; ein zweiter des Betreibers ist nicht unabhängig', async () => {
    const [eigener] = kreisDerSeite.zeugen;
    const weiter = (name: string, betreiber: string, byte: number) => ({
      key: noteKey(krypto.sha256, name, 'zeuge', new Uint8Array(32).fill(byte)),
      name,
      betreiber,
      intern: false,
      url: 'http://127.0.0.1:9',
    });
    const bisher = kreisDerSeite;
    kreisDerSeite = {
      ...bisher,
      zeugen: [...bisher.zeugen, weiter('zweiter', eigener?.betreiber ?? '', 3), weiter('landkreis', 'Landkreis', 4)],
      bedingung: () => ({ k: 2, namen: [eigener?.key.name ?? '', 'landkreis'] }),
    };
    const { text } = await seite('/protokoll/14729380');
    kreisDerSeite = bisher;
    expect(text).toContain('wenn 2 von 2 Zeugen ihn gegengezeichnet haben');
    expect(text).toMatch(new RegExp(`Zeuge des Betreibers test.invalid eigener Zeuge ${c} `));
    expect(text).toContain('zweiter (zählt hier nicht) test.invalid eigener Zeuge nichts');
    expect(text).toContain('landkreis Landkreis unabhängig nichts noch keiner');
    expect(text).toContain('Kein unabhängiger Zeuge hat diesen Stand gegengezeichnet');
  });

  it('nennt, wann gesiegelte Dokumente dieser Kommune zu erneuern sind', async () => {
    expect((await seite('/protokoll/14729380')).text).toContain('noch kein gesiegeltes Dokument');
    await t.setup.query(
      `insert into base.auftrag (id, art, koerperschaft, angaben, faellig)
       select gen_random_uuid(), 'dokument.erneuern', $1, jsonb_build_object('dringend', $2::bigint + x * 1000), f::timestamptz
       from (values (5, '2026-01-01'), (9, '2099-01-01')) v (x, f)`,
      [thallwitz, Date.parse('2027-03-05T11:00:00Z')],
    );
    const { text } = await seite('/protokoll/14729380');
    expect(text).toContain('Mit Termin zur Erneuerung 2 Davon jetzt fällig 1 Nächster Termin 01.01.2026');
    expect(text).toContain('spätestens erneuert sein am 05.03.2027');
    await t.setup.query(`delete from base.auftrag where art = 'dokument.erneuern'`);
  });

  it('beweist, dass ein Stand den anderen fortsetzt, in welcher Reihenfolge auch gefragt wird', async () => {
    for (const frage of [`von=${a}&bis=${c}`, `von=${c}&bis=${a}`]) {
      const { status, text } = await seite(`/protokoll/14729380?epoche=1&${frage}`);
      expect(status).toBe(200);
      expect(text).toContain(`Stand ${c} setzt Stand ${a} fort`);
    }
    expect((await seite(`/protokoll/14729380?von=${c}&bis=${c}`)).text).toContain(`Stand ${c} ist derselbe`);
    // a size between two signed states: the next signed one answers
    expect((await seite(`/protokoll/14729380?von=${a + 1}&bis=${c}`)).text).toContain(
      `Stand ${c} setzt Stand ${b} fort`,
    );
  });

  it.each(['von=x&bis=2', 'von=0&bis=2', 'von=1&bis=999', 'von=1', 'von=-1&bis=3', 'von=1e3&bis=2', 'von[]=1&bis=2'])(
    'lehnt %s mit einem Satz ab und behält, was getippt wurde',
    async (frage) => {
      const { status, text, html } = await seite(`/protokoll/14729380?${frage}`);
      expect(status).toBe(422);
      expect(text).toContain(`Bitte geben Sie ganze Zahlen von 1 bis ${c} ein`);
      expect(html).not.toContain('setzt Stand');
    },
  );

  it('sagt laut, wenn zwei unterschriebene Stände nicht zusammengehören, und wenn Prüfsummen fehlen', async () => {
    await t.setup.query(
      'update nachweise.checkpoint set wurzel = sha256(wurzel) where koerperschaft = $1 and groesse = $2',
      [thallwitz, b],
    );
    expect((await seite(`/protokoll/14729380?von=${b}&bis=${c}`)).text).toContain(
      `Stand ${c} setzt Stand ${b} NICHT fort`,
    );
    for (const tabelle of ['log_leaf', 'log_knoten'])
      await t.setup.query(`delete from nachweise.${tabelle} where koerperschaft = $1`, [thallwitz]);
    expect((await seite(`/protokoll/14729380?von=${a}&bis=${c}`)).text).toContain('gespeicherte Prüfsummen fehlen');
  });

  it('zeigt ein angehaltenes Protokoll mit seinem Grund', async () => {
    await reicheEin(w.ort.bennewitz, 1);
    await lauf.tick();
    await t.setup.query(`update nachweise.log set angehalten = 'Der Zeuge kennt mehr.' where koerperschaft = $1`, [
      w.ort.bennewitz,
    ]);
    const { text } = await seite('/protokoll/14729030');
    expect(text).toContain('Dieses Protokoll ist angehalten');
    expect(text).toContain('Der Zeuge kennt mehr.');
  });
});

describe('Die Vollständigkeit einer Akte', () => {
  const pruefe = (vorgang: string, ohne?: number, andererKopf?: Partial<Kopf>) =>
    w.deps.db.transaktion(dienst(w.ort.wurzen, 'Test'), async (tx) => {
      const strom = await readStrom(tx, w.deps.protokoll, w.ort.wurzen, vorgang);
      const kopf = await readKopf(tx, w.ort.wurzen, vorgang);
      return pruefeVollstaendigkeit(
        tx,
        w.ort.wurzen,
        strom.filter((e) => e.ereignis.n !== ohne),
        { ...kopf, ...andererKopf },
      );
    });

  it('hält, sobald alle Ereignisse bezeugt sind; vorher sagt sie, wie viele', async () => {
    const vorgang = await reicheEin(w.ort.wurzen, 3);
    expect(await pruefe(vorgang)).toEqual({ ereignisse: 3, luecken: [], bezeugt: 0, widerspruch: [] });
    await lauf.tick();
    expect(await pruefe(vorgang)).toEqual({ ereignisse: 3, luecken: [], bezeugt: 3, widerspruch: [] });
  });

  it('merkt ein fehlendes Ereignis und eines, das das Protokoll anders kennt', async () => {
    const vorgang = await reicheEin(w.ort.wurzen, 3);
    await lauf.tick();
    expect((await pruefe(vorgang, 2)).luecken).toEqual([3]);
    // the last one is missed by the head alone: its number, or its C
    expect(await pruefe(vorgang, 3)).toMatchObject({ ereignisse: 2, luecken: [3], bezeugt: 2 });
    expect((await pruefe(vorgang, 3, { n: 2 })).luecken).toEqual([2]);
    expect((await pruefe(vorgang, undefined, { c: Buffer.alloc(32, 1) })).luecken).toEqual([3]);
    expect((await pruefe(vorgang, undefined, { n: 2 })).luecken).toEqual([3]);
    const { rows } = await t.setup.query<{ id: string }>(
      'select id from nachweise.ereignis where vorgang = $1 and n = 3',
      [vorgang],
    );
    await t.setup.query('update nachweise.log_leaf set c = sha256(c) where ereignis = $1', [rows[0]?.id]);
    const v = await pruefe(vorgang);
    expect(v.bezeugt).toBeLessThan(3);
    expect(v.widerspruch.length).toBeGreaterThan(0);
  });
});

describe('Eine neue Epoche', () => {
  const weg = '/arbeitsplatz/protokoll';

  it('ist Sache der Leitung des eigenen Hauses: wer sie nicht ist, sieht und eröffnet nichts', async () => {
    expect((await w.geh('k.weber', weg)).statusCode).toBe(403);
    expect((await w.sende('k.weber', weg, { grund: 'x' })).statusCode).toBe(403);
    expect((await w.geh('s.hartig', weg)).body).toContain('Protokoll des eigenen Hauses');
    expect((await seite('/protokoll/14729410')).text).toContain('Epoche 1');
  });

  it('braucht einen Grund; ohne ihn wird nichts eröffnet', async () => {
    const a = await w.sende('s.hartig', weg, { grund: ' ' });
    expect(a.statusCode).toBe(422);
    expect(a.body).toContain('Der Grund fehlt');
    expect((await seite('/protokoll/14729410')).text).toContain('Epoche 1');
  });

  it('nimmt auf, was danach kommt; die alte bleibt lesbar', async () => {
    const a = await w.sende('s.hartig', weg, { grund: 'Eine alte Sicherung wurde eingespielt.' });
    expect(a.body).toContain('Epoche 2 ist eröffnet');
    await lauf.tick();
    const { text } = await seite('/protokoll/14729410');
    expect(text).toContain('Epoche 2');
    expect(text).toContain('Epoche 1 ansehen');
    expect((await seite('/protokoll/14729410?epoche=1')).text).toContain('abgelöst');
  });
});
