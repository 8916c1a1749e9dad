import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { findDokument } from '../../../dokumente/index.ts';
import { gehe } from '../../../vereinbarungen/index.ts';
import { sendeDatei } from '../../arbeitsplatz/akte/dokument.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage, param } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, sende, sendeMeldung, sendeVerboten } from '../rahmen.tsx';
import { BlattSeite } from './blatt.tsx';
import { darfHandeln, readBlatt } from './laden.ts';
import { WEG } from './liste.tsx';
import { feldZu, istSchritt, liesSchritt } from './schritte.ts';
import type { Versuch } from './schrittformular.tsx';

export function sendeUnbekannt(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply) {
  const { status, text } = meldungOf(deps.t, { grund: 'vereinbarung.unbekannt' });
  return sendeMeldung(deps, kraft, antwort, { status, titel: deps.t('vereinbarungen.unbekannt'), text });
}

/** GET /steuerung/vereinbarungen/:id: one agreement of the own house. */
export async function zeigeVereinbarung(
  deps: SeitenDeps,
  kraft: Kraft,
  anfrage: FastifyRequest,
  antwort: FastifyReply,
) {
  if (!darfHinein(kraft, 'vereinbarungen')) return sendeVerboten(deps, kraft, antwort);
  const blatt = await readBlatt(deps, kraft, param(anfrage, 'id'));
  if (!blatt) return sendeUnbekannt(deps, kraft, antwort);
  return sende(antwort, <BlattSeite deps={deps} kraft={kraft} blatt={blatt} getan={frage(anfrage, 'getan')} />);
}

/** POST: one step of the own side. Refused, the page comes back with what was typed and the reason beside its field. */
export async function geheSchritt(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const id = param(anfrage, 'id');
  const blatt = await readBlatt(deps, kraft, id);
  const schritt = eingabe(anfrage, 'befehl');
  if (!blatt) return sendeUnbekannt(deps, kraft, antwort);
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  if (!istSchritt(schritt)) return sendeUnbekannt(deps, kraft, antwort);
  const zurueck = (versuch: Versuch, status: number) =>
    sende(antwort, <BlattSeite deps={deps} kraft={kraft} blatt={blatt} versuch={versuch} />, status);
  const { befehl, roh, fehler } = liesSchritt(deps.t, blatt, schritt, anfrage);
  if (!befehl) return zurueck({ schritt, roh, fehler }, 422);
  const wer = { koerperschaft: kraft.stelle, person: kraft.person };
  const e = await gehe({ db: deps.db, protokoll: deps.protokoll }, wer, id, befehl);
  if (e.ok) return antwort.redirect(`${WEG}/${id}?getan=${schritt}`, 303);
  const { status, text } = meldungOf(deps.t, e);
  const feld = feldZu(schritt, e);
  return zurueck(
    feld ? { schritt, roh, fehler: [{ feld, meldung: text }] } : { schritt, roh, fehler: [], meldung: text },
    status,
  );
}

/** GET /steuerung/vereinbarungen/:id/urkunde?fassung=1: the own sealed copy of a text. */
export async function zeigeUrkunde(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHinein(kraft, 'vereinbarungen')) return sendeVerboten(deps, kraft, antwort);
  const id = param(anfrage, 'id');
  const blatt = await readBlatt(deps, kraft, id);
  const fassung = blatt?.stand.fassungen.find((f) => String(f.nr) === frage(anfrage, 'fassung'));
  const dokument = blatt && fassung?.urkunde[blatt.seite];
  if (!dokument || !isUuid(dokument)) return sendeUnbekannt(deps, kraft, antwort);
  const d = await deps.db.transaktion(lesekontext(kraft), (tx) => findDokument(tx, id, dokument));
  return d ? sendeDatei(deps, antwort, d) : sendeUnbekannt(deps, kraft, antwort);
}
