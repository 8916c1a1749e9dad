export { createSchluesselbund, type Schluesselbund } from './bund.ts';
export { type Grabstein, type Schluessellager, SchluesselVernichtet } from './lager.ts';
export { addZweitorte, type Spiegelfehler, spiegleGrabsteine } from './zweitorte.ts';
