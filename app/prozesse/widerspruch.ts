import { localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis } from '../base/index.ts';
import { isWiderspruchskanal, type Vorgang, type Widerspruch } from '../vorgaenge/index.ts';
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

/** Local date of the first Verwaltungsakt that can be contested; undefined where there is none. */
export function bescheidTag({ dokumente, bescheide }: Vorgang): string | undefined {
  const erster = dokumente.find((d) => bescheide.includes(d.art));
  return erster && localDateOf(Date.parse(erster.am), BERLIN);
}

/**
 * Somebody who works on a Vorgang enters an objection that came on paper, on record or electronically (§ 70 VwGO, § 357 AO): the legal
 * event and what follows from it, in one commit. Whether it is admissible or right is not decided here. Refused: no Bescheid, a day that
 * is none, is to come or lies before the Bescheid, an unknown channel, no text or too much, a second one.
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

function lies(v: Vorgang, w: Widerspruchseintrag, heute: string): ({ ok: true } & Omit<Widerspruch, 'id'>) | Ablehnung {
  if (v.widerspruch) return ablehnen('widerspruch.schon-eingelegt');
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
