import { fromJson } from '../werte/json.ts';
import { compileFeel, type FeelFehler } from './compileFeel.ts';
import { gelesenes } from './gelesenes.ts';

/**
 * A condition over plain JSON, for forms and flows: true only if the expression is true; null, missing values and
 * anything that cannot be computed count as false. Dates in the data are texts: write `date(beginn) > date("2026-01-01")`. `liest` are the
 * names of the values it reads, from outside in; single names within a filter are left out, they may be entries of the list.
 */
export function bedingung(
  text: string,
  optionen: { ohneUhr?: boolean } = {},
):
  | {
      ok: true;
      liest: readonly (readonly string[])[];
      evaluate: (kontext: Readonly<Record<string, unknown>>) => boolean;
    }
  | FeelFehler {
  const ausdruck = compileFeel(text, optionen);
  if (!ausdruck.ok) return ausdruck;
  return {
    ok: true,
    liest: gelesenes(text).flatMap((g) => (g.imFilter && g.pfad.length === 1 ? [] : [g.pfad])),
    evaluate: (kontext) => {
      const werte = Object.entries(kontext).map(([name, json]) => {
        const wert = fromJson(json);
        return [name, wert.ok ? wert.wert : null] as const;
      });
      const ergebnis = ausdruck.evaluate(Object.fromEntries(werte));
      return ergebnis.ok && ergebnis.wert === true;
    },
  };
}
