import { erkenne } from './erkenne.ts';
import { attributwert, findKind, findTief, firstText, logischerName, type XmlElement } from './xml.ts';

/** What a clerk must know at first sight of a message from another authority. Everything else is in `blattwerte`. */
export interface Mitteilung {
  readonly art: 'xgewerbeanzeige';
  readonly version: string;
  readonly titel: string;
  readonly absender: string;
  readonly empfaenger: string;
  readonly nachrichtId: string;
  /** As the sender wrote it; a German date is turned into ISO form. */
  readonly erstellt: string;
  /** "Anmeldung", "Abmeldung", or several joined by ", ". */
  readonly anlass: string;
  /** Number of notifications in the message. */
  readonly saetze: number;
  readonly betrieb?: string;
  readonly person?: string;
  readonly hinweis: string;
}

const FEHLT = 'nicht angegeben';
const NICHT_GEPRUEFT = 'nicht gegen das Schema geprüft';

/** Numbers of the 1.3 code list "Art der Meldung"; 2 and 3 zu bestaetigen. */
const MELDUNGSARTEN: Readonly<Record<string, string>> = { '1': 'Anmeldung', '2': 'Ummeldung', '3': 'Abmeldung' };

/**
 * Summarises a trade notification, valid or not: what is missing is called "nicht angegeben", nothing is guessed.
 * Null for documents that `erkenne` does not call XGewerbeanzeige.
 */
export function mitteilung(wurzel: XmlElement): Mitteilung | null {
  const erkannt = erkenne(wurzel);
  if (erkannt.art !== 'xgewerbeanzeige') return null;
  const kopf = findKind(wurzel, 'nachrichtenkopf');
  const saetze = findSaetze(wurzel);
  const betrieb = betriebVon(saetze[0]);
  const person = personVon(saetze[0]);
  return {
    art: erkannt.art,
    version: erkannt.version,
    titel: erkannt.titel,
    ...(kopf ? kopfXga(kopf) : kopfDatml(wurzel)),
    anlass: [...new Set(saetze.map(anlassVon))].join(', ') || FEHLT,
    saetze: saetze.length,
    ...(betrieb === undefined ? {} : { betrieb }),
    ...(person === undefined ? {} : { person }),
    hinweis: [NICHT_GEPRUEFT, ...(erkannt.hinweis === undefined ? [] : [erkannt.hinweis])].join('. '),
  };
}

function kopfXga(kopf: XmlElement) {
  return {
    absender: firstText(findTief(findKind(kopf, 'autor'), 'behoerdenname')) ?? FEHLT,
    empfaenger: firstText(findTief(findKind(kopf, 'leser'), 'behoerdenname')) ?? FEHLT,
    nachrichtId: firstText(findTief(kopf, 'nachrichtenUUID')) ?? FEHLT,
    erstellt: firstText(findTief(kopf, 'erstellungszeitpunkt')) ?? FEHLT,
  };
}

function kopfDatml(wurzel: XmlElement) {
  const empfaenger = findKind(findKind(wurzel, 'empfaenger'), 'kennung');
  const protokoll = findKind(wurzel, 'protokoll');
  return {
    absender: firstText(findTief(findTief(findKind(wurzel, 'absender'), 'organisation'), 'name')) ?? FEHLT,
    empfaenger: empfaenger
      ? [attributwert(empfaenger, 'klasse'), firstText(empfaenger)].filter(Boolean).join(' ')
      : FEHLT,
    nachrichtId: firstText(findTief(findKind(wurzel, 'nachricht'), 'UUID')) ?? FEHLT,
    erstellt: zeitpunkt(firstText(findTief(protokoll, 'datum')), firstText(findTief(protokoll, 'uhrzeit'))),
  };
}

function zeitpunkt(datum: string | undefined, uhrzeit: string | undefined): string {
  if (datum === undefined) return FEHLT;
  const iso = datum.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/, '$3-$2-$1');
  return uhrzeit === undefined ? iso : `${iso}T${uhrzeit}`;
}

const findSaetze = (wurzel: XmlElement): XmlElement[] =>
  wurzel.kinder.flatMap((kind) => (kind.name === 'satz' ? [kind] : findSaetze(kind)));

/** From 2.0 on an element names the occasion, before that a number does. */
function anlassVon(satz: XmlElement): string {
  const nummer = firstText(findTief(satz, 'MeldungArt'));
  if (nummer !== undefined) return MELDUNGSARTEN[nummer] ?? `Meldungsart ${nummer}`;
  const name = satz.kinder.map(logischerName).find((n) => n.endsWith('meldung'));
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : FEHLT;
}

function betriebVon(satz: XmlElement | undefined): string | undefined {
  const gewerbe = findTief(satz, 'gewerbe');
  const name =
    firstText(findTief(gewerbe, 'eingetragenerName')) ??
    firstText(findTief(gewerbe, 'geschaeftsbezeichnung')) ??
    firstText(findTief(gewerbe, 'nameFirmaGewerbetreibender'));
  const ort = firstText(
    findTief(
      gewerbe?.kinder.find((k) => /^anschrift$/i.test(logischerName(k))),
      'ort',
    ),
  );
  return [name, ort].filter(Boolean).join(', ') || undefined;
}

function personVon(satz: XmlElement | undefined): string | undefined {
  const person = findTief(satz, 'beteiligtePerson');
  const teile = ['doktorgrad', 'vorname', 'familienname'].map((name) => firstText(findTief(person, name)));
  return teile.filter(Boolean).join(' ') || undefined;
}
