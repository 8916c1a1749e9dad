import { Temporal } from 'temporal-polyfill';
import { leseDatum, leseDauer, leseUhrzeit, leseZeitpunkt, monateZwischen } from '../werte/kalender.ts';
import {
  istDatum,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZahl,
  istZeitpunkt,
  monate,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

const gesamt = (werte: readonly Wert[]): number[] | null => {
  const zahlen = werte.filter(istZahl).filter((z) => z.isInteger() && z.abs().lt(1e6));
  return zahlen.length === werte.length ? zahlen.map((z) => z.toNumber()) : null;
};

const versuche = (tue: () => Wert): Wert => {
  try {
    return tue();
  } catch (fehler) {
    if (fehler instanceof RangeError) return null;
    throw fehler;
  }
};

const tagVon = (w: Wert): Temporal.PlainDate | null => {
  if (istZeitpunkt(w)) return w.toPlainDate();
  return istDatum(w) ? w : null;
};

const tagesangabe = (tue: (d: Temporal.PlainDate) => number): Eingebaut =>
  eingebaut('date', ([w = null]) => {
    const d = tagVon(w);
    return d ? new Zahl(tue(d)) : null;
  });

const letzterTag = (d: Temporal.PlainDate): Wert => d.with({ day: d.daysInMonth });

export const KALENDER: Record<string, Eingebaut> = {
  date: eingebaut('from, month?, day?', (werte) => {
    const [von = null] = werte;
    if (werte.length === 1) return typeof von === 'string' ? leseDatum(von) : tagVon(von);
    const [year, month, day] = gesamt(werte) ?? [];
    if (year === undefined || month === undefined || day === undefined) return null;
    return versuche(() => Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }));
  }),
  time: eingebaut('from, minute?, second?', (werte) => {
    const [von = null] = werte;
    if (werte.length === 1) {
      if (istZeitpunkt(von)) return von.toPlainTime();
      return typeof von === 'string' ? leseUhrzeit(von) : istUhrzeit(von) ? von : null;
    }
    const [hour, minute, second] = gesamt(werte) ?? [];
    if (hour === undefined || minute === undefined || second === undefined) return null;
    return versuche(() => Temporal.PlainTime.from({ hour, minute, second }, { overflow: 'reject' }));
  }),
  'date and time': eingebaut('from, time?', ([von = null, zeit]) => {
    if (zeit === undefined) return typeof von === 'string' ? leseZeitpunkt(von) : istZeitpunkt(von) ? von : null;
    const tag = tagVon(von);
    return tag && istUhrzeit(zeit) ? tag.toPlainDateTime(zeit) : null;
  }),
  duration: eingebaut('from', ([von = null]) => {
    if (typeof von === 'string') return leseDauer(von);
    return istMonate(von) || istSekunden(von) ? von : null;
  }),
  'years and months duration': eingebaut('from, to', ([von = null, bis = null]) => {
    const a = tagVon(von);
    const b = tagVon(bis);
    return a && b ? monate(monateZwischen(a, b)) : null;
  }),
  /** `last day of month` as of Camunda's FEEL: handy for periods to the end of a month. */
  'last day of month': eingebaut('date', ([w = null]) => {
    const d = tagVon(w);
    return d ? letzterTag(d) : null;
  }),
  'day of year': tagesangabe((d) => d.dayOfYear),
  'week of year': tagesangabe((d) => d.weekOfYear ?? 0),
};
