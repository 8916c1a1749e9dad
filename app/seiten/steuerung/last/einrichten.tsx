import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ablehnung } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import * as last from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Versuch } from '../../komponenten/index.ts';
import { eingabe, eins, frage } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { EinrichtenSeite } from './einrichten-seite.tsx';
import { leistungenOf, leitet, wegOf } from './kopf.tsx';

type Tat = (deps: SeitenDeps, kraft: Kraft, f: last.Felder) => Promise<{ ok: true } | Ablehnung>;

/** One form each; its name is the field `was`. */
const TATEN: Readonly<Record<string, Tat>> = {
  vereinbarung: (d, k, f) => last.trageVereinbarungEin(d, k, f),
  beenden: (d, k, f) => last.beendeVereinbarung(d, k, f['id'] ?? ''),
  team: (d, k, f) => last.legeTeamAn(d, k, f, leistungenOf(d)),
  planstelle: (d, k, f) => last.legePlanstelleAn(d, k, f),
  abwesenheit: (d, k, f) => last.trageAbwesenheitEin(d, k, f),
  aufwand: (d, k, f) => last.setzeAufwand(d, k, f, leistungenOf(d)),
  vorgeschichte: (d, k, f) => last.setzeVorgeschichte(d, k, f, leistungenOf(d)),
  'team-loeschen': (d, k, f) => last.loesche(d, k, 'team', f['id'] ?? ''),
  'planstelle-loeschen': (d, k, f) => last.loesche(d, k, 'planstelle', f['id'] ?? ''),
  'abwesenheit-loeschen': (d, k, f) => last.loesche(d, k, 'abwesenheit', f['id'] ?? ''),
  'annahme-loeschen': (d, k, f) => last.loesche(d, k, 'annahme', f['id'] ?? ''),
};

/** GET /steuerung/last/einrichten */
export async function zeigeEinrichten(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!leitet(kraft)) return sendeVerboten(deps, kraft, antwort);
  return antworte(deps, kraft, antwort, frage(anfrage, 'getan') !== '');
}

/** POST: one entry, or why not; what was typed stays. */
export async function richteEin(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!leitet(kraft)) return sendeVerboten(deps, kraft, antwort);
  const was = eingabe(anfrage, 'was');
  // what is no form of this page is an entry that does not exist
  const nichts: Tat = (d, k) => last.loesche(d, k, 'annahme', '');
  const tat = Object.hasOwn(TATEN, was) ? (TATEN[was] ?? nichts) : nichts;
  const felder = felderOf(anfrage.body);
  const e = await tat(deps, kraft, felder);
  if (e.ok) return antwort.redirect(`${wegOf('einrichten')}?getan=ja`, 303);
  const m = meldungOf(deps.t, e);
  const feld = e.angaben?.['feld'];
  // a refusal that belongs to no field is the whole answer
  if (feld === undefined) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('last.einrichten.titel'), ...m });
  return antworte(deps, kraft, antwort, false, { formular: was, werte: felder, meldung: m.text, feld }, m.status);
}

/** Texts of a form, none longer than a history of five years. */
const felderOf = (koerper: unknown): last.Felder =>
  Object.fromEntries(
    Object.keys(typeof koerper === 'object' && koerper !== null ? koerper : {})
      .slice(0, 100)
      .map((name) => [name, eins(koerper, name).slice(0, 10_000)]),
  );

async function antworte(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  getan: boolean,
  versuch?: Versuch,
  status = 200,
) {
  const heute = heuteOf(deps.protokoll.uhr);
  const [schalter, e] = await deps.db.transaktion(lesekontext(kraft), async (tx) => [
    await last.readSchalter(tx, heute),
    await last.readEinrichtung(tx, kraft.stelle),
  ]);
  return sende(antwort, <EinrichtenSeite {...{ deps, kraft, schalter, e, versuch, getan }} />, status);
}
