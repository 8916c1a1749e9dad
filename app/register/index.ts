export {
  type Bestandsaenderung,
  type Registereintrag,
  type Registerstand,
  type RegisterZeile,
  readEintrag,
  readHundebestand,
  readRegister,
  setzeEnde,
  trageEin,
} from './actions.ts';
