export { type Registereintrag, type RegisterZeile, readRegister, trageEin } from './actions.ts';
