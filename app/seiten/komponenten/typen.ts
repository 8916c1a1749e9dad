import type { Texte } from '../../base/index.ts';

export type { Texte };

/** What a message is about; the word and the sign say it, the colour repeats it. */
export type Ton = 'info' | 'warning' | 'success' | 'danger';

/** The body whose page this is. `farbe` is a hex colour such as '#7a1f2b'. */
export type Haus = {
  readonly name: string;
  readonly kurzname: string;
  readonly farbe: string;
  /** Start page of this body. */
  readonly weg: string;
};

/** The last crumb is the page itself and has no address. */
export type Krume = { readonly titel: string; readonly weg?: string };

/** Who is signed in. Signing out is a form post, so `felder` carries the token against forgery. */
export type Angemeldet = {
  readonly name: string;
  /** "Gewerbeamt, Stadt Wurzen"; citizens have none. */
  readonly stelle?: string;
  readonly abmelden: string;
  readonly felder?: Felder;
};

/** Hidden fields of a form, such as the token against forgery. */
export type Felder = Readonly<Record<string, string>>;

/** Tabs and filters: `anzahl` is how many cases wait behind it. */
export type Ziel = {
  readonly titel: string;
  readonly weg: string;
  readonly anzahl?: number;
  readonly aktuell?: boolean;
};
