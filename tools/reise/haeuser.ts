// node tools/run.mjs tools/reise/haeuser.ts: two installations on this machine witness each other; then one comes back from an
// old backup and is caught by the other's witness. Ends with 0 when everything happened as it must.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hund } from '../../app/demo/antworten.ts';
import { buerger, ORTE } from '../../app/demo/personen.ts';
import { aktenzeichenIn, fuelleAus, meldeBuergerAn, warte } from '../demo/bauen.ts';
import { formulare } from '../demo/browser.ts';
import { startZeugenprozess, type Zeugenprozess } from '../test/zeugenprozess.ts';
import { freePort, type Instanz, neuerOrdner, startInstanz } from './instanz.ts';

interface Stand {
  groesse: number;
  bezeugt: number;
  angehalten: string | null;
  zeugen: { name: string; betreiber: string; intern: boolean; groesse: number }[];
}

interface Haus {
  plattform: string;
  daten: string;
  port: number;
  instanz: Instanz;
  /** the witness it runs for the other house */
  zeuge?: Zeugenprozess;
}

const sage = (text: string) => console.log(`· ${text}`);
const aufraeumen: (() => Promise<unknown> | void)[] = [];

async function starte(h: Omit<Haus, 'instanz'>): Promise<Haus> {
  const umgebung = { DEMO_BESTAND: 'leer', PLATTFORM: h.plattform };
  return { ...h, instanz: await startInstanz({ daten: h.daten, port: h.port, umgebung }) };
}

async function neuesHaus(plattform: string): Promise<Haus> {
  const { daten, weg } = neuerOrdner();
  aufraeumen.push(weg);
  return starte({ plattform, daten, port: await freePort() });
}

/** Registers a dog in Wurzen, as a citizen does. */
async function reicheEin({ instanz: { basis } }: Haus): Promise<string> {
  const halter = buerger.find((p) => p.id === 'kretzschmar');
  if (!halter) throw new Error('kretzschmar fehlt');
  const b = await meldeBuergerAn(basis, ORTE.wurzen, halter.id);
  const [geboren, aufnahme] = ['2024-05-01', '2026-02-01'];
  const antworten = hund(halter, { name: 'Fips', rasse: 'Pudel', farbe: 'grau', geboren, aufnahme });
  const seite = await fuelleAus(b, basis, ORTE.wurzen, 'hundesteuer-anmeldung', antworten);
  const f = formulare(seite).find((x) => x.action.endsWith('/absenden'));
  if (!f) throw new Error('kein Knopf zum Absenden');
  return aktenzeichenIn(await b.submit(f));
}

/** What the house says about the log of Wurzen. */
async function standOf({ instanz: { basis } }: Haus): Promise<Stand | undefined> {
  const a = (await (await fetch(`${basis}/anker/anker.json`)).json()) as {
    logs: { origin: string; koerperschaft: string }[];
  };
  const origin = a.logs.find((l) => l.koerperschaft.includes('Wurzen'))?.origin;
  if (!origin) return undefined;
  const [, pfad = ''] = origin.split('/log/');
  return (await (await fetch(`${basis}/log/${pfad}/stand`)).json()) as Stand;
}

const bezeugt = (h: Haus) =>
  warte('Der bezeugte Stand', 60, async () => {
    const s = await standOf(h);
    const fremder = s?.zeugen.find((z) => !z.intern);
    return s && s.groesse > 0 && s.bezeugt === s.groesse && (fremder?.groesse ?? s.groesse) === s.groesse
      ? s
      : undefined;
  });

/** Stops the house, does something to its folder, starts it again. */
async function neustart(h: Haus, dazwischen: () => void): Promise<Haus> {
  await h.instanz.stop();
  dazwischen();
  return starte(h);
}

const kopiere = (von: string, nach: string) => {
  rmSync(nach, { recursive: true, force: true });
  execFileSync('cp', ['-a', von, nach]);
};

async function main(): Promise<void> {
  sage('Zwei Häuser starten: a.example und b.example');
  let [a, b] = await Promise.all([neuesHaus('a.example'), neuesHaus('b.example')]);
  aufraeumen.unshift(() => Promise.all([a.instanz.stop(), b.instanz.stop(), a.zeuge?.stop(), b.zeuge?.stop()]));
  for (const h of [a, b]) {
    await reicheEin(h);
    await bezeugt(h);
  }
  for (const [wer, wem] of [
    [a, b],
    [b, a],
  ] as const) {
    const ordner = ['--ordner', join(wer.daten, 'nachbarn'), '--name', `zeuge.${wer.plattform}`, '--port', '0'];
    wer.zeuge = await startZeugenprozess(...ordner, '--logs', wem.instanz.basis);
    sage(`${wer.plattform} bezeugt ${wem.plattform}: ${wer.zeuge.vkey}`);
  }
  for (const [h, nachbar] of [
    [a, b],
    [b, a],
  ] as const) {
    const { url, vkey } = nachbar.zeuge ?? {};
    const zeugen = [{ name: 'Zeuge des Nachbarn', url, vkey, betreiber: nachbar.plattform, intern: false }];
    writeFileSync(join(h.daten, 'zeugen.json'), JSON.stringify({ k: 2, zeugen }));
  }
  [a, b] = await Promise.all([neustart(a, () => undefined), neustart(b, () => undefined)]);
  for (const h of [a, b]) {
    const az = await reicheEin(h);
    const s = await bezeugt(h);
    sage(`${h.plattform}: ${az}, ${s.groesse} Blätter, bezeugt von ${s.zeugen.map((z) => z.betreiber).join(' und ')}`);
  }

  const sicherung = join(dirname(a.daten), 'sicherung');
  const teile = ['postgres', 'gegenzeichner'];
  a = await neustart(a, () => {
    execFileSync('mkdir', ['-p', sicherung]);
    for (const t of teile) kopiere(join(a.daten, t), join(sicherung, t));
  });
  await reicheEin(a);
  const vorher = await bezeugt(a);
  sage(`a.example ist gesichert und arbeitet weiter: ${vorher.groesse} Blätter`);
  a = await neustart(a, () => {
    for (const t of teile) kopiere(join(sicherung, t), join(a.daten, t));
  });
  sage('a.example kehrt aus der Sicherung zurück, mitsamt seinem eigenen Zeugen');
  const s = await warte('Der Einspruch des Nachbarn', 60, async () => {
    const jetzt = await standOf(a);
    return jetzt?.angehalten ? jetzt : undefined;
  });
  sage(`Protokoll angehalten: ${s.angehalten}`);
  sage(`Eingereicht wird weiter: ${await reicheEin(a)}`);
  const danach = await standOf(a);
  if (danach?.groesse !== s.groesse) throw new Error('Das angehaltene Protokoll ist gewachsen');
  sage(`Unterschrieben wird nicht mehr: noch immer ${s.groesse} Blätter`);
}

try {
  await main();
} catch (fehler) {
  console.error(`Gescheitert: ${(fehler as Error).message}`);
  process.exitCode = 1;
} finally {
  for (const f of aufraeumen) await f();
}
