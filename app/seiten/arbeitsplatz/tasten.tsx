import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { Tasten } from '../komponenten/index.ts';
import type { Kraft } from '../personal/zugang.ts';
import { Rahmen, sende } from './rahmen.tsx';
import { hausTasten, tastenOf } from './tastenhilfe.tsx';

const BROWSER = ['tab', 'umschaltTab', 'eingabe', 'leer', 'zurueck', 'suchen', 'zoom', 'ueberschrift'] as const;

/** GET /arbeitsplatz/tasten: our few keys, how to switch them off, and what the keys of every browser do here. */
export async function zeigeTasten(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  const titel = t('arbeitsplatz.bereich.tasten');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="tasten" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('arbeitsplatz.tasten.einleitung')}</p>
      <h2>{t('arbeitsplatz.tasten.haus.titel')}</h2>
      <p>{t('arbeitsplatz.tasten.haus.text')}</p>
      <Tasten tasten={hausTasten(t)} />
      {/* shown by the script that knows the keys: without it there is nothing to switch */}
      <p>
        <button
          class="kern-btn kern-btn--secondary haus-btn--klein"
          type="button"
          hidden
          data-tasten-schalter
          data-aus={t('arbeitsplatz.tasten.haus.aus')}
          data-ein={t('arbeitsplatz.tasten.haus.ein')}
        >
          <span class="kern-label">{t('arbeitsplatz.tasten.haus.aus')}</span>
        </button>
      </p>
      <h2>{t('arbeitsplatz.tasten.browser.titel')}</h2>
      <Tasten tasten={tastenOf(t, 'browser', BROWSER)} />
    </Rahmen>,
  );
}
