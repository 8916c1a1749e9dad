import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { erklaereBefangen } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, Hinweis, Knopf } from '../../komponenten/index.ts';
import { param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendeMeldung, sendeUnbekannt } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';

/** POST /arbeitsplatz/vorgang/:id/befangen: she declares a conflict of interest; from then on she does nothing in this case. */
export async function erklaereBefangenheit(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const e = await erklaereBefangen(deps.aufgaben, kraft, akte.zeile.id);
  if (e.ok) return antwort.redirect(`/arbeitsplatz/vorgang/${akte.zeile.id}`, 303);
  return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.befangen.nicht'), ...meldungOf(deps.t, e) });
}

/** The declaration, folded away; said plainly once it is made. */
export function Befangenheit({ deps: { t }, kraft, akte }: { deps: SeitenDeps; kraft: Kraft; akte: Akte }) {
  if (akte.vorgang.befangen.includes(kraft.person))
    return <Hinweis t={t} ton="warning" titel={t('arbeitsplatz.befangen.erklaert')} />;
  if (akte.vorgang.abgeschlossen) return null;
  return (
    <Aufklappen titel={t('arbeitsplatz.befangen.titel')}>
      <p>{t('arbeitsplatz.befangen.text')}</p>
      <p>{t('arbeitsplatz.befangen.folge')}</p>
      <form method="post" action={`/arbeitsplatz/vorgang/${akte.zeile.id}/befangen`}>
        <Knopf klein>{t('arbeitsplatz.befangen.knopf')}</Knopf>
      </form>
    </Aufklappen>
  );
}
