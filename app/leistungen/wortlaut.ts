import { type Gliederungspunkt, gliederung } from '@rathausverbund/prozess';
import { diffArrays } from 'diff';
import type { Dateien, Leistung } from './compile.ts';

/** A line of two texts laid over each other. */
export interface Vergleichszeile {
  art: 'gleich' | 'neu' | 'weg';
  text: string;
}

/** From so many lines on that differ, texts are not laid over each other: it takes seconds, and nobody reads it. */
const HOECHSTENS_ANDERS = 4_000;

/** What a version has and what of it another one has not; both empty where only spaces or ends of lines differ. */
export interface Dateivergleich {
  datei: string;
  /** in the words of the field: steps of a process, rules of tables; a form or a letter is its own wording */
  worte: Vergleichszeile[];
  /** line by line as the file is written, where that is not the same */
  quelltext: Vergleichszeile[];
}

/** A version; without `leistung` where this software cannot read it any more. */
export interface Wortlaut {
  dateien: Dateien;
  leistung: Leistung | undefined;
}

/** Two versions of one Leistung, file by file in the order of their names; files that are the same are left out. */
export function vergleicheWortlaut(alt: Wortlaut, neu: Wortlaut): Dateivergleich[] {
  return [...new Set([...Object.keys(alt.dateien), ...Object.keys(neu.dateien)])]
    .filter((datei) => alt.dateien[datei] !== neu.dateien[datei])
    .sort()
    .map((datei) => {
      const [vorher, nachher] = [worteOf(alt.leistung, datei), worteOf(neu.leistung, datei)];
      const quelltext = vergleiche(zeilenOf(alt.dateien[datei]), zeilenOf(neu.dateien[datei]));
      return vorher && nachher
        ? { datei, worte: vergleiche(vorher, nachher), quelltext }
        : { datei, worte: quelltext, quelltext: [] };
    });
}

/** None of a file that is not there; the end of the last line is no line. */
const zeilenOf = (text: string | undefined): string[] =>
  text
    ?.replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((z) => z.trimEnd()) ?? [];

/** Undefined where the file reads well as it is written. */
function worteOf(leistung: Leistung | undefined, datei: string): string[] | undefined {
  if (!leistung) return undefined;
  if (datei === 'prozess.bpmn')
    return gliederung(leistung.prozess, { besuche: new Map(), fluesse: new Set() }).flatMap((p) => schritte(p, 0));
  if (!datei.endsWith('.dmn')) return undefined;
  return leistung.tabellen
    .filter((t) => t.datei === datei)
    .flatMap((t) => [`${t.name}:`, ...t.wortlaut.map((z) => `  ${z}`)]);
}

const schritte = (p: Gliederungspunkt, tiefe: number): string[] => [
  `${'  '.repeat(tiefe)}${p.art}: ${p.name || p.element}`,
  ...p.wege.map((w) => `${'  '.repeat(tiefe + 1)}${w.name || 'sonst'} → ${w.nach}`),
  ...p.unter.flatMap((u) => schritte(u, tiefe + 1)),
];

/** Nothing where both are the same. */
function vergleiche(alt: readonly string[], neu: readonly string[]): Vergleichszeile[] {
  const teile = diffArrays([...alt], [...neu], { maxEditLength: HOECHSTENS_ANDERS }) ?? [
    { removed: true, added: false, value: alt },
    { removed: false, added: true, value: neu },
  ];
  const alle = teile.flatMap(({ added, removed, value }) =>
    value.map((text) => ({ art: added ? ('neu' as const) : removed ? ('weg' as const) : ('gleich' as const), text })),
  );
  return alle.some((z) => z.art !== 'gleich') ? alle : [];
}
