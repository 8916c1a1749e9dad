export {
  beendeVereinbarung,
  type LastDeps,
  legePlanstelleAn,
  legeTeamAn,
  loesche,
  merkeAnnahme,
  setzeAufwand,
  setzeVorgeschichte,
  trageAbwesenheitEin,
  trageVereinbarungEin,
} from './actions.ts';
export type { Lastwoche, Urteil } from './belastung.ts';
export { type Einrichtung, readEinrichtung, readSchalter, type Schalter } from './einrichtung.ts';
export { type Probe, probiere } from './probe.ts';
export { type GruppenLast, type LeistungsLast, readUebersicht, type Uebersicht } from './uebersicht.ts';
export { type OffenerFall, readVorschlaege } from './vorschlaege.ts';
export { montagOf, wochenname, wochennameMitJahr } from './wochen.ts';
export { erklaereBefangen, lehneVorschlagAb, teileZu } from './zuteilung.ts';
