import type { Eingebaut } from './eingebaut.ts';
import { KALENDER } from './kalender.ts';
import { LISTEN } from './listen.ts';
import { TEXTE } from './texte.ts';
import { ZAHLEN } from './zahlen.ts';

export type { Eingebaut } from './eingebaut.ts';

/** All functions of the language by name. */
export const EINGEBAUT: ReadonlyMap<string, Eingebaut> = new Map(
  [ZAHLEN, TEXTE, LISTEN, KALENDER].flatMap((gruppe) => Object.entries(gruppe)),
);
