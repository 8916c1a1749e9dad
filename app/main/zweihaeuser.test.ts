import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NoteKey, parseVkey, pruefe, readAnker } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank, sichere, spieleZurueck, type TestDatenbank } from '../../tools/test/datenbank.ts';
import { kreisMit, stelle } from '../../tools/test/zeugen.ts';
import { startZeugenprozess, type Zeugenprozess } from '../../tools/test/zeugenprozess.ts';
import { createServer } from '../base/http/server.ts';
import { createLog, dienst, echteUhr, oeffentlich } from '../base/index.ts';
import {
  addProtokoll,
  buildNachweis,
  createProtokollschreiber,
  readProtokolle,
  registerProtokolle,
  type Zeugenkreis,
  type Zeugenstelle,
} from '../nachweise/index.ts';
import { writeAnker } from './anker.ts';
import { readAnkerOrdner } from './nachweis.ts';
import { schreibeVorgang } from './pruefstand/ereignisse.ts';
import { startZeuge } from './zeuge.ts';

// Two installations on one machine. Each runs a witness for the other beside its own internal one; then the first is restored
// from an old backup, its internal witness included, so that only the neighbour remembers.
const log = { ...createLog('test'), info: () => undefined, fehler: () => undefined };
const dort = mkdtempSync(join(tmpdir(), 'rv-haeuser-'));
const OHNE = { adresse: 'http://127.0.0.1:9' };

interface Haus {
  name: string;
  t: TestDatenbank;
  gemeinde: string;
  andere: string;
}

const plattform = (h: Haus) => `${h.name}.example`;
const ankerOrdner = (h: Haus) => join(dort, h.name, 'anker');
const zeugenOrdner = (h: Haus, was = 'zeuge') => join(dort, h.name, was);
const protokoll = (h: Haus) => ({ bund: h.t.bund, uhr: echteUhr, plattform: plattform(h) });

async function baue(name: string): Promise<Haus> {
  const t = await neueDatenbank();
  const sql = `select koerperschaft from kommunen.merkmale where ags in ('14729380', '14729410') order by ags`;
  const { rows } = await t.setup.query<{ koerperschaft: string }>(sql);
  return { name, t, gemeinde: rows[0]?.koerperschaft ?? '', andere: rows[1]?.koerperschaft ?? '' };
}

const reicheEin = (h: Haus, k: string, anzahl?: number) => schreibeVorgang(h.t.als('app'), protokoll(h), k, anzahl);

/** A start of the installation: its internal witness over its folder, and a fresh writer of the logs. */
async function start<T>(
  h: Haus,
  nachbar: { vkey: string; url: string; betreiber: string } | null,
  k: number,
  arbeite: (tick: () => Promise<unknown>, kreis: Zeugenkreis<Zeugenstelle>) => Promise<T>,
): Promise<T> {
  const intern = await startZeuge(
    { ordner: zeugenOrdner(h), name: `${plattform(h)}/zeuge`, port: 0, intern: true },
    { krypto, uhr: echteUhr, log },
  );
  try {
    const eigener = stelle(keyOf(intern.vkey), intern.url, { betreiber: plattform(h) });
    const fremder = nachbar && { name: 'Zeuge des Nachbarn', betreiber: nachbar.betreiber, intern: false };
    const zeugen = [eigener, ...(nachbar && fremder ? [stelle(keyOf(nachbar.vkey), nachbar.url, fremder)] : [])];
    const kreis = kreisMit(k, ...zeugen);
    const { tick } = createProtokollschreiber({
      db: h.t.als('sequencer'),
      protokoll: protokoll(h),
      krypto,
      log,
      zeugen: () => kreis,
      leaseMs: 60_000,
      melde: (vkey) => addProtokoll(zeugenOrdner(h), vkey),
    });
    return await arbeite(tick, kreis);
  } finally {
    await intern.stop();
  }
}

