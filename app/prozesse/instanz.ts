import type { Wirkung, Zustand } from '@rathausverbund/prozess';
import { type Tx, uuidv7 } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { aufgabenname } from './model.ts';
import { dueAt } from './zeitgeber.ts';

const ZWECK = 'prozess';
const ENTFERNT: ReadonlySet<string> = new Set(['zeitgeber-entfernen', 'dienst-entfernen']);

/** Where a process runs: its Vorgang, and the version of the Leistung it follows. */
export interface Instanzort {
  koerperschaft: string;
  id: string;
  leistung: string;
  fassung: string;
}

/** The state of a Vorgang's process; null before it has started. */
export async function readZustand(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  vorgang: string,
): Promise<Zustand | null> {
  const z = await tx.eine<{ zustand: Buffer }>(
    'select zustand from prozesse.instanz where koerperschaft = $1 and vorgang = $2',
    [koerperschaft, vorgang],
  );
  return z ? entschluessle(p, koerperschaft, vorgang, z.zustand) : null;
}

/** Locks a Vorgang and reads where its process stands, without its events. Undefined: not there for this context. */
export async function lockInstanz(
  tx: Tx,
  p: Protokoll,
  koerperschaft: string,
  id: string,
): Promise<{ ort: Instanzort; zustand: Zustand | null } | undefined> {
  const z = await tx.eine<{ leistung: string; fassung: string; zustand: Buffer | null }>(
    'select leistung, fassung, zustand from prozesse.schritt_lesen($1, $2)',
    [koerperschaft, id],
  );
  if (!z) return undefined;
  return {
    ort: { koerperschaft, id, leistung: z.leistung, fassung: z.fassung },
    zustand: z.zustand && entschluessle(p, koerperschaft, id, z.zustand),
  };
}

const entschluessle = (p: Protokoll, koerperschaft: string, vorgang: string, geheim: Buffer): Zustand =>
  JSON.parse(p.bund.decrypt(koerperschaft, vorgang, geheim, ZWECK).toString()) as Zustand;

/**
 * Stores the state, encrypted under the case key because its variables are the answers, and what the step asks for: tasks,
 * timers, jobs. Incidents are told apart: a person has to look.
 */
export function writeSchritt(
  tx: Tx,
  p: Protokoll,
  ort: Instanzort,
  zustand: Zustand,
  wirkungen: readonly Wirkung[],
  erledigt: readonly number[],
): void {
  const { koerperschaft, id, leistung, fassung } = ort;
  const jetzt = p.uhr.jetzt();
  const geheim = p.bund.encrypt(koerperschaft, id, Buffer.from(JSON.stringify(zustand)), ZWECK);
  /** tasks that go, and what else goes: the database looks for timers and incidents only for the latter */
  const weg = [...erledigt];
  const andereWeg: number[] = [];
  const aufgaben: object[] = [];
  const zeitgeber: object[] = [];
  const auftraege: object[] = [];
  for (const w of wirkungen) {
    const { schritt } = w.art === 'beendet' ? { schritt: 0 } : w;
    // a late completion is refused by its step number, so a withdrawn service needs no more than this
    if (ENTFERNT.has(w.art)) andereWeg.push(schritt);
    else if (w.art === 'aufgabe-entfernen') weg.push(schritt);
    else if (w.art === 'aufgabe-anlegen') {
      const { element, kopf } = w;
      const name = aufgabenname(w);
      const gruppe = w.gruppe ?? 'sachbearbeitung';
      aufgaben.push({ schritt, element, name, gruppe, formular: w.formular ?? null, kopf });
    } else if (w.art === 'zeitgeber') zeitgeber.push({ schritt, faellig: dueAt(w.faellig, jetzt) });
    else if (w.art === 'dienst') auftraege.push({ id: uuidv7(jetzt), angaben: { schritt, typ: w.typ, kopf: w.kopf } });
  }
  const liste = (x: object[]) => (x.length > 0 ? JSON.stringify(x) : null);
  tx.sende(
    'select prozesse.schritt_schreiben($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp($12 / 1000.0))',
    [
      koerperschaft,
      leistung,
      id,
      fassung,
      geheim,
      zustand.fertig !== undefined,
      weg,
      andereWeg,
      liste(aufgaben),
      liste(zeitgeber),
      liste(auftraege),
      jetzt,
    ],
  );
}
