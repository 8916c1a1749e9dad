import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { Angaben } from '../komponenten/index.ts';
import type { Kraft } from '../personal/zugang.ts';
import { Rahmen, sende } from './rahmen.tsx';

const TASTEN = ['tab', 'umschaltTab', 'eingabe', 'leer', 'zurueck', 'suchen', 'zoom', 'ueberschrift'] as const;

/** GET /arbeitsplatz/tasten: what the keys of every browser do here; our pages need no others. */
export async function zeigeTasten(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  const titel = t('arbeitsplatz.bereich.tasten');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="tasten" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('arbeitsplatz.tasten.einleitung')}</p>
      <Angaben
        angaben={TASTEN.map((x) => ({
          name: t(`arbeitsplatz.tasten.${x}.taste`),
          wert: t(`arbeitsplatz.tasten.${x}.wirkung`),
        }))}
      />
    </Rahmen>,
  );
}
