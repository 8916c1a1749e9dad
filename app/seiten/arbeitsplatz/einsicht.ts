import type { Tx } from '../../base/index.ts';
import { istAnordnungsbefugt } from '../../konten/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { heuteOf } from '../personal/zeit.ts';
import type { Kraft } from '../personal/zugang.ts';
import { darfEinsehen } from './berechtigung.ts';

/**
 * May she open cases of this Leistung that belong to this body? By her role, or because that body appointed her to order
 * payments. The context acts for the body, so that its appointments are visible.
 */
export async function darfOeffnen(
  tx: Tx,
  deps: Pick<SeitenDeps, 'protokoll'>,
  kraft: Kraft,
  { koerperschaft, leistung }: { koerperschaft: string; leistung: string },
): Promise<boolean> {
  if (darfEinsehen(kraft.rollen, leistung)) return true;
  return istAnordnungsbefugt(tx, {
    koerperschaft,
    mitarbeiter: kraft.person,
    leistung,
    tag: heuteOf(deps.protokoll.uhr),
  });
}
