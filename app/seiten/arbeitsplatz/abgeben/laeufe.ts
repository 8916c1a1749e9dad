import { type Abgabelauf, readAbgaben } from '../../../eingang/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { readFaelle, type Sammelfall } from '../../../prozesse/index.ts';
import { readBenannte } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { vermerkeListe } from '../lesen.ts';

export const ADRESSE = '/arbeitsplatz/abgeben';
export const laufweg = ({ id }: { id: string }): string => `${ADRESSE}?lauf=${id}`;

/** Hand-overs of many that she ordered herself; who leads the house sees all of it. */
export const liesLaeufe = async (deps: SeitenDeps, kraft: Kraft): Promise<Abgabelauf[]> =>
  (await deps.db.transaktion(lesekontext(kraft), (tx) => readAbgaben(tx, kraft.stelle))).filter(
    (l) => l.person === kraft.person || hatRolle(kraft.rollen, 'leitung', '*'),
  );

/** One case of a run; without Aktenzeichen when she may not see it any more. */
export type Laufzeile = Sammelfall & { aktenzeichen: string | null };

/** The cases of a run, with the reading of them logged. */
export async function liesZeilen(deps: SeitenDeps, kraft: Kraft, lauf: string): Promise<Laufzeile[]> {
  const { t } = deps;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const faelle = await readFaelle(tx, kraft.stelle, lauf);
    const benannt = await readBenannte(
      tx,
      faelle.map((f) => f.vorgang),
    );
    const gelesen = benannt.map((z) => ({ koerperschaft: z.koerperschaft, vorgang: z.id, ...z.basis }));
    vermerkeListe(tx, deps.protokoll, gelesen, t('arbeitsplatz.abgabe.titel'), t('arbeitsplatz.abgabe.mehrere.zweck'));
    const namen = new Map(benannt.map((z) => [z.id, z.aktenzeichen]));
    return faelle.map((f) => ({ ...f, aktenzeichen: namen.get(f.vorgang) ?? null }));
  });
}
