import { type GestellteRechnung, readRechnungen } from '../../../abrechnung/index.ts';
import type { Tx } from '../../../base/index.ts';
import { readDokumente } from '../../../dokumente/index.ts';

/** Invoices of a period with what of their files is ready. */
export interface Rechnungslage {
  rechnungen: readonly GestellteRechnung[];
  /** ids of those whose PDF is sealed */
  gesetzt: ReadonlySet<string>;
}

/** The invoices of a period and which of their PDFs are there. */
export async function readRechnungslage(
  tx: Tx,
  g: { vereinbarung: string; jahr: number; periode: number },
): Promise<Rechnungslage> {
  const rechnungen = await readRechnungen(tx, g);
  const gesetzt = new Set<string>();
  for (const r of rechnungen)
    if ((await readDokumente(tx, tx.kontext.stelle ?? '', r.id)).length > 0) gesetzt.add(r.id);
  return { rechnungen, gesetzt };
}
