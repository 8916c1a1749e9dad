import { dienst, readOffene } from '../base/index.ts';
import { type Handelnder, readGeloeschte, readStromKopf } from '../nachweise/index.ts';
import { type LoeschDeps, loescheZeilen } from './loeschen.ts';
import { createVernichten, type VernichtenDeps } from './vernichten.ts';

const BETRIEB: Handelnder = { pseudonym: 'wiederherstellung', role: 'betrieb', loa: null };

/**
 * After a restore: what was erased stays erased. Tombstones tell which Vorgaenge the restored rows must not show; what the
 * database says was erased tells which keys a restored key folder must not hold. @returns how many were erased, and destroyed, again
 */
export async function wiederholeLoeschungen(
  d: LoeschDeps & VernichtenDeps,
  koerperschaften: readonly string[],
): Promise<{ geloescht: number; vernichtet: number }> {
  const { lager } = d.protokoll.bund;
  let vernichtet = 0;
  for (const k of koerperschaften)
    for (const { vorgang, at } of await d.db.transaktion(dienst(k, 'Wiederherstellung'), (tx) =>
      readGeloeschte(tx, k),
    )) {
      if (lager.isDestroyed(k, vorgang)) continue;
      lager.destroy(k, vorgang, at);
      vernichtet++;
    }
  let geloescht = 0;
  for (const { koerperschaft, id, am } of lager.tombstones()) {
    const neu = await d.db.transaktion(dienst(koerperschaft, 'Wiederherstellung'), async (tx) => {
      const kopf = await readStromKopf(tx, koerperschaft, id);
      if (!kopf) return false;
      await loescheZeilen(tx, d, koerperschaft, id, BETRIEB, {
        vorgang: id,
        grund: 'wiederholt-nach-wiederherstellung',
        norm: 'Art. 17 DSGVO',
        zuerst: am.toISOString(),
        kopf,
      });
      return true;
    });
    if (neu) geloescht++;
  }
  await vernichteJetzt(d, koerperschaften);
  return { geloescht, vernichtet };
}

/** The jobs just written, before anybody else can read what they destroy. */
async function vernichteJetzt(d: VernichtenDeps, koerperschaften: readonly string[]): Promise<void> {
  const vernichte = createVernichten(d);
  for (const k of koerperschaften) {
    const kontext = dienst(k, 'Wiederherstellung');
    for (const a of await d.db.transaktion(kontext, (tx) => readOffene(tx, k, 'vorgang.vernichten')))
      await vernichte(a, kontext);
  }
}
