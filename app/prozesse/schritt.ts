import type { Befehl, Variablen, Wirkung, Zustand } from '@rathausverbund/prozess';
import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import type { Katalog, Leistung } from '../leistungen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { type Instanzort, writeSchritt } from './instanz.ts';
import { move, type Regelspruch } from './model.ts';

/** The member of staff who decided last. */
export interface Bearbeitung {
  person: string;
  name: string;
  telefon: string;
}

/** A step that was done: what its decisions said, and what happened beside tasks, timers and jobs, which are written already. */
export interface Geruckt {
  ok: true;
  leistung: Leistung;
  sprueche: Regelspruch[];
  wirkungen: readonly Wirkung[];
}

/**
 * Moves a process whose Vorgang is locked by one command, and writes state, tasks, timers and jobs in this transaction. `bearbeitung`
 * (who signs the next letter) is kept beside the model's own variables, whatever an author maps.
 */
export async function ruecke(
  tx: Tx,
  d: { protokoll: Protokoll; katalog: Katalog },
  ort: Instanzort,
  vorher: Zustand | null,
  befehl: Befehl,
  bearbeitung?: Bearbeitung,
): Promise<Geruckt | Ablehnung> {
  const leistung = await d.katalog.inFassung(ort.leistung, ort.fassung);
  const b = move(leistung.prozess, vorher, befehl, leistung.entscheide);
  if (!b.ok) return ablehnen(`prozess.${b.code}`, { meldung: b.meldung });
  const variablen: Variablen = bearbeitung
    ? { ...b.zustand.variablen, bearbeitung: { ...bearbeitung } }
    : b.zustand.variablen;
  const erledigt = befehl.art === 'aufgabe-erledigt' ? [befehl.schritt] : [];
  writeSchritt(tx, d.protokoll, ort, { ...b.zustand, variablen }, b.wirkungen, erledigt);
  return { ok: true, leistung, sprueche: b.sprueche, wirkungen: b.wirkungen };
}
