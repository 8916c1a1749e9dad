import { formatCent, istNegativ, parseDezimal, zeilenbetrag } from './betrag.ts';
import { isLeitwegId } from './leitweg.ts';
import { lehneAb, type RechnungAbgelehnt } from './lesen.ts';
import { PROFILE, PROZESS, type Rechnung, type Rechnungsposition } from './model.ts';
import { rechneSummen, type Steuergrund } from './rechne.ts';

/** Who sends an invoice: name, address and contact as on the letterhead, the account, the numbers of the tax office. */
export interface Rechnungssteller {
  readonly name: string;
  /** number by which others know the body; stands for the register entry that a town does not have */
  readonly kennung: string;
  readonly strasse: string;
  readonly plz: string;
  readonly ort: string;
  readonly ansprechpartner: string;
  readonly telefon: string;
  readonly email: string;
  readonly iban: string;
  readonly bic?: string;
  readonly kontoinhaber: string;
  readonly ustId?: string;
  readonly steuernummer?: string;
}

export interface Rechnungsempfaenger {
  readonly name: string;
  readonly kennung: string;
  readonly strasse: string;
  readonly plz: string;
  readonly ort: string;
  /** where public bodies take invoices; without it none can be sent */
  readonly leitwegId: string | null;
}

/** How a line stands to value added tax (§ 2b UStG): decided by the parties, with its reason. */
export interface Steuerstand {
  readonly stand: 'nicht-steuerbar' | 'steuerpflichtig' | 'steuerfrei' | 'zu-pruefen';
  /** per cent */
  readonly satz: number;
  readonly grund: string;
}

/** One line of a statement that is to be invoiced. */
export interface Rechnungsposten {
  readonly bezeichnung: string;
  /** how it was counted; stands in the line */
  readonly beschreibung?: string;
  /** exact decimal; null where the amount is not quantity × price (pro rata, minimum, share) */
  readonly menge: string | null;
  readonly einheit: 'fall' | 'seite' | 'hund' | 'einwohner' | 'pauschal';
  /** exact decimal of euros for one unit */
  readonly einzelpreis: string | null;
  /** net cents; negative takes an earlier line back */
  readonly netto: number;
  readonly ust: Steuerstand;
}

/** What an invoice is made from. Both days of `zeitraum` belong to it. */
export interface Rechnungsvorlage {
  readonly nummer: string;
  readonly datum: string;
  readonly faellig: string;
  readonly zeitraum: { readonly erster: string; readonly letzter: string };
  /** name of the agreement (BT-12) */
  readonly vereinbarung: string;
  /** name of the statement both sides recomputed (BT-18) */
  readonly abrechnung: string;
  readonly steller: Rechnungssteller;
  readonly empfaenger: Rechnungsempfaenger;
  readonly posten: readonly Rechnungsposten[];
  /** cents paid or offset already (BT-113) */
  readonly gezahlt: number;
  readonly bemerkung?: string;
  /** the invoice this one corrects */
  readonly korrigiert?: { readonly nummer: string; readonly datum: string };
}

export type RechnungGebaut = { readonly ok: true; readonly rechnung: Rechnung } | RechnungAbgelehnt;

/** UN/ECE Recommendation 20: one, page, person, lump sum. */
const EINHEITEN: Readonly<Record<Rechnungsposten['einheit'], string>> = {
  fall: 'C62',
  hund: 'C62',
  seite: 'ZP',
  einwohner: 'IE',
  pauschal: 'LS',
};

const KATEGORIE = { 'nicht-steuerbar': 'O', steuerpflichtig: 'S', steuerfrei: 'E' } as const;

export interface Aufteilung {
  /** one invoice each: what is not taxable stands alone (BR-O-11) */
  readonly rechnungen: readonly (readonly Rechnungsposten[])[];
  /** not to be invoiced before the parties have decided on the tax */
  readonly zurueckgestellt: readonly Rechnungsposten[];
}

