import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog, createSchluesselbund, ohneEinstellungen, ordner as ordnerOf, readConfig } from '../base/index.ts';
import { PORT_NR, prepareEmbedded, stopOrphan } from '../base/postgres/embedded.ts';
import { createAufsicht } from '../base/prozess/aufsicht.ts';
import { nimmSperre } from '../base/prozess/sperre.ts';
import { checkTresor } from './bund.ts';
import { richteEin } from './einrichten.ts';
import { gegenstellenKind, parseAdressen } from './gegenstellen.ts';
import { type KindConfig, kindUmgebung } from './kind.ts';
import { checkSiegelzugang } from './siegeldienst.ts';
import { readZeugendatei, unbekannteKommunen } from './zeugenkreis.ts';

/** The database writes out what it holds before it ends; on a slow disk that is more than a moment. */
const DATENBANK_ENDE_MS = 60_000;

/** `npm start`: one command, everything embedded, in order up and in reverse order down. */
export async function starteAlles(): Promise<void> {
  const gelesen = readConfig(process.env);
  if (!gelesen.ok) return scheitere(gelesen.meldung);
  const { config } = gelesen;
  const o = ordnerOf(config.DATEN_DIR);

  if (!(await portFree(config.PORT)))
    return scheitere(
      `Der Port ${config.PORT} ist schon belegt. Beenden Sie das andere Programm oder wählen Sie einen anderen: PORT=8081 npm start`,
    );
  let sperre: ReturnType<typeof nimmSperre>;
  try {
    mkdirSync(config.DATEN_DIR, { recursive: true, mode: 0o755 });
    sperre = nimmSperre(o.sperre);
  } catch (fehler) {
    return scheitere(
      `Der Datenordner ${config.DATEN_DIR} lässt sich nicht benutzen (${(fehler as { code?: string }).code}). Wählen Sie einen anderen mit DATEN_DIR.`,
    );
  }
  if (!sperre.ok)
    return scheitere(
      `Der Datenordner ${config.DATEN_DIR} wird schon benutzt (Prozess ${sperre.pid}). Beenden Sie die andere Installation oder setzen Sie DATEN_DIR.`,
    );

  if (existsSync(join(config.DATEN_DIR, 'wiederherstellung.unfertig'))) {
    sperre.frei();
    return scheitere(
      'Eine Wiederherstellung wurde unterbrochen. Rufen Sie „npm run daten -- wiederherstellen“ noch einmal auf; vorher startet nichts.',
    );
  }
  const zeugen = readZeugendatei(config, o);
  if (!zeugen.ok) {
    sperre.frei();
    return scheitere(zeugen.meldung);
  }
  const zugang = checkSiegelzugang(config) ?? checkTresor(config, o);
  if (zugang) {
    sperre.frei();
    return scheitere(zugang);
  }

  const log = createLog('aufsicht');
  const aufsicht = createAufsicht(log, (grund) => void ende(1, grund));
  let endet = false;
  async function ende(code: number, meldung?: string): Promise<void> {
    if (endet) return;
    endet = true;
    if (meldung) console.error(meldung);
    await aufsicht.stop();
    if (sperre.ok) sperre.frei();
    process.exit(code);
  }
  process.on('SIGINT', () => void ende(0, '\nWird beendet …'));
  process.on('SIGTERM', () => void ende(0));
  process.on('SIGHUP', () => void ende(0));

  const basisUrl = config.BASIS_URL ?? `http://127.0.0.1:${config.PORT}`;
  const kind: KindConfig = {
    config,
    ordner: o,
    ort: null,
    zugang: null,
    basisUrl,
    adressen: { gegenstellen: null, zeuge: '' },
    zeugen: zeugen.datei,
  };
  const start = async (name: string, mehr: { endeFrist?: number } = {}) => {
    const bundel = fileURLToPath(import.meta.url);
    await aufsicht.start({
      name,
      befehl: [process.execPath, bundel, 'app/main.ts', name],
      umgebung: kindUmgebung(kind, name),
      ...mehr,
    });
  };

  try {
    let eingebettet: { lauf: string; port: number } | null = null;
    if (!config.DATABASE_URL) {
      const pg = prepareEmbedded({ daten: o.postgres, programme: o.programme, lauf: o.lauf });
      schritt(existsSync(join(o.postgres, 'PG_VERSION')) ? 'Datenbank startet' : 'Datenbank wird angelegt');
      createSchluesselbund(o.schluessel).datei('postgres.kennwort', () =>
        Buffer.from(randomBytes(24).toString('base64url')),
      );
      stopOrphan(pg);
      await start('postgres', { endeFrist: DATENBANK_ENDE_MS });
      eingebettet = { lauf: o.lauf, port: PORT_NR };
    }
    schritt('Tabellen und Rollen werden eingerichtet');
    const e = await richteEin(config, o, eingebettet);
    if (!e.ok) return void (await ende(1, e.meldung));
    kind.ort = e.ort;
    kind.zugang = e.zugang;
    const fremd = await unbekannteKommunen(kind);
    if (fremd.length > 0)
      return void (await ende(
        1,
        `zeugen.json nennt unter je, was es hier nicht gibt: ${fremd.join(', ')}. Es läuft nichts.`,
      ));
    if (e.seedBegonnen && !e.seedFertig)
      return void (await ende(
        1,
        `Das Einspielen der Demo wurde beim ersten Start unterbrochen. Löschen Sie den Ordner ${config.DATEN_DIR} (bei DATABASE_URL auch die Datenbank) und starten Sie neu. Verloren gehen nur Demodaten.`,
      ));
    if (config.BETRIEB === 'echt')
      return void (await ende(
        1,
        'Für den echten Betrieb fehlen noch die Anschlüsse (BundID, Siegeldienst, Zeitstempel). Die Datenbank ist eingerichtet, es läuft nichts.',
      ));
    schritt('Gegenstellen der Demo starten');
    kind.adressen.zeuge = `http://127.0.0.1:${await freePort()}`;
    const bund = createSchluesselbund(o.schluessel);
    const clientSecret = bund.datei('oidc.geheim', () => Buffer.from(randomBytes(24).toString('base64url'))).toString();
    const zeile = await aufsicht.start(
      await gegenstellenKind({ ordner: o.gegenstellen, basisUrl, port: await freePort(), clientSecret, bund }),
    );
    kind.adressen.gegenstellen = parseAdressen(zeile);
    schritt('Protokoll und Gegenzeichner starten');
    await start('zeuge');
    await start('sequencer');
    if (!e.seedFertig) {
      schritt('Demo wird eingespielt: fünf Rathäuser, ihre Vereinbarungen und Vorgänge');
      await seedOnce(kind);
    }
    schritt('Bearbeitung und Seiten starten');
    await start('worker');
    await start('web');
    console.log(
      `\nRathausverbund läuft (${config.BETRIEB === 'demo' ? 'Demo, erfundene Personen, TEST-Schlüssel' : 'echter Betrieb'}).\n\n  Öffnen Sie  ${basisUrl}\n\nBeenden mit Strg+C.`,
    );
  } catch (fehler) {
    await ende(1, `Der Start ist gescheitert: ${(fehler as Error).message}`);
  }
}

/** The seed ends by itself; its progress goes to our output. */
function seedOnce(kind: KindConfig): Promise<void> {
  const p = spawn(process.execPath, [fileURLToPath(import.meta.url), 'app/main.ts', 'seed'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...ohneEinstellungen(process.env), ...kindUmgebung(kind, 'seed') },
  });
  p.stdout.on('data', (d: Buffer) => process.stdout.write(d));
  return new Promise((resolve, reject) =>
    p.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('Die Demo ließ sich nicht einspielen.')))),
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const schritt = (text: string) => console.log(`· ${text} …`);

function scheitere(meldung: string): void {
  console.error(meldung);
  process.exit(1);
}

function portFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
