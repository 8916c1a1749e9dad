export type { KatalogEintrag, LeistungAngaben } from './angaben.ts';
export { type Aufgabe, type Aufgabenart, type Auswahl, type Erledigt, erledige } from './aufgabe.ts';
export type { Gerechnet, Variablen } from './ausdruck.ts';
export { type Abweichung, type Beispiel, readBeispiel } from './beispiel.ts';
export type { Brief, Briefart, Geschrieben } from './brief.ts';
export { compileLeistung, type Leistung, type Umgebung } from './compile.ts';
export { DIENSTE } from './dienste.ts';
export { createKatalog, type Katalog, readOrdner, veroeffentliche } from './katalog.ts';
export { probiere } from './probe.ts';
