import type { Anker } from './anker.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { groupBy } from './gruppen.ts';
import { type Bezeugung, istNachgestellt, TOLERANZ, unabhaengige } from './protokoll.ts';
import type { ProtokollzeitAntwort } from './protokollzeit.ts';
import type { StempelAntwort } from './stempel.ts';

/** The time of a log's state: the evidence record over it. */
export interface Standzeit {
  readonly stand: string;
  readonly antwort: ProtokollzeitAntwort;
}

export interface EreigniszeitFrage {
  readonly anker: Anker | null;
  readonly ereignisse: readonly GelesenesEreignis[];
  readonly bezeugung: Bezeugung;
  readonly standzeiten: readonly Standzeit[];
  readonly stempel: StempelAntwort;
}

/**
 * So long after its time an event may be proven for the first time: the log is stamped each hour, and for four hours a body may go
 * on without (then it stops issuing).
 */
export const SPAETESTENS = 5 * 3_600_000;

/**
 * Since when each event is proven to have been there: the earliest of evidence record, stamp over the bundle and cosignature of an
 * independent witness. A cosignature of the operator's own witness counts only where there is nothing better: its clock is his.
 */
export function gesichertSeit(f: EreigniszeitFrage): Map<GelesenesEreignis, Date> {
  const stempel = f.stempel.urteil;
  const buendel = stempel?.ok && stempel.vertrauen === 'holds' ? [stempel.zeit] : [];
  const seit = new Map<GelesenesEreignis, Date>();
  for (const [stand, gruppe] of groupBy(f.ereignisse, (e) => e.proof.gelesen.note.text)) {
    const zeit = frueheste([...standzeit(f, stand), ...buendel, ...gegengezeichnet(f, stand, true)]);
    const eigene = zeit ?? frueheste(gegengezeichnet(f, stand, false));
    if (eigene) for (const e of gruppe) seit.set(e, eigene);
  }
  return seit;
}

function standzeit({ standzeiten }: EreigniszeitFrage, stand: string): Date[] {
  return standzeiten.flatMap(({ stand: text, antwort: { urteil } }) =>
    text === stand && urteil?.zeit === 'holds' && urteil.vertrauen === 'holds' && urteil.beginn ? [urteil.beginn] : [],
  );
}

function gegengezeichnet({ anker, bezeugung }: EreigniszeitFrage, stand: string, unabhaengig: boolean): Date[] {
  return (bezeugung.gegenzeichnungen.get(stand) ?? [])
    .filter(({ zeuge }) => anker !== null && unabhaengige(anker, [zeuge]).length > 0 === unabhaengig)
    .map((g) => g.zeit);
}

const frueheste = (zeiten: readonly Date[]): Date | null =>
  zeiten.length > 0 ? new Date(Math.min(...zeiten.map((z) => z.getTime()))) : null;

/** An event that is proven only long after it is said to have happened might have been entered later. */
export function pruefeEreigniszeit({ anker }: EreigniszeitFrage, seit: ReadonlyMap<GelesenesEreignis, Date>): Befund[] {
  const spaet = [...seit].filter(
    ([{ ereignis }, zeit]) =>
      !istNachgestellt(anker, ereignis.data) && zeit.getTime() > Date.parse(ereignis.at) + SPAETESTENS + TOLERANZ,
  );
  return spaet.map(([{ ereignis }, zeit]) =>
    befund(
      'zeit',
      'cannot be decided',
      'zeit.spaet-bewiesen',
      `Ereignis ${ereignis.n} will am ${zeitText(new Date(ereignis.at))} geschehen sein. Bewiesen ist es erst seit dem ${zeitText(zeit)}.`,
    ),
  );
}
