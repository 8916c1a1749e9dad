export {
  type Registereintrag,
  type Registerstand,
  type RegisterZeile,
  readEintrag,
  readHundebestand,
  readRegister,
  setzeEnde,
  trageEin,
} from './actions.ts';
export type { Bestandsaenderung } from './model.ts';
