import type { Ort } from './feiertage.ts';
import { type FristEnde, frist } from './frist.ts';
import { type LocalDate, localDate } from './local-date.ts';
import { type Ablehnung, type Regel, regelAm } from './regel.ts';

export type RechtsbehelfsRegel = Regel & { readonly monate: number };
export type Rechtsbehelfsfrist = { readonly ok: true; readonly regel: RechtsbehelfsRegel } & FristEnde;

const RECHNUNG = 'VwGO § 57 Abs. 2, ZPO § 222, BGB §§ 187–188';

/** One month for the Widerspruch, also against municipal taxes (the remedy there is Widerspruch, not Einspruch). */
export const WIDERSPRUCH_REGELN: readonly RechtsbehelfsRegel[] = [
  {
    id: 'vwgo-widerspruch',
    monate: 1,
    norm: `VwGO § 70 Abs. 1; ${RECHNUNG}`,
    text: 'Sie können innerhalb eines Monats nach der Bekanntgabe Widerspruch einlegen. Endet der Monat an einem Samstag, Sonntag oder Feiertag, haben Sie bis zum nächsten Werktag Zeit.',
    quelle: 'VwGO in der Fassung vom 19. März 1991, BGBl. I S. 686',
    gueltigAb: localDate('1991-01-01'),
    zuBestaetigen: false,
  },
];

/** One year where the notice on remedies is missing or wrong. */
export const JAHRESFRIST_REGELN: readonly RechtsbehelfsRegel[] = [
  {
    id: 'vwgo-jahresfrist',
    monate: 12,
    norm: `VwGO § 70 Abs. 2, § 58 Abs. 2; ${RECHNUNG}`,
    text: 'Fehlt die Rechtsbehelfsbelehrung oder ist sie falsch, können Sie innerhalb eines Jahres nach der Bekanntgabe Widerspruch einlegen.',
    quelle: 'VwGO in der Fassung vom 19. März 1991, BGBl. I S. 686',
    gueltigAb: localDate('1991-01-01'),
    zuBestaetigen: false,
  },
];

/** One month for going to court, from the day the Widerspruchsbescheid was served. */
export const KLAGE_REGELN: readonly RechtsbehelfsRegel[] = [
  {
    id: 'vwgo-klage',
    monate: 1,
    norm: `VwGO § 74 Abs. 1; ${RECHNUNG}`,
    text: 'Sie können innerhalb eines Monats nach der Zustellung des Widerspruchsbescheids Klage erheben. Endet der Monat an einem Samstag, Sonntag oder Feiertag, haben Sie bis zum nächsten Werktag Zeit.',
    quelle: 'VwGO in der Fassung vom 19. März 1991, BGBl. I S. 686',
    gueltigAb: localDate('1991-01-01'),
    zuBestaetigen: false,
  },
];

type Anfrage = { readonly bekanntgabe: LocalDate; readonly ort?: Ort };

/**
 * Last day of the remedy period, until 24:00; shifted from Saturday, Sunday, holiday. `ort` is the seat of the authority
 * that receives the Widerspruch. `monate` only where a special law sets another length. Code: keine-regel.
 */
export function rechtsbehelfsfrist(anfrage: Anfrage & { readonly monate?: number }): Rechtsbehelfsfrist | Ablehnung {
  return berechne(WIDERSPRUCH_REGELN, anfrage, anfrage.monate);
}

/** Last day where the notice on remedies is missing or wrong (VwGO § 58 (2)). Code: keine-regel. */
export function jahresfrist(anfrage: Anfrage): Rechtsbehelfsfrist | Ablehnung {
  return berechne(JAHRESFRIST_REGELN, anfrage);
}

/** Last day for going to court against a Widerspruchsbescheid (VwGO § 74 (1)); `zustellung`: the day it was served. Code: keine-regel. */
export function klagefrist(zustellung: LocalDate): Rechtsbehelfsfrist | Ablehnung {
  return berechne(KLAGE_REGELN, { bekanntgabe: zustellung });
}

function berechne(
  regeln: readonly RechtsbehelfsRegel[],
  { bekanntgabe, ort = {} }: Anfrage,
  monate?: number,
): Rechtsbehelfsfrist | Ablehnung {
  const regel = regelAm(regeln, bekanntgabe);
  if (regel === undefined) {
    const meldung = 'Für diesen Tag ist keine Rechtsbehelfsfrist hinterlegt. Prüfen Sie das Datum der Bekanntgabe.';
    return { ok: false, code: 'keine-regel', meldung };
  }
  return { ok: true, regel, ...frist({ beginn: bekanntgabe, monate: monate ?? regel.monate, art: 'ereignis', ort }) };
}
