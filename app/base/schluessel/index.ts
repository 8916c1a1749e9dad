export { createSchluesselbund, type Schluesselbund } from './bund.ts';
export { type Grabstein, type Schluessellager, SchluesselVernichtet } from './lager.ts';
