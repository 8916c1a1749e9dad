import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warte } from '../demo/bauen.ts';
import { meineAntraege, meldeHundAn } from './hundmelden.ts';
import { failingStart, freePort, type Instanz, neuerOrdner, startInstanz } from './instanz.ts';
import { lebende, nachkommen } from './nachkommen.ts';
import { PG15, startPostgres15 } from './postgres15.ts';

// One data folder, stopped and started again and again, as it happens to it in real life. Empty demo: starts in seconds.
const MINUTEN = 60_000;
const umgebung = { DEMO_BESTAND: 'leer' };
const ordner = neuerOrdner();
const fremder = neuerOrdner();
let instanz: Instanz | undefined;
let aktenzeichen = '';

const start = async (port?: number) => {
  instanz = await startInstanz({ daten: ordner.daten, umgebung, ...(port ? { port } : {}) });
  return instanz;
};
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
    await warte('Der Port', 5, async () => belegt.listening || undefined);
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
    await warte('Das Ende der Kinder', 30, async () => lebende(kinder).length === 0 || undefined);
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
