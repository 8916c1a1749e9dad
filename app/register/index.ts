export { type Registereintrag, type RegisterZeile, readHundebestand, readRegister, trageEin } from './actions.ts';
