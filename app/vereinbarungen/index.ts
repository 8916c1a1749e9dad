export { benenneAuslauf, type Entwurf, schliesseVereinbarung } from './actions.ts';
export {
  type Aufgabenart,
  type Basis,
  grundlageOf,
  type Regel,
  widerspruchsbehoerde,
  type Zustaendigkeit,
} from './model.ts';
export { readRegeln, readVertraege, resolveZustaendigkeit, type Vertrag } from './queries.ts';
