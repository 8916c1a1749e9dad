import type { FastifyRequest } from 'fastify';
import { isUuid, type Kontext } from '../../../base/index.ts';
import { type Entwurf, type Niveau, readEntwurf } from '../../../eingang/index.ts';
import { type EingangsZeile, findZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { readZugang, zugangOf } from './zugang.ts';

/** As whom this browser may look: the account, or the draft whose secret it holds. */
export interface Wer {
  kontext: Kontext & { person: string };
  niveau: Niveau;
  angemeldet: boolean;
}

const leer = { stelle: null, handelndFuer: null, grundlage: null };

export async function kontoOf(deps: SeitenDeps, anfrage: FastifyRequest): Promise<Wer | undefined> {
  const s = await deps.sitzungOf(anfrage);
  if (s?.art !== 'person') return undefined;
  return { kontext: { art: 'person', person: s.person, ...leer }, niveau: s.niveau, angemeldet: true };
}

export const ohneKonto = (entwurf: string): Wer => ({
  kontext: { art: 'anonym', person: entwurf, ...leer },
  niveau: 'ohne',
  angemeldet: false,
});

async function jeder(deps: SeitenDeps, anfrage: FastifyRequest): Promise<Wer[]> {
  const entwurf = await readZugang(deps, zugangOf(anfrage));
  return [await kontoOf(deps, anfrage), entwurf ? ohneKonto(entwurf) : undefined].filter((w) => w !== undefined);
}

/** The draft, when it belongs to this browser. Foreign and unknown are the same: undefined. */
export async function findEntwurf(deps: SeitenDeps, anfrage: FastifyRequest, id: string) {
  if (!isUuid(id)) return undefined;
  for (const wer of await jeder(deps, anfrage)) {
    const entwurf: Entwurf | undefined = await deps.db.transaktion(wer.kontext, (tx) =>
      readEntwurf(tx, deps.protokoll.bund, id),
    );
    if (entwurf) return { wer, entwurf };
  }
  return undefined;
}

/** The Vorgang, when it belongs to this browser. Foreign and unknown are the same: undefined. */
export async function findVorgang(deps: SeitenDeps, anfrage: FastifyRequest, id: string) {
  if (!isUuid(id)) return undefined;
  for (const wer of await jeder(deps, anfrage)) {
    const zeile: EingangsZeile | undefined = await deps.db.transaktion(wer.kontext, (tx) => findZeile(tx, id));
    if (zeile) return { wer, zeile };
  }
  return undefined;
}
