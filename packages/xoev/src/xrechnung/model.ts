import { type Static, type TSchema, Type } from 'typebox';

/**
 * One electronic invoice as EN 16931 means it, whatever syntax carries it. Amounts are whole cents of `waehrung`; quantities, unit
 * prices and rates exact decimals as text; days ISO dates. Both days of a period belong to it (BT-73/74), unlike elsewhere here.
 */
const objekt = <T extends Record<string, TSchema>>(felder: T) => Type.Object(felder, { additionalProperties: false });
/** not blank: spaces alone say nothing */
const Text = Type.String({ pattern: '\\S' });
const Code = Type.String({ pattern: '^[\\x21-\\x7e]+$' });
const Tag = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Cent = Type.Integer();
const Zahl = Type.String({ pattern: '^-?\\d+(\\.\\d*[1-9])?$' });
const wahl = <T extends TSchema>(schema: T) => Type.Optional(schema);

const Kennung = objekt({ wert: Text, schema: wahl(Code) });

const Anschrift = objekt({
  zeile1: wahl(Text), // BT-35, 50, 64, 75
  zeile2: wahl(Text), // BT-36, 51, 65, 76
  zeile3: wahl(Text), // BT-162, 163, 164, 165
  ort: wahl(Text), // BT-37, 52, 66, 77
  plz: wahl(Text), // BT-38, 53, 67, 78
  gebiet: wahl(Text), // BT-39, 54, 68, 79
  land: Code, // BT-40, 55, 69, 80
});

const Kontakt = objekt({
  name: wahl(Text), // BT-41, 56
  telefon: wahl(Text), // BT-42, 57
  email: wahl(Text), // BT-43, 58
});

const Verkaeufer = objekt({
  name: Text, // BT-27
  handelsname: wahl(Text), // BT-28
  kennungen: Type.Array(Kennung), // BT-29
  register: wahl(Kennung), // BT-30
  ustId: wahl(Text), // BT-31
  steuernummer: wahl(Text), // BT-32
  rechtliches: wahl(Text), // BT-33
  adresse: wahl(Kennung), // BT-34, where it takes electronic mail
  anschrift: Anschrift, // BG-5
  kontakt: wahl(Kontakt), // BG-6
});

const Kaeufer = objekt({
  name: Text, // BT-44
  handelsname: wahl(Text), // BT-45
  kennung: wahl(Kennung), // BT-46
  register: wahl(Kennung), // BT-47
  ustId: wahl(Text), // BT-48
  adresse: wahl(Kennung), // BT-49
  anschrift: Anschrift, // BG-8
  kontakt: wahl(Kontakt), // BG-9
});

const Zeitraum = objekt({ erster: wahl(Tag), letzter: wahl(Tag) });

/** BG-20, 21 (document) and BG-27, 28 (line; without `steuer`). */
const nachlass = objekt({
  betrag: Cent, // BT-92, 99, 136, 141
  basis: wahl(Cent), // BT-93, 100, 137, 142
  prozent: wahl(Zahl), // BT-94, 101, 138, 143
  grund: wahl(Text), // BT-97, 104, 139, 144
  grundcode: wahl(Code), // BT-98, 105, 140, 145
});
const steuer = objekt({ kategorie: Code, satz: wahl(Zahl) });
const Nachlass = objekt({ ...nachlass.properties, steuer });

const Zahlweg = objekt({
  code: Code, // BT-81
  text: wahl(Text), // BT-82
  konto: wahl(objekt({ nummer: Text, inhaber: wahl(Text), bic: wahl(Text) })), // BG-17: BT-84, 85, 86
  karte: wahl(objekt({ nummer: Text, inhaber: wahl(Text) })), // BG-18: BT-87, 88
  belastetesKonto: wahl(Text), // BT-91
});

const Position = objekt({
  nummer: Text, // BT-126
  notiz: wahl(Text), // BT-127
  objekt: wahl(Kennung), // BT-128
  menge: Zahl, // BT-129
  einheit: Code, // BT-130
  netto: Cent, // BT-131
  bestellposition: wahl(Text), // BT-132
  buchungskonto: wahl(Text), // BT-133
  zeitraum: wahl(Zeitraum), // BG-26: BT-134, 135
  abschlaege: Type.Array(nachlass), // BG-27
  zuschlaege: Type.Array(nachlass), // BG-28
  preis: Zahl, // BT-146
  rabatt: wahl(Zahl), // BT-147
  bruttopreis: wahl(Zahl), // BT-148
  basis: wahl(objekt({ menge: Zahl, einheit: wahl(Code) })), // BT-149, 150
  steuer, // BG-30: BT-151, 152
  name: Text, // BT-153
  beschreibung: wahl(Text), // BT-154
  artikelVerkaeufer: wahl(Text), // BT-155
  artikelKaeufer: wahl(Text), // BT-156
  artikelStandard: wahl(Kennung), // BT-157
  klassen: Type.Array(objekt({ wert: Text, liste: wahl(Code), version: wahl(Text) })), // BT-158
  herkunft: wahl(Code), // BT-159
  merkmale: Type.Array(objekt({ name: Text, wert: Text })), // BG-32: BT-160, 161
});

