import { uuidv7 } from '../../app/base/index.ts';
import { median, quantil } from '../model.ts';

/** Requests of each kind before those that count. */
const VORLAUF = 200;

export interface Fremdfrage {
  basis: string;
  /** cookie of who asks */
  cookie: string;
  /** cases of another body */
  fremde: readonly string[];
  anzahl: number;
  zufall: () => number;
}

export interface Fremdlauf {
  /** ms of each answer */
  fremd: number[];
  unbekannt: number[];
  fehler: string[];
}

/** Asks by turns, in an order of chance, for a foreign case and for one that does not exist, one request at a time. */
export async function messeFremd(f: Fremdfrage, methode: 'GET' | 'POST', endung = ''): Promise<Fremdlauf> {
  const lauf: Fremdlauf = { fremd: [], unbekannt: [], fehler: [] };
  let seite: string | undefined;
  const frage = async (id: string, zeiten: number[] | null) => {
    const start = performance.now();
    const antwort = await fetch(`${f.basis}/arbeitsplatz/vorgang/${id}${endung}`, {
      method: methode,
      headers: { cookie: f.cookie },
      redirect: 'manual',
    });
    const text = (await antwort.text()).replaceAll(id, 'ID');
    zeiten?.push(performance.now() - start);
    seite ??= text;
    if (antwort.status !== 404) lauf.fehler.push(`${methode} ${id}${endung}: ${antwort.status}`);
    else if (text !== seite) lauf.fehler.push(`${methode} ${id}${endung}: eine andere Seite`);
  };
  for (let n = -VORLAUF; n < f.anzahl; n++) {
    const [fremd, unbekannt] = n < 0 ? [null, null] : [lauf.fremd, lauf.unbekannt];
    const paar = [
      () => frage(f.fremde[Math.floor(f.zufall() * f.fremde.length)] ?? '', fremd),
      () => frage(uuidv7(Date.now()), unbekannt),
    ];
    if (f.zufall() < 0.5) paar.reverse();
    for (const eine of paar) await eine();
  }
  return lauf;
}

/** By how much the medians differ, whichever is slower: 1 = not at all. */
export function abstand({ fremd, unbekannt }: Fremdlauf): number {
  const r = median(fremd) / median(unbekannt);
  return Math.max(r, 1 / r);
}

export const kurz = (l: Fremdlauf) => {
  const drei = (x: number) => Math.round(x * 1000) / 1000;
  const von = (werte: number[]) => ({ median: drei(median(werte)), p95: drei(quantil(werte, 0.95)) });
  return { fremd_ms: von(l.fremd), unbekannt_ms: von(l.unbekannt) };
};
