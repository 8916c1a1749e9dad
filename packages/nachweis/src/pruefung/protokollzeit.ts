import type { Antwort, Krypto } from '@rathausverbund/siegel';
import { fromUtf8 } from '../bytes.ts';
import type { ErsUrteil } from '../ers/urteil.ts';
import { verifyEvidenceRecord } from '../ers/verify.ts';
import type { Anker } from './anker.ts';
import type { Beilagen } from './beilagen.ts';
import type { Protokollzeit } from './bestand.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { pfadmittel } from './pfadmittel.ts';
import { istNachgestellt, TOLERANZ } from './protokoll.ts';

export interface ProtokollzeitAntwort {
  /** Null when the bundle bears no evidence record. */
  readonly urteil: ErsUrteil | null;
  readonly befunde: readonly Befund[];
}

export interface ProtokollzeitFrage {
  readonly krypto: Krypto;
  readonly anker: Anker | null;
  readonly protokollzeit: Protokollzeit | null;
  readonly beilagen: Beilagen;
  readonly ereignisse: readonly GelesenesEreignis[];
  readonly jetzt: Date;
}

/** The time of the log itself: an RFC 4998 evidence record over the checkpoint that the proofs of these events are against. */
export async function pruefeProtokollzeit(f: ProtokollzeitFrage): Promise<ProtokollzeitAntwort> {
  if (!f.protokollzeit) return { urteil: null, befunde: [] };
  const { stand, evidenceRecord } = f.protokollzeit;
  const text = fromUtf8(stand);
  if (f.ereignisse.some((e) => e.proof.gelesen.note.text !== text)) {
    const meldung = 'Die Nachweise aus dem Protokoll gehören zu einem anderen Stand als dem zeitgestempelten.';
    return { urteil: null, befunde: [befund('unversehrt', 'does not hold', 'protokollzeit.stand', meldung)] };
  }
  const { krypto, jetzt } = f;
  const mittel = pfadmittel(f.anker, 'zeitwurzeln', f.beilagen);
  const urteil = await verifyEvidenceRecord(evidenceRecord, { bytes: [stand] }, { ...mittel, krypto, jetzt });
  return { urteil, befunde: [...befundeOf(urteil), ...pruefeWiderspruch(urteil, f)] };
}

const DECKT: Record<Antwort, string> = {
  holds: 'Der Beweisdatensatz deckt den Stand des Protokolls.',
  'does not hold': 'Der Beweisdatensatz deckt den Stand des Protokolls nicht.',
  'cannot be decided': 'Ob der Beweisdatensatz den Stand des Protokolls deckt, ist nicht zu entscheiden.',
};
const GILT: Record<Antwort, string> = {
  holds: 'ist durch einen Zeitstempel gesichert',
  'does not hold': 'trägt keinen gültigen Zeitstempel',
  'cannot be decided': 'trägt einen Zeitstempel, der sich nicht bestätigen lässt',
};

function befundeOf({ unversehrt, vertrauen, zeit, beginn, letzte, gruende }: ErsUrteil): Befund[] {
  const seit = beginn ? ` seit dem ${zeitText(beginn)}` : '';
  const erneuert = beginn && letzte && letzte > beginn ? `, zuletzt erneuert am ${zeitText(letzte)}` : '';
  // The reasons explain; the weight is that of the words before them.
  return [
    befund('unversehrt', unversehrt, 'protokollzeit.deckt', DECKT[unversehrt]),
    befund('vertrauen', vertrauen, 'protokollzeit.vertrauen', 'Zertifikate der Zeitstempel über das Protokoll.'),
    befund('zeit', zeit, 'protokollzeit.zeit', `Der Stand des Protokolls ${GILT[zeit]}${seit}${erneuert}.`),
    ...gruende.map((g) => befund('zeit', zeit, g.code, g.meldung)),
  ];
}

function pruefeWiderspruch({ beginn }: ErsUrteil, { anker, ereignisse }: ProtokollzeitFrage): Befund[] {
  if (!beginn) return [];
  const before = beginn.getTime() + TOLERANZ;
  const late = ereignisse.find(
    ({ ereignis }) => !istNachgestellt(anker, ereignis.data) && Date.parse(ereignis.at) > before,
  );
  if (!late) return [];
  const meldung = `Ereignis ${late.ereignis.n} will später geschehen sein, als der Stand des Protokolls gestempelt wurde.`;
  return [befund('zeit', 'does not hold', 'zeit.widerspruch', meldung)];
}