const keyOf = (vkey: string): NoteKey => parseVkey(krypto.sha256, vkey) ?? expect.fail(`kein Schlüssel: ${vkey}`);
const stand = async (h: Haus, k: string) => {
  const [p] = await h.t.als('app').transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft: k }));
  return p ?? expect.fail('kein Protokoll');
};
const buendel = (h: Haus, kreis: Zeugenkreis, vorgang: string) =>
  buildNachweis(
    {
      db: h.t.als('app'),
      protokoll: protokoll(h),
      krypto,
      tsa: { stempel: async () => ({ ok: false, code: 'tsa.nicht_erreichbar', meldung: 'aus' }) },
      zeugen: () => kreis,
    },
    dienst(h.gemeinde, 'Test'),
    {
      koerperschaft: h.gemeinde,
      vorgang,
      aktenzeichen: 'THW-GA-2026-000001',
      name: 'Gemeinde Thallwitz',
      dokumente: [],
      zertifikate: [],
      test: true,
    },
  );

let a: Haus;
let b: Haus;
const zeugeVon: Record<string, Zeugenprozess> = {};
/** B's witness, as A has it in its configuration. */
const beiB = () => ({ ...(zeugeVon['b'] ?? expect.fail('kein Zeuge')), betreiber: 'b.example' });

beforeAll(async () => {
  [a, b] = [await baue('a'), await baue('b')];
  for (const h of [a, b])
    await start(h, null, 1, async (tick, kreis) => {
      for (const k of [h.gemeinde, h.andere]) await reicheEin(h, k, 3);
      await tick();
      await writeAnker(ankerOrdner(h), { db: h.t.als('sequencer'), krypto, zeugen: kreis, test: true });
    });
  for (const [wer, wem] of [
    [a, b],
    [b, a],
  ] as const) {
    const name = ['--ordner', zeugenOrdner(wer, 'nachbarn'), '--name', `zeuge.${plattform(wer)}`];
    zeugeVon[wer.name] = await startZeugenprozess(...name, '--port', '0', '--logs', ankerOrdner(wem));
  }
}, 120_000);
afterAll(async () => {
  await Promise.all(Object.values(zeugeVon).map((z) => z.stop()));
  rmSync(dort, { recursive: true, force: true });
});

