import { hatRolle, type Rolle } from '../../../konten/index.ts';
import { type EingangsZeile, readEingang, readFuerUns } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { vermerkeListe } from '../lesen.ts';

/** So many are shown and can be chosen at once, the most urgent first; a filter brings others up. */
export const GEZEIGT = 200;
const GRENZE = 2000;

export interface Auswahl {
  /** AGS of the place, empty = all */
  kommune: string;
  leistung: string;
}

const ABGEBEND: readonly Rolle[] = ['sachbearbeitung', 'leitung'];
export const darfMehrereAbgeben = (kraft: Kraft): boolean => kraft.rollen.some((r) => ABGEBEND.includes(r.rolle));

/** Open, and she works on it or leads the competent body: whether it can be handed over now, the action says case by case. */
const darf = ({ rollen, stelle }: Kraft, z: EingangsZeile): boolean =>
  z.stand !== 'abgeschlossen' &&
  ((z.bearbeitendeStelle === stelle && hatRolle(rollen, 'sachbearbeitung', z.leistung)) ||
    (z.koerperschaft === stelle && hatRolle(rollen, 'leitung', z.leistung)));

/** Cases she may hand over, by what was filtered; those shown are logged as read. */
export async function ladeAbgebbare(
  deps: SeitenDeps,
  kraft: Kraft,
  { kommune, leistung }: Auswahl,
): Promise<{ alle: EingangsZeile[]; gezeigt: EingangsZeile[]; treffer: number }> {
  const { t } = deps;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const roh = [
      ...(await readEingang(tx, kraft.stelle, GRENZE)),
      ...(await readFuerUns(tx, kraft.stelle, GRENZE)),
    ].filter((z) => darf(kraft, z));
    const alle = [...new Map(roh.map((z) => [z.id, z])).values()];
    const treffer = alle.filter(
      (z) =>
        (kommune === '' || deps.verzeichnis.byId(z.oertlich)?.ags === kommune) &&
        (leistung === '' || z.leistung === leistung),
    );
    const gezeigt = treffer.slice(0, GEZEIGT);
    const gelesen = gezeigt.map((z) => ({ koerperschaft: z.koerperschaft, vorgang: z.id, ...z.basis }));
    vermerkeListe(tx, deps.protokoll, gelesen, t('arbeitsplatz.abgabe.titel'), t('arbeitsplatz.liste.zweck'));
    return { alle, gezeigt, treffer: treffer.length };
  });
}
