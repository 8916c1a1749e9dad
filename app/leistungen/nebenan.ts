import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYamlText } from '../base/index.ts';
import type { Dateien, Fehler } from './teile.ts';

/** By what a Leistung is told from all others; `kurz` stands in every Aktenzeichen. */
export interface Kennung {
  /** its folder; null for one that was published before */
  ordner: string | null;
  schluessel: string;
  kurz: string | undefined;
}

/** @param text content of leistung.yaml @returns null where it names no key: others say why */
export function kennungIn(ordner: string | null, text: string): Kennung | null {
  const y = readYamlText(text);
  if (!y.ok) return null;
  const { schluessel, kurz } = (y.wert ?? {}) as Record<string, unknown>;
  return typeof schluessel === 'string'
    ? { ordner, schluessel, kurz: typeof kurz === 'string' ? kurz : undefined }
    : null;
}

/** @param alle folders of Leistungen */
export const readKennungen = (alle: readonly string[]): Kennung[] =>
  alle.flatMap((ordner) => kennungIn(ordner, readFileSync(join(ordner, 'leistung.yaml'), 'utf8')) ?? []);

/** Two with one key would be one Leistung, two with one short name would give the same Aktenzeichen twice. */
export function checkNebenan(ordner: string, dateien: Dateien, andere: readonly Kennung[]): Fehler[] {
  const datei = 'leistung.yaml';
  const eigene = kennungIn(ordner, dateien[datei] ?? '');
  if (!eigene) return [];
  const { schluessel, kurz } = eigene;
  const zwilling = andere.find((a) => a.schluessel === schluessel && a.ordner !== null && a.ordner !== ordner);
  const namensvetter = andere.find((a) => a.schluessel !== schluessel && kurz !== undefined && a.kurz === kurz);
  return [
    ...(zwilling
      ? [{ datei, meldung: `schluessel: „${schluessel}“ heißt schon die Leistung in ${zwilling.ordner}.` }]
      : []),
    ...(namensvetter
      ? [
          {
            datei,
            meldung: `kurz: „${kurz}“ steht schon in den Aktenzeichen von „${namensvetter.schluessel}“. Nehmen Sie andere Buchstaben.`,
          },
        ]
      : []),
  ];
}
