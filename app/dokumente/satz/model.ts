/**
 * Data contract of the letters. All texts are German and ready to print (dates "7. März 2026", money "50,00 €");
 * templates only place them. Missing optional keys are left out, not empty.
 */
export type BriefDaten<Inhalt> = {
  /** instant the document was made, ISO 8601 with zone; becomes the PDF's creation date, so same data = same bytes */
  erstelltAm: string;
  /** the zustaendige Kommune: in whose name the letter goes out */
  absender: Absender;
  unterzeichner: Unterzeichner;
  empfaenger: { zeilen: string[] };
  bezug: Bezug;
  betreff: string;
  /** without it the letter begins with its decision */
  anrede?: string;
  inhalt: Inhalt;
  zahlung?: Zahlung;
  /** only for a Verwaltungsakt; lines become paragraphs */
  rechtsbehelf?: { text: string };
  /** where and with which code the seal can be checked */
  pruefung?: { adresse: string; code: string };
  /** true as long as the keys are TEST: the letter says so in red on every page */
  test: boolean;
  hinweise: string[];
  bankverbindung: { institut: string; iban: string; bic?: string };
};

export type Absender = {
  name: string;
  zusatz?: string;
  strasse: string;
  plz: string;
  ort: string;
  telefon: string;
  email: string;
  web: string;
  oeffnungszeiten?: string;
  /** `#rrggbb` of the letterhead; darkened where it would be too light */
  farbe: string;
  /** the town's initial(s) for the drawn stand-in of the coat of arms, e.g. `T` */
  kuerzel: string;
};

export type Unterzeichner = {
  /** "Der Bürgermeister" */
  amt: string;
  /** "Im Auftrag" */
  formel: string;
  /** may be absent on automated acts (§ 37 (5) VwVfG) */
  name: string | null;
  /** the office that worked on it when it is another one: "Stadt Wurzen" */
  stelle: string | null;
  automatisch: boolean;
};

export type Bezug = {
  aktenzeichen: string;
  datum: string;
  ansprechpartner?: string;
  telefon?: string;
  email?: string;
  ihrZeichen?: string;
};

export type Zahlung = {
  betrag: string;
  faellig: string;
  kassenzeichen: string;
  iban: string;
  bic?: string;
  kontoinhaber: string;
  glaeubigerId?: string;
  /** rows of `0`/`1`, see girocode.ts */
  girocode?: string[];
};

/** Labelled facts under one heading; `norm` only where the letter names a legal basis per fact. */
export type Angaben = { titel: string; zeilen: { beschriftung: string; wert: string; norm?: string }[] };
