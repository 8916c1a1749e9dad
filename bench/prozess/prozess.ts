import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSchluesselbund, dienst, echteUhr } from '../../app/base/index.ts';
import { aktiviere } from '../../app/kommunen/index.ts';
import { gibRolle, legeMitarbeiterAn } from '../../app/konten/index.ts';
import { DIENSTE, veroeffentliche } from '../../app/leistungen/index.ts';
import { createKern } from '../../app/main/kern.ts';
import type { Person } from '../../app/prozesse/index.ts';
import { createInstanz, type Instanz } from '../instanz.ts';
import { starteLastgeber } from '../lastgeber.ts';
import type { Bench, Messung, Zahl } from '../model.ts';
import { fuelleBestand } from './bestand.ts';
import { PROZESSLAST, type Prozessbericht, type Prozesslast, type Wer } from './last.ts';
import { LEISTUNGEN } from './model.ts';
import { messeZustand } from './zustand.ts';

const SCHALTER = {
  seed: { wert: 418, hilfe: 'Anfang der Zufallszahlen' },
  sekunden: { wert: 6, hilfe: 'Dauer der Last je Lauf' },
  vorlauf: { wert: 8, hilfe: 'Sekunden derselben Last vor jedem Lauf, die nicht zählen' },
  laeufe: { wert: 5, hilfe: 'wie oft gemessen wird' },
  gleichzeitig: { wert: 16, hilfe: 'Instanzen zugleich; gemessen wird auch mit einer' },
  vorrat: { wert: 400, hilfe: 'Vorgänge, die je Sekunde der Last mit ganzen Aufgaben vorher bereitliegen' },
  bestand: { wert: 1_000_000, hilfe: 'gespeicherte Instanzen am Ende, gegen 1.000 am Anfang; 0 lässt das weg' },
};
const ANFANG = 1_000;
/** Vorgänge that are used again and again where no events are written */
const STAMM = 600;
const AGS = '14729410'; // Wurzen

const ZIELE: Record<string, Zahl['ziel']> = {
  ratio_bpmn_engine: { mindestens: 20 },
  ratio_dbos: { mindestens: 3 },
  ratio_bpmn_engine_1: { mindestens: 20 },
  ratio_dbos_1: { mindestens: 3 },
  state_bytes: { hoechstens: 1_000 },
  growth_ratio: { hoechstens: 1.3 },
};

/** What a step costs: one committed transaction, beside two peers on the same database with the same model. */
export const prozess: Bench<keyof typeof SCHALTER> = {
  beschreibung: 'Schritte von Prozessen, je eine Transaktion, fsync an; daneben bpmn-engine und DBOS',
  schalter: SCHALTER,
  async miss(s, sage): Promise<Messung> {
    return mitInstanz((i, person) => misst(i, person, s, sage));
  },
};

/** @param tue works on an installation with as many stored instances as at the beginning */
async function mitInstanz<T>(tue: (i: Instanz, person: Person) => Promise<T>): Promise<T> {
  const i = await createInstanz();
  try {
    const person = await richteEin(i);
    await fuelleBestand(i.setup, person.stelle, 0, ANFANG);
    return await tue(i, person);
  } finally {
    await i.stop();
  }
}

