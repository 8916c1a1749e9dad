import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Ablehnung, ablehnen } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { type Leistung, readFassung, vergleicheWortlaut } from '../../../leistungen/index.ts';
import * as steuerung from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { FASSUNGEN as WEG } from '../satzung/felder.ts';
import { darfEntscheiden, FassungenSeite } from './seite.tsx';
import { VergleichSeite } from './vergleich.tsx';

const sendeNein = (deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, e: Ablehnung) =>
  sendeMeldung(deps, kraft, antwort, { titel: deps.t('fassungen.titel'), ...meldungOf(deps.t, e) });

/** GET /steuerung/fassungen: what counts here of each Leistung, and who decides about new versions. */
export async function zeigeFassungen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'satzung')) return sendeVerboten(deps, kraft, antwort);
  const lagen = await steuerung.readFassungslagen(deps, kraft);
  return sende(antwort, <FassungenSeite {...{ deps, kraft, lagen, getan: frage(anfrage, 'getan') }} />);
}

const ENTSCHEIDUNGEN: readonly steuerung.Entscheidung[] = ['vorbehalten', 'freigeben', 'folgen'];

/** POST /steuerung/fassungen: decides about one Leistung. */
export async function entscheideFassung(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  const leistung = eingabe(anfrage, 'leistung');
  const was = ENTSCHEIDUNGEN.find((e) => e === eingabe(anfrage, 'was'));
  if (!was || !darfEntscheiden(kraft, leistung)) return sendeVerboten(deps, kraft, antwort);
  const wahl = { leistung, was, fassung: eingabe(anfrage, 'fassung') || null };
  const e = await steuerung.entscheideFassung(deps, kraft, wahl, eingabe(anfrage, 'stand'));
  return e.ok ? antwort.redirect(`${WEG}?getan=${was}`, 303) : sendeNein(deps, kraft, antwort, e);
}

/** GET /steuerung/fassungen/vergleich?leistung=&von=&nach=: what two published versions say differently. */
export async function zeigeVergleich(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'satzung')) return sendeVerboten(deps, kraft, antwort);
  const [leistung, von, nach] = [frage(anfrage, 'leistung'), frage(anfrage, 'von'), frage(anfrage, 'nach')];
  const lagen = await steuerung.readFassungslagen(deps, kraft);
  const lage = lagen.find((l) => l.leistung === leistung);
  const [alt, neu] = [await lies(deps, leistung, von), await lies(deps, leistung, nach)];
  if (!lage || !alt || !neu) return sendeNein(deps, kraft, antwort, ablehnen('fassung.unbekannt'));
  const dateien = vergleicheWortlaut(alt, neu);
  return sende(antwort, <VergleichSeite {...{ deps, kraft, lage, von, nach, dateien }} />);
}

/** A version with its files; undefined where it was never published. One that this software cannot read has its wording only. */
async function lies({ db, katalog }: SeitenDeps, leistung: string, fassung: string) {
  const dateien = fassung ? await readFassung(db, leistung, fassung) : undefined;
  const gelesen = await katalog.inFassung(leistung, fassung).catch((): Leistung | undefined => undefined);
  return dateien && { dateien, leistung: gelesen };
}
