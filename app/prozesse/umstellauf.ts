import { type Ablehnung, ablehnen, type Handler, type Log, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import { readInFassung } from '../vorgaenge/index.ts';
import type { AufgabenDeps, Person } from './aufgaben.ts';
import { beginne, createSammellauf, lenke, type Sammelart } from './sammellauf.ts';
import { type Fallergebnis, findLauf, readLaeufe, type Sammellauf } from './sammelzeilen.ts';
import { sieUmstellungVoraus, stelleUm, type Ziel } from './umstellen.ts';

/** One move of a whole group, or its dry run (`probe`). */
export interface Umstellauftrag extends Ziel {
  leistung: string;
  von: string;
  probe: boolean;
}
export type Umstellauf = Sammellauf<Umstellauftrag>;

const UMSTELLEN: Sammelart<Umstellauftrag> = {
  art: 'prozess.umstellen',
  aufgabe: 'Laufende Vorgänge umstellen',
  zweck: 'Neue Fassung einer Leistung',
  darf: async (tx, p, { auftrag }) =>
    hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', auftrag.leistung)
      ? { ok: true }
      : ablehnen('umstellung.nicht-berechtigt'),
};

/** Starts a move, or its dry run, in the background. `haeuser`: only cases of these bodies. Refuses: `umstellung.nicht-berechtigt`, `.nichts`, `sammellauf.laeuft-schon`. */
export const beginneUmstellung = (
  d: AufgabenDeps,
  p: Person,
  { leistung, von, nach, zuordnung, probe }: Umstellauftrag,
  haeuser?: ReadonlySet<string>,
): Promise<{ ok: true; id: string } | Ablehnung> =>
  beginne(d, p, UMSTELLEN, {
    auftrag: { leistung, von, nach, zuordnung, probe },
    gruppe: `${leistung}/${von}`,
    vorgaenge: async (tx) => {
      const alle = await readInFassung(tx, p.stelle, { leistung, fassung: von });
      const ihre = alle.filter((v) => haeuser?.has(v.koerperschaft) ?? true).map((v) => v.id);
      return ihre.length === 0 ? ablehnen('umstellung.nichts') : ihre;
    },
  });

export const lenkeUmstellung = (d: AufgabenDeps, p: Person, id: string, wohin: 'anhalten' | 'fortsetzen') =>
  lenke(d, p, UMSTELLEN, id, wohin);

/** Moves of a house, the latest first. */
export const readUmstellungen = (tx: Tx, stelle: string): Promise<Umstellauf[]> =>
  readLaeufe<Umstellauftrag>(tx, stelle, UMSTELLEN.art);

export const findUmstellung = (tx: Tx, stelle: string, id: string): Promise<Umstellauf | undefined> =>
  findLauf<Umstellauftrag>(tx, stelle, UMSTELLEN.art, id);

export const createUmstellauf = (d: AufgabenDeps & { log: Pick<Log, 'fehler'> }): Handler =>
  createSammellauf(d, UMSTELLEN, async (p, vorgang, { auftrag }): Promise<Fallergebnis> => {
    const ziel = { nach: auftrag.nach, zuordnung: auftrag.zuordnung };
    const r = auftrag.probe ? await sieUmstellungVoraus(d, p, vorgang, ziel) : await stelleUm(d, p, vorgang, ziel);
    if (r.ok) return { gut: true };
    if ('gruende' in r)
      return { gut: false, grund: r.gruende.map((g) => `${g.name || g.element}: ${g.meldung}`).join(' ') };
    return r.grund === 'umstellung.schon-dort' ? { gut: true } : { gut: false, grund: r.grund };
  });
