import {
  createRechner,
  type NoteKey,
  parseCheckpoint,
  parseVkey,
  type Rechner,
  verifyNote,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich } from '../base/index.ts';
import { type ProtokollStand, readProtokolle } from './log/store.ts';

export interface NachrechnenDeps {
  /** role auditor or sequencer */
  db: Datenbank;
  krypto: Krypto;
}

/** One epoch of a log, recomputed. */
export interface NachgerechneteEpoche {
  epoche: number;
  origin: string;
  blaetter: number;
  pruefpunkte: number;
}

export interface Nachrechnung {
  /** no findings */
  ok: boolean;
  epochen: NachgerechneteEpoche[];
  /** events that wait for their place: no finding while the log is written */
  wartend: number;
  /** German sentences, each one thing that is wrong */
  befunde: string[];
}

const BLAETTER = 10_000;
const PRUEFPUNKTE = 500;
const HASH = 32;

/**
 * Audits the logs of one body from the database, without trust in any stored node: the root from all leaves, every signed
 * checkpoint the root at its size, every event exactly one place, no gap. Reads in portions; what is appended meanwhile is left
 * for the next time.
 */
export async function rechneNach(d: NachrechnenDeps, koerperschaft: string): Promise<Nachrechnung> {
  const staende = await d.db.transaktion(oeffentlich, (tx) => readProtokolle(tx, { koerperschaft }));
  const epochen: NachgerechneteEpoche[] = [];
  const befunde: string[] = [];
  for (const stand of staende) {
    const e = await rechneEpoche(d, stand, befunde);
    epochen.push({ epoche: stand.epoche, origin: stand.origin, ...e });
  }
  const { wartend, ...zahlen } = await readZaehlung(d.db, koerperschaft);
  for (const [name, satz] of Object.entries(SAETZE)) {
    const anzahl = zahlen[name as keyof typeof SAETZE];
    if (anzahl > 0) befunde.push(`${satz}: ${anzahl}.`);
  }
  return { ok: befunde.length === 0, epochen, wartend, befunde };
}

type Zaehlung = {
  wartend: number;
  ohne_platz: number;
  doppelt: number;
  ohne_ereignis: number;
  luecken: number;
};

const SAETZE: Record<Exclude<keyof Zaehlung, 'wartend'>, string> = {
  ohne_platz: 'Ereignisse ohne Platz im Protokoll, die auch auf keinen warten',
  doppelt: 'Ereignisse mit mehr als einem bezeugten Platz',
  ohne_ereignis: 'Blätter, die zu keinem Ereignis oder zu einem anderen gehören',
  luecken: 'Leere Plätze im Protokoll',
};

async function readZaehlung(db: Datenbank, koerperschaft: string): Promise<Zaehlung> {
  const [z] = await db.lesen<Zaehlung>(oeffentlich, 'select * from nachweise.log_zaehlung($1)', [koerperschaft]);
  if (!z) throw new Error('Zählung ohne Ergebnis');
  return z;
}

async function rechneEpoche(d: NachrechnenDeps, stand: ProtokollStand, befunde: string[]) {
  const { krypto } = d;
  const ort = [stand.koerperschaft, stand.epoche];
  const key = parseVkey(krypto.sha256, stand.vkey);
  if (!key) throw new Error(`${stand.origin}: Schlüssel nicht lesbar`);
  const rechner = createRechner(krypto.sha256);
  const leser = createBlattleser(d.db, ort);
  let pruefpunkte = 0;
  for (let ueber = 0; ; ) {
    const zeilen = await d.db.lesen<Pruefpunkt>(
      oeffentlich,
      'select * from nachweise.log_pruefpunkte($1, $2, $3, $4)',
      [...ort, ueber, PRUEFPUNKTE],
    );
    for (const p of zeilen.filter((z) => z.groesse <= stand.groesse)) {
      await leser.bis(rechner, p.groesse);
      if (!(await isSigned(krypto, key, p, rechner)))
        befunde.push(`${stand.origin}: Der Prüfpunkt zu ${p.groesse} Blättern passt nicht zu den Blättern.`);
      pruefpunkte++;
    }
    ueber = zeilen.at(-1)?.groesse ?? stand.groesse;
    if (zeilen.length < PRUEFPUNKTE || ueber >= stand.groesse) break;
  }
  await leser.bis(rechner, stand.groesse);
  if (rechner.groesse !== stand.groesse || (stand.wurzel && !stand.wurzel.equals(rechner.wurzel())))
    befunde.push(`${stand.origin}: Der jüngste Stand passt nicht zu den Blättern.`);
  return { blaetter: rechner.groesse, pruefpunkte };
}

interface Pruefpunkt extends Record<string, unknown> {
  groesse: number;
  wurzel: Buffer;
  note: string;
}

/** The note says what the row says, is signed by the log, and names the root that the leaves give. */
async function isSigned(krypto: Krypto, key: NoteKey, p: Pruefpunkt, rechner: Rechner): Promise<boolean> {
  const gelesen = parseCheckpoint(p.note);
  if (!gelesen || rechner.groesse !== p.groesse) return false;
  const { origin, groesse, wurzel } = gelesen.checkpoint;
  const stimmt = origin === key.name && groesse === p.groesse && p.wurzel.equals(wurzel);
  return stimmt && p.wurzel.equals(rechner.wurzel()) && (await verifyNote(krypto, key, gelesen.note)) === 'gut';
}

/** Hands a log's leaves to a computer of roots up to a size; stops early where leaves are missing. */
function createBlattleser(db: Datenbank, ort: unknown[]) {
  let vorrat: Buffer = Buffer.alloc(0);
  let at = 0;
  return {
    async bis(rechner: Rechner, groesse: number): Promise<void> {
      while (rechner.groesse < groesse) {
        if (at === vorrat.length) {
          const [z] = await db.lesen<{ blaetter: Buffer | null }>(
            oeffentlich,
            'select nachweise.log_blaetter($1, $2, $3, $4) as blaetter',
            [...ort, rechner.groesse, BLAETTER],
          );
          if (!z?.blaetter) return;
          vorrat = z.blaetter;
          at = 0;
        }
        rechner.add(vorrat.subarray(at, (at += HASH)));
      }
    },
  };
}
