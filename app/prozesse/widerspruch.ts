import { klagefrist, type LocalDate, localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis } from '../base/index.ts';
import {
  type Ausgang,
  eroeffnetKlage,
  isAusgang,
  isWiderspruchskanal,
  laeuftWiderspruch,
  type Vorgang,
  type Widerspruch,
} from '../vorgaenge/index.ts';
import type { AufgabenDeps, Person } from './aufgaben.ts';
import { bearbeite } from './bearbeiten.ts';

const BERLIN = 'Europe/Berlin';
/** More than a summary needs; the letter itself stays in the file. */
export const WIDERSPRUCH_LAENGE = 2_000;

/** An objection as it was typed in. */
export interface Widerspruchseintrag {
  /** of the form (UUID): sent twice, it is entered once */
  schluessel: string;
  /** local date on which it came in */
  eingang: string;
  kanal: string;
  /** what it is directed against and why, in a few sentences */
  text: string;
}

/** How it went on, as it was typed in. */
export interface Ausgangseintrag {
  /** of the form (UUID): sent twice, it is entered once */
  schluessel: string;
  ausgang: string;
  /** local date on which it took effect; of a mistake it is the day on which it was noticed, whatever stands here */
  tag: string;
  text: string;
}

/** Local date of the first Verwaltungsakt that can be contested; undefined where there is none. */
export function bescheidTag({ dokumente, bescheide }: Vorgang): string | undefined {
  const erster = dokumente.find((d) => bescheide.includes(d.art));
  return erster && localDateOf(Date.parse(erster.am), BERLIN);
}

/**
 * Somebody who works on a Vorgang enters an objection that came on paper, on record or electronically (§ 70 VwGO, § 357 AO): the legal
 * event and what follows from it, in one commit. Whether it is admissible or right is not decided here. Refused: no Bescheid, a day that
 * is none, is to come or lies before the Bescheid, an unknown channel, no text or too much, a second one while the first runs.
 */
export const trageWiderspruchEin = (
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  w: Widerspruchseintrag,
): Promise<Ergebnis> =>
  bearbeite(d, p, vorgang, 'widerspruch.nicht-berechtigt', async (_tx, g) => {
    if (g.vorgang.widerspruch?.id === w.schluessel) return null;
    const gelesen = lies(g.vorgang, w, localDateOf(d.protokoll.uhr.jetzt(), BERLIN));
    if (!gelesen.ok) return gelesen;
    const { eingang, kanal } = gelesen;
    return {
      art: 'widersprechen',
      widerspruch: { id: w.schluessel, eingang, kanal },
      person: p.person,
      text: w.text,
    };
  });

function lies(
  v: Vorgang,
  w: Widerspruchseintrag,
  heute: string,
): ({ ok: true } & Pick<Widerspruch, 'eingang' | 'kanal'>) | Ablehnung {
  if (laeuftWiderspruch(v.widerspruch)) return ablehnen('widerspruch.schon-eingelegt');
  const frueheste = bescheidTag(v);
  if (!frueheste) return ablehnen('widerspruch.ohne-bescheid');
  const eingang = parseLocalDate(w.eingang);
  if (!eingang) return ablehnen('widerspruch.tag-ungueltig');
  if (eingang > heute) return ablehnen('widerspruch.tag-zukunft');
  if (eingang < frueheste) return ablehnen('widerspruch.tag-zu-frueh');
  if (!isWiderspruchskanal(w.kanal)) return ablehnen('widerspruch.ohne-kanal');
  if (w.text.length > WIDERSPRUCH_LAENGE) return ablehnen('widerspruch.zu-lang');
  return { ok: true, eingang, kanal: w.kanal };
}

/** What has no day of its own. */
const IRRTUM: ReadonlySet<Ausgang> = new Set(['fehleintrag', 'wieder-offen']);
/** What nothing else in the file explains. */
const MIT_GRUND: ReadonlySet<Ausgang> = new Set(['erledigt', ...IRRTUM]);
const istIrrtum = (ausgang: Ausgang): boolean => IRRTUM.has(ausgang);

/**
 * Somebody who works on a Vorgang enters how an objection went on: taken back, found right, decided, contested before the court, or that
 * an entry was a mistake. Decided is elsewhere; what was turned down opens the period for going to court (§ 74 (1) VwGO), which the file
 * outlives. Refused: no objection, what cannot come next, a day that is none, is to come or lies before the objection or the entry before,
 * no reason where there must be one, or too much text.
 */
export const schreibeWiderspruchFort = (
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  a: Ausgangseintrag,
): Promise<Ergebnis> =>
  bearbeite(d, p, vorgang, 'widerspruch.nicht-berechtigt', async (_tx, g) => {
    const w = g.vorgang.widerspruch;
    if (!w) return ablehnen('widerspruch.keiner');
    if (w.eintrag === a.schluessel) return null;
    const gelesen = liesAusgang(w, a, localDateOf(d.protokoll.uhr.jetzt(), BERLIN));
    if (!gelesen.ok) return gelesen;
    const { ausgang, tag, klageBis } = gelesen;
    return {
      art: 'widerspruch-fortschreiben',
      eintrag: a.schluessel,
      ausgang,
      tag,
      klageBis,
      person: p.person,
      text: a.text,
    };
  });

function liesAusgang(
  w: Widerspruch,
  { ausgang, tag: getippt, text }: Ausgangseintrag,
  heute: LocalDate,
): { ok: true; ausgang: Ausgang; tag: LocalDate; klageBis: LocalDate | null } | Ablehnung {
  if (!isAusgang(ausgang)) return ablehnen('widerspruch.ohne-ausgang');
  const tag = istIrrtum(ausgang) ? heute : parseLocalDate(getippt);
  if (!tag) return ablehnen('widerspruch.ausgang-tag-ungueltig');
  if (tag > heute) return ablehnen('widerspruch.ausgang-tag-zukunft');
  if (tag < (w.stand?.tag ?? w.eingang)) return ablehnen('widerspruch.ausgang-tag-zu-frueh');
  if (MIT_GRUND.has(ausgang) && text.trim() === '') return ablehnen('widerspruch.ausgang-ohne-grund');
  if (text.length > WIDERSPRUCH_LAENGE) return ablehnen('widerspruch.ausgang-zu-lang');
  const frist = eroeffnetKlage(ausgang) ? klagefrist(tag) : null;
  return { ok: true, ausgang, tag, klageBis: frist?.ok ? frist.ende : null };
}
