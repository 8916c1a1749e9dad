import type { FeldFehler } from '@rathausverbund/formular';
import type { LocalDate } from '@rathausverbund/fristen';
import type { Texte } from '../../../../base/index.ts';
import { type Lesen, wort } from './kosten.ts';

/**
 * Where the days of a draft cannot be, each at its field: an agreement comes into force on the day after a publication that is still to
 * come, so its first and its last day lie after today.
 */
export function pruefeTage(t: Texte, lies: Lesen, heute: LocalDate): FeldFehler[] {
  const fehler: FeldFehler[] = [];
  const melde = (feld: string, was: string) =>
    fehler.push({ feld, meldung: t(`vereinbarungen.entwurf.falsch.${was}`) });
  const [ab, letzter] = [wort(lies('ab')), wort(lies('letzter'))];
  if (ab !== '' && ab <= heute) melde('ab', 'beginnVorbei');
  if (letzter !== '' && letzter <= heute) melde('letzter', 'endeVorbei');
  else if (letzter !== '' && ab !== '' && letzter < ab) melde('letzter', 'endeVorBeginn');
  return fehler;
}