describe('Zwei Häuser, die einander bezeugen', { timeout: 120_000 }, () => {
  let sicherung = '';
  let groesse = 0;

  it.each(['a', 'b'])('%s nennt im Nachweis den unabhängigen Betreiber neben dem eigenen', async (wer) => {
    const [h, andere] = wer === 'a' ? [a, b] : [b, a];
    const nachbar = { ...(zeugeVon[andere.name] ?? expect.fail('kein Zeuge')), betreiber: plattform(andere) };
    await start(h, nachbar, 2, async (tick, kreis) => {
      const vorgang = await reicheEin(h, h.gemeinde, 2);
      await tick();
      await writeAnker(ankerOrdner(h), { db: h.t.als('sequencer'), krypto, zeugen: kreis, test: true });
      const bytes = await buendel(h, kreis, vorgang);
      const anker = readAnker(krypto.sha256, readAnkerOrdner(ankerOrdner(h)));
      if (!bytes.ok || !anker.ok) return expect.fail('kein Bündel');
      const e = await pruefe(bytes.bytes, { krypto, anker: anker.anker, jetzt: new Date() });
      if (!e.ok) return expect.fail(e.meldung);
      expect(e.zeugen.antwort).toBe('holds');
      expect(e.zeugen.gruende.map((g) => g.meldung).join()).toContain(
        '2 gegengezeichnet, verlangt sind 2 von 2 Zeugen',
      );
      expect(e.lines.join('\n')).toContain(
        `gegengezeichnet von Zeuge des Betreibers (intern), Zeuge des Nachbarn (${plattform(andere)})`,
      );
      expect(e.hinweise.map((x) => x.meldung).join()).toContain(
        `Ein unabhängiger Betreiber hat gegengezeichnet: ${plattform(andere)}.`,
      );
    });
  });

  it('ein Haus kehrt aus einer alten Sicherung zurück: Der Zeuge des Nachbarn hält dessen Protokoll an', async () => {
    sicherung = await sichere(a.t);
    cpSync(zeugenOrdner(a), zeugenOrdner(a, 'zeuge-gesichert'), { recursive: true });
    await start(a, beiB(), 2, async (tick) => {
      await reicheEin(a, a.gemeinde, 4);
      await tick();
      const s = await stand(a, a.gemeinde);
      expect(s.bezeugt).toBe(s.groesse);
      groesse = s.groesse;
    });

    const zurueck = await kehreZurueck();
    await start(zurueck, beiB(), 2, async (tick, kreis) => {
      const spaet = await reicheEin(zurueck, zurueck.gemeinde);
      await reicheEin(zurueck, zurueck.andere);
      await tick();
      const s = await stand(zurueck, zurueck.gemeinde);
      expect(s.angehalten).toBe(
        `Der Zeuge kennt ${groesse} Blätter dieses Protokolls, hier liegen ${groesse - 4} (zeuge.b.example, b.example).`,
      );
      // nothing was signed beside the known history, and only this log stands
      expect(s.groesse).toBe(groesse - 4);
      const anderes = await stand(zurueck, zurueck.andere);
      expect(anderes).toMatchObject({ angehalten: null, bezeugt: anderes.groesse });

      // receiving goes on, the proof follows, and everybody can read why
      await reicheEin(zurueck, zurueck.gemeinde);
      expect(await buendel(zurueck, kreis, spaet)).toEqual({ ok: false, grund: 'nachweis.angehalten' });
      const server = createServer(log);
      registerProtokolle(server, { db: zurueck.t.als('app'), zeugen: () => kreis });
      const { body } = await server.inject(`/log/${zurueck.gemeinde}/1/stand`);
      expect(JSON.parse(body)).toMatchObject({
        angehalten: s.angehalten,
        zeugen: [
          { intern: true, betreiber: 'a.example' },
          { intern: false, betreiber: 'b.example', key: 'zeuge.b.example' },
        ],
      });
      await server.close();
    });
    // a second start repairs nothing
    await start(zurueck, beiB(), 2, async (tick) => void (await tick()));
    expect(await stand(zurueck, zurueck.gemeinde)).toMatchObject({ groesse: groesse - 4 });
  });

  it.each([4, 6])(
    'auch eine zweite Geschichte mit demselben Schlüssel fällt auf (%i Blätter statt 4)',
    async (anzahl) => {
      const gabel = await kehreZurueck();
      // while the neighbour cannot be reached, other leaves are signed, and cosigned by the house's own witness
      await start(gabel, { ...beiB(), url: OHNE.adresse }, 1, async (tick) => {
        await reicheEin(gabel, gabel.gemeinde, anzahl);
        await tick();
        const s = await stand(gabel, gabel.gemeinde);
        expect(s).toMatchObject({ groesse: groesse - 4 + anzahl, bezeugt: s.groesse, angehalten: null });
      });
      await start(gabel, beiB(), 1, async (tick) => void (await tick()));
      const s = await stand(gabel, gabel.gemeinde);
      expect(s.angehalten).toContain(anzahl === 4 ? 'einen anderen Stand' : 'einen anderen Anfang');
      expect(s.angehalten).toContain('zeuge.b.example, b.example');
    },
  );

  /** A's database and its internal witness as they were when the backup was taken. */
  async function kehreZurueck(): Promise<Haus> {
    rmSync(zeugenOrdner(a), { recursive: true });
    cpSync(zeugenOrdner(a, 'zeuge-gesichert'), zeugenOrdner(a), { recursive: true });
    return { ...a, t: await spieleZurueck(a.t, sicherung) };
  }
});
