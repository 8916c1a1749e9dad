/** What a tariff of one kind says: amounts in cents, and days of the year (MM-TT) in their order. */
interface Satzart {
  readonly betraege: readonly string[];
  readonly termine: readonly string[];
}

/** Kinds of tariffs by the name a Leistung gives them (`satz` in leistung.yaml). A new kind is entered here, and named in the texts of its page. */
export const SATZARTEN = {
  hundesteuer: {
    betraege: ['erster', 'weiterer', 'gefaehrlichErster', 'gefaehrlichWeiterer'],
    termine: ['faellig'],
  },
} as const satisfies Record<string, Satzart>;

export type Satzname = keyof typeof SATZARTEN;
export const isSatzname = (art: string): art is Satzname => Object.hasOwn(SATZARTEN, art);

type WerteVon<A extends Satzart> = Record<A['betraege'][number], number> & Record<A['termine'][number], string[]>;
/** Yearly dog tax in cents and its due days (MM-TT). */
export type Hundesteuersatz = WerteVon<typeof SATZARTEN.hundesteuer>;

export type Satzwerte = Readonly<Record<string, number | readonly string[]>>;

/** A tariff of a body, in force from a day until the first day outside (null = until further notice). Days ISO. */
export interface Satz {
  art: string;
  ab: string;
  bis: string | null;
  werte: Satzwerte;
  /** where it was published */
  fundstelle: string;
}

/** No tax of a year is more; a typed amount above has a comma too few. */
export const HOECHSTBETRAG = 10_000_00;
const TERMIN = /^(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])$|^(0[469]|11)-(0[1-9]|[12]\d|30)$|^02-(0[1-9]|1\d|2[0-8])$/;

/** Every entry of its kind and nothing else: amounts from one cent on, one to twelve due days, each in every year, ascending. */
export function isSatzwerte(art: Satzname, werte: Satzwerte): boolean {
  const { betraege, termine }: Satzart = SATZARTEN[art];
  const istBetrag = (w: unknown) => Number.isSafeInteger(w) && Number(w) >= 1 && Number(w) <= HOECHSTBETRAG;
  const sindTermine = (w: unknown) =>
    Array.isArray(w) &&
    w.length >= 1 &&
    w.length <= 12 &&
    w.every((t, i) => TERMIN.test(t) && (i === 0 || w[i - 1] < t));
  return (
    Object.keys(werte).length === betraege.length + termine.length &&
    betraege.every((f) => istBetrag(werte[f])) &&
    termine.every((f) => sindTermine(werte[f]))
  );
}
