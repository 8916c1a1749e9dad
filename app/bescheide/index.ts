export { createBeurkunden } from './beurkunden.ts';
export { createDienste } from './dienste.ts';
export { empfaengerEmail } from './empfaenger.ts';
export type { Werkbank } from './fertigen.ts';
