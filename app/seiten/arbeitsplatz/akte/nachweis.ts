import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendeMeldung, sendeUnbekannt } from '../rahmen.tsx';
import { ladeAkte } from './lade.ts';

/**
 * GET /arbeitsplatz/vorgang/:id/nachweis: the bundle with everything of the case, for whoever may open it: for a court, an audit, or a
 * person who has no account here. Fetching it is a read of the case, logged before anything is built.
 */
export async function sendeNachweis(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const n = await deps.nachweis(akte.zeile, akte.kontext);
  if (!n.ok)
    return sendeMeldung(deps, kraft, antwort, {
      titel: deps.t('arbeitsplatz.nachweis.nicht'),
      ...meldungOf(deps.t, n),
    });
  return antwort
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename="${n.name.replace(/[^\w.-]/g, '_')}"`)
    .send(Buffer.from(n.bytes));
}
