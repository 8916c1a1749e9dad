import { parseIban } from '@rathausverbund/formular';
import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false };
/** Something to read: the database keeps no NUL. */
export const Lesbar = Type.String({
  minLength: 1,
  maxLength: 300,
  pattern: '^[^\\u0000-\\u0009\\u000b-\\u001f]*[^\\u0000-\\u0020]$',
});

const briefkopf = {
  /** "Stadt Wurzen" */
  name: Lesbar,
  zusatz: Type.Optional(Lesbar),
  strasse: Lesbar,
  plz: Type.String({ pattern: '^[0-9]{5}$' }),
  ort: Lesbar,
  telefon: Lesbar,
  email: Type.String({ pattern: '^[^@\\u0000-\\u0020]+@[^@\\u0000-\\u0020]+$' }),
  web: Lesbar,
  oeffnungszeiten: Lesbar,
  farbe: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
  /** "Der Bürgermeister", "Der Oberbürgermeister" */
  amt: Lesbar,
  leitung: Lesbar,
};
const bankverbindung = {
  iban: Lesbar,
  bic: Type.String({ pattern: '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$' }),
  kontoinhaber: Lesbar,
  /** creditor id for direct debits */
  glaeubigerId: Type.String({ pattern: '^DE[0-9]{2}[A-Z0-9]{3}[0-9]{11}$' }),
  /** the bank */
  kasse: Lesbar,
};

/** Letterhead and payment data, as they stand on letters. */
export const AuftrittSchema = Type.Object({ ...briefkopf, ...bankverbindung }, strict);
export type Auftritt = Static<typeof AuftrittSchema>;

export type Briefkopffeld = keyof typeof briefkopf;
export type Bankfeld = keyof typeof bankverbindung;
export const BRIEFKOPF = Object.keys(briefkopf) as Briefkopffeld[];
export const BANKVERBINDUNG = Object.keys(bankverbindung) as Bankfeld[];
export type Bankverbindung = Pick<Auftritt, Bankfeld>;

/** Bank data as they are kept, or the field whose check digits are wrong. */
export function pruefeBankverbindung(
  b: Bankverbindung,
): { ok: true; wert: Bankverbindung } | { ok: false; feld: 'iban' | 'glaeubigerId' } {
  const iban = parseIban(b.iban);
  if (!('wert' in iban)) return { ok: false, feld: 'iban' };
  if (!hatPruefziffer(b.glaeubigerId)) return { ok: false, feld: 'glaeubigerId' };
  return { ok: true, wert: { ...b, iban: iban.wert } };
}

/** ISO 7064 MOD 97-10 as in an IBAN, without the three letters of the branch (Deutsche Bundesbank, Gläubiger-Identifikationsnummer). */
function hatPruefziffer(id: string): boolean {
  const ziffern = `${id.slice(7)}${id.slice(0, 4)}`.replace(/[A-Z]/g, (b) => String(b.charCodeAt(0) - 55));
  return /^\d+$/.test(ziffern) && BigInt(ziffern) % 97n === 1n;
}
