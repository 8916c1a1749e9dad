/** What an expression answers: a value, or a reason in German. */
export type Wert = { readonly ok: true; readonly wert: unknown } | { readonly ok: false; readonly meldung: string };

/** Where something stands that an author wrote: the element as its file names it. */
export interface Stelle {
  readonly element: string;
  readonly name?: string;
  /** name of the further file it lies in; absent for the model itself */
  readonly datei?: string;
}

/** A compiled expression. `text` is what the author wrote; a literal answers itself. */
export interface Ausdruck {
  readonly text: string;
  readonly fest: boolean;
  readonly evaluate: (kontext: Record<string, unknown>) => Wert;
}

/**
 * Compiles one FEEL expression, given without the leading `=` and with where it stands; what a process says that is called twice comes
 * twice. Injected, so that this package stays independent.
 */
export type CompileAusdruck = (
  text: string,
  stelle: Stelle,
) =>
  | { readonly ok: true; readonly evaluate: (kontext: Record<string, unknown>) => Wert }
  | { readonly ok: false; readonly meldung: string };

/** An expression that always answers `text`. */
export function festerText(text: string): Ausdruck {
  return { text, fest: true, evaluate: () => ({ ok: true, wert: text }) };
}
