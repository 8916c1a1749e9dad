import type { Befehl, Kopf, Variablen, Zustand } from '@rathausverbund/prozess';
import type { Ablehnung, Auftrag, Datenbank, Kontext, Tx } from '../base/index.ts';
import type { Katalog, Leistung } from '../leistungen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Gesperrt } from '../vorgaenge/index.ts';
import type { Bearbeitung } from './schritt.ts';

/** What a service handler gets to prepare its work, outside any transaction. */
export interface Dienstlage {
  gesperrt: Gesperrt;
  leistung: Leistung;
  variablen: Variablen;
  kopf: Kopf;
  /** unique per step: key for effects that must happen once */
  schluessel: string;
}

/** The second half: runs inside the business transaction and says which variables come out. */
export type Abschluss = (
  tx: Tx,
  g: Gesperrt,
) => Promise<{ ok: true; gesperrt: Gesperrt; variablen: Variablen } | Ablehnung>;
export type Diensthandler = (lage: Dienstlage) => Promise<Abschluss>;

/** Variables a process starts with, beside the answers. `bekannt`: as they were known at that time (ms), for whom recalculates. */
export type Startwerte = (tx: Tx, g: Gesperrt, leistung: Leistung, bekannt?: number) => Promise<Variablen>;

export interface LaufzeitDeps {
  db: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  dienste: ReadonlyMap<string, Diensthandler>;
  startwerte: Startwerte;
}

/** What the caller of a command has read under the same lock, and who decided. */
export interface Bekannt {
  vorher?: Zustand | null | undefined;
  bearbeitung?: Bearbeitung | undefined;
}

export type Weiter = { ok: true; gesperrt: Gesperrt } | Ablehnung;

/** What the parts of the runtime share. */
export interface Laufzeitkern {
  deps: LaufzeitDeps;
  command(tx: Tx, g: Gesperrt, befehl: Befehl, bekannt?: Bekannt): Promise<Weiter>;
  inJob(auftrag: Auftrag, kontext: Kontext, fn: (tx: Tx, g: Gesperrt) => Promise<Weiter>): Promise<void>;
}
