export { nimmBankvorschlag, nimmSatz, schlageBankVor, setzeAuftritt, setzeSatz } from './actions.ts';
export {
  type Auftritt,
  AuftrittSchema,
  BANKVERBINDUNG,
  type Bankfeld,
  type Bankverbindung,
  BRIEFKOPF,
  type Briefkopffeld,
  Lesbar,
  pruefeBankverbindung,
} from './auftritt.ts';
export { aktiviere, findKuerzel, isBesetzt, ladeVerzeichnis } from './laden.ts';
export { type Kommune, suche, type Treffer, type Verzeichnis } from './model.ts';
export {
  createVerzeichnis,
  type Merkmal,
  readAuftritt,
  readBankvorschlag,
  readEinwohner,
  readMerkmale,
  readSaetze,
  readSatz,
  readVerzeichnis,
} from './queries.ts';
export {
  HOECHSTBETRAG,
  type Hundesteuersatz,
  isSatzname,
  isSatzwerte,
  SATZARTEN,
  type Satz,
  type Satzname,
  type Satzwerte,
} from './satzarten.ts';
export { pruefeZusammenschluss, trageZusammenschlussEin, type Zusammenschluss } from './zusammenschluss.ts';
