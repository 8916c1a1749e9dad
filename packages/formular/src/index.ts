export { compileFormular } from './compile.ts';
export type {
  Antwort,
  Antworten,
  Art,
  AuswahlFeld,
  Bedingung,
  CompileBedingung,
  DatumFeld,
  Feld,
  FeldFehler,
  Formular,
  Grenze,
  Rohwerte,
  Schritt,
  TextFeld,
  Wert,
  ZahlFeld,
} from './model.ts';
export { liesAntwort, mitAntwort } from './pfad.ts';
export { type Pruefergebnis, pruefeAlles, type SchrittFehler } from './pruefen.ts';
export type { QuellFehler } from './quelle.ts';
export { type JsonSchema, toJsonSchema } from './schema.ts';
export { parseSchritt, type SchrittErgebnis } from './schritt.ts';
export { traegtSchluessel } from './serviceportal/kennung.ts';
export type { Formularquelle, Formularuebernahme, Herkunft, Hinweis } from './serviceportal/model.ts';
export { uebernimmServiceportal } from './serviceportal/uebernehmen.ts';
export { type Sicht, sicht, sichtbareFelder, sichtbareSchritte } from './sichtbar.ts';
export { vorbelegung } from './vorbelegung.ts';
export { eingabewert, formatWert } from './wert.ts';
export { parseTag } from './werte/datum.ts';
export { parseIban } from './werte/kennung.ts';
export { type Abschnitt, type Zeile, zusammenfassung } from './zusammenfassung.ts';
