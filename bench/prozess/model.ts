import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Leistung of the bench: its model has an XOR, a user task, a timer and a user task done three times (multi-instance). */
export const LEISTUNGEN = join(import.meta.dirname, 'leistungen');
export const MODELL = readFileSync(join(LEISTUNGEN, 'messung/prozess.bpmn'), 'utf8');

/** What is compared: plays whole instances of the model, each step one committed transaction. */
export interface Laeufer {
  /** plays the next instance to its end; calls `schritt` after each commit */
  spiele(betrag: number, schritt: () => void): Promise<void>;
  ende(): Promise<void>;
}

/** Cents; every second instance takes the other way at the XOR. */
export const betragOf = (n: number) => (n % 2 === 0 ? 50_000 : 5_000);
