import { darfEinsehen } from '../../arbeitsplatz/berechtigung.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { type Lage, MONATE } from './lade.ts';

/** What every card of the Lage is made of. */
export type Props = { deps: SeitenDeps; kraft: Kraft; l: Lage };

/** The link of a card, for her who may follow it. */
export const weiter = ({ deps: { t } }: Props, karte: string, weg: string, darf: boolean) =>
  darf ? { weiter: { titel: t(`lage.${karte}.weiter`), weg } } : {};

/** Figures are for more people than the cases behind them. */
export const zuVorgaengen = (p: Props, karte: string, tab: 'alle' | 'faellig') =>
  weiter(p, karte, `/arbeitsplatz?tab=${tab}`, darfEinsehen(p.kraft.rollen, '*'));

export const heisst = ({ deps: { t } }: Props, karte: string) => ({
  titel: t('lage.heisst'),
  text: t(`lage.${karte}.heisst`, { monate: MONATE }),
});
