import type { SeitenDeps } from '../../deps.ts';
import type { Akte } from './lade.ts';

/** What every part of the page of a case is given. */
export type TeilProps = { deps: SeitenDeps; akte: Akte };
