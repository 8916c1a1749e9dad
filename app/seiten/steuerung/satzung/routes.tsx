import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ablehnung } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import type { Satzname } from '../../../kommunen/index.ts';
import * as steuerung from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import type { Zeige } from '../../personal/wege.ts';
import { heuteOf } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { ausAblehnung, liesBogen, type Zurueck } from '../bogen.tsx';
import { darfHinein, sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { AuftrittSeite, auftrittsfelder, type Teil, tueAuftritt } from './auftritt.tsx';
import { liesSatz, vorgabeOf, WEG } from './felder.ts';
import { NeuSeite, PruefSeite } from './neu.tsx';
import { darfAendern, darfBestaetigen, SatzungSeite } from './seite.tsx';
import { artenOf } from './tafel.tsx';

const sendeNein = (deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, e: Ablehnung) =>
  sendeMeldung(deps, kraft, antwort, { titel: deps.t('satzung.titel'), ...meldungOf(deps.t, e) });

/** The refusal beside the field it is about, else in the summary; what was typed stays. */
function zurueckOf(deps: SeitenDeps, e: Ablehnung, roh: Zurueck['roh']): Zurueck {
  const feld = e.angaben?.['feld'];
  return ausAblehnung(deps.t, e, roh, feld === undefined ? {} : { [e.grund]: feld });
}

/** GET /steuerung/satzung: what counts today, what comes and what was, the letterhead and the bank. */
export async function zeigeSatzung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'satzung')) return sendeVerboten(deps, kraft, antwort);
  const [stand, lagen] = await Promise.all([
    steuerung.readStammdaten(deps, kraft),
    steuerung.readFassungslagen(deps, kraft),
  ]);
  const heute = heuteOf(deps.protokoll.uhr);
  return sende(antwort, <SatzungSeite {...{ deps, kraft, stand, lagen, heute, getan: frage(anfrage, 'getan') }} />);
}

/** POST /steuerung/satzung: takes a tariff that comes back, or answers new bank data. */
export async function aendereSatzung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [was, stand] = [eingabe(anfrage, 'was'), eingabe(anfrage, 'stand')];
  const nimmZurueck = was === 'zuruecknehmen' && darfAendern(kraft);
  const bank = (was === 'bestaetigen' || was === 'verwerfen') && darfBestaetigen(kraft);
  if (!nimmZurueck && !bank) return sendeVerboten(deps, kraft, antwort);
  const satz = { art: eingabe(anfrage, 'art'), ab: eingabe(anfrage, 'ab') };
  const e = nimmZurueck
    ? await steuerung.nimmSatzZurueck(deps, kraft, satz, stand)
    : was === 'bestaetigen'
      ? await steuerung.bestaetigeBank(deps, kraft, stand)
      : await steuerung.verwirfBank(deps, kraft, stand);
  if (!e.ok) return sendeNein(deps, kraft, antwort, e);
  const getan = nimmZurueck ? 'zurueck' : was === 'bestaetigen' ? 'bestaetigt' : 'verworfen';
  return antwort.redirect(`${WEG}?getan=${getan}`, 303);
}

/** The first one where none is named. */
const artOf = (deps: SeitenDeps, art: string): Satzname | undefined =>
  artenOf(deps).arten.find((a) => art === '' || a === art);

/** GET /steuerung/satzung/neu?art=&ab=: the form, filled in from that tariff or from the latest one. */
export async function zeigeNeu(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfAendern(kraft)) return sendeVerboten(deps, kraft, antwort);
  const art = artOf(deps, frage(anfrage, 'art'));
  if (!art) return sendeNein(deps, kraft, antwort, { ok: false, grund: 'satz.art' });
  const heute = heuteOf(deps.protokoll.uhr);
  const stand = await steuerung.readStammdaten(deps, kraft);
  const meine = stand.saetze.filter((s) => s.art === art);
  const geaendert = meine.find((s) => s.ab === frage(anfrage, 'ab') && s.ab > heute);
  const muster = geaendert ?? meine.at(-1);
  const vorgabe = {
    ...(muster ? vorgabeOf(muster) : {}),
    ...(geaendert ? { ab: tagOf(geaendert.ab) } : { fundstelle: '' }),
  };
  return sende(antwort, <NeuSeite {...{ deps, kraft, art, stand, heute, vorgabe }} />);
}

