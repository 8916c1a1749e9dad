import type { Zustand } from '@rathausverbund/prozess';
import type { Tx } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Gesperrt } from '../vorgaenge/index.ts';
import { readZustand, writeSchritt } from './instanz.ts';
import { START, schliesseVorfall } from './vorfaelle.ts';

/** What lists show of a Vorgang that was given away. */
export const ABGEGEBEN = 'Abgegeben';

/** A process that goes no further: it stands nowhere any more, what it has done stays told. */
export const abgebrochen = (z: Zustand): Zustand => ({ ...z, token: [], fertig: 'abgebrochen' });

/**
 * Ends the process of a locked Vorgang whose matter goes on elsewhere: tasks, timers and incidents go, late answers of services find
 * nothing.
 */
export async function brichAb(tx: Tx, p: Protokoll, g: Gesperrt): Promise<void> {
  const { koerperschaft, id } = g.vorgang;
  const zustand = await readZustand(tx, p, koerperschaft, id);
  if (!zustand) await schliesseVorfall(tx, koerperschaft, id, START, p.uhr.jetzt());
  else if (zustand.fertig === undefined) writeSchritt(tx, p, g.vorgang, abgebrochen(zustand), [], []);
}
