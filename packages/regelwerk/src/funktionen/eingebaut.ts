import type { Lauf, Wert } from '../werte/wert.ts';

/** A function of the language. `rufe` answers null for values it is not defined for. */
export type Eingebaut = {
  readonly parameter: readonly string[];
  readonly mindestens: number;
  readonly hoechstens: number;
  readonly rufe: (werte: readonly Wert[], lauf: Lauf) => Wert;
};

/** `parameter`: names separated by comma; `?` behind a name makes it optional, `...` allows any number of values. */
export function eingebaut(parameter: string, rufe: Eingebaut['rufe']): Eingebaut {
  const teile = parameter === '' ? [] : parameter.split(', ');
  const beliebig = teile.some((t) => t.endsWith('...'));
  return {
    parameter: teile.map((t) => t.replace(/(\?|\.\.\.)$/, '')),
    mindestens: teile.filter((t) => !t.endsWith('?')).length,
    hoechstens: beliebig ? Number.POSITIVE_INFINITY : teile.length,
    rufe,
  };
}
