/** What an expression answers: a value, or a reason in German. */
export type Wert = { readonly ok: true; readonly wert: unknown } | { readonly ok: false; readonly meldung: string };

/** A compiled expression. `text` is what the author wrote; a literal answers itself. */
export interface Ausdruck {
  readonly text: string;
  readonly fest: boolean;
  readonly evaluate: (kontext: Record<string, unknown>) => Wert;
}

/** Compiles one FEEL expression, given without the leading `=`. Injected, so that this package stays independent. */
export type CompileAusdruck = (
  text: string,
) =>
  | { readonly ok: true; readonly evaluate: (kontext: Record<string, unknown>) => Wert }
  | { readonly ok: false; readonly meldung: string };

/** An expression that always answers `text`. */
export function festerText(text: string): Ausdruck {
  return { text, fest: true, evaluate: () => ({ ok: true, wert: text }) };
}
