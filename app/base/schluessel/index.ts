export { createSchluesselbund, type Schluesselbund } from './bund.ts';
export { type Grabstein, type Schluessellager, SchluesselVernichtet } from './lager.ts';
export { kekName } from './namen.ts';
export { createOrdnerlager } from './ordner.ts';
export { type Tresor, TresorZu, tryClosed } from './tresor.ts';
export { addZweitorte, readZweitorte, type Spiegelfehler, spiegleGrabsteine } from './zweitorte.ts';
