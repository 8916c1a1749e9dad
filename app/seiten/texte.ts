import { join } from 'node:path';

const bereiche = [
  'portal',
  'pruefen',
  'arbeitsplatz',
  'steuerung',
  'steuerung/vereinbarungen',
  'steuerung/abrechnung',
  'steuerung/rechnung',
  'steuerung/last',
  'steuerung/lage',
  'steuerung/fluss',
  'steuerung/vergleichen',
  'steuerung/offenedaten',
  'steuerung/foerdermittel',
  'steuerung/personal',
  'steuerung/satzung',
  'steuerung/fassungen',
  'steuerung/zugang',
  'eingangstuer',
  'rechtliches',
];

/** Folders of all texts on pages, for `createTexte`. */
export const seitenTexte: string[] = ['.', ...bereiche].map((b) => join(import.meta.dirname, b, 'texte'));
