export type { KatalogEintrag, LeistungAngaben } from './angaben.ts';
export { compileLeistung, type Leistung, type Umgebung } from './compile.ts';
export { createKatalog, type Katalog, readOrdner, veroeffentliche } from './katalog.ts';
