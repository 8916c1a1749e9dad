import { createBrowser } from '../tools/demo/browser.ts';
import type { Buch, Eintrag } from './buch.ts';

/** What may come next in a Vorgang by the hand of a person, as far as the clients know. */
export interface Bekannt {
  vorgang: string;
  leistung: string;
  /** whose account it is; null: sent without one, so that letters go out on paper */
  wer: string | null;
  stufe: 'pruefen' | 'antworten' | 'feststellen' | 'anordnen' | 'fertig';
  /** how often papers were asked for, as far as was acknowledged */
  nachgefordert: number;
}

/** An objection that came on paper and is to be entered. */
export interface Einspruch {
  vorgang: string;
  text: string;
}

/** What all clients of a run share. */
export interface Buehne {
  basis: string;
  buch: Buch;
  /** folder for proofs that were handed out */
  ordner: string;
  heute: string;
  /** acknowledged applications, for the people of the administration */
  bekannte: Bekannt[];
  /** objections nobody has entered yet */
  einsprueche: Einspruch[];
  /** what was asked, by answer: for the report */
  zaehle(was: string): void;
  /** no new work is begun any more; what has been begun is brought to its end */
  schluss: AbortSignal;
  /** whoever has not come to an end by now gives up */
  abbruch: AbortSignal;
}

export const schlafe = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

/** Tries until it works; a citizen would. Throws what went wrong last when the run is over. */
export async function beharrlich<T>(k: Pick<Buehne, 'abbruch' | 'zaehle'>, tue: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await tue();
    } catch (fehler) {
      if (k.abbruch.aborted) throw fehler;
      k.zaehle('noch einmal versucht');
      await schlafe(400);
    }
  }
}

/** Words of the inside that nobody outside may read. */
const INNERES = /\bat .*:\d+:\d+|Error:|ECONN|EPIPE|\bpg_|\b57P0\d|select .* from/i;

/** What is wrong with a page of the 500s is judged later; here it is written down. */
export function fehlerseite(status: number, weg: string, html: string): Eintrag {
  const text = html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const klar = /<html[^>]* lang="de"/.test(html) && /noch einmal/.test(text) && !INNERES.test(html);
  return { art: 'fehlerseite', status, weg, klar, auszug: text.slice(0, 300) };
}

/** A browser that writes down every page which says that something went wrong on the other side. */
export function createZeugenbrowser(k: Pick<Buehne, 'basis' | 'buch' | 'zaehle'>) {
  return createBrowser(async (adresse, init) => {
    const antwort = await fetch(adresse, init);
    const url = String(adresse);
    if (antwort.status >= 500 && url.startsWith(k.basis)) {
      k.zaehle(`Antwort ${antwort.status}`);
      const weg = `${init?.method ?? 'GET'} ${url.slice(k.basis.length)}`;
      k.buch.schreibe(fehlerseite(antwort.status, weg, await antwort.clone().text()));
    }
    return antwort;
  });
}
