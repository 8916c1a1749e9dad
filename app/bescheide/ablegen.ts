import { stelleEin, type Tx } from '../base/index.ts';
import { addDokument } from '../dokumente/index.ts';
import type { Vorgang } from '../vorgaenge/index.ts';
import type { Fertig, Werkbank } from './fertigen.ts';

export const ERNEUERN = 'dokument.erneuern';

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

/** Sets the first date on which the proofs of a sealed document are renewed. Each time sets the next one. */
export function planeErneuerung(
  tx: Tx,
  w: Pick<Werkbank, 'protokoll' | 'erneuerstelle'>,
  d: { koerperschaft: string; vorgang: string; id: string },
): void {
  const { faellig, dringend } = w.erneuerstelle.erste();
  stelleEin(tx, w.protokoll.uhr, {
    art: ERNEUERN,
    koerperschaft: d.koerperschaft,
    bezug: d.vorgang,
    angaben: { dokument: d.id, dringend },
    faellig,
  });
}
