import { istAnordnungsbefugt } from '../../../konten/index.ts';
import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';

/** For which Kassen and Leistungen she is appointed: each body's appointments are read in that body's name. */
export async function readBefugt(
  deps: SeitenDeps,
  kraft: Kraft,
  zeilen: readonly Pick<EingangsZeile, 'koerperschaft' | 'leistung'>[],
): Promise<Set<string>> {
  const da = new Set<string>();
  const tag = heuteOf(deps.protokoll.uhr);
  for (const paar of new Set(zeilen.map((z) => `${z.koerperschaft}/${z.leistung}`))) {
    const [koerperschaft = '', leistung = ''] = paar.split('/');
    const kontext = { ...lesekontext(kraft), handelndFuer: koerperschaft };
    if (
      await deps.db.zugleich(kontext, (tx) =>
        istAnordnungsbefugt(tx, { koerperschaft, mitarbeiter: kraft.person, leistung, tag }),
      )
    )
      da.add(paar);
  }
  return da;
}
