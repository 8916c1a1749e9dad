import { formatDatumKurz, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Antwort, Antworten, AuswahlFeld, Feld } from './model.ts';
import { parseDatum, pruefeGrenzen } from './werte/datum.ts';
import type { Gelesen } from './werte/ergebnis.ts';
import { formatIban, parseEmail, parseIban, parsePlz, parseTelefon } from './werte/kennung.ts';
import { normalisiere, parseText } from './werte/text.ts';
import { formatBetrag, formatZahl, parseBetrag, parseZahl } from './werte/zahl.ts';

/** Reads typed text for a field: its canonical value, nothing (empty), or a German sentence. Limits that need other answers come later. */
export function parseWert(feld: Feld, roh: string): { wert: Antwort | undefined } | { meldung: string } {
  const text = normalisiere(roh);
  if (text === '') return { wert: undefined };
  const gelesen = parseArt(feld, text);
  return 'meldung' in gelesen ? { meldung: benenne(feld, gelesen.meldung) } : gelesen;
}

/** Checks a stored value as strictly as a typed one: it must be what reading its own input form yields. */
export function pruefeWert(feld: Feld, wert: Antwort): string | undefined {
  const gelesen = typeof wert === ART_TYP[feld.art] ? parseWert(feld, eingabewert(feld, wert)) : { wert: undefined };
  if ('meldung' in gelesen) return gelesen.meldung;
  return gelesen.wert === wert ? undefined : fehlt(feld);
}

/** Limits of dates and author's checks over all answers. */
export function pruefeZusammenhang(
  feld: Feld,
  wert: Antwort,
  antworten: Antworten,
  heute: LocalDate,
): string | undefined {
  const tag = feld.art === 'datum' ? parseLocalDate(String(wert)) : undefined;
  const grenze = feld.art === 'datum' && tag !== undefined ? pruefeGrenzen(tag, feld, antworten, heute) : undefined;
  if (grenze !== undefined) return benenne(feld, grenze);
  return feld.pruefungen.find((pruefung) => !pruefung.gilt.evaluate({ ...antworten, heute }))?.meldung;
}

/** The sentence for a mandatory field without answer. */
export function fehlt(feld: Feld): string {
  switch (feld.art) {
    case 'auswahl':
      return benenne(feld, 'Wählen Sie {feld} aus.');
    case 'ja_nein':
      return benenne(feld, 'Beantworten Sie {feld} mit Ja oder Nein.');
    case 'datum':
      return benenne(feld, 'Geben Sie {feld} als TT.MM.JJJJ ein.');
    default:
      return benenne(feld, 'Geben Sie {feld} ein.');
  }
}

/** The value as people read it: "27.11.2026", "12,50 €", "Ja", the label of a choice. */
export function formatWert(feld: Feld, wert: Antwort): string {
  if (feld.art === 'ja_nein') return wert === true ? 'Ja' : 'Nein';
  if (feld.art === 'auswahl') return feld.werte.find((w) => w.wert === wert)?.beschriftung ?? String(wert);
  if (feld.art === 'betrag' && typeof wert === 'number') return formatBetrag(wert);
  return eingabewert(feld, wert);
}

/** The value as it stands in the input field again; reading it yields the same value. */
export function eingabewert(feld: Feld, wert: Antwort): string {
  if (feld.art === 'ja_nein') return wert === true ? 'ja' : 'nein';
  if (feld.art === 'betrag' && typeof wert === 'number') return formatBetrag(wert).replace(' €', '');
  if (typeof wert === 'number') return formatZahl(wert);
  const text = String(wert);
  if (feld.art === 'iban') return formatIban(text);
  const tag = feld.art === 'datum' ? parseLocalDate(text) : undefined;
  return tag === undefined ? text : formatDatumKurz(tag);
}

const ART_TYP: Record<Feld['art'], 'string' | 'number' | 'boolean'> = {
  text: 'string',
  mehrzeilig: 'string',
  datum: 'string',
  zahl: 'number',
  betrag: 'number',
  auswahl: 'string',
  ja_nein: 'boolean',
  iban: 'string',
  email: 'string',
  telefon: 'string',
  plz: 'string',
};

function parseArt(feld: Feld, text: string): Gelesen {
  switch (feld.art) {
    case 'text':
    case 'mehrzeilig':
      return parseText(text, feld);
    case 'datum':
      return parseDatum(text);
    case 'zahl':
      return parseZahl(text, feld);
    case 'betrag':
      return parseBetrag(text, feld);
    case 'auswahl':
      return parseAuswahl(feld, text);
    case 'ja_nein':
      return parseJaNein(text);
    case 'iban':
      return parseIban(text);
    case 'email':
      return parseEmail(text);
    case 'telefon':
      return parseTelefon(text);
    case 'plz':
      return parsePlz(text);
  }
}

function parseAuswahl(feld: AuswahlFeld, text: string): Gelesen {
  const bekannt = feld.werte.some((w) => w.wert === text);
  return bekannt ? { wert: text } : { meldung: 'Wählen Sie {feld} aus der Liste aus.' };
}

function parseJaNein(text: string): Gelesen {
  if (text === 'ja') return { wert: true };
  return text === 'nein' ? { wert: false } : { meldung: 'Beantworten Sie {feld} mit Ja oder Nein.' };
}

function benenne(feld: Feld, satz: string): string {
  return satz.replaceAll('{feld}', () => feld.benennung ?? `„${feld.beschriftung}“`);
}
