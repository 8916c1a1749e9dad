import { Temporal } from 'temporal-polyfill';
import { type Fern, type MonatsDauer, type Uhrzeit, Zahl, type ZeitDauer, type Zeitpunkt } from './wert.ts';

export function dauerText(d: MonatsDauer | ZeitDauer): string {
  const betrag = d.art === 'monate' ? new Zahl(d.monate).abs() : d.sekunden.abs();
  const minus = (d.art === 'monate' ? d.monate < 0 : d.sekunden.isNegative()) && !betrag.isZero() ? '-' : '';
  const teil = (n: InstanceType<typeof Zahl>, zeichen: string) => (n.isZero() ? '' : `${n.toFixed()}${zeichen}`);
  if (d.art === 'monate') {
    return `${minus}P${teil(betrag.divToInt(12), 'Y')}${teil(betrag.mod(12), 'M')}`.replace(/P$/, 'P0M');
  }
  const tage = teil(betrag.divToInt(86400), 'D');
  const zeit = `${teil(betrag.mod(86400).divToInt(3600), 'H')}${teil(betrag.mod(3600).divToInt(60), 'M')}${teil(betrag.mod(60), 'S')}`;
  return `${minus}P${tage}${zeit && `T${zeit}`}`.replace(/P$/, 'PT0S');
}

const zwei = (n: number): string => String(n).padStart(2, '0');

/** `+02:00`, `Z`; with seconds where an offset has them. */
export function versatzText(sekunden: number): string {
  if (sekunden === 0) return 'Z';
  const betrag = Math.abs(sekunden);
  const rest = betrag % 60 === 0 ? '' : `:${zwei(betrag % 60)}`;
  return `${sekunden < 0 ? '-' : '+'}${zwei(Math.floor(betrag / 3600))}:${zwei(Math.floor(betrag / 60) % 60)}${rest}`;
}

// Temporal writes years beyond four digits with a sign and six digits, XML Schema as they are
const jahrWieXml = (iso: string): string =>
  iso.replace(/^([+-])0*(\d{4,})-/, (_, z: string, j: string) => `${z === '-' ? '-' : ''}${j}-`);

export const datumText = (d: Temporal.PlainDate): string => jahrWieXml(d.toString());

export function uhrzeitText(z: Uhrzeit): string {
  if (z instanceof Temporal.PlainTime) return z.toString();
  return `${z.zeit.toString()}${z.zone === null ? versatzText(z.versatz ?? 0) : `@${z.zone}`}`;
}

/** ISO text as FEEL writes it. */
export function zeitpunktText(z: Zeitpunkt): string {
  if (z instanceof Temporal.PlainDateTime) return jahrWieXml(z.toString());
  const lokal = jahrWieXml(z.toPlainDateTime().toString());
  if (z.timeZoneId === 'UTC') return `${lokal}Z`;
  return `${lokal}${/^[+-]/.test(z.timeZoneId) ? '' : '@'}${z.timeZoneId}`;
}

export function fernText({ jahr, monat, tag, zeit }: Fern): string {
  const datum = `${jahr < 0 ? '-' : ''}${String(Math.abs(jahr)).padStart(4, '0')}-${zwei(monat)}-${zwei(tag)}`;
  return zeit === null ? datum : `${datum}T${uhrzeitText(zeit)}`;
}
