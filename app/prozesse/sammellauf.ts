import {
  type Ablehnung,
  ablehnen,
  type Datenbank,
  erledigt,
  type Handler,
  type Kontext,
  type Log,
  stelleEin,
  type Tx,
  uuidv7,
} from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Person } from './aufgaben.ts';
import {
  beende,
  type Fallergebnis,
  findLauf,
  halteAn,
  insertLauf,
  lockLauf,
  readOffeneFaelle,
  type Sammellauf,
  setzeFort,
  vermerke,
} from './sammelzeilen.ts';

type Wer = Pick<Person, 'person' | 'stelle'>;
interface Deps {
  db: Datenbank;
  protokoll: Protokoll;
}

/** A kind of work on many cases. */
export interface Sammelart<A extends object> {
  /** its name, and that of its job */
  art: string;
  /** what is done, and what for */
  aufgabe: string;
  zweck: string;
  /** May she begin it (`von` is then herself), stop it and let it go on? */
  darf(tx: Tx, p: Wer, lauf: { auftrag: A; von: string }): Promise<{ ok: true } | Ablehnung>;
}

/** Does it to one case, in a transaction of its own. Done before, by a run that died in between, is done. */
export type Tat<A> = (p: Person, vorgang: string, lauf: Sammellauf<A>) => Promise<Fallergebnis>;

/** so many cases in one job: it must end well within its lease */
const PORTION = 20;

const imHaus = (p: Wer, { aufgabe, zweck }: { aufgabe: string; zweck: string }): Kontext => ({
  art: 'mitarbeit',
  person: p.person,
  stelle: p.stelle,
  handelndFuer: p.stelle,
  grundlage: { vereinbarung: null, norm: null, aufgabe, zweck },
});

/** Begins it in the background. Refuses what `darf` and `vorgaenge` refuse, and `sammellauf.laeuft-schon`. */
export async function beginne<A extends object>(
  d: Deps,
  p: Wer,
  s: Sammelart<A>,
  w: {
    auftrag: A;
    /** of which only one runs at a time */
    gruppe: string;
    wortlaut?: string;
    /** the cases; what is left to do is known from the beginning */
    vorgaenge(tx: Tx): Promise<readonly string[] | Ablehnung>;
  },
): Promise<{ ok: true; id: string } | Ablehnung> {
  return d.db.transaktion(imHaus(p, s), async (tx) => {
    const erlaubt = await s.darf(tx, p, { auftrag: w.auftrag, von: p.person });
    if (!erlaubt.ok) return erlaubt;
    const vorgaenge = await w.vorgaenge(tx);
    if ('grund' in vorgaenge) return vorgaenge;
    const jetzt = d.protokoll.uhr.jetzt();
    const id = uuidv7(jetzt);
    const { auftrag, gruppe, wortlaut = null } = w;
    const lauf = { stelle: p.stelle, id, art: s.art, gruppe, auftrag, wortlaut, person: p.person, jetzt };
    if (!(await insertLauf(tx, lauf, vorgaenge))) return ablehnen('sammellauf.laeuft-schon');
    stelleEin(tx, d.protokoll.uhr, { art: s.art, koerperschaft: p.stelle, bezug: id });
    return { ok: true as const, id };
  });
}

/** Stops it after the case in work, or lets it go on; then those that stayed are tried again. */
export async function lenke<A extends object>(
  d: Deps,
  p: Wer,
  s: Sammelart<A>,
  id: string,
  wohin: 'anhalten' | 'fortsetzen',
): Promise<{ ok: true } | Ablehnung> {
  return d.db.transaktion(imHaus(p, s), async (tx) => {
    const z = await lockLauf(tx, p.stelle, s.art, id);
    const lauf = z && (await findLauf<A>(tx, p.stelle, s.art, id));
    if (lauf?.stand !== (wohin === 'anhalten' ? 'laeuft' : 'angehalten')) return ablehnen('sammellauf.unbekannt');
    const erlaubt = await s.darf(tx, p, { auftrag: lauf.auftrag, von: lauf.person });
    if (!erlaubt.ok) return erlaubt;
    if (wohin === 'anhalten') await halteAn(tx, p.stelle, id);
    else if (await setzeFort(tx, p.stelle, id))
      stelleEin(tx, d.protokoll.uhr, { art: s.art, koerperschaft: p.stelle, bezug: id });
    else return ablehnen('sammellauf.laeuft-schon');
    return { ok: true as const };
  });
}

/**
 * The job: some cases, each in its own transaction as the person who ordered it, whose right is asked again every time; then the next
 * portion as a new job. A case that breaks holds up no other one. A crash repeats at most the case in work, which is then done already.
 */
export function createSammellauf<A extends object>(
  d: Deps & { log: Pick<Log, 'fehler'> },
  s: Sammelart<A>,
  tu: Tat<A>,
): Handler {
  return async (auftrag, kontext) => {
    const stelle = auftrag.koerperschaft;
    const id = auftrag.bezug ?? '';
    const { lauf, portion } = await d.db.transaktion(kontext, async (tx) => {
      const da = await findLauf<A>(tx, stelle, s.art, id);
      const laeuft = da?.stand === 'laeuft' ? da : undefined;
      return { lauf: laeuft, portion: laeuft ? await readOffeneFaelle(tx, stelle, id, PORTION) : [] };
    });
    for (const vorgang of portion) {
      if (!lauf) break;
      const ergebnis = await versuche(vorgang, lauf);
      if (!(await d.db.transaktion(kontext, (tx) => vermerke(tx, stelle, id, vorgang, ergebnis)))) break;
    }
    await d.db.transaktion(kontext, async (tx) => {
      if (!(await erledigt(tx, auftrag))) return ablehnen('auftrag.lease-verloren');
      const jetzt = await findLauf<A>(tx, stelle, s.art, id);
      if (jetzt?.stand !== 'laeuft') return { ok: true as const };
      if (jetzt.gegangen + jetzt.geblieben < jetzt.gesamt)
        stelleEin(tx, d.protokoll.uhr, { art: s.art, koerperschaft: stelle, bezug: id });
      else beende(tx, stelle, id);
      return { ok: true as const };
    });

    async function versuche(vorgang: string, l: Sammellauf<A>): Promise<Fallergebnis> {
      try {
        return await tu({ person: l.person, stelle, name: '', telefon: '' }, vorgang, l);
      } catch (fehler) {
        // its transaction has been taken back
        d.log.fehler(s.art, fehler, { vorgang });
        return { gut: false, grund: 'sammellauf.gescheitert' };
      }
    }
  };
}
