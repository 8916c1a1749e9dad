import type { Ablehnung } from '../../../base/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { tagText } from '../../personal/zeit.ts';

/** Where nothing could be computed, as people say it: the name of the Leistung, and the day. */
export function mitNamen({ katalog }: { katalog: Pick<SeitenDeps['katalog'], 'name'> }, e: Ablehnung): Ablehnung {
  const { leistung, tag } = e.angaben ?? {};
  if (leistung === undefined || tag === undefined) return e;
  return { ...e, angaben: { ...e.angaben, wo: `${katalog.name(leistung)}, ${tagText(tag)}` } };
}