async function misst(
  i: Instanz,
  person: Person,
  s: Record<keyof typeof SCHALTER, number>,
  sage: (z: string) => void,
): Promise<Messung> {
  const laeufe = new Map<string, number[]>();
  const merke = (name: string, wert: number) => void laeufe.set(name, [...(laeufe.get(name) ?? []), wert]);
  const last = (wer: Wer, gleichzeitig: number, n: number, wo = { i, person }) =>
    messe(wo.i, {
      wer,
      person: wo.person,
      gleichzeitig,
      seed: s.seed + n,
      sekunden: s.sekunden,
      vorlauf: s.vorlauf,
      vorrat: wer === 'vorgang' ? s.vorrat * (s.sekunden + s.vorlauf) : STAMM,
    });
  for (let n = 0; n < s.laeufe; n++)
    for (const [zugleich, nach] of [
      [s.gleichzeitig, ''],
      [1, '_1'],
    ] as const) {
      const wir = await last('wir', zugleich, n);
      const bpmn = await last('bpmn-engine', zugleich, n);
      const dbos = await last('dbos', zugleich, n);
      const grenze = await last('grenze', zugleich, n);
      merke(`steps_per_s${nach}`, wir);
      merke(`bpmn_engine_steps_per_s${nach}`, bpmn);
      merke(`dbos_steps_per_s${nach}`, dbos);
      merke(`limit_steps_per_s${nach}`, grenze);
      merke(`limit_ratio_bpmn_engine${nach}`, grenze / bpmn);
      merke(`ratio_bpmn_engine${nach}`, wir / bpmn);
      merke(`ratio_dbos${nach}`, wir / dbos);
      if (zugleich > 1) merke('tasks_per_s', await last('vorgang', zugleich, n));
      sage(
        `Lauf ${n + 1}, ${zugleich} zugleich: wir ${wir.toFixed()}, bpmn-engine ${bpmn.toFixed()}, DBOS ${dbos.toFixed()}, nur lesen und schreiben ${grenze.toFixed()} Schritte/s`,
      );
    }
  merke('state_bytes', await messeZustand());
  // two installations, measured in turn: the machine is not the same from one minute to the next
  if (s.bestand > ANFANG)
    await mitInstanz(async (gross, dort) => {
      sage(`${s.bestand} Instanzen werden gespeichert.`);
      await fuelleBestand(gross.setup, dort.stelle, ANFANG, s.bestand);
      for (let n = 0; n < s.laeufe; n++) {
        const wenige = await last('wir', s.gleichzeitig, n);
        const viele = await last('wir', s.gleichzeitig, n, { i: gross, person: dort });
        merke('steps_per_s_bestand', viele);
        merke('growth_ratio', wenige / viele);
        sage(
          `Lauf ${n + 1}: ${wenige.toFixed()} Schritte/s neben ${ANFANG}, ${viele.toFixed()} neben ${s.bestand} Instanzen`,
        );
      }
    });
  const zahlen = Object.fromEntries(
    [...laeufe].map(([name, werte]) => [name, { laeufe: werte, ...(ZIELE[name] ? { ziel: ZIELE[name] } : {}) }]),
  );
  const { rows } = await i.setup.query(
    `select version() as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  const angaben = {
    seed: s.seed,
    postgres: rows[0],
    'bpmn-engine': versionOf('bpmn-engine'),
    dbos: versionOf('@dbos-inc/dbos-sdk'),
  };
  return { zahlen, angaben, fehler: [] };
}

/** A town hall, the Leistung of the bench, and one person who does its tasks. */
async function richteEin(i: Instanz): Promise<Person> {
  const stelle = await aktiviere(i.setup, AGS, 'WUR', Date.now());
  if (!stelle) throw new Error('Wurzen fehlt im Verzeichnis');
  const fehler = await veroeffentliche(i.setup, LEISTUNGEN, { dienste: new Set(Object.keys(DIENSTE)) }, Date.now());
  if (fehler.length > 0) throw new Error(JSON.stringify(fehler));
  await i.setup.query('create schema bench');
  const kern = await createKern(i.kind, 'app', 1, echteUhr);
  const id = await kern.db.transaktion(dienst(stelle, 'Messung'), async (tx) => {
    const m = await legeMitarbeiterAn(tx, {
      sub: 'messung',
      name: 'Messung',
      funktion: '',
      telefon: '',
      jetzt: Date.now(),
    });
    if (!m.ok) throw new Error(m.grund);
    await gibRolle(tx, { mitarbeiter: m.id, rolle: 'sachbearbeitung', leistung: '*' });
    return m.id;
  });
  await kern.db.ende();
  return { person: id, stelle, name: 'Messung', telefon: '' };
}

/** One run in a process of its own. @returns steps per second */
async function messe(i: Instanz, a: Omit<Prozesslast, 'kind' | 'setup'>): Promise<number> {
  const password = createSchluesselbund(i.kind.ordner.schluessel)
    .datei('setup.kennwort', () => Buffer.alloc(0))
    .toString();
  const setup = { ...i.kind.ort, user: 'rathausverbund_setup', password };
  const auftrag = { ...a, kind: i.kind, setup };
  const b = await starteLastgeber<Prozessbericht>('prozesslast', PROZESSLAST, auftrag);
  return b.schritte / b.sekunden;
}

const versionOf = (paket: string): string =>
  (
    JSON.parse(readFileSync(join(import.meta.dirname, '../../node_modules', paket, 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version;
