import { addDays, localDateOf, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis } from '../base/index.ts';
import { setzeEnde } from '../register/index.ts';
import type { Gesperrt } from '../vorgaenge/index.ts';
import type { AufgabenDeps, Person } from './aufgaben.ts';
import { bearbeite } from './bearbeiten.ts';

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
    return { ok: true, ende: tag };
  });

/** Takes an end back that was wrong: the dog counts on as if it had not been entered; both entries stay, with their reasons. */
export const setzeHaltungFort = (d: AufgabenDeps, p: Person, vorgang: string, grund: string): Promise<Ergebnis> =>
  imRegister(d, p, vorgang, grund, () => ({ ok: true, ende: null }));

/** @param ende of the keeping as it now is */
const imRegister = (
  d: AufgabenDeps,
  p: Person,
  vorgang: string,
  grund: string,
  ende: (g: Gesperrt) => { ok: true; ende: string | null } | Ablehnung,
): Promise<Ergebnis> =>
  bearbeite(d, p, vorgang, 'register.nicht-berechtigt', async (tx, g) => {
    const e = ende(g);
    if (!e.ok) return e;
    const { koerperschaft } = g.vorgang;
    const ab = beginnOf(g.vorgang);
    const neu = await setzeEnde(tx, d.protokoll.uhr.jetzt(), { koerperschaft, vorgang, ab, ende: e.ende });
    if (!neu) return ablehnen('register.unbekannt');
    const stand = { person: p.person, eintrag: neu.id, stand: neu.stand, grund };
    return e.ende === null
      ? { art: 'haltung-fortsetzen', ...stand }
      : { art: 'haltung-beenden', ende: e.ende, ...stand };
  });
