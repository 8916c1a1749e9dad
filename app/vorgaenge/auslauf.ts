import { type Ablehnung, ablehnen, type Tx } from '../base/index.ts';
import { auslaufOf, type Getan, gehe, readHalte, type Stand, type VertragDeps } from '../vereinbarungen/index.ts';
import { readBeiAnderen } from './queries.ts';

/** So many are named in one step. */
export const HOECHSTENS = 100;

/** Vorgaenge of the own body that could be named: open, of a Leistung of the agreement, worked on by the other side. */
export function readBenennbare(tx: Tx, s: Stand, w: { suche?: string; ids?: readonly string[] }) {
  const a = auslaufOf(s);
  if (!a.ok) return Promise.resolve([]);
  const { auftraggeber, auftragnehmer } = s.parteien;
  return readBeiAnderen(tx, auftraggeber, { stelle: auftragnehmer, leistungen: a.leistungen, ...w }, HOECHSTENS);
}

/**
 * Names Vorgaenge for the run-off of a mandate. Each must be the own body's, open, of a Leistung of the agreement and worked on by the
 * other side; else nothing is named. Refuses: `vereinbarung.auslauf-vorgang`, `vereinbarung.auslauf-angehalten`, and what the step refuses.
 */
export const benenneFuerAuslauf = (
  d: VertragDeps,
  wer: { person: string; stelle: string },
  id: string,
  vorgaenge: readonly string[],
): Promise<Getan> =>
  gehe(
    d,
    { koerperschaft: wer.stelle, person: wer.person },
    id,
    { art: 'benennen', vorgaenge },
    async (tx, s): Promise<Ablehnung | undefined> => {
      const a = auslaufOf(s);
      if (!a.ok || s.parteien.auftraggeber !== wer.stelle || vorgaenge.length === 0) return undefined;
      const halt = (await readHalte(tx)).some(
        (h) =>
          h.koerperschaft === wer.stelle && h.stelle === s.parteien.auftragnehmer && a.leistungen.includes(h.leistung),
      );
      if (halt) return ablehnen('vereinbarung.auslauf-angehalten');
      const da = new Set((await readBenennbare(tx, s, { ids: vorgaenge })).map((z) => z.id));
      return vorgaenge.every((v) => da.has(v)) ? undefined : ablehnen('vereinbarung.auslauf-vorgang');
    },
  );
