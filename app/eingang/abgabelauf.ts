import { type Ablehnung, ablehnen, type Handler, type Log, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import {
  type AufgabenDeps,
  arbeitskontext,
  beginne,
  createSammellauf,
  type Fallergebnis,
  findLauf,
  lenke,
  type Person,
  readLaeufe,
  type Sammelart,
  type Sammellauf,
} from '../prozesse/index.ts';
import { type Gegenstueck, lock } from '../vorgaenge/index.ts';
import { type Abgabe, gibAb } from './abgeben.ts';
import type { EinreichenDeps } from './einreichen.ts';

/** Handing over many, to where it says or each to whoever is competent at its own place (null). The reason is its wording. */
export type Abgabeauftrag = Pick<Abgabe, 'ort'>;
export type Abgabelauf = Sammellauf<Abgabeauftrag>;

/** Whoever may hand over one may order many: her right to each is asked when its turn comes. Others steer only as head of the house. */
const ABGEBEN: Sammelart<Abgabeauftrag> = {
  art: 'vorgang.abgeben',
  aufgabe: 'Vorgänge abgeben',
  zweck: 'Zuständigkeit einer anderen Kommune',
  darf: async (tx, p, { von }) => {
    const rollen = await readRollen(tx, p.stelle, p.person);
    const eigen = von === p.person && rollen.some((r) => r.rolle === 'sachbearbeitung' || r.rolle === 'leitung');
    return eigen || hatRolle(rollen, 'leitung', '*') ? { ok: true } : ablehnen('abgabe.nicht-berechtigt');
  },
};

/** Begins it in the background. Refuses: `abgabe.nicht-berechtigt`, `.ohne-wahl`, `.ohne-grund`, `sammellauf.laeuft-schon`. */
export const beginneAbgabe = (
  d: AufgabenDeps,
  p: Person,
  w: { vorgaenge: readonly string[]; ort: string | null; grund: string },
): Promise<{ ok: true; id: string } | Ablehnung> =>
  beginne(d, p, ABGEBEN, {
    auftrag: { ort: w.ort },
    gruppe: p.person,
    wortlaut: w.grund.trim(),
    vorgaenge: async () => {
      if (w.vorgaenge.length === 0) return ablehnen('abgabe.ohne-wahl');
      return w.grund.trim() === '' ? ablehnen('abgabe.ohne-grund') : w.vorgaenge;
    },
  });

export const lenkeAbgabe = (d: AufgabenDeps, p: Person, id: string, wohin: 'anhalten' | 'fortsetzen') =>
  lenke(d, p, ABGEBEN, id, wohin);

/** Hand-overs of many of a house, the latest first. */
export const readAbgaben = (tx: Tx, stelle: string): Promise<Abgabelauf[]> =>
  readLaeufe<Abgabeauftrag>(tx, stelle, ABGEBEN.art);

export const findAbgabe = (tx: Tx, stelle: string, id: string): Promise<Abgabelauf | undefined> =>
  findLauf<Abgabeauftrag>(tx, stelle, ABGEBEN.art, id);

export const createAbgabelauf = (d: EinreichenDeps & AufgabenDeps & { log: Pick<Log, 'fehler'> }): Handler =>
  createSammellauf(d, ABGEBEN, async (p, vorgang, { auftrag, wortlaut }): Promise<Fallergebnis> => {
    const r = await gibAb(d, p, { vorgang, ort: auftrag.ort, grund: wortlaut ?? '' });
    if (r.ok) return { gut: true, nach: r.nach };
    // handed over before its result was noted, or by somebody else meanwhile: it says where it is
    const nach = r.grund === 'vorgang.abgeschlossen' ? await findGegangen(d, p, vorgang) : null;
    return nach ? { gut: true, nach } : { gut: false, grund: r.grund };
  });

async function findGegangen(d: AufgabenDeps, p: Person, vorgang: string): Promise<Gegenstueck | null> {
  const kontext = await arbeitskontext(d, p, vorgang);
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return null;
  const g = await d.db.transaktion(kontext, (tx) => lock(tx, d.protokoll, koerperschaft, vorgang));
  return g?.vorgang.abgegeben ?? null;
}
