import { type Ablehnung, ablehnen, dienst, type Tx } from '../../base/index.ts';
import { hatRolle, readRollen } from '../../konten/index.ts';
import {
  readFreigabenVon,
  readGeltungen,
  readVermerkt,
  schreibeFreigabe,
  schreibeVermerkt,
} from '../../leistungen/index.ts';
import { MASCHINE, schreibeKoerperschaft } from '../../nachweise/index.ts';
import { abdruckOf } from '../felder.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { type Entscheidung, type Fassungslage, lageOf } from './model.ts';

const ZWECK = 'Fassungen der Leistungen';

/** How the body stands to each Leistung that was ever published here. */
export const readFassungslagen = (d: SteuerungDeps, l: Leitung): Promise<Fassungslage[]> =>
  d.db.zugleich(leitungskontext(l, ZWECK), (tx) => readLagen(tx, l.stelle));

async function readLagen(tx: Tx, stelle: string): Promise<Fassungslage[]> {
  const [geltungen, freigaben] = await Promise.all([readGeltungen(tx), readFreigabenVon(tx, stelle)]);
  return [...new Set(geltungen.map((g) => g.leistung))].map((leistung) =>
    lageOf(
      leistung,
      geltungen.filter((g) => g.leistung === leistung),
      freigaben.filter((f) => f.leistung === leistung),
    ),
  );
}

/** One after the other, people and the worker: what is read after it, nobody changes meanwhile. */
const sperre = (tx: Tx, stelle: string) =>
  tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 4714))', [stelle]);

/**
 * Tells the log of a body which version of each Leistung counts there, where it was told another one last: by its own decision, or
 * because another was published for all. @returns how many changes it told
 */
export function vermerkeFassungen(d: SteuerungDeps, stelle: string): Promise<number> {
  return d.db.transaktion(dienst(stelle, ZWECK), async (tx) => {
    await sperre(tx, stelle);
    const zuletzt = await readVermerkt(tx, stelle);
    const neue = (await readLagen(tx, stelle))
      .map((l) => ({ leistung: l.leistung, fassung: l.gilt?.fassung ?? null, davor: zuletzt.get(l.leistung) ?? null }))
      .filter((x) => x.fassung !== x.davor);
    for (const { leistung, fassung, davor } of neue) {
      await schreibeVermerkt(tx, { koerperschaft: stelle, leistung, fassung, jetzt: d.protokoll.uhr.jetzt() });
      const data = { leistung, fassung, davor };
      await schreibeKoerperschaft(tx, d.protokoll, stelle, { kind: 'fassung.gilt', data }, MASCHINE);
    }
    return neue.length;
  });
}

/**
 * Decides about the versions of a Leistung at the own body. `stand`: what the page showed; where it is another by now, nothing is
 * decided. `fassung` only with `freigeben`: the one that waits, or one that counted here before by the body's own release.
 */
export function entscheideFassung(
  d: SteuerungDeps,
  l: Leitung,
  e: { leistung: string; was: Entscheidung; fassung: string | null },
  stand: string,
): Promise<{ ok: true } | Ablehnung> {
  return d.db.transaktion<{ ok: true } | Ablehnung>(leitungskontext(l, ZWECK), async (tx) => {
    await sperre(tx, l.stelle);
    if (!hatRolle(await readRollen(tx, l.stelle, l.person), 'leitung', e.leistung))
      return ablehnen('fassung.nicht-berechtigt');
    const lage = (await readLagen(tx, l.stelle)).find((x) => x.leistung === e.leistung);
    if (!lage?.gilt) return ablehnen('fassung.nicht-angeboten');
    if (abdruckOf(lage) !== stand || lage.selbst === (e.was === 'vorbehalten')) return ablehnen('fassung.stand');
    const nach = { vorbehalten: lage.gilt.fassung, freigeben: e.fassung, folgen: null }[e.was];
    if (e.was === 'freigeben' && (nach === null || ![lage.wartet?.fassung, ...lage.fruehere].includes(nach)))
      return ablehnen('fassung.unbekannt');
    const jetzt = d.protokoll.uhr.jetzt();
    await schreibeFreigabe(tx, { koerperschaft: l.stelle, leistung: e.leistung, fassung: nach, jetzt });
    await vermerke(tx, d.protokoll, l, {
      kind: { vorbehalten: 'fassung.vorbehalten', freigeben: 'fassung.freigegeben', folgen: 'fassung.folgt' }[e.was],
      data: {
        leistung: e.leistung,
        fassung: nach ?? lage.wartet?.fassung ?? lage.gilt.fassung,
        davor: lage.gilt.fassung,
      },
    });
    return { ok: true };
  });
}
