import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import type { Regel } from '../model.ts';
import { aktuelle, beide, type Fassung, type Stand } from './stand.ts';

/** When a text is in force, if it is: from the day after publication or the agreed later day, until the first day outside. */
export interface Geltung {
  fassung: Fassung;
  ab: string;
  bis: string | null;
}

/** Source: § 13 SächsKomZG with § 72 (zu bestätigen): the day after publication, unless the agreement names a later one. */
export function inKraftAb(f: Fassung): LocalDate | null {
  if (!f.bekanntgemacht) return null;
  const tag = addDays(localDate(f.bekanntgemacht.tag), 1);
  return f.inhalt.ab !== null && f.inhalt.ab > tag ? localDate(f.inhalt.ab) : tag;
}

const frueher = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/** From when a text works here: in force, and switched on by both sides. The past never changes: nothing works before that day. */
function wirktAb(f: Fassung): string | null {
  const ab = inKraftAb(f);
  const { auftraggeber, auftragnehmer } = f.freigeschaltet;
  if (ab === null || auftraggeber === undefined || auftragnehmer === undefined) return null;
  return [ab, auftraggeber, auftragnehmer].sort().at(-1) ?? null;
}

/**
 * The texts that both sides have switched on, each until the first day of any later one, or the end: who decides last decides from that
 * day on, also over what was decided before for later days. What never comes to a day is left out.
 */
export function geltungen(s: Stand): Geltung[] {
  const wirksam = s.fassungen.flatMap((fassung) => {
    const ab = wirktAb(fassung);
    return ab === null ? [] : [{ fassung, ab }];
  });
  return wirksam
    .map((w, i) => {
      const abgeloest = wirksam.slice(i + 1).reduce<string | null>((bis, spaeter) => frueher(bis, spaeter.ab), null);
      return { ...w, bis: frueher(frueher(abgeloest, w.fassung.inhalt.bis), s.ende) };
    })
    .filter((g) => g.bis === null || g.ab < g.bis);
}

/** The text in force on a day, else the last one, if any. */
export const geltend = (s: Stand, tag: string): Geltung | undefined => {
  const alle = geltungen(s);
  return alle.find((g) => g.ab <= tag && (g.bis === null || tag < g.bis)) ?? alle.at(-1);
};

/** The same without the pauses. */
export function arbeitszeiten(s: Stand): Geltung[] {
  return s.pausen.reduce<Geltung[]>(
    (teile, p) =>
      teile.flatMap((g) => {
        if ((g.bis !== null && g.bis <= p.ab) || (p.bis !== null && p.bis <= g.ab)) return [g];
        const davor = g.ab < p.ab ? [{ ...g, bis: p.ab }] : [];
        const danach = p.bis !== null && (g.bis === null || p.bis < g.bis) ? [{ ...g, ab: p.bis }] : [];
        return [...davor, ...danach];
      }),
    geltungen(s),
  );
}

export type Zeile = Regel & { fassung: number };

/**
 * The public lines of an agreement: who works for whom, in which days. A text that both councils have resolved is shown as waiting for
 * its approval; lending of staff changes nothing here.
 */
export function zeilenOf(s: Stand): Zeile[] {
  const zeile = (
    fassung: Fassung,
    tage: { ab: string | null; bis: string | null },
    mehr: Pick<Regel, 'fundstelle' | 'stand'>,
  ) => {
    const { art, auftraggeber, auftragnehmer, titel, leistungen } = fassung.inhalt;
    if (art === 'personal') return [];
    return leistungen.map((leistung) => ({
      vereinbarung: s.id,
      fassung: fassung.nr,
      art,
      leistung,
      von: auftraggeber,
      an: auftragnehmer,
      titel,
      ...tage,
      ...mehr,
    }));
  };
  const gelten = arbeitszeiten(s).flatMap(({ fassung, ab, bis }) =>
    zeile(fassung, { ab, bis }, { fundstelle: fassung.bekanntgemacht?.fundstelle ?? '', stand: 'in_kraft' }),
  );
  const f = aktuelle(s);
  const wartet = f?.nr === 1 && beide(f.beschlossen) && !beide(f.freigeschaltet);
  return wartet
    ? zeile(
        f,
        { ab: f.inhalt.ab, bis: f.inhalt.bis },
        { fundstelle: f.bekanntgemacht?.fundstelle ?? '', stand: 'genehmigung_offen' },
      )
    : gelten;
}
