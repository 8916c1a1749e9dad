import type { Tx } from '../../base/index.ts';
import { type Basis, basisOf, EIGENE, readRegeln } from '../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../deps.ts';
import type { Kraft } from '../personal/zugang.ts';
import { type Gelesen, vermerkeListe } from './lesen.ts';

export interface Registerhaeuser {
  readonly ids: readonly string[];
  /** by what right she reads a record whose case is erased: it says nothing of its own any more */
  basis(koerperschaft: string, leistung: string): Basis | undefined;
}

/** Whose registers she may look into: the own one and those of bodies the own house works for. */
export async function readRegisterhaeuser(tx: Tx, kraft: Kraft): Promise<Registerhaeuser> {
  const linien = (await readRegeln(tx)).filter((r) => r.an === kraft.stelle);
  return {
    ids: [...new Set([kraft.stelle, ...linien.map((r) => r.von)])],
    basis(koerperschaft, leistung) {
      if (koerperschaft === kraft.stelle) return EIGENE;
      const r = linien.find((l) => l.von === koerperschaft && [leistung, '*'].includes(l.leistung));
      return r && basisOf(r);
    },
  };
}

/** Records that these records were read, in the name of the case that made each. */
export const vermerkeRegister = (tx: Tx, { protokoll, t }: SeitenDeps, gelesen: readonly Gelesen[]): void =>
  vermerkeListe(tx, protokoll, gelesen, t('arbeitsplatz.bereich.register'), t('arbeitsplatz.register.zweck'));
