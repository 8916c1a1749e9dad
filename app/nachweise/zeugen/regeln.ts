import {
  type AnkerZeuge,
  formatVkey,
  type Protokollregel,
  parseVkey,
  type Zeugenregel,
} from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Datenbank, oeffentlich, type Tx } from '../../base/index.ts';
import { logName } from '../model.ts';
import type { Zeugenkreis } from './kreis.ts';

/** Since which size of a log its checkpoints counted under which rule. */
export interface Regelzeile extends Zeugenregel, Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  ab: number;
  k: number;
  namen: string[];
}

/** In any context: it goes into the anchors. */
export const readZeugenregeln = (tx: Tx): Promise<Regelzeile[]> =>
  tx.zeilen<Regelzeile>('select * from nachweise.zeugenregeln()');

/** Remembers the witnesses of today: a proof that one of them cosigned holds also when it is no longer asked. Role sequencer. */
export const merkeZeugen = (db: Datenbank, kreis: Zeugenkreis): Promise<unknown> =>
  db.transaktion(oeffentlich, (tx) =>
    tx.zeilen('select nachweise.zeugen_merken($1)', [
      JSON.stringify(
        kreis.zeugen.map(({ key, name, betreiber, intern }) => ({ vkey: formatVkey(key), name, betreiber, intern })),
      ),
    ]),
  );

type Bekannt = { vkey: string; name: string; betreiber: string; intern: boolean };

/** The witnesses of today first, then all that ever were. */
export async function readAlleZeugen(
  tx: Tx,
  kreis: Zeugenkreis,
  krypto: Pick<Krypto, 'sha256'>,
): Promise<AnkerZeuge[]> {
  const heute = kreis.zeugen.map(({ key, name, betreiber, intern }) => ({ key, name, betreiber, intern }));
  const da = new Set(heute.map((z) => z.key.publicKey.join()));
  const frueher = await tx.zeilen<Bekannt>('select * from nachweise.zeugen_bekannt()');
  return [
    ...heute,
    ...frueher.flatMap(({ vkey, ...z }) => {
      const key = parseVkey(krypto.sha256, vkey);
      // one key under two names would count twice
      if (!key || da.has(key.publicKey.join())) return [];
      da.add(key.publicKey.join());
      return [{ key, ...z }];
    }),
  ];
}

/** The rules of each log in order, by body and epoch. A witness whose key nobody has kept cannot be counted. */
export function regelzeilenOf(
  regeln: readonly Regelzeile[],
  bekannt: ReadonlySet<string>,
): ReadonlyMap<string, readonly (Zeugenregel & { ab: number })[]> {
  const zeilen = new Map<string, (Zeugenregel & { ab: number })[]>();
  for (const r of regeln) {
    const da = r.namen.filter((n) => bekannt.has(n));
    const log = logName(r);
    if (da.length > 0)
      zeilen.set(log, [...(zeilen.get(log) ?? []), { ab: r.ab, k: Math.min(r.k, da.length), namen: da }]);
  }
  return zeilen;
}

export const gleich = (a: Zeugenregel, b: Zeugenregel) =>
  a.k === b.k && a.namen.toSorted().join('\n') === b.namen.toSorted().join('\n');

/**
 * The rule of one log for its anchors: the one of today, and those that its checkpoints met before. @param zeilen its rules in order
 * @param bezeugt size of its newest checkpoint that counts: whatever comes after it has to meet today's
 */
export function regelOf(
  zeilen: readonly (Zeugenregel & { ab: number })[],
  bezeugt: number,
  { k, namen }: Zeugenregel,
): Protokollregel {
  const heute = { k, namen };
  const folge = [...zeilen, { ...heute, ab: bezeugt + 1 }].filter((r, i, alle) => {
    const vor = alle[i - 1];
    return !vor || !gleich(vor, r);
  });
  const frueher = folge.slice(0, -1).map((r, i) => ({ k: r.k, namen: r.namen, bis: folge[i + 1]?.ab ?? 0 }));
  return frueher.length > 0 ? { ...heute, frueher } : heute;
}
