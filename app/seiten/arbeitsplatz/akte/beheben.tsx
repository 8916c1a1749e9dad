import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { behebeStoerung } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendeMeldung, sendeUnbekannt } from '../rahmen.tsx';
import { ladeAkte } from './lade.ts';

/** POST /arbeitsplatz/vorgang/:id/stoerung/:schritt: try the step again; back to the case. */
export async function versucheErneut(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [id, schritt] = [param(anfrage, 'id'), Number(param(anfrage, 'schritt'))];
  if (!(await ladeAkte(deps, kraft, id))) return sendeUnbekannt(deps, kraft, antwort);
  const r = Number.isSafeInteger(schritt)
    ? await behebeStoerung(deps.aufgaben, kraft, id, schritt)
    : ({ ok: false, grund: 'stoerung.schon-behoben' } as const);
  if (r.ok) return antwort.redirect(`/arbeitsplatz/vorgang/${id}`, 303);
  return sendeMeldung(deps, kraft, antwort, {
    titel: deps.t('arbeitsplatz.stoerung.nichtBehoben'),
    ...meldungOf(deps.t, r),
  });
}
