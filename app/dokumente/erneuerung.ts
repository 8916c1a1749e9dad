import { type DateiAngabe, stelleEin, type Tx, type Uhr } from '../base/index.ts';
import type { Erneuerstelle, Frist } from './siegel/erneuerstelle.ts';
import { type DokumentZeile, replaceDatei } from './store.ts';

const ERNEUERN = 'dokument.erneuern';

type Wo = Pick<DokumentZeile, 'koerperschaft' | 'vorgang' | 'id'>;

const stelleErneuerungEin = (tx: Tx, uhr: Uhr, d: Wo, { faellig, dringend }: Frist): void =>
  stelleEin(tx, uhr, {
    art: ERNEUERN,
    koerperschaft: d.koerperschaft,
    bezug: d.vorgang,
    angaben: { dokument: d.id, dringend },
    faellig,
  });

/** Sets the first date on which the proofs of a sealed document are renewed. Each time sets the next one. */
export const planeErneuerung = (
  tx: Tx,
  w: { protokoll: { uhr: Uhr }; erneuerstelle: Pick<Erneuerstelle, 'erste'> },
  d: Wo,
): void => stelleErneuerungEin(tx, w.protokoll.uhr, d, w.erneuerstelle.erste());

/** Puts the renewed version in the place of the old one and sets the next date. @returns false when another one lies there */
export async function ersetzeErneuert(
  tx: Tx,
  uhr: Uhr,
  alt: DokumentZeile,
  datei: DateiAngabe,
  naechste: Frist,
): Promise<boolean> {
  if (!(await replaceDatei(tx, alt, alt.datei.ort, datei))) return false;
  stelleErneuerungEin(tx, uhr, alt, naechste);
  return true;
}