/** Splits the lines of a statement into the invoices they need. The order of the lines stays. */
export function teilePosten(posten: readonly Rechnungsposten[]): Aufteilung {
  const mit = (...staende: Steuerstand['stand'][]) => posten.filter((p) => staende.includes(p.ust.stand));
  const rechnungen = [mit('nicht-steuerbar'), mit('steuerpflichtig', 'steuerfrei')].filter((r) => r.length > 0);
  return { rechnungen, zurueckgestellt: mit('zu-pruefen') };
}

/**
 * The invoice of a statement in the profile XRechnung 3.0; a correction (384) when it names the invoice it corrects. It keeps every
 * rule `pruefeRechnung` knows, or the writers refuse it. Errors: `unvollstaendig` (Leitweg-ID missing or wrong, tax not decided, no
 * tax number for taxable lines, no line).
 */
export function buildRechnung(v: Rechnungsvorlage): RechnungGebaut {
  const mangel = findMangel(v);
  if (mangel !== undefined) return lehneAb('unvollstaendig', `Die Rechnung wurde nicht erstellt. ${mangel}`);
  const positionen = v.posten.map((p, i) => position(p, i + 1));
  const nachlaesse = { abschlaege: [], zuschlaege: [] };
  const { summen, steuern } = rechneSummen({ positionen, ...nachlaesse }, gruende(v.posten), v.gezahlt);
  const nichtSteuerbar = v.posten.some((p) => p.ust.stand === 'nicht-steuerbar');
  const rechnung: Rechnung = {
    nummer: v.nummer,
    datum: v.datum,
    art: v.korrigiert ? '384' : '380',
    waehrung: 'EUR',
    ...(summen.faellig > 0 ? { faellig: v.faellig } : {}),
    kaeuferreferenz: v.empfaenger.leitwegId ?? '',
    vertrag: v.vereinbarung,
    objekt: { wert: v.abrechnung },
    zahlungsbedingungen: zahlungsbedingungen(summen.faellig, v.faellig),
    bemerkungen: v.bemerkung ? [{ text: v.bemerkung }] : [],
    prozess: PROZESS,
    profil: PROFILE.xrechnung,
    vorgaenger: v.korrigiert ? [{ ...v.korrigiert }] : [],
    verkaeufer: verkaeufer(v.steller, nichtSteuerbar),
    kaeufer: kaeufer(v.empfaenger),
    zeitraum: { ...v.zeitraum },
    verwendungszweck: v.nummer,
    zahlwege: [{ code: '58', text: 'SEPA-Überweisung', konto: konto(v.steller) }],
    ...nachlaesse,
    summen,
    steuern,
    anlagen: [],
    positionen,
  };
  return { ok: true, rechnung };
}

function findMangel(v: Rechnungsvorlage): string | undefined {
  const { leitwegId, name } = v.empfaenger;
  if (v.posten.length === 0) return 'Es gibt keinen Posten, der zu berechnen ist.';
  if (leitwegId === null) return `Für ${name} ist keine Leitweg-ID eingetragen. Bitte dort erfragen und eintragen.`;
  if (!isLeitwegId(leitwegId))
    return `Die Leitweg-ID „${leitwegId}“ von ${name} ist nicht richtig: Die Prüfziffer passt nicht.`;
  const offen = v.posten.find((p) => p.ust.stand === 'zu-pruefen');
  if (offen) return `Für „${offen.bezeichnung}“ ist die Umsatzsteuer (§ 2b UStG) noch nicht entschieden.`;
  const mitSteuer = v.posten.some((p) => p.ust.stand !== 'nicht-steuerbar');
  if (mitSteuer && v.steller.ustId === undefined && v.steller.steuernummer === undefined)
    return `Für ${v.steller.name} ist weder USt-IdNr. noch Steuernummer eingetragen; eine Rechnung mit Umsatzsteuer braucht eine davon.`;
  if (mitSteuer && v.posten.some((p) => p.ust.stand === 'nicht-steuerbar'))
    return 'Steuerbare und nicht steuerbare Posten gehören auf zwei Rechnungen.';
  return undefined;
}

