import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BriefDaten, readGemeinsameVorlagen, readVorlagen, type Satz } from '../dokumente/index.ts';
import type { Fehler } from './teile.ts';

/**
 * Typesets every example letter of a folder (`briefe/beispiele/NAME….json` belongs to `briefe/NAME.typ`) as PDF/UA-1, where the compiler
 * refuses what a screen reader could not read. Answers what failed, by letter and example.
 */
export async function pruefeBriefe(satz: Pick<Satz, 'setze'>, ordner: string): Promise<Fehler[]> {
  const beispiele = join(ordner, 'briefe/beispiele');
  if (!existsSync(beispiele)) return [];
  const eigene = readVorlagen(join(ordner, 'briefe'));
  const dateien = { ...readGemeinsameVorlagen(), ...eigene };
  const fehler: Fehler[] = [];
  for (const name of readdirSync(beispiele).sort()) {
    const grund = await typeset(satz, dateien, templateOf(Object.keys(eigene), name), join(beispiele, name));
    if (grund) fehler.push({ datei: `briefe/beispiele/${name}`, meldung: grund });
  }
  return fehler;
}

/** The longest name that the example begins with. */
const templateOf = (pfade: readonly string[], beispiel: string): string | undefined =>
  pfade.filter((p) => beispiel.startsWith(p.slice(1, -'.typ'.length))).sort((a, b) => b.length - a.length)[0];

async function typeset(
  satz: Pick<Satz, 'setze'>,
  dateien: Record<string, string>,
  haupt: string | undefined,
  beispiel: string,
): Promise<string | null> {
  if (!haupt) return 'Zu diesem Beispiel gibt es keinen Brief: Sein Name muss mit dem Namen der Vorlage beginnen.';
  const brief = `Brief „${haupt.slice(1, -'.typ'.length)}“ mit diesem Beispiel`;
  let daten: BriefDaten<unknown>;
  try {
    daten = JSON.parse(readFileSync(beispiel, 'utf8')) as BriefDaten<unknown>;
  } catch {
    return `${brief}: Das Beispiel ist kein gültiges JSON.`;
  }
  const e = await satz.setze({ haupt, dateien, daten, standard: 'ua-1' });
  return e.ok
    ? null
    : `${brief} ergibt kein barrierefreies PDF (PDF/UA-1). ${[e.meldung, ...e.einzelheiten].join(' ')}`;
}
