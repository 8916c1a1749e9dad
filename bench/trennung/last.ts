import { once } from 'node:events';
import { beobachteMaschine } from '../maschine.ts';
import { createZufall } from '../zufall.ts';

/** Variable by which the bench tells its load generator what to do. */
export const TRENNUNGSLAST = 'RATHAUSVERBUND_TRENNUNGSLAST';

/** What people ask of their body: the list of open work, one case, a citizen's submit. */
export type Art = 'liste' | 'akte' | 'absenden';
const ANTEIL = { liste: 0.4, akte: 0.5 };

/** The line that says: the generator is loaded and waits for the others. */
export const BEREIT = 'bereit';

/** Seconds of the load: those that count, and those before. */
interface Fenster {
  vorlauf: number;
  sekunden: number;
}

export interface Trennungslast extends Fenster {
  basis: string;
  /** cookies of who asks: a member of staff, a citizen */
  personal: string;
  buerger: string;
  faelle: string[];
  /** complete drafts, each to be submitted once */
  entwuerfe: string[];
  /** requests per second */
  rate: number;
  seed: number;
}

export interface Trennungsbericht {
  /** ms from the moment a request was due until its answer had come whole, by kind */
  dauern: Record<Art, number[]>;
  /** share of all cores that was busy */
  voll: number;
  /** answers nobody should get, by what they were */
  falsch: Record<string, number>;
}

/** When which request is due (ms from the beginning): as many a second as asked for on average, each independent of the others. */
export function plane({ rate, seed, vorlauf, sekunden }: Pick<Trennungslast, 'rate' | 'seed'> & Fenster) {
  const zufall = createZufall(seed);
  const plan: { ms: number; art: Art; welche: number }[] = [];
  for (let ms = 0; ; ) {
    ms -= (Math.log(1 - zufall()) * 1000) / rate;
    if (ms >= (vorlauf + sekunden) * 1000) return plan;
    const x = zufall();
    const art = x < ANTEIL.liste ? 'liste' : x < ANTEIL.liste + ANTEIL.akte ? 'akte' : 'absenden';
    plan.push({ ms, art, welche: zufall() });
  }
}

/** Sends each request when it is due, whether those before it were answered or not; the report is the last line. */
export async function trennungslast(text: string): Promise<void> {
  const a = JSON.parse(text) as Trennungslast;
  const bericht: Trennungsbericht = { dauern: { liste: [], akte: [], absenden: [] }, voll: 0, falsch: {} };
  const rufe = {
    liste: () => hole(a, '/arbeitsplatz', a.personal),
    akte: (welche: number) =>
      hole(a, `/arbeitsplatz/vorgang/${a.faelle[Math.floor(welche * a.faelle.length)]}`, a.personal),
    absenden: () => hole(a, `/antrag/${a.entwuerfe.pop()}/absenden`, a.buerger, 'POST'),
  };
  const soll = { liste: 200, akte: 200, absenden: 303 };
  const plan = plane(a);
  const zaehltAb = a.vorlauf * 1000;
  console.log(BEREIT);
  process.stdin.resume();
  await once(process.stdin, 'end');
  const beginn = performance.now();
  const seit = () => performance.now() - beginn;
  const eine = async ({ ms, art, welche }: (typeof plan)[number]) => {
    const status = await rufe[art](welche);
    if (ms >= zaehltAb) bericht.dauern[art].push(seit() - ms);
    const was = `${art} ${status}`;
    if (status !== soll[art]) bericht.falsch[was] = (bericht.falsch[was] ?? 0) + 1;
  };
  const unterwegs: Promise<void>[] = [];
  let beobachtet: (() => number) | undefined;
  for (const p of plan) {
    while (seit() < p.ms) await new Promise((r) => setTimeout(r, p.ms - seit()));
    if (p.ms >= zaehltAb) beobachtet ??= beobachteMaschine();
    unterwegs.push(eine(p));
  }
  bericht.voll = beobachtet?.() ?? 0;
  await Promise.all(unterwegs);
  console.log(JSON.stringify(bericht));
  process.exit(0);
}

/** @returns the status, once the answer is here whole; 0 when there was none */
async function hole({ basis }: Trennungslast, weg: string, cookie: string, method = 'GET'): Promise<number> {
  try {
    const antwort = await fetch(basis + weg, { method, headers: { cookie }, redirect: 'manual' });
    await antwort.arrayBuffer();
    return antwort.status;
  } catch {
    return 0;
  }
}
