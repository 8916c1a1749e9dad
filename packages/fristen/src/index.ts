export { abruffrist, type Bekanntgabe, bekanntgabe, bekanntgabeRegel } from './bekanntgabe.ts';
export {
  type Ausloeser,
  BEKANNTGABE_REGELN,
  type BekanntgabeRegel,
  type Regelwerk,
  type Weg,
} from './bekanntgabe-regeln.ts';
export {
  type Feiertag,
  feiertage,
  istFeiertag,
  istWerktag,
  naechsterWerktag,
  type Ort,
  werktageSpaeter,
} from './feiertage.ts';
export { formatDatum, formatDatumKurz } from './format.ts';
export { type Dauer, type FristAnfrage, type FristEnde, frist } from './frist.ts';
export {
  addDays,
  addMonths,
  type LocalDate,
  localDate,
  localDateOf,
  parseLocalDate,
  tageZwischen,
  wochentag,
} from './local-date.ts';
export {
  JAHRESFRIST_REGELN,
  jahresfrist,
  KLAGE_REGELN,
  klagefrist,
  type Rechtsbehelfsfrist,
  type RechtsbehelfsRegel,
  rechtsbehelfsfrist,
  WIDERSPRUCH_REGELN,
} from './rechtsbehelf.ts';
export type { Ablehnung, Regel } from './regel.ts';
