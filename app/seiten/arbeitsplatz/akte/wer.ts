import type { Ereignis } from '@rathausverbund/nachweis';
import type { SeitenDeps } from '../../deps.ts';
import type { Akte } from './lade.ts';

/** Who acted, as staff may read it. */
export function werHandelte({ t, verzeichnis }: SeitenDeps, { namen }: Pick<Akte, 'namen'>, e: Ereignis): string {
  const { pseudonym, role } = e.actor;
  if (role === 'buerger') return t('arbeitsplatz.wer.antragstellend');
  if (pseudonym === 'verfahren' || pseudonym === 'posteingang') return t('arbeitsplatz.wer.verfahren');
  const m = namen.get(pseudonym);
  return m
    ? `${m.name}, ${m.funktion}`
    : t('arbeitsplatz.wer.andere', { stelle: verzeichnis.byId(e.fuer.stelle)?.name ?? '' });
}
