import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../../deps.ts';
import { formwerte, geheZu, sendeSeite } from '../basis/antworten.ts';
import { kontoOf, ohneKonto } from '../basis/besitz.ts';
import { kopfOf } from '../basis/kopf.ts';
import { createZugang, ENTWURF_TAGE, merkeZugang } from '../basis/zugang.ts';
import { nichtDa, zeigeAblehnung } from '../fehlerseite.tsx';
import { beginneEntwurf } from './beginnen.ts';
import { readLage } from './lage.ts';
import { genuegt, LeistungSeite } from './leistung-seite.tsx';

type Ort = { Params: { ags: string; leistung: string } };

/** `GET /portal/:ags/:leistung` and `POST …/beginnen`, which makes the draft. */
export function registerLeistung(server: FastifyInstance, deps: SeitenDeps): void {
  server.get<Ort>('/portal/:ags/:leistung', async (anfrage, reply) => {
    const lage = await readLage(deps, anfrage.params.ags, anfrage.params.leistung);
    if (!lage) return nichtDa(deps, reply);
    const kopf = await kopfOf(deps, anfrage, lage.kommune);
    const niveau = (await kontoOf(deps, anfrage))?.niveau ?? 'ohne';
    return sendeSeite(reply, <LeistungSeite kopf={kopf} lage={lage} niveau={niveau} />, {
      persoenlich: kopf.person !== undefined,
    });
  });

  server.post<Ort>('/portal/:ags/:leistung/beginnen', async (anfrage, reply) => {
    const { ags, leistung: schluessel } = anfrage.params;
    const lage = await readLage(deps, ags, schluessel);
    if (!lage?.leistung) return nichtDa(deps, reply);
    const zurueck = `/portal/${ags}/${schluessel}`;
    if (!lage.wer || lage.ablehnung)
      return zeigeAblehnung(deps, reply, lage.ablehnung ?? { grund: 'zustaendigkeit.niemand' }, zurueck);
    const konto = formwerte(anfrage.body)['weg'] === 'ohne' ? undefined : await kontoOf(deps, anfrage);
    // the page itself offers the sign-in that is needed
    if (!genuegt(konto?.niveau ?? 'ohne', lage.leistung.angaben.niveau)) return geheZu(reply, zurueck);
    const entwurf = await beginneEntwurf(deps, lage.kommune, lage.leistung, konto ?? ohneKonto);
    const weg = `/antrag/${entwurf.id}`;
    if (!konto) merkeZugang(deps, reply, weg, await createZugang(deps, entwurf.id, ENTWURF_TAGE), ENTWURF_TAGE);
    return geheZu(reply, `${weg}/${entwurf.schritt}`);
  });
}
