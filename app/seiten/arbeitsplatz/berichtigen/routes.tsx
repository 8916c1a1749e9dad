import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { berichtige, type Setzung } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { type Akte, ladeAkte } from '../akte/lade.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { darfWerteSetzen, ladeWerte, type Werteseite } from './lade.ts';
import { WerteSeite, type Werteversuch } from './seite.tsx';
import { istArt, liesWert } from './wert.ts';

/** More than a value or a reason needs. */
const LAENGE = 2000;

type Offen = { akte: Akte; seite: Werteseite };

/** The case and what its step asks for; answers itself where there is nothing to set, or not for her. */
async function oeffne(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
): Promise<Offen | undefined> {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return void (await sendeUnbekannt(deps, kraft, antwort));
  if (!darfWerteSetzen(kraft, akte)) return void (await sendeVerboten(deps, kraft, antwort));
  const seite = ladeWerte(deps.t, akte, Number(param(anfrage, 'schritt')));
  if (seite) return { akte, seite };
  const m = meldungOf(deps.t, { grund: 'stoerung.schon-behoben' });
  return void (await sendeMeldung(deps, kraft, antwort, {
    titel: deps.t('arbeitsplatz.stoerung.nichtBehoben'),
    ...m,
  }));
}

/** GET /arbeitsplatz/vorgang/:id/stoerung/:schritt/werte: what the step needs, and what may be set. */
export async function zeigeWerte(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const offen = await oeffne(deps, kraft, anfrage, antwort);
  return offen ? sende(antwort, <WerteSeite {...{ deps, kraft, ...offen }} />) : antwort;
}

/** POST: sets what was filled in and tries the step again, or says why not; what was typed stays. */
export async function setzeWerte(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const offen = await oeffne(deps, kraft, anfrage, antwort);
  if (!offen) return antwort;
  const { akte, seite } = offen;
  const { t } = deps;
  const versuch: Werteversuch = { werte: {}, fehler: {}, meldung: null };
  const setzungen: Setzung[] = [];
  const nimm = (name: string) => (versuch.werte[name] = eingabe(anfrage, name).slice(0, LAENGE));
  for (const z of seite.zeilen.filter((x) => x.setzbar)) {
    const getippt = nimm(`wert.${z.pfad}`);
    const art = z.art ?? nimm(`art.${z.pfad}`);
    if (getippt.trim() === '') continue;
    const neu = istArt(art) ? liesWert(art, getippt) : undefined;
    if (neu === undefined) versuch.fehler[`wert.${z.pfad}`] = meldungOf(t, { grund: 'angabe.kein-wert' }).text;
    else setzungen.push({ pfad: z.pfad, neu });
  }
  const begruendung = nimm('begruendung');
  if (begruendung.trim() === '')
    versuch.fehler['begruendung'] = meldungOf(t, { grund: 'angabe.ohne-begruendung' }).text;
  if (Object.keys(versuch.fehler).length > 0)
    return sende(antwort, <WerteSeite {...{ deps, kraft, ...offen, versuch }} />, 422);
  const vorgang = akte.zeile.id;
  const werkzeug = { ...deps.aufgaben, verzeichnis: deps.verzeichnis };
  const r = await berichtige(werkzeug, kraft, { vorgang, schritt: seite.schritt, setzungen, begruendung });
  if (r.ok) return antwort.redirect(`/arbeitsplatz/vorgang/${vorgang}`, 303);
  const m = meldungOf(t, r);
  return sende(
    antwort,
    <WerteSeite {...{ deps, kraft, ...offen, versuch: { ...versuch, meldung: m.text } }} />,
    m.status,
  );
}
