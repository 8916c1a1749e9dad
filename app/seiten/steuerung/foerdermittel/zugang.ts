import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { type Akte, findAkte } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { param } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, immer, sendeVerboten } from '../rahmen.tsx';

export const WEG = '/steuerung/foerderung';
export const wegZu = (id: string) => `${WEG}/${id}`;
export const darfBuchen = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');

const sendeUnbekannt = immer(404, 'foerdermittel.unbekannt.titel', 'foerdermittel.unbekannt.text');

/** The grant of the address when it is the own body's and she may see it; else the answer is already given. */
export async function nimmAkte(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
): Promise<Akte | undefined> {
  const id = param(anfrage, 'zuwendung');
  const akte = isUuid(id) ? await deps.db.transaktion(lesekontext(kraft), (tx) => findAkte(tx, id)) : undefined;
  if (!akte) {
    sendeUnbekannt(deps, kraft, antwort);
    return undefined;
  }
  if (darfHinein(kraft, 'foerderung')) return akte;
  sendeVerboten(deps, kraft, antwort);
  return undefined;
}
