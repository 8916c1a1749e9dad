import { addDays, localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis, type Tx } from '../base/index.ts';
import { setzeEnde } from '../register/index.ts';
import { type Befehl, type Gesperrt, handle, lock } from '../vorgaenge/index.ts';
import { type AufgabenDeps, arbeitskontext, darfAufgabe, type Person } from './aufgaben.ts';

const BERLIN = 'Europe/Berlin';
type Wann = Pick<Gesperrt['vorgang'], 'eingegangen'>;
/** The keeping of a registered dog begins with the day on which it was registered. */
const beginnOf = (v: Wann): string => localDateOf(Date.parse(v.eingegangen), BERLIN);

/**
 * Somebody who works on a Leistung enters that a registered dog is no longer kept: the next state of the record and the event, in one
 * commit. Refused: a day before the keeping began or to come, no reason, a second end.
 * @param ende first local date without the dog; the day on which the keeping began: it never was here
 */
export const beendeHaltung = (
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  ende: string,
  grund: string,
): Promise<Ergebnis> =>
  imRegister(d, p, vorgang, grund, (g) => {
    const tag = parseLocalDate(ende);
    if (!tag) return ablehnen('register.tag-ungueltig');
    // the last day with it may be today
    if (tag > addDays(localDateOf(d.protokoll.uhr.jetzt(), BERLIN), 1)) return ablehnen('register.tag-zukunft');
    if (tag < beginnOf(g.vorgang)) return ablehnen('register.ende-vor-beginn');
    return { ok: true, art: 'haltung-beenden', ende: tag };
  });

/** Takes an end back that was wrong: the dog counts on as if it had not been entered; both entries stay, with their reasons. */
export const setzeHaltungFort = (d: AufgabenDeps, p: Person, vorgang: string, grund: string): Promise<Ergebnis> =>
  imRegister(d, p, vorgang, grund, () => ({ ok: true, art: 'haltung-fortsetzen' }));

type Schritt = { ok: true; art: 'haltung-beenden'; ende: string } | { ok: true; art: 'haltung-fortsetzen' };

async function imRegister(
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  grund: string,
  pruefe: (g: Gesperrt) => Schritt | Ablehnung,
): Promise<Ergebnis> {
  const kontext = await arbeitskontext(d, p, vorgang);
  if (!kontext?.handelndFuer) return ablehnen('vorgang.unbekannt');
  const koerperschaft = kontext.handelndFuer;
  return d.db.transaktion(kontext, async (tx: Tx) => {
    const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    if (!(await darfAufgabe(tx, d, p, g, 'sachbearbeitung'))) return ablehnen('register.nicht-berechtigt');
    const s = pruefe(g);
    if (!s.ok) return s;
    const ende = s.art === 'haltung-beenden' ? s.ende : null;
    const neu = await setzeEnde(tx, d.protokoll.uhr.jetzt(), {
      koerperschaft,
      vorgang,
      ab: beginnOf(g.vorgang),
      ende,
    });
    if (!neu) return ablehnen('register.unbekannt');
    const stand = { person: p.person, eintrag: neu.id, stand: neu.stand, grund };
    const befehl: Befehl =
      s.art === 'haltung-beenden' ? { art: s.art, ende: s.ende, ...stand } : { art: s.art, ...stand };
    const e = await handle(tx, d.protokoll, g, befehl, { pseudonym: p.person, role: 'sachbearbeitung', loa: null });
    return e.ok ? { ok: true } : e;
  });
}
