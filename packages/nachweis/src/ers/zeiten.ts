import type { HashName } from '@rathausverbund/siegel';
import { zeitText } from '../pruefung/datum.ts';
import { type Befund, befund } from '../pruefung/ergebnis.ts';
import type { GuterStempel } from './stempel.ts';

export interface ZeitenOptions {
  readonly jetzt: Date;
  readonly geeignetBis?: Partial<Record<HashName, Date>>;
}

/** Clocks of two honest houses differ by this much at most. */
const UHREN_MS = 5 * 60_000;

/**
 * Do the stamps follow one another in time, each renewed while its certificate and its hash were still good (RFC 4998, 5.3)?
 * The newest one is judged by `jetzt`.
 */
export function judgeTimes(stempel: readonly GuterStempel[], { jetzt, geeignetBis = {} }: ZeitenOptions): Befund[] {
  const zukunft = stempel.some((s) => s.zeit.getTime() > jetzt.getTime() + UHREN_MS)
    ? [
        befund(
          'zeit',
          'cannot be decided',
          'ers.zukunft',
          'Ein Zeitstempel liegt in der Zukunft: Eine der Uhren geht falsch.',
        ),
      ]
    : [];
  return zukunft.concat(
    stempel.flatMap((s, i) => {
      const naechster = stempel[i + 1];
      if (naechster && naechster.zeit < s.zeit)
        return befund(
          'unversehrt',
          'does not hold',
          'ers.reihenfolge',
          'Die Zeitstempel folgen zeitlich nicht aufeinander.',
        );
      return lapsed(s, naechster?.zeit ?? jetzt, geeignetBis);
    }),
  );
}

/** What had run out when the next stamp came. Then the time of this one is no longer proven by itself. */
function lapsed(s: GuterStempel, naechste: Date, geeignetBis: Partial<Record<HashName, Date>>): Befund[] {
  const late = (code: string, was: string, seit: Date) =>
    befund(
      'zeit',
      'cannot be decided',
      code,
      `${was} ist am ${zeitText(seit)} abgelaufen, ohne dass rechtzeitig neu gestempelt wurde.`,
    );
  const bis = [s.geeignetBis, geeignetBis[s.hash]].find((d) => d && d < naechste);
  return [
    ...(s.gueltigBis < naechste
      ? [late('ers.abgelaufen', 'Das Zertifikat des Zeitstempeldienstes', s.gueltigBis)]
      : []),
    ...(bis ? [late('ers.veraltet', 'Die Eignung von Prüfsumme oder Schlüssel des Zeitstempels', bis)] : []),
  ];
}
