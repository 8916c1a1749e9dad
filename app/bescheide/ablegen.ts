import type { Tx } from '../base/index.ts';
import { addDokument, planeErneuerung } from '../dokumente/index.ts';
import type { Vorgang } from '../vorgaenge/index.ts';
import type { Fertig, Werkbank } from './fertigen.ts';

/** Files a sealed document beside its event, in the same transaction, together with the job that renews its proofs. */
export async function legeAb(
  tx: Tx,
  w: Werkbank,
  { koerperschaft, leistung, id: vorgang }: Vorgang,
  { id, art, titel, datei }: Fertig,
  buerger: string | null,
): Promise<void> {
  const { uhr } = w.protokoll;
  await addDokument(
    tx,
    { koerperschaft, leistung, vorgang, id, art, titel, datei, gesiegelt: true, buerger },
    uhr.jetzt(),
  );
  planeErneuerung(tx, w, { koerperschaft, vorgang, id });
}
