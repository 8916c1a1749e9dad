export { type Forderung, kassenzeichenOf, ordneAn, ordneAutomatischAn, readForderung, stelleFest } from './actions.ts';
export { type Annahmeanordnung, type Annahmeantrag, betragOf, giltAm, waehleAnordnung } from './annahme.ts';
export { erteileAnnahme, haltAnnahmen, readAnnahmen, widerrufeAnnahme } from './annehmen.ts';
export { faelligkeiten, fruehesteFaelligkeit, wantsSepa } from './faellig.ts';
