import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { versucheErneut } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { ladeStoerungen, type Stoerungszeile } from './lade.ts';
import { type Ergebnis, StoerungenSeite } from './seite.tsx';

/** GET /arbeitsplatz/stoerungen: what does not go on in cases of her house. */
export async function zeigeStoerungen(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  if (kraft.stoerungen === null) return sendeVerboten(deps, kraft, antwort);
  const liste = await ladeStoerungen(deps, kraft);
  return sende(antwort, <StoerungenSeite deps={deps} kraft={kraft} liste={liste} />);
}

/** POST: tries one line, the chosen ones or all of them again, each for itself; the page then says what came of it. */
export async function versucheMehrereErneut(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  if (kraft.stoerungen === null) return sendeVerboten(deps, kraft, antwort);
  const vorher = await ladeStoerungen(deps, kraft);
  const gewaehlt = vorher.zeilen.filter((z) => z.hier && istGewaehlt(anfrage, z));
  let versucht = 0;
  const gruende = new Set<string>();
  for (const { stoerung } of gewaehlt) {
    const r = await versucheErneut(deps.aufgaben, kraft, stoerung.ziel);
    if (r.ok) versucht++;
    else gruende.add(meldungOf(deps.t, r).text);
  }
  const ergebnis: Ergebnis = { versucht, gruende: [...gruende] };
  const liste = await ladeStoerungen(deps, kraft);
  return sende(antwort, <StoerungenSeite deps={deps} kraft={kraft} liste={liste} ergebnis={ergebnis} />);
}

function istGewaehlt(anfrage: FastifyRequest, z: Stoerungszeile): boolean {
  const nur = eingabe(anfrage, 'nur');
  if (nur !== '') return nur === z.schluessel;
  return eingabe(anfrage, 'was') === 'alle' || eingabe(anfrage, `z.${z.schluessel}`) !== '';
}
