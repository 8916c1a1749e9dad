import { BEKANNTGABE_REGELN, type BekanntgabeRegel, type Regelwerk, type Weg } from './bekanntgabe-regeln.ts';
import { naechsterWerktag, type Ort } from './feiertage.ts';
import { type FristEnde, frist } from './frist.ts';
import { addDays, type LocalDate } from './local-date.ts';
import { type Ablehnung, regelAm } from './regel.ts';

/** `fiktion` is the counted day, `tag` the day that holds after a shift. */
export type Bekanntgabe = {
  readonly ok: true;
  readonly tag: LocalDate;
  readonly fiktion: LocalDate;
  readonly verschoben: boolean;
  readonly regel: BekanntgabeRegel;
};

/**
 * The day a Verwaltungsakt counts as notified. `ausloeser` is the day the rule counts from: posting, sending, provision,
 * notice of provision, or retrieval; `bekanntgabeRegel` says which. The rule is the one in force on that day.
 */
export function bekanntgabe(anfrage: {
  readonly regelwerk: Regelwerk;
  readonly weg: Weg;
  readonly ausloeser: LocalDate;
  readonly ort?: Ort;
}): Bekanntgabe | Ablehnung {
  const gefunden = bekanntgabeRegel({ ...anfrage, tag: anfrage.ausloeser });
  if (!gefunden.ok) return gefunden;
  const { regel } = gefunden;
  const fiktion = addDays(anfrage.ausloeser, regel.tage);
  const tag = regel.verschiebt ? naechsterWerktag(fiktion, anfrage.ort) : fiktion;
  return { ok: true, tag, fiktion, verschoben: tag !== fiktion, regel };
}

/** The rule for a way of notification on a day, with the trigger it counts from. Codes: weg-nicht-vorgesehen, keine-regel. */
export function bekanntgabeRegel(anfrage: {
  readonly regelwerk: Regelwerk;
  readonly weg: Weg;
  readonly tag: LocalDate;
}): { readonly ok: true; readonly regel: BekanntgabeRegel } | Ablehnung {
  const { regelwerk, weg, tag } = anfrage;
  const regeln = BEKANNTGABE_REGELN.filter((r) => r.regelwerk === regelwerk && r.wege.includes(weg));
  if (regeln.length === 0) {
    const meldung = `Für diesen Weg der Bekanntgabe (${weg}) enthält ${NAMEN[regelwerk]} keine Regel. Wählen Sie einen anderen Weg oder das zutreffende Gesetz.`;
    return { ok: false, code: 'weg-nicht-vorgesehen', meldung };
  }
  const regel = regelAm(regeln, tag);
  if (regel === undefined) {
    const meldung = 'Für diesen Tag ist keine Regel der Bekanntgabe hinterlegt. Prüfen Sie das Datum.';
    return { ok: false, code: 'keine-regel', meldung };
  }
  return { ok: true, regel };
}

/**
 * Last day to retrieve a document provided in the portal, counted from the day the notice was sent (VwVfG § 41 (2a)):
 * unread after it, nothing was notified and it must be sent again. Code: keine-abruffrist where the rule knows none.
 */
export function abruffrist(
  regel: BekanntgabeRegel,
  benachrichtigung: LocalDate,
  ort?: Ort,
): ({ readonly ok: true } & FristEnde) | Ablehnung {
  if (regel.abruffristTage === undefined) {
    return {
      ok: false,
      code: 'keine-abruffrist',
      meldung: 'Für diesen Weg der Bekanntgabe gibt es keine Frist zum Abruf.',
    };
  }
  return { ok: true, ...frist({ beginn: benachrichtigung, tage: regel.abruffristTage, art: 'ereignis', ort }) };
}

const NAMEN: Record<Regelwerk, string> = {
  vwvfg: 'das Verwaltungsverfahrensgesetz',
  ao: 'die Abgabenordnung',
  ozg: 'das Onlinezugangsgesetz',
};
