export { createBeurkunden } from './beurkunden.ts';
export { briefwerte, readUmstaende } from './briefwerte.ts';
export { createDienste } from './dienste.ts';
export { empfaengerEmail } from './empfaenger.ts';
export { createErneuern, type Erneuerungsvermerk, type Erneuerwerk } from './erneuern.ts';
export type { Werkbank } from './fertigen.ts';