const tagOf = (iso: string): string => iso.split('-').reverse().join('.');

/** POST /steuerung/satzung/neu: shows what would change, goes back to the form, or enters it. */
export async function trageEin(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const was = eingabe(anfrage, 'was');
  if (!darfAendern(kraft) || !['pruefen', 'aendern', 'eintragen'].includes(was))
    return sendeVerboten(deps, kraft, antwort);
  const art = artOf(deps, eingabe(anfrage, 'art'));
  if (!art) return sendeNein(deps, kraft, antwort, { ok: false, grund: 'satz.art' });
  const heute = heuteOf(deps.protokoll.uhr);
  const { wunsch, roh, fehler } = liesSatz(deps.t, art, anfrage.body, heute);
  const formular = async (zurueck: Zurueck, status: number) => {
    const stand = await steuerung.readStammdaten(deps, kraft);
    return sende(antwort, <NeuSeite {...{ deps, kraft, art, stand, heute, vorgabe: {}, zurueck }} />, status);
  };
  if (was === 'aendern') return formular({ roh, fehler: [], meldung: null }, 200);
  if (!wunsch) return formular({ roh, fehler, meldung: null }, 422);
  if (was === 'eintragen') {
    const e = await steuerung.trageSatzEin(deps, kraft, wunsch, eingabe(anfrage, 'stand'));
    if (e.ok) return antwort.redirect(`${WEG}?getan=satz`, 303);
    return formular(zurueckOf(deps, e, roh), meldungOf(deps.t, e).status);
  }
  const stand = await steuerung.readStammdaten(deps, kraft);
  const plan = steuerung.planeSatz(stand.saetze, wunsch, heute);
  if (!plan.ok) return formular(zurueckOf(deps, plan, roh), meldungOf(deps.t, plan).status);
  return sende(antwort, <PruefSeite {...{ deps, kraft, art, stand, heute, wunsch, plan, roh }} />);
}

async function zeigeTeil(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  teil: Teil,
  mehr: { zurueck?: Zurueck; status?: number } = {},
) {
  const { auftritt, vorschlag } = await steuerung.readStammdaten(deps, kraft);
  if (!auftritt) return sendeNein(deps, kraft, antwort, { ok: false, grund: 'briefkopf.fehlt' });
  // it is answered first, on the page above
  if (teil === 'bank' && vorschlag && !mehr.zurueck) return antwort.redirect(WEG, 303);
  const { zurueck, status } = mehr;
  return sende(
    antwort,
    <AuftrittSeite {...{ deps, kraft, teil, auftritt, ...(zurueck ? { zurueck } : {}) }} />,
    status,
  );
}

/** GET /steuerung/satzung/briefkopf and …/bank */
export const zeigeAuftritt =
  (teil: Teil): Zeige =>
  async (deps, kraft, _anfrage, antwort) =>
    darfAendern(kraft) ? zeigeTeil(deps, kraft, antwort, teil) : sendeVerboten(deps, kraft, antwort);

/** POST: the letterhead counts at once, bank data when another person has said that they are right. */
export const aendereAuftritt =
  (teil: Teil): Zeige =>
  async (deps, kraft, anfrage, antwort) => {
    if (!darfAendern(kraft)) return sendeVerboten(deps, kraft, antwort);
    const { werte, roh, fehler } = liesBogen(auftrittsfelder(deps, teil), anfrage.body, heuteOf(deps.protokoll.uhr));
    if (fehler.length > 0)
      return zeigeTeil(deps, kraft, antwort, teil, { zurueck: { roh, fehler, meldung: null }, status: 422 });
    const e = await tueAuftritt(deps, kraft, teil, werte, eingabe(anfrage, 'stand'));
    if (e.ok) return antwort.redirect(`${WEG}?getan=${teil === 'bank' ? 'vorgeschlagen' : 'briefkopf'}`, 303);
    const { status } = meldungOf(deps.t, e);
    return zeigeTeil(deps, kraft, antwort, teil, { zurueck: zurueckOf(deps, e, roh), status });
  };
