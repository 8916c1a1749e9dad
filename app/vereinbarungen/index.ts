export { benenneAuslauf, type Entwurf, schliesseVereinbarung } from './actions.ts';
export {
  type Halt,
  lockHalte,
  oeffneFreigaben,
  readHalte,
  readHaltgruende,
  schliesseFreigaben,
} from './anhalten.ts';
export {
  type Aufgabenart,
  type Basis,
  EIGENE,
  grundlageOf,
  type Regel,
  widerspruchsbehoerde,
  type Zustaendigkeit,
} from './model.ts';
export { readRegeln, readVertraege, type Vertrag } from './queries.ts';
export { type Freigabe, readFreigaben, readZugang, type Zugangsweg } from './zugang.ts';
export { openZustaendigkeit, resolveZustaendigkeit, type Zustaendigkeiten } from './zustaendig.ts';
