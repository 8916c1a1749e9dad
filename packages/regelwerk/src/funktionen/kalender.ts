import { Temporal } from 'temporal-polyfill';
import { alsFern, fern, inNaehe, leseFernenZeitpunkt, leseFernesDatum } from '../werte/fern.ts';
import {
  istZone,
  leseDatum,
  leseDauer,
  leseUhrzeit,
  leseZeitpunkt,
  monateZwischen,
  uhrzeit,
  uhrzeitVon,
  versuche,
  zeitpunkt,
} from '../werte/kalender.ts';
import { leer } from '../werte/lauf.ts';
import {
  istDatum,
  istFern,
  istMonate,
  istSekunden,
  istUhrzeit,
  istZahl,
  istZeitpunkt,
  monate,
  type Uhrzeit,
  type Wert,
  Zahl,
} from '../werte/wert.ts';
import { type Eingebaut, eingebaut } from './eingebaut.ts';

const ganz = (w: Wert | undefined): number =>
  w !== undefined && w !== null && istZahl(w) && w.isInteger() && w.abs().lt(1e9) ? w.toNumber() : Number.NaN;

const tagVon = (w: Wert): Temporal.PlainDate | undefined =>
  istZeitpunkt(w) ? w.toPlainDate() : istDatum(w) ? w : undefined;

const tageszahl = (w: Wert) => {
  if (istFern(w)) return w;
  const tag = tagVon(w);
  return tag && { jahr: tag.year, monat: tag.month, tag: tag.day };
};

const tagAus = (year: number, month: number, day: number): Temporal.PlainDate | undefined =>
  versuche(() => Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })) ?? undefined;

/** Seconds may have a fraction; an offset is a duration below a day, a zone a name. */
function zeitAus(h: number, m: number, s: Wert | undefined, wo: Wert | undefined): Uhrzeit | undefined {
  if (!istZahl(s ?? null) || [h, m].some(Number.isNaN)) return undefined;
  const sekunden = s as InstanceType<typeof Zahl>;
  const nano = sekunden.minus(sekunden.floor()).times(1e9).floor().toNumber();
  const zeit = versuche(
    () =>
      new Temporal.PlainTime(
        h,
        m,
        sekunden.floor().toNumber(),
        Math.floor(nano / 1e6),
        Math.floor(nano / 1e3) % 1e3,
        nano % 1e3,
      ),
  );
  if (zeit === null) return undefined;
  if (typeof wo === 'string') return istZone(wo) ? uhrzeit(zeit, null, wo) : undefined;
  if (wo === undefined || wo === null) return zeit;
  if (!istSekunden(wo) || !wo.sekunden.isInteger() || wo.sekunden.abs().gt(18 * 3600)) return undefined;
  return uhrzeit(zeit, wo.sekunden.toNumber());
}

const tagesangabe = (tue: (d: Temporal.PlainDate) => Wert): Eingebaut =>
  eingebaut('date', ([w = null]) => {
    const von = einziges(w);
    const tag = istFern(von) ? inNaehe(von) : tagVon(von);
    return tag ? tue(tag) : undefined;
  });

const einziges = (w: Wert): Wert => (Array.isArray(w) && w.length === 1 ? (w[0] as Wert) : w);

// English names are what DMN asks for (table 81)
const TAGE = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONATE = 'January February March April May June July August September October November December'.split(' ');

