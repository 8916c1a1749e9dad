import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { beginneAbgabe, lenkeAbgabe } from '../../../eingang/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, eins, frage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { MIT_NACHFRAGE, sendeStand } from '../sammellauf.tsx';
import { darfMehrereAbgeben, ladeAbgebbare } from './lade.ts';
import { laufweg, liesLaeufe, liesZeilen } from './laeufe.ts';
import { LaufSeite, standOf } from './lauf-seite.tsx';
import { type Angabe, EIGENER_ORT, WahlSeite } from './seite.tsx';

const GRUND_LAENGE = 1000;

/** GET /arbeitsplatz/abgeben[?kommune=…&leistung=…|?lauf=…]: which cases could be handed over, to be chosen from; or how far one order is. */
export async function zeigeMehrere(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfMehrereAbgeben(kraft)) return sendeVerboten(deps, kraft, antwort);
  const laeufe = await liesLaeufe(deps, kraft);
  const id = frage(anfrage, 'lauf');
  if (id !== '') {
    const lauf = laeufe.find((l) => l.id === id);
    if (!lauf) return sendeUnbekannt(deps, kraft, antwort);
    if (frage(anfrage, 'nur') === 'stand') return sendeStand(antwort, standOf(deps, lauf));
    antwort.header('content-security-policy', MIT_NACHFRAGE);
    return sende(antwort, <LaufSeite {...{ deps, kraft, lauf }} zeilen={await liesZeilen(deps, kraft, lauf.id)} />);
  }
  const auswahl = { kommune: frage(anfrage, 'kommune'), leistung: frage(anfrage, 'leistung') };
  const liste = await ladeAbgebbare(deps, kraft, auswahl);
  return sende(antwort, <WahlSeite {...{ deps, kraft, auswahl, liste, laeufe }} gewaehlt={new Set()} />);
}

/** POST: hands over the chosen ones, or all that were shown, in the background; or stops that, or lets it go on. */
export async function gibMehrereAb(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfMehrereAbgeben(kraft)) return sendeVerboten(deps, kraft, antwort);
  const was = eingabe(anfrage, 'was');
  if (was === 'anhalten' || was === 'fortsetzen') return lenke(deps, kraft, antwort, eingabe(anfrage, 'lauf'), was);
  const [ort, grund] = [eingabe(anfrage, 'ort'), eingabe(anfrage, 'grund').slice(0, GRUND_LAENGE)];
  const gewaehlt = genannte(anfrage, was === 'alle' ? 'z' : 'w');
  const ortBekannt = ort === EIGENER_ORT || deps.verzeichnis.byId(ort) !== undefined;
  const fehlt = fehlende(gewaehlt, ortBekannt, grund);
  if (fehlt.length > 0) {
    const auswahl = { kommune: eingabe(anfrage, 'kommune'), leistung: eingabe(anfrage, 'leistung') };
    const [liste, laeufe] = [await ladeAbgebbare(deps, kraft, auswahl), await liesLaeufe(deps, kraft)];
    const p = { deps, kraft, auswahl, liste, laeufe, versuch: { ort, grund, fehlt } };
    return sende(antwort, <WahlSeite {...p} gewaehlt={new Set(genannte(anfrage, 'w'))} />, 422);
  }
  const auftrag = { vorgaenge: gewaehlt, ort: ort === EIGENER_ORT ? null : ort, grund };
  const r = await beginneAbgabe(deps.aufgaben, kraft, auftrag);
  if (r.ok) return antwort.redirect(laufweg(r), 303);
  return sendeMeldung(deps, kraft, antwort, {
    titel: deps.t('arbeitsplatz.lauf.nicht'),
    ...meldungOf(deps.t, r),
  });
}

async function lenke(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  id: string,
  wohin: 'anhalten' | 'fortsetzen',
) {
  const lauf = (await liesLaeufe(deps, kraft)).find((l) => l.id === id);
  if (!lauf) return sendeUnbekannt(deps, kraft, antwort);
  const r = await lenkeAbgabe(deps.aufgaben, kraft, id, wohin);
  if (r.ok) return antwort.redirect(laufweg(lauf), 303);
  return sendeMeldung(deps, kraft, antwort, {
    titel: deps.t('arbeitsplatz.lauf.nicht'),
    ...meldungOf(deps.t, r),
  });
}

/** All that is missing, in the order of the page. */
const fehlende = (gewaehlt: readonly string[], ortBekannt: boolean, grund: string): Angabe[] => [
  ...(gewaehlt.length === 0 ? (['wahl'] as const) : []),
  ...(ortBekannt ? [] : (['ort'] as const)),
  ...(grund.trim() === '' ? (['grund'] as const) : []),
];

/** Ids of the fields `w.…` (ticked) or `z.…` (shown). */
const genannte = (anfrage: FastifyRequest, was: 'w' | 'z'): string[] =>
  Object.keys((anfrage.body as Record<string, unknown> | null) ?? {}).flatMap((k) => {
    const id = k.startsWith(`${was}.`) ? k.slice(2) : '';
    return isUuid(id) && eins(anfrage.body, k) !== '' ? [id] : [];
  });
