import type { Datenbank, Kontext, Tx } from '../base/index.ts';
import type { Angaben, Protokoll } from '../nachweise/index.ts';
import { schreibeKoerperschaft } from '../nachweise/index.ts';

/** Who decides for the own body. */
export interface Leitung {
  person: string;
  stelle: string;
}

export interface SteuerungDeps {
  db: Datenbank;
  protokoll: Protokoll;
}

/** She acts for her own body, in its own matters. */
export const leitungskontext = (l: Leitung, zweck: string, norm: string | null = null): Kontext => ({
  art: 'mitarbeit',
  person: l.person,
  stelle: l.stelle,
  handelndFuer: l.stelle,
  grundlage: { vereinbarung: null, norm, aufgabe: 'Leitung', zweck },
});

/** What she decides stands in the log of her own body, in the same transaction. */
export const vermerke = (tx: Tx, p: Protokoll, l: Leitung, angaben: Angaben): Promise<void> =>
  schreibeKoerperschaft(tx, p, l.stelle, angaben, { pseudonym: l.person, role: 'leitung', loa: null });
