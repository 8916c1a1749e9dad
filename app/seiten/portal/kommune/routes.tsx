import type { FastifyInstance } from 'fastify';
import { suche } from '../../../kommunen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, sendeSeite } from '../basis/antworten.ts';
import { kopfOf } from '../basis/kopf.ts';
import { nichtDa } from '../fehlerseite.tsx';
import { oeffentliche } from '../leistung/lage.ts';
import { findeLeistungen } from './finde.ts';
import { FremdeKommuneSeite, KommuneSeite } from './kommune-seite.tsx';
import { SucheSeite } from './suche-seite.tsx';

type Frage = { Querystring: Record<string, unknown> };

/** `GET /portal?ort=` and `GET /portal/:ags?q=` */
export function registerKommune(server: FastifyInstance, deps: SeitenDeps): void {
  const { verzeichnis, katalog } = deps;
  const aktive = verzeichnis.gemeinden.filter((k) => k.kuerzel !== null);

  server.get<Frage>('/portal', async (anfrage, reply) => {
    const ort = eingabe(anfrage.query['ort']).trim();
    const kopf = await kopfOf(deps, anfrage);
    return sendeSeite(
      reply,
      <SucheSeite
        kopf={kopf}
        ort={ort}
        treffer={suche(verzeichnis, ort)}
        aktive={aktive}
        anzahl={verzeichnis.gemeinden.length}
      />,
      { persoenlich: kopf.person !== undefined },
    );
  });

  server.get<Frage & { Params: { ags: string } }>('/portal/:ags', async (anfrage, reply) => {
    const kommune = verzeichnis.byAgs(anfrage.params.ags);
    if (kommune?.art !== 'gemeinde') return nichtDa(deps, reply);
    const kopf = await kopfOf(deps, anfrage, kommune);
    const erfuellende = verzeichnis.byId(kommune.erfuellendeId ?? '');
    const frage = eingabe(anfrage.query['q']).trim();
    const gefunden = findeLeistungen(katalog.leistungen, frage);
    const seite = kommune.kuerzel ? (
      <KommuneSeite
        kopf={kopf}
        kommune={kommune}
        frage={frage}
        gefunden={gefunden}
        alle={katalog.leistungen}
        eintraege={oeffentliche(katalog.eintraege)}
      />
    ) : (
      <FremdeKommuneSeite kopf={kopf} kommune={kommune} {...(erfuellende ? { erfuellende } : {})} />
    );
    return sendeSeite(reply, seite, { persoenlich: kopf.person !== undefined });
  });
}