export const KALENDER: Record<string, Eingebaut> = {
  date: [
    ...eingebaut('from', ([x = null]) => {
      const von = einziges(x);
      if (typeof von === 'string') return leseDatum(von) ?? leseFernesDatum(von) ?? undefined;
      return istFern(von) ? (tagAus(von.jahr, von.monat, von.tag) ?? { ...von, zeit: null }) : tagVon(von);
    }),
    ...eingebaut(
      'year: number, month: number, day: number',
      ([j, m, t]) => tagAus(ganz(j), ganz(m), ganz(t)) ?? fern(ganz(j), ganz(m), ganz(t)) ?? undefined,
    ),
  ],
  time: [
    ...eingebaut('from', ([x = null]) => {
      const von = einziges(x);
      if (typeof von === 'string') return leseUhrzeit(von) ?? undefined;
      if (istZeitpunkt(von)) return uhrzeitVon(von);
      if (istFern(von)) return von.zeit ?? undefined;
      // the midnight of a day is that of UTC (DMN 1.5, table 73)
      if (istDatum(von)) return uhrzeit(new Temporal.PlainTime(), 0);
      return istUhrzeit(von) ? von : undefined;
    }),
    ...eingebaut('hour: number, minute: number, second: number, offset?: days and time duration', ([h, m, s, wo]) =>
      zeitAus(ganz(h), ganz(m), s, wo),
    ),
  ],
  'date and time': [
    ...eingebaut('from', ([x = null]) => {
      const von = einziges(x);
      if (typeof von === 'string') return leseZeitpunkt(von) ?? leseFernenZeitpunkt(von) ?? undefined;
      if (istFern(von)) return { ...von, zeit: von.zeit ?? uhrzeit(new Temporal.PlainTime(), 0) };
      if (istDatum(von)) return zeitpunkt(von, uhrzeit(new Temporal.PlainTime(), 0)) ?? undefined;
      return istZeitpunkt(von) ? von : undefined;
    }),
    ...eingebaut('date, time: time', ([d = null, zeit = null]) => {
      const tag = tagVon(einziges(d));
      if (istFern(d) && istUhrzeit(zeit)) return { ...d, zeit };
      return tag && istUhrzeit(zeit) ? (zeitpunkt(tag, zeit) ?? alsFern(tag, zeit)) : undefined;
    }),
    ...eingebaut('date: date and time, timezone: string', ([d = null, zone]) => {
      if (!istZeitpunkt(d) || typeof zone !== 'string' || !istZone(zone)) return undefined;
      return d instanceof Temporal.ZonedDateTime ? d.withTimeZone(zone) : d.toZonedDateTime(zone);
    }),
    ...ausTeilen('offset?: days and time duration'),
    ...ausTeilen('timezone: string'),
  ],
  duration: eingebaut('from', ([x = null]) => {
    const von = einziges(x);
    if (typeof von === 'string') return leseDauer(von) ?? undefined;
    return istMonate(von) || istSekunden(von) ? von : undefined;
  }),
  'years and months duration': eingebaut('from, to', ([x = null, y = null]) => {
    const [von, bis] = [einziges(x), einziges(y)];
    const [a, b] = [tageszahl(von), tageszahl(bis)];
    return a && b ? monate(monateZwischen(a, b)) : undefined;
  }),
  now: eingebaut('', (_, lauf) => lauf.jetzt ?? leer(lauf, 'Für „now()“ ist kein Zeitpunkt angegeben.')),
  today: eingebaut('', (_, lauf) => lauf.jetzt?.toPlainDate() ?? leer(lauf, 'Für „today()“ ist kein Tag angegeben.')),
  'day of year': tagesangabe((d) => new Zahl(d.dayOfYear)),
  'day of week': tagesangabe((d) => TAGE[d.dayOfWeek - 1] ?? null),
  'month of year': tagesangabe((d) => MONATE[d.month - 1] ?? null),
  'week of year': tagesangabe((d) => new Zahl(d.weekOfYear ?? 0)),
  /** As in Camunda's FEEL: handy for periods to the end of a month. */
  'last day of month': eingebaut('date', ([w = null]) => {
    const tag = tagVon(einziges(w));
    return tag && tagAus(tag.year, tag.month, tag.daysInMonth);
  }),
};

function ausTeilen(wo: string): Eingebaut {
  const signatur = `year: number, month: number, day: number, hour: number, minute: number, second: number, ${wo}`;
  return eingebaut(signatur, ([j, mo, t, h, mi, s, ort]) => {
    const tag = tagAus(ganz(j), ganz(mo), ganz(t));
    const zeit = zeitAus(ganz(h), ganz(mi), s, ort);
    return tag && zeit ? (zeitpunkt(tag, zeit) ?? alsFern(tag, zeit)) : undefined;
  });
}
