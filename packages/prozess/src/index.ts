export { advance } from './advance.ts';
export type { Ausdruck, CompileAusdruck, Wert } from './ausdruck.ts';
export type { Ablehnung, AblehnungsCode, Befehl, Fortschritt, Wirkung } from './befehl.ts';
export type { Kompilat } from './compile.ts';
export { compileProzess } from './compile.ts';
export type { Json, Variablen } from './json.ts';
export type { Element, ElementArt, Fehler, Fluss, Knoten, Kopf, Prozess, Punkt, Rahmen } from './model.ts';
export { zeichne } from './zeichne.ts';
export type { Ergebnis, Token, Vorfall, WegPunkt, Zustand } from './zustand.ts';
