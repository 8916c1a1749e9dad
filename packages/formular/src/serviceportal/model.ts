import type { Formular } from '../model.ts';
import type { QuellFehler } from '../quelle.ts';

/** What could not be taken over as it was: the field (or what else) by its foreign name, its place in the file, the reason. */
export type Hinweis = { readonly feld: string; readonly pfad: string; readonly meldung: string };

/** Where a foreign field went; `felder` is empty where only a text of it, or nothing, could be kept: then a Hinweis says why. */
export type Herkunft = {
  readonly pfad: string;
  readonly gruppe: string;
  readonly id: string;
  readonly felder: readonly string[];
};

/** A form as plain data, in the shape of a `formular.yaml`. */
export type Formularquelle = {
  readonly titel: string;
  readonly version: string;
  readonly schritte: readonly Schrittquelle[];
};
export type Schrittquelle = {
  readonly id: string;
  readonly titel: string;
  readonly hinweis?: string;
  readonly zeigeWenn?: string;
  readonly felder: readonly Feldquelle[];
};
export type Feldquelle = { readonly id: string; readonly art: string } & Readonly<Record<string, unknown>>;

export type Formularuebernahme =
  | {
      readonly ok: true;
      /** the foreign id, such as "6000357:hundAnmelden:v1.0"; process models name the form by it */
      readonly kennung: string;
      readonly quelle: Formularquelle;
      readonly formular: Formular;
      readonly herkunft: readonly Herkunft[];
      readonly hinweise: readonly Hinweis[];
    }
  | { readonly ok: false; readonly fehler: readonly QuellFehler[] };
