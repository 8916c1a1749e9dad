export type { KatalogEintrag, LeistungAngaben } from './angaben.ts';
export { type Aufgabe, type Aufgabenart, type Auswahl, type Erledigt, erledige } from './aufgabe.ts';
export type { Gerechnet, Variablen } from './ausdruck.ts';
export { VERWALTUNGSAKT_DIENSTE } from './automatik.ts';
export type { Brief, Briefart, Geschrieben } from './brief.ts';
export type { Leistung, Umgebung } from './compile.ts';
export { DIENST_VARIABLEN, DIENSTE } from './dienste.ts';
export { createKatalog, type Katalog, readSpaetereFassungen, veroeffentliche } from './katalog.ts';
export { START_NAMEN } from './pruefung.ts';
