import type { LocalDate } from '@rathausverbund/fristen';
import { monatOf, schnitt, type Zeitraum } from '@rathausverbund/kosten';

/** Days from `ab` on; `bis` = first day outside, null = open. */
export interface Offen {
  readonly ab: LocalDate;
  readonly bis: LocalDate | null;
}

/** The days of `z` that lie in any of these, as few pieces as can be, in order. */
export function gedeckt(z: Zeitraum, teile: readonly Offen[]): Zeitraum[] {
  const alle = teile.flatMap((t) => schnitt(z, t) ?? []).sort((a, b) => (a.von < b.von ? -1 : 1));
  const reihe: Zeitraum[] = [];
  for (const t of alle) {
    const letzte = reihe.at(-1);
    if (letzte && t.von <= letzte.bis)
      reihe[reihe.length - 1] = { von: letzte.von, bis: t.bis > letzte.bis ? t.bis : letzte.bis };
    else reihe.push(t);
  }
  return reihe;
}

/** The days that lie in both. */
export const gemeinsam = (a: readonly Zeitraum[], b: readonly Zeitraum[]): Zeitraum[] =>
  a.flatMap((x) => b.flatMap((y) => schnitt(x, { ab: y.von, bis: y.bis }) ?? []));

/** The whole months among days of one calendar year: what is only known by the month is comparable only by the month. */
export const ganzeMonate = (tage: readonly Zeitraum[]): Zeitraum[] =>
  tage.flatMap((z) => {
    const jahr = Number(z.von.slice(0, 4));
    const monate = Array.from({ length: 12 }, (_, i) => monatOf(jahr, i + 1));
    return gedeckt(
      z,
      monate.filter((m) => z.von <= m.von && m.bis <= z.bis).map((m) => ({ ab: m.von, bis: m.bis })),
    );
  });
