import { addDays, formatDatumKurz, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Aufwandsklasse, Einheit, Kostenregel, Schluessel } from '@rathausverbund/kosten';
import { abschnittfelder, type Lesen, type Schluesselart, teilfelder, wort, zaehlt, zahl } from './kosten.ts';
import { abschnitteOf, type Roh, teileOf } from './roh.ts';

/** The rules of one Leistung; each price ends where the next one begins. */
export function regelnOf(
  roh: Roh,
  { n, leistung }: { n: number; leistung: string },
  lies: Lesen,
  ab: LocalDate,
  verrechnetMit: string | null,
): Kostenregel[] {
  const gelten = abschnitteOf(roh, n)
    .filter((a) => zaehlt(roh, n, a))
    .map((a, i) => ({ a, ab: i === 0 ? ab : (parseLocalDate(wort(lies(`ab_${n}_${a}`))) ?? ab) }));
  return gelten.map(({ a, ab: von }, i) => {
    const f = abschnittfelder(n, a);
    const stand = wort(lies(f.ust)) as Kostenregel['ust']['stand'];
    const satz = wort(lies(f.satz)) === '19' || stand === 'steuerpflichtig' ? 19 : 0;
    return {
      leistung,
      ab: von,
      bis: gelten[i + 1]?.ab ?? null,
      schluessel: mische(teileOf(roh, n, a).flatMap((t) => schluesselOf(lies, teilfelder(n, a, t)))),
      minimum: zahl(lies(f.minimum)),
      maximum: zahl(lies(f.maximum)),
      ust: { stand, satz, grund: wort(lies(f.ustgrund)) },
      abschlag: zahl(lies(f.abschlag)),
      verrechnetMit,
    };
  });
}

const mische = (teile: Schluessel[]): Schluessel =>
  teile.length === 1 && teile[0] ? teile[0] : { art: 'mischung', teile };

function schluesselOf(lies: Lesen, f: ReturnType<typeof teilfelder>): Schluessel[] {
  const art = wort(lies(f.schluessel)) as Schluesselart | '';
  const preis = Math.round((zahl(lies(f.preis)) ?? 0) * 10_000);
  const angabe = wort(lies(f.angabe));
  switch (art) {
    case '':
      return [];
    case 'fall':
    case 'seite':
      return [{ art: 'menge', einheit: art, preis }];
    case 'hund':
    case 'einwohner':
      return [{ art: 'bestand', einheit: art, preis }];
    case 'fest':
      return [{ art: 'fest', betrag: Math.round(preis / 100) }];
    case 'kostenfrei':
      return [{ art: 'kostenfrei', grund: angabe }];
    default:
      return [{ art: 'umlage', pool: angabe, nach: art.slice('umlage_'.length) as Einheit }];
  }
}

/** "Einfach: 20", one per line; a line that says no minutes leaves 0, which the rules refuse. */
export const aufwandOf = (text: string, leistung: string): Aufwandsklasse[] =>
  text
    .split('\n')
    .map((z) => z.trim())
    .filter((z) => z !== '')
    .map((z) => {
      const m = /^(.{1,80}?)\s*[:=]\s*(\d{1,4})$/.exec(z);
      return { leistung, name: m?.[1] ?? z, minuten: Number(m?.[2] ?? 0) };
    });

const komma = (x: number): string => String(x).replace('.', ',');

/** The rules of one Leistung as they stand in the fields again: a change begins with what is agreed from this day on. */
export function felderAus(
  regeln: readonly Kostenregel[],
  klassen: readonly Aufwandsklasse[],
  n: number,
  heute: string,
): Roh {
  const kommende = regeln
    .filter((r) => r.bis === null || r.bis > heute)
    .sort((x, y) => (x.ab < y.ab ? -1 : 1))
    .slice(0, 99);
  const felder: Record<string, string> = { [`aufwand_${n}`]: klassen.map((k) => `${k.name}: ${k.minuten}`).join('\n') };
  for (const [i, r] of kommende.entries()) {
    const a = i + 1;
    const f = abschnittfelder(n, a);
    if (i > 0) felder[f.ab] = formatDatumKurz(r.ab);
    felder[f.ust] = r.ust.stand;
    felder[f.satz] = String(r.ust.satz);
    felder[f.ustgrund] = r.ust.grund;
    for (const g of ['minimum', 'maximum', 'abschlag'] as const) {
      const cent = r[g];
      if (cent !== null) felder[f[g]] = komma(cent / 100);
    }
    const teile = r.schluessel.art === 'mischung' ? r.schluessel.teile : [r.schluessel];
    for (const [j, s] of teile.entries()) {
      const g = teilfelder(n, a, j + 1);
      const [art, preis, angabe] = teilAus(s);
      Object.assign(felder, { [g.schluessel]: art, [g.preis]: preis, [g.angabe]: angabe });
    }
  }
  return felder;
}

function teilAus(s: Schluessel): [Schluesselart | '', string, string] {
  switch (s.art) {
    case 'menge':
    case 'bestand':
      return [s.einheit, komma(s.preis / 10_000), ''];
    case 'fest':
      return ['fest', komma(s.betrag / 100), ''];
    case 'umlage':
      return [`umlage_${s.nach}`, '', s.pool];
    case 'kostenfrei':
      return ['kostenfrei', '', s.grund];
    case 'mischung':
      return ['', '', ''];
  }
}

/** First day outside of what the last-day field says. */
export const endeOf = (letzter: string): LocalDate | null => {
  const tag = parseLocalDate(letzter);
  return tag === undefined ? null : addDays(tag, 1);
};