/** Quantity × price where that is the amount; otherwise the amount once, and how it came about in the description. */
function position(p: Rechnungsposten, nummer: number): Rechnungsposition {
  const gezaehlt = zaehle(p) ?? {
    menge: p.netto < 0 ? '-1' : '1',
    preis: parseDezimal(formatCent(Math.abs(p.netto))) ?? '0',
    einheit: EINHEITEN.pauschal,
  };
  const steuer = p.ust.stand === 'zu-pruefen' ? 'S' : KATEGORIE[p.ust.stand];
  return {
    nummer: String(nummer),
    ...gezaehlt,
    netto: p.netto,
    abschlaege: [],
    zuschlaege: [],
    steuer: steuer === 'O' ? { kategorie: steuer } : { kategorie: steuer, satz: String(p.ust.satz) },
    name: p.bezeichnung,
    ...(p.beschreibung ? { beschreibung: p.beschreibung } : {}),
    klassen: [],
    merkmale: [],
  };
}

function zaehle(p: Rechnungsposten): { menge: string; preis: string; einheit: string } | null {
  const menge = parseDezimal(p.menge ?? '');
  const preis = parseDezimal(p.einzelpreis ?? '');
  if (menge === null || preis === null || istNegativ(preis) || zeilenbetrag(menge, preis) !== p.netto) return null;
  return { menge, preis, einheit: EINHEITEN[p.einheit] };
}

/** Reasons per kind of tax, each said once. */
function gruende(posten: readonly Rechnungsposten[]): Record<string, Steuergrund> {
  const text = (stand: Steuerstand['stand']) =>
    [...new Set(posten.filter((p) => p.ust.stand === stand).map((p) => p.ust.grund))].join('; ');
  return {
    O: { grund: text('nicht-steuerbar') || 'Nicht steuerbar nach § 2b UStG', grundcode: 'VATEX-EU-O' },
    E: { grund: text('steuerfrei') || 'Steuerfrei nach § 4 UStG' },
  };
}

const zahlungsbedingungen = (cent: number, faellig: string): string => {
  if (cent < 0) return 'Der Betrag wird erstattet oder mit der nächsten Rechnung verrechnet.';
  return cent === 0 ? 'Es ist nichts zu zahlen.' : `Zahlbar ohne Abzug bis ${faellig.split('-').reverse().join('.')}.`;
};

function verkaeufer(s: Rechnungssteller, nichtSteuerbar: boolean): Rechnung['verkaeufer'] {
  return {
    name: s.name,
    kennungen: [{ wert: s.kennung }],
    // an invoice over what is not taxable must not show it (BR-O-2)
    ...(s.ustId === undefined || nichtSteuerbar ? {} : { ustId: s.ustId }),
    ...(s.steuernummer === undefined ? {} : { steuernummer: s.steuernummer }),
    adresse: { wert: s.email, schema: 'EM' },
    anschrift: { zeile1: s.strasse, plz: s.plz, ort: s.ort, land: 'DE' },
    kontakt: { name: s.ansprechpartner, telefon: s.telefon, email: s.email },
  };
}

function kaeufer(e: Rechnungsempfaenger): Rechnung['kaeufer'] {
  return {
    name: e.name,
    kennung: { wert: e.kennung },
    // EAS 0204: the Leitweg-ID is itself an electronic address
    adresse: { wert: e.leitwegId ?? '', schema: '0204' },
    anschrift: { zeile1: e.strasse, plz: e.plz, ort: e.ort, land: 'DE' },
  };
}

const konto = (s: Rechnungssteller) => ({
  nummer: s.iban.replace(/\s/g, ''),
  inhaber: s.kontoinhaber,
  ...(s.bic === undefined ? {} : { bic: s.bic }),
});
