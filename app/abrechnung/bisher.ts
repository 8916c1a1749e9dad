import { localDate } from '@rathausverbund/fristen';
import { isFehler, rechneTage } from '@rathausverbund/kosten';
import type { Tx } from '../base/index.ts';
import { regelnOf } from './berechnen.ts';
import { type Abrechnungsvertrag, poolOf, sha256 } from './model.ts';
import { readEintraege, readStellung, readTagesstaende } from './store.ts';

/**
 * What an agreement has cost in days of one calendar year, as the own account has counted: net cents by Leistung, before any
 * statement. null = nobody can say yet, such as a pool whose costs are not stated.
 * @param tage local dates; `bis` = first day outside
 */
export async function readBisher(
  tx: Tx,
  v: Abrechnungsvertrag,
  tage: { von: string; bis: string },
): Promise<Map<string, number | null>> {
  const z = { von: localDate(tage.von), bis: localDate(tage.bis) };
  const stand = await readStellung(tx, v.id);
  const [mengen, eintraege] = await Promise.all([
    readTagesstaende(tx, v.id, z),
    readEintraege(tx, v.id, stand, Number(z.von.slice(0, 4))),
  ]);
  const pools = eintraege.filter((e) => e.art === 'pool.festgestellt').map(poolOf);
  const regeln = regelnOf(v).filter((r) => r.ab < z.bis && (r.bis === null || r.bis > z.von));
  return new Map(
    [...new Set(regeln.map((r) => r.leistung))].map((leistung) => {
      const eigene = regeln.filter((r) => r.leistung === leistung);
      const zeilen = rechneTage({ id: v.id, regeln: eigene, mengen, pools, sha256 }, z);
      return [leistung, isFehler(zeilen) ? null : zeilen.reduce((n, x) => n + x.netto, 0)];
    }),
  );
}
