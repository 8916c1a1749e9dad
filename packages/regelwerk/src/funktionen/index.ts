import { BEREICHE } from './bereiche.ts';
import type { Eingebaut } from './eingebaut.ts';
import { KALENDER } from './kalender.ts';
import { KONTEXTE } from './kontexte.ts';
import { LISTEN } from './listen.ts';
import { MUSTER } from './muster.ts';
import { STATISTIK } from './statistik.ts';
import { TEXTE } from './texte.ts';
import { WAHRHEIT } from './wahrheit.ts';
import { ZAHLEN } from './zahlen.ts';

/** All functions of the language by name. */
export const EINGEBAUT: ReadonlyMap<string, Eingebaut> = new Map(
  [ZAHLEN, STATISTIK, TEXTE, MUSTER, LISTEN, KONTEXTE, KALENDER, BEREICHE, WAHRHEIT].flatMap((g) => Object.entries(g)),
);
/** Those whose names have several words, for the reader of expressions. */
export const MEHRWORT: readonly string[] = [...EINGEBAUT.keys()].filter((name) => name.includes(' '));
