import { absenderOf, type BriefDaten, bankverbindungOf } from '../dokumente/index.ts';
import type { Auftritt, Kommune } from '../kommunen/index.ts';

/** Who worked on it, as far as a person did; the name may be absent on automated acts (§ 37 (5) VwVfG). */
export interface Bearbeitung {
  /** absent in processes begun before letters could be signed */
  person?: string;
  name: string;
  telefon: string;
}

/** Name, letterhead and signature follow agreement and kind of act: the competent body speaks, the other works in its order. */
export function kopf(
  zustaendig: { kommune: Kommune; auftritt: Auftritt },
  stelle: Kommune,
  person: Bearbeitung | null,
): Pick<BriefDaten<unknown>, 'absender' | 'unterzeichner' | 'bankverbindung'> {
  const a = zustaendig.auftritt;
  return {
    absender: absenderOf(a, zustaendig.kommune.kurzname.slice(0, 1)),
    unterzeichner: {
      amt: a.amt,
      formel: 'Im Auftrag',
      name: person?.name ?? null,
      stelle: stelle.id === zustaendig.kommune.id ? null : stelle.name,
      automatisch: person === null,
    },
    bankverbindung: bankverbindungOf(a),
  };
}

/** The remedy notice names the competent body: Widerspruch within a month (§ 70 VwGO); charges stay due (§ 80 (2) VwGO). */
export function rechtsbehelf(a: Auftritt): string {
  return [
    `Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Widerspruch bei der ${a.name}, ${a.strasse}, ${a.plz} ${a.ort}, erhoben werden.`,
    'Ein Widerspruch hat keine aufschiebende Wirkung. Der Betrag ist auch dann zum genannten Termin zu zahlen (§ 80 Absatz 2 Satz 1 Nummer 1 der Verwaltungsgerichtsordnung).',
  ].join('\n');
}
