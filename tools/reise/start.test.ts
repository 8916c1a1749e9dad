import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untersuche } from '../../app/main/doctor/bericht.ts';
import { warte } from '../demo/bauen.ts';
import { meineAntraege, meldeHundAn } from './hundmelden.ts';
import { failingStart, freePort, type Instanz, neuerOrdner, startInstanz } from './instanz.ts';
import { lebende, nachkommen } from './nachkommen.ts';
import { PG15, startPostgres15 } from './postgres15.ts';

// One data folder, stopped and started again and again, as it happens to it in real life. Empty demo: starts in seconds.
const MINUTEN = 60_000;
// an empty DATABASE_URL is none, but a variable; nobody who runs on a socket needs PGPASSWORD
const umgebung = { DEMO_BESTAND: 'leer', PGPASSWORD: 'nicht-weitersagen' };
const ordner = neuerOrdner();
const fremder = neuerOrdner();
let instanz: Instanz | undefined;
let aktenzeichen = '';

const start = async (port?: number) => {
  instanz = await startInstanz({ daten: ordner.daten, umgebung, ...(port ? { port } : {}) });
  return instanz;
};
const kennwortVon = (wer: string) => readFileSync(join(ordner.daten, `schluessel/${wer}.kennwort`), 'utf8');
const einSatz = (meldung: string) => {
  expect(meldung).not.toMatch(/\bat .*:\d+:\d+|Error:|ECONN|^\s*at /);
  expect(meldung.split('\n').filter((z) => z !== '')).toHaveLength(1);
};

beforeAll(async () => {
  const { basis } = await start();
  aktenzeichen = await meldeHundAn(basis);
}, 4 * MINUTEN);

afterAll(async () => {
  await instanz?.stop();
  ordner.weg();
  fremder.weg();
}, MINUTEN);

describe('Was nicht geht, sagt ein Satz', { timeout: MINUTEN }, () => {
  let belegt: Server;
  afterAll(() => belegt?.close());

  it('wenn der Port belegt ist', async () => {
    const port = await freePort();
    belegt = createServer().listen(port, '127.0.0.1');
    await warte('Der Port', 30, async () => belegt.listening || undefined);
    const { code, meldung } = await failingStart({ daten: fremder.daten, port });
    expect(code).not.toBe(0);
    expect(meldung).toContain(`Der Port ${port} ist schon belegt`);
    einSatz(meldung);
    expect(existsSync(fremder.daten)).toBe(false);
  });

  it('wenn eine andere Installation im Datenordner läuft, und stört sie nicht', async () => {
    const { code, meldung } = await failingStart({ daten: ordner.daten });
    expect(code).not.toBe(0);
    expect(meldung).toContain(`${ordner.daten} wird schon benutzt`);
    einSatz(meldung);
    expect((await fetch(`${instanz?.basis}/api/betrieb`)).status).toBe(200);
  });

  it('wenn die Datenbank nicht erreichbar ist', async () => {
    const DATABASE_URL = `postgres://niemand:geheim@127.0.0.1:${await freePort()}/nirgends`;
    const { code, meldung } = await failingStart({ daten: fremder.daten, umgebung: { DATABASE_URL } });
    expect(code).not.toBe(0);
    expect(meldung).toContain('Die Datenbank ist nicht erreichbar');
    expect(meldung).not.toContain('geheim');
    expect(meldung.split('\n')).toHaveLength(1);
  });

  it('wenn eine Einstellung keinen Sinn hat', async () => {
    const { code, meldung } = await failingStart({ daten: fremder.daten, umgebung: { BETRIEB: 'vielleicht' } });
    expect(code).not.toBe(0);
    expect(meldung).toContain('BETRIEB');
    einSatz(meldung);
  });
});

describe('npm run doctor neben der laufenden Anlage', () => {
  const doctor = () => untersuche({ DATEN_DIR: ordner.daten }, process.versions.node, Date.now());

  it('findet keinen Fehler', async () => {
    const { zeilen, code } = await doctor();
    const text = zeilen.join('\n');
    expect([text, code]).toEqual([text, 0]);
    expect(text).toContain(`Die Anlage läuft (Prozess ${instanz?.pid}).`);
    expect(text).toMatch(/PostgreSQL \d+\.\d+ antwortet \(Socket\)/);
    expect(text).toContain('auf dem Stand dieses Programms');
    expect(text).toMatch(/Die Schlüssel von 5 Kommunen und 5 Protokollen sind da/);
  });

  it('nennt den Schlüssel einer Kommune und eines Protokolls, der fehlt', async () => {
    for (const [fach, satz] of [
      ['kek', 'Ihre Vorgänge sind nicht zu öffnen'],
      ['log', 'Es wird nicht mehr unterschrieben'],
    ] as const) {
      const o = join(ordner.daten, 'schluessel', fach);
      const datei = join(o, readdirSync(o).filter((n) => n.endsWith('.key'))[0] ?? '');
      renameSync(datei, `${datei}.weg`);
      const { zeilen, code } = await doctor();
      renameSync(`${datei}.weg`, datei);
      expect(code).toBe(1);
      expect(zeilen.join('\n')).toContain(satz);
    }
  });
});

