import { parseLocalDate } from '@rathausverbund/fristen';
import { ablehnen } from '../../base/index.ts';
import type { Befehl } from './befehle.ts';
import { type Entschieden, ja, kuenftig, leer, OHNE, type Umfeld } from './pruefung.ts';
import type { Stand } from './stand.ts';
import { geltend } from './zeilen.ts';

export type Pause = Stand['pausen'][number];

/** The pause that lasts on a day. */
export const laufendePause = (s: Stand, tag: string): Pause | undefined =>
  s.pausen.find((p) => p.ab <= tag && (p.bis === null || tag < p.bis));

/** Pauses that are still to come, the next one first. */
export const geplantePausen = (s: Stand, tag: string): Pause[] =>
  s.pausen.filter((p) => tag < p.ab).sort((a, b) => (a.ab < b.ab ? -1 : 1));

/** Two stretches share a day. */
const ueberlappt = (a: Pause, b: Pause): boolean =>
  (b.bis === null || a.ab < b.bis) && (a.bis === null || b.ab < a.bis);

/**
 * The commissioning body may pause a mandate, without end or until a day that is known; a delegation has no brake, only its end in the
 * way the law gives.
 */
export function aussetzen(s: Stand, b: Befehl & { art: 'aussetzen' }, u: Umfeld): Entschieden {
  const g = geltend(s, b.ab);
  if (!g) return ablehnen('vereinbarung.nicht-in-kraft');
  if (g.fassung.inhalt.art !== 'mandatierend' || u.seite !== 'auftraggeber')
    return ablehnen('vereinbarung.keine-bremse');
  const pause: Pause = { ab: b.ab, bis: b.bis ?? null };
  if (pause.bis !== null && parseLocalDate(pause.bis) === undefined) return ablehnen('vereinbarung.tag-ungueltig');
  if (pause.bis !== null && pause.bis <= pause.ab) return ablehnen('vereinbarung.pause-ende');
  if (s.pausen.some((p) => ueberlappt(p, pause))) return ablehnen('vereinbarung.schon-ausgesetzt');
  if (b.ab < g.ab || (g.bis !== null && g.bis <= b.ab)) return ablehnen('vereinbarung.nicht-in-kraft');
  return kuenftig(b.ab, u) ?? leer(b.grund) ?? ja({ art: 'ausgesetzt', ...pause, grund: b.grund, ...OHNE });
}

/** Ends the pause that lasts, earlier than planned where its end was known. */
export function fortsetzen(s: Stand, b: Befehl & { art: 'fortsetzen' }, u: Umfeld): Entschieden {
  if (u.seite !== 'auftraggeber') return ablehnen('vereinbarung.nicht-ausgesetzt');
  const pause = laufendePause(s, u.heute);
  if (!pause) {
    const [geplant] = geplantePausen(s, u.heute);
    return geplant
      ? ablehnen('vereinbarung.pause-geplant', { tag: geplant.ab })
      : ablehnen('vereinbarung.nicht-ausgesetzt');
  }
  if (b.ab <= pause.ab) return ablehnen('vereinbarung.tage-widersprechen');
  if (pause.bis !== null && pause.bis <= b.ab) return ablehnen('vereinbarung.pause-endet', { tag: pause.bis });
  if (s.ende !== null && s.ende <= b.ab) return ablehnen('vereinbarung.beendet');
  return kuenftig(b.ab, u) ?? ja({ art: 'fortgesetzt', ab: b.ab, ...OHNE });
}

/** Undo, as long as the pause has not begun: then the work simply goes on. */
export function zuruecknehmen(s: Stand, b: Befehl & { art: 'zuruecknehmen' }, u: Umfeld): Entschieden {
  if (u.seite !== 'auftraggeber' || !s.pausen.some((p) => p.ab === b.ab))
    return ablehnen('vereinbarung.nicht-ausgesetzt');
  if (b.ab <= u.heute) return ablehnen('vereinbarung.pause-laeuft');
  return ja({ art: 'zurueckgenommen', ab: b.ab, ...OHNE });
}
