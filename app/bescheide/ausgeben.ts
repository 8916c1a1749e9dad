import type { Ablehnung, Tx } from '../base/index.ts';
import { stelleBereit } from '../bekanntgabe/index.ts';
import { MASCHINE } from '../nachweise/index.ts';
import { type Befehl, type Dokument, type Gesperrt, handle } from '../vorgaenge/index.ts';
import { legeAb } from './ablegen.ts';
import { empfaengerEmail, empfaengerZeilen } from './empfaenger.ts';
import type { Auftragslage, Fertig, Werkbank } from './fertigen.ts';

/** the period to answer ends with the certificate, and rests while papers are awaited */
const FRIST_RUHT = new Set<Befehl['art']>(['ausstellen', 'nachfordern']);

export const withDokument = (f: Fertig): Dokument => {
  const { name, mime, len, sha256, sha512 } = f.datei;
  return { id: f.id, art: f.art, titel: f.titel, datei: { name, mime, len, sha256, sha512 } };
};

/**
 * Inside the business transaction: the event of the act, the document row, the way to the recipient. A citizen with account gets
 * it in the mailbox; everybody else a letter in the print queue; another authority always a letter.
 */
export async function gibAus(
  tx: Tx,
  w: Werkbank,
  lage: Auftragslage,
  g: Gesperrt,
  f: Fertig,
  befehl: Befehl,
  an: { verwaltungsakt: boolean; behoerde?: string[] },
): Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung> {
  const e = await handle(tx, w.protokoll, g, befehl, MASCHINE, FRIST_RUHT.has(befehl.art) ? { frist: null } : {});
  if (!e.ok) return e;
  const { buerger, antworten, niveau } = g.vorgang;
  const fuerBuerger = an.behoerde === undefined;
  await legeAb(tx, w, g.vorgang, f, fuerBuerger ? buerger : null);
  const konto = fuerBuerger && buerger !== null && niveau !== 'ohne' && niveau !== '';
  return stelleBereit(tx, w.protokoll, e.gesperrt, MASCHINE, {
    dokument: f.id,
    titel: f.titel,
    weg: konto ? 'postfach' : 'brief',
    verwaltungsakt: an.verwaltungsakt,
    regelwerk: lage.leistung.angaben.bekanntgabe,
    empfaenger: { zeilen: an.behoerde ?? empfaengerZeilen(lage.leistung.angaben, antworten) },
    fuerBuerger,
    email: konto ? empfaengerEmail(lage.leistung.angaben, antworten) : null,
  });
}
