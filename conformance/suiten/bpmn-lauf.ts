import {
  advance,
  type Befehl,
  type CompileAusdruck,
  type Prozess,
  type Variablen,
  type Wirkung,
  type Zustand,
} from '@rathausverbund/prozess';
import { compileFeel, fromJson, toJson, type Wert } from '@rathausverbund/regelwerk';

/**
 * Values for what a foreign model computes from data nobody gives it: expressions run, and where FEEL answers null the next
 * guess stands in. Yes and no take turns, so that loops end; after an incident the guess is of another kind, and a condition
 * that was false where no way was open is guessed from then on, as a person would correct the data.
 */
export function createRaten() {
  const zuletzt = new Set<string>();
  const stufe = new Map<string, number>();
  const falsch = new Set<string>();
  const berichtigt = new Map<string, number>();
  let zug = 0;
  const VERSUCHE: readonly (() => unknown)[] = [() => (zug += 1) % 2 === 0, () => 'P1D', () => [1, 2], () => 1];
  const compileAusdruck: CompileAusdruck = (text) => {
    const feel = compileFeel(text);
    if (!feel.ok) return { ok: false, meldung: feel.meldung };
    return {
      ok: true,
      evaluate: (kontext) => {
        const werte: Record<string, Wert> = {};
        for (const [name, json] of Object.entries(kontext)) {
          const wert = fromJson(json);
          if (wert.ok) werte[name] = wert.wert;
        }
        const mal = berichtigt.get(text);
        if (mal !== undefined) {
          berichtigt.set(text, mal + 1);
          return { ok: true, wert: mal % 2 === 0 };
        }
        const ergebnis = feel.evaluate(werte);
        if (ergebnis.ok && ergebnis.wert === false) falsch.add(text);
        // plain JSON, as a process keeps it: a number must be a number again for the next expression
        if (ergebnis.ok && ergebnis.wert !== null) return toJson(ergebnis.wert);
        zuletzt.add(text);
        return { ok: true, wert: VERSUCHE[(stufe.get(text) ?? 0) % VERSUCHE.length]?.() };
      },
    };
  };
  return {
    compileAusdruck,
    /** what was guessed for the last command did not fit */
    rateAnders(): void {
      for (const text of zuletzt) stufe.set(text, (stufe.get(text) ?? 0) + 1);
      for (const text of falsch) berichtigt.set(text, 0);
      this.vergiss();
    },
    vergiss(): void {
      zuletzt.clear();
      falsch.clear();
    },
  };
}

const BEFEHLE = 500;

/**
 * Runs a process as a whole town hall would: every task is done, every service succeeds, messages and signals come, time
 * passes, incidents are mended, at gateways without a readable condition the ways are taken in turn.
 * @returns the reason why it did not come to its end, or nothing
 */
export function laufe(prozess: Prozess, raten: ReturnType<typeof createRaten>, start: string): string | undefined {
  let zustand: Zustand | null = null;
  let befehl: Befehl | undefined = { art: 'start', variablen: {}, ereignis: start };
  const gegangen = new Map<string, number>();
  for (let n = 0; befehl && n < BEFEHLE; n += 1) {
    raten.vergiss();
    const f = advance(prozess, zustand, befehl);
    if (!f.ok) return `${befehl.art} abgewiesen: ${f.meldung}`;
    if (f.wirkungen.some((w: Wirkung) => w.art === 'vorfall')) raten.rateAnders();
    zustand = f.zustand;
    if (f.zustand.fertig) return undefined;
    befehl = naechster(prozess, f.zustand, gegangen, n);
  }
  const wo = zustand?.token.map((t) => t.vorfall?.meldung ?? t.element).join('; ');
  return befehl ? `kommt in ${BEFEHLE} Befehlen nicht zum Ende (${wo})` : `bleibt stehen (${wo})`;
}

function naechster(prozess: Prozess, z: Zustand, gegangen: Map<string, number>, n: number): Befehl | undefined {
  // Work goes before events beside it, and those come in turn when nothing else is left.
  const neben = (art = '') => art === 'rand' || art === 'start';
  const rang = (t: Zustand['token'][number]) => (neben(prozess.knoten.get(t.element)?.art) ? 1 : 0);
  const wartende = z.token.filter((t) => !t.mehrfach).sort((a, b) => rang(a) - rang(b) || a.schritt - b.schritt);
  for (const t of wartende) {
    const knoten = prozess.knoten.get(t.element);
    if (!knoten) continue;
    const { schritt } = t;
    if (t.vorfall) {
      const mal = gegangen.get(t.element) ?? 0;
      gegangen.set(t.element, mal + 1);
      if (mal > 20) continue;
      const fluss = knoten.aus[mal % Math.max(1, knoten.aus.length)] ?? '';
      const bisher = (z.variablen['auswahl'] ?? {}) as Variablen;
      return { art: 'vorfall-behoben', schritt, variablen: { auswahl: { ...bisher, [t.element]: fluss } } };
    }
    const ereignis = 'ereignis' in knoten && knoten.ereignis ? knoten.ereignis : knoten;
    switch (ereignis.art) {
      case 'aufgabe':
        // the next time somebody chooses anew, so that loops end
        return { art: 'aufgabe-erledigt', schritt, variablen: { auswahl: {} } };
      case 'dienst':
        return { art: 'dienst-erledigt', schritt, variablen: {} };
      case 'entscheidung':
        return { art: 'entscheidung-gefallen', schritt, wert: n % 2 === 0 };
      case 'zeit':
        return { art: 'zeit', schritt };
      case 'nachricht': {
        const { korrelation } = t;
        return {
          art: 'nachricht',
          name: ereignis.nachricht,
          variablen: {},
          ...(korrelation === undefined ? {} : { korrelation }),
        };
      }
      case 'signal':
        return { art: 'signal', name: ereignis.signal, variablen: {} };
    }
  }
  return undefined;
}