/** What stands in the environment of each running process of the installation, by its program or part. */
function umgebungen(): Map<string, string> {
  return new Map(
    nachkommen(instanz?.pid ?? 0).flatMap(({ pid, name }) => {
      try {
        const [umgebung = '', befehl = ''] = ['environ', 'cmdline'].map((d) =>
          readFileSync(`/proc/${pid}/${d}`, 'utf8'),
        );
        const teil = befehl.split('\0').filter(Boolean).at(-1) ?? '';
        return [[name === 'node' ? (/gegenstellen-main/.test(teil) ? 'gegenstellen' : teil) : name, umgebung]];
      } catch {
        return []; // a connection's process that has ended meanwhile
      }
    }),
  );
}

describe('Was die Prozesse einer Anlage von der Datenbank wissen', () => {
  it('ist nur das Kennwort der eigenen Rolle; Zeuge und Gegenstellen wissen nichts, und niemand die Adresse der Einrichtung', () => {
    const rollen = JSON.parse(readFileSync(join(ordner.daten, 'schluessel/rollen.json'), 'utf8')) as {
      kennwoerter: Record<string, string>;
    };
    const hat = (umgebung: string) =>
      Object.entries(rollen.kennwoerter).flatMap(([rolle, wort]) => (umgebung.includes(wort) ? [rolle] : []));
    const je = umgebungen();
    expect(Object.fromEntries([...je].map(([teil, umgebung]) => [teil, hat(umgebung)]))).toMatchObject({
      postgres: [],
      gegenstellen: [],
      zeuge: [],
      sequencer: ['sequencer'],
      worker: ['worker'],
      web: ['app'],
    });
    for (const [teil, umgebung] of je)
      for (const geheim of ['DATABASE_URL', 'PGPASSWORD', ...['postgres', 'setup'].map(kennwortVon)])
        expect([teil, umgebung.includes(geheim)]).toEqual([teil, false]);
  });
});

describe('Beenden und wieder starten', { timeout: 3 * MINUTEN }, () => {
  it('Strg+C beendet alles, was gestartet wurde', async () => {
    const kinder = nachkommen(instanz?.pid ?? 0);
    expect(kinder.filter((p) => p.gruppe === p.pid).length).toBeGreaterThanOrEqual(6);
    expect(kinder.some((p) => p.name === 'postgres')).toBe(true);
    expect(await instanz?.stop('SIGINT')).toBe(0);
    expect(lebende(kinder)).toEqual([]);
  });

  it('der zweite Start findet alles wieder und spielt die Demo nicht noch einmal ein', async () => {
    const { basis, ausgabe } = await start();
    expect(ausgabe()).not.toContain('Demo wird eingespielt');
    expect(await meineAntraege(basis)).toContain(aktenzeichen);
  });

  it('wird die Aufsicht hart beendet, enden die Kinder von selbst, und der nächste Start geht', async () => {
    const kinder = nachkommen(instanz?.pid ?? 0);
    const port = instanz?.port;
    await instanz?.stop('SIGKILL');
    await warte('Das Ende der Kinder', 60, async () => lebende(kinder).length === 0 || undefined);
    const { basis } = await start(port);
    expect(await meineAntraege(basis)).toContain(aktenzeichen);
    expect(await meldeHundAn(basis)).not.toBe(aktenzeichen);
  });
});

describe.skipIf(!PG15)('Mit DATABASE_URL auf ein PostgreSQL 15 (ohne: übersprungen)', { timeout: 5 * MINUTEN }, () => {
  it('läuft alles auf diesem Server, auch beim zweiten Start, und er läuft danach weiter', async () => {
    const server = await startPostgres15();
    const dort = neuerOrdner();
    const anfang = { daten: dort.daten, umgebung: { ...umgebung, DATABASE_URL: server.url } };
    let lauf: Instanz | undefined;
    try {
      lauf = await startInstanz(anfang);
      expect(nachkommen(lauf.pid).some((p) => p.name === 'postgres')).toBe(false);
      const zeichen = await meldeHundAn(lauf.basis);
      expect(await lauf.stop('SIGINT')).toBe(0);
      lauf = await startInstanz(anfang);
      expect(await meineAntraege(lauf.basis)).toContain(zeichen);
      await lauf.stop();
      expect(await server.frage('select count(*)::int as n from vorgaenge.vorgang')).toEqual([{ n: 1 }]);
    } finally {
      await lauf?.stop();
      await server.stop();
      dort.weg();
    }
  });
});