const Steuerzeile = objekt({
  basis: Cent, // BT-116
  betrag: Cent, // BT-117
  kategorie: Code, // BT-118
  satz: wahl(Zahl), // BT-119
  grund: wahl(Text), // BT-120
  grundcode: wahl(Code), // BT-121
});

const Summen = objekt({
  zeilen: Cent, // BT-106
  abschlaege: wahl(Cent), // BT-107
  zuschlaege: wahl(Cent), // BT-108
  netto: Cent, // BT-109
  steuer: Cent, // BT-110
  steuerInSteuerwaehrung: wahl(Cent), // BT-111
  brutto: Cent, // BT-112
  gezahlt: wahl(Cent), // BT-113
  rundung: wahl(Cent), // BT-114
  faellig: Cent, // BT-115
});

const Anlage = objekt({
  nummer: Text, // BT-122
  beschreibung: wahl(Text), // BT-123
  ort: wahl(Text), // BT-124
  datei: wahl(objekt({ base64: Text, mime: Text, name: Text })), // BT-125
});

export const RECHNUNG = objekt({
  nummer: Text, // BT-1
  datum: Tag, // BT-2
  art: Code, // BT-3
  waehrung: Code, // BT-5
  steuerwaehrung: wahl(Code), // BT-6
  steuerdatum: wahl(Tag), // BT-7
  steuerzeitpunkt: wahl(Code), // BT-8, as UNTDID 2005: 3, 35, 432
  faellig: wahl(Tag), // BT-9
  kaeuferreferenz: wahl(Text), // BT-10, the Leitweg-ID
  projekt: wahl(Text), // BT-11
  vertrag: wahl(Text), // BT-12
  bestellung: wahl(Text), // BT-13
  auftrag: wahl(Text), // BT-14
  wareneingang: wahl(Text), // BT-15
  lieferschein: wahl(Text), // BT-16
  los: wahl(Text), // BT-17
  objekt: wahl(Kennung), // BT-18
  buchungskonto: wahl(Text), // BT-19
  zahlungsbedingungen: wahl(Text), // BT-20
  bemerkungen: Type.Array(objekt({ thema: wahl(Code), text: Text })), // BG-1: BT-21, 22
  prozess: wahl(Text), // BT-23
  profil: Text, // BT-24
  vorgaenger: Type.Array(objekt({ nummer: Text, datum: wahl(Tag) })), // BG-3: BT-25, 26
  verkaeufer: Verkaeufer, // BG-4
  kaeufer: Kaeufer, // BG-7
  zahlungsempfaenger: wahl(objekt({ name: Text, kennung: wahl(Kennung), register: wahl(Kennung) })), // BG-10: BT-59, 60, 61
  steuervertreter: wahl(objekt({ name: Text, ustId: Text, anschrift: Anschrift })), // BG-11: BT-62, 63, BG-12
  // BG-13: BT-70, 71, 72, BG-15
  lieferung: wahl(objekt({ name: wahl(Text), ort: wahl(Kennung), tag: wahl(Tag), anschrift: wahl(Anschrift) })),
  zeitraum: wahl(Zeitraum), // BG-14: BT-73, 74
  verwendungszweck: wahl(Text), // BT-83
  mandat: wahl(Text), // BT-89
  glaeubigerId: wahl(Text), // BT-90
  zahlwege: Type.Array(Zahlweg), // BG-16
  abschlaege: Type.Array(Nachlass), // BG-20
  zuschlaege: Type.Array(Nachlass), // BG-21
  summen: Summen, // BG-22
  steuern: Type.Array(Steuerzeile), // BG-23
  anlagen: Type.Array(Anlage), // BG-24
  positionen: Type.Array(Position), // BG-25
});

export type Rechnung = Static<typeof RECHNUNG>;
export type Rechnungsposition = Static<typeof Position>;
export type Steueraufteilung = Static<typeof Steuerzeile>;
export type Summenblock = Static<typeof Summen>;

/** BT-24 of the two profiles we write. */
export const PROFILE = {
  xrechnung: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
  en16931: 'urn:cen.eu:en16931:2017',
} as const;

/** BT-23 as XRechnung 3.0 asks. */
export const PROZESS = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
