import type { Knoten, Quelle } from './syntax.ts';
import type { Code, Umgebung } from './umgebung.ts';

/** Carries the source text through the translation and lets the parts call each other. */
export type Uebersetzer = { readonly quelle: Quelle; readonly uebersetze: (knoten: Knoten, u: Umgebung) => Code };
