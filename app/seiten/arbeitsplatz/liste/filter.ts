import type { LocalDate } from '@rathausverbund/fristen';
import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import { eins } from '../../personal/anfrage.ts';

export const TABS = ['alle', 'meine', 'faellig', 'wartet', 'erledigt'] as const;
export type Tab = (typeof TABS)[number];

/** What the address of the inbox says. `kommunen` are the AGS of the places, none = all; `seite` counts from 1. */
export interface Filter {
  readonly tab: Tab;
  readonly kommunen: readonly string[];
  readonly leistung: string;
  readonly q: string;
  readonly seite: number;
}

export const SEITENLAENGE = 100;
/** More are not chosen one by one; the address stays short enough to come back to. */
const KOMMUNEN = 40;

/** "14729410.14729380", also as one parameter each. */
const liesKommunen = (query: unknown): string[] => {
  const wert = typeof query === 'object' && query !== null ? (query as { kommune?: unknown }).kommune : '';
  return [...new Set(String(wert ?? '').split(/\D+/))].filter((x) => /^\d{8}$/.test(x)).slice(0, KOMMUNEN);
};

export function liesFilter(query: unknown): Filter {
  const tab = TABS.find((x) => x === eins(query, 'tab')) ?? 'alle';
  const seite = Number(eins(query, 'seite'));
  return {
    tab,
    kommunen: liesKommunen(query),
    leistung: eins(query, 'leistung').slice(0, 80),
    q: eins(query, 'q').trim().slice(0, 100),
    seite: Number.isSafeInteger(seite) && seite >= 1 ? seite : 1,
  };
}

/** Address of the inbox with these filters; another filter begins on its first page. */
export function filterWeg(f: Filter, neu: Partial<Filter> = {}): string {
  const { tab, kommunen, leistung, q, seite } = { ...f, seite: 1, ...neu };
  const teile = Object.entries({
    tab: tab === 'alle' ? '' : tab,
    kommune: kommunen.join('.'),
    leistung,
    q,
    seite: seite > 1 ? String(seite) : '',
  });
  const text = teile.filter(([, wert]) => wert !== '').map(([name, wert]) => `${name}=${encodeURIComponent(wert)}`);
  return text.length > 0 ? `/arbeitsplatz?${text.join('&')}` : '/arbeitsplatz';
}

/** The places with this one added, or taken out again. */
export const schalte = ({ kommunen }: Filter, ags: string): readonly string[] =>
  kommunen.includes(ags) ? kommunen.filter((x) => x !== ags) : [...kommunen, ags];

/** A row with what the filters ask. `meine`: it waits for a task that this person may do, and is not given to somebody else. */
export interface Listenzeile extends EingangsZeile {
  readonly meine: boolean;
  /** who has it, by name */
  readonly bei: string;
  readonly ort: { readonly ags: string; readonly kurzname: string };
}

export const imTab = (z: Listenzeile, tab: Tab, heute: LocalDate): boolean => {
  if (tab === 'erledigt') return z.stand === 'abgeschlossen';
  if (z.stand === 'abgeschlossen') return false;
  if (tab === 'meine') return z.meine;
  if (tab === 'faellig') return z.frist !== null && z.frist <= heute;
  return tab === 'wartet' ? z.stand === 'wartet' : true;
};

/** Words are searched for in the database. */
export const passt = (z: Listenzeile, f: Pick<Filter, 'kommunen' | 'leistung'>): boolean =>
  (f.kommunen.length === 0 || f.kommunen.includes(z.ort.ags)) && (f.leistung === '' || z.leistung === f.leistung);

export const gefiltert = (f: Filter): boolean => f.kommunen.length > 0 || f.leistung !== '';
