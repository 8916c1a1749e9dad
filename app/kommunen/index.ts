export { setzeAuftritt, setzeSatz } from './actions.ts';
export { aktiviere, findKuerzel, isBesetzt, ladeVerzeichnis } from './laden.ts';
export { type Auftritt, type Hundesteuersatz, type Kommune, suche, type Treffer, type Verzeichnis } from './model.ts';
export {
  createVerzeichnis,
  type Merkmal,
  readAuftritt,
  readEinwohner,
  readMerkmale,
  readSatz,
  readVerzeichnis,
} from './queries.ts';
export { pruefeZusammenschluss, trageZusammenschlussEin, type Zusammenschluss } from './zusammenschluss.ts';
