export {
  type Abschluss,
  createLaufzeit,
  type Diensthandler,
  type Dienstlage,
  type Laufzeit,
  MASCHINE,
  type Startwerte,
} from './laufzeit.ts';
