import { type Antwort, type Grund, worst } from '@rathausverbund/siegel';
import { GRENZEN } from './grenzen.ts';
import { sauber } from './sauber.ts';

/** The four questions: unchanged? from whom it says? when? seen by others? */
export type Frage = 'unversehrt' | 'vertrauen' | 'zeit' | 'zeugen';

export interface Teil {
  readonly antwort: Antwort;
  readonly gruende: readonly Grund[];
}

/**
 * The answer about a file. `verdikt` is the worst of `unversehrt`, `zeit` and `zeugen` against the given anchors, and of
 * `vertrauen` where the file bears anything to trust. Without anchors only `unversehrt` can be judged.
 */
export type Pruefergebnis =
  | ({
      readonly ok: true;
      readonly art: 'buendel' | 'pdf';
      readonly verdikt: Antwort;
      /** Keys, certificates or anchors are marked TEST. */
      readonly test: boolean;
      /** What must be said beside the verdict: `test`, `betreiber`, `nachgestellt`, `vorfuehrung`, `anleitung`. */
      readonly hinweise: readonly Grund[];
      /** Five lines for people: document, seal, arrival, log and witnesses, time stamp. */
      readonly lines: readonly string[];
    } & Readonly<Record<Frage, Teil>>)
  | {
      readonly ok: false;
      /**
       * `unlesbar`: neither bundle nor PDF, or broken as such. The others cannot be decided here: `pruefung.abgebrochen`, it took too
       * long or too much; `pruefung.veraltet`, the bundle is of a newer form than this library knows.
       */
      readonly code: 'unlesbar' | 'pruefung.abgebrochen' | 'pruefung.veraltet';
      readonly meldung: string;
    };

/** One finding of one check. */
export interface Befund extends Grund {
  readonly frage: Frage;
  readonly antwort: Antwort;
}

export function befund(frage: Frage, antwort: Antwort, code: string, meldung: string): Befund {
  return { frage, antwort, code, meldung };
}

/** Gathers findings into the four answers. A question without findings cannot be decided. */
export function urteile(befunde: readonly Befund[]): Record<Frage, Teil> & { verdikt: Antwort } {
  const teil = (frage: Frage): Teil => {
    const zu = befunde.filter((b) => b.frage === frage);
    const gruende = zu.slice(0, GRENZEN.gruende).map(({ code, meldung }) => ({ code, meldung: sauber(meldung) }));
    return { antwort: worst(zu.map((b) => b.antwort)), gruende };
  };
  const [unversehrt, vertrauen, zeit, zeugen] = [teil('unversehrt'), teil('vertrauen'), teil('zeit'), teil('zeugen')];
  const gefragt = [unversehrt, zeit, zeugen, ...(vertrauen.gruende.length > 0 ? [vertrauen] : [])];
  const verdikt = worst(gefragt.map((t) => t.antwort));
  return { unversehrt, vertrauen, zeit, zeugen, verdikt };
}
