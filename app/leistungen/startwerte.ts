import type { Variablen } from './ausdruck.ts';

/** Variables every process starts with beside the answers, and their entries where they have any that are known. */
export const START_FELDER = {
  kanal: [],
  niveau: [],
  tag: [],
  satz: [],
  oertlich: ['name', 'kurzname'],
  zustaendig: ['name', 'kurzname'],
} as const;

/** Answers, channel, identity level, day of receipt, tariff, place, competent body. */
export const START_NAMEN: readonly string[] = ['antrag', ...Object.keys(START_FELDER)];

/** Values for these names: a place that gives them cannot forget one or spell it otherwise. */
export type Werte<T extends Readonly<Record<string, readonly string[]>>> = {
  readonly [N in keyof T]: T[N] extends readonly [] ? unknown : { readonly [F in T[N][number]]: unknown };
};
export type Startvariablen = Werte<typeof START_FELDER> & { readonly antrag: Variablen };
