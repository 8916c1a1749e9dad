import { type Antworten, parseSchritt } from '@rathausverbund/formular';
import { localDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../../base/index.ts';
import { meldungOf } from '../../../../base/meldungen/index.ts';
import { aktuelle, darfAendern, entwirf, readStand, type Stand } from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import { eingabe, eins, frage } from '../../../personal/anfrage.ts';
import { heuteOf } from '../../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../../personal/zugang.ts';
import { sende, sendeVerboten } from '../../rahmen.tsx';
import { darfHandeln } from '../laden.ts';
import { WEG } from '../liste.tsx';
import { sendeUnbekannt } from '../routes.tsx';
import { type Entwurfsschritt, formularOf, type Roh, SCHRITTE } from './formular.ts';
import { inhaltOf, vorlageAus } from './inhalt.ts';
import { PruefSeite, SchrittSeite } from './seite.tsx';

/** The agreement that is to be changed; null for a new one, undefined when there is none that may be. */
async function aendertOf(deps: SeitenDeps, kraft: Kraft, id: string): Promise<Stand | null | undefined> {
  if (id === '') return null;
  if (!isUuid(id)) return undefined;
  const s = await deps.db.transaktion(lesekontext(kraft), (tx) => readStand(tx, id));
  return s && darfAendern(s, heuteOf(deps.protokoll.uhr)) ? s : undefined;
}

/** GET /steuerung/vereinbarungen/neu[?aendert=id]: the first step of a draft. */
export async function zeigeEntwurf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const aendert = await aendertOf(deps, kraft, frage(anfrage, 'aendert'));
  if (aendert === undefined) return sendeUnbekannt(deps, kraft, antwort);
  const f = aendert && aktuelle(aendert);
  const roh: Roh = f ? vorlageAus(f.inhalt) : {};
  return sende(antwort, <SchrittSeite {...{ deps, kraft, roh, aendert }} schritt="parteien" fehler={[]} />);
}

/** POST: takes one step; everything typed travels along in hidden fields until the draft is made. Nothing is stored before. */
export async function nimmEntwurf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const aendert = await aendertOf(deps, kraft, eingabe(anfrage, 'aendert'));
  if (aendert === undefined) return sendeUnbekannt(deps, kraft, antwort);
  const roh = liesRoh(anfrage);
  const wunsch = eingabe(anfrage, 'schritt');
  const schritt = SCHRITTE.find((s) => s === wunsch) ?? 'kosten';
  const props = { deps, kraft, roh, aendert };
  if (eingabe(anfrage, 'aktion') === 'zurueck') {
    const davor = wunsch === 'pruefen' ? 'kosten' : (SCHRITTE[SCHRITTE.indexOf(schritt) - 1] ?? 'parteien');
    return sende(antwort, <SchrittSeite {...props} schritt={davor} fehler={[]} />);
  }
  const heute = heuteOf(deps.protokoll.uhr);
  const gelesen = lies(deps, kraft, roh, aendert, schritt, heute);
  if (gelesen.fehlerIn)
    return sende(antwort, <SchrittSeite {...props} schritt={gelesen.fehlerIn} fehler={gelesen.fehler} />, 422);
  const weiter = wunsch === 'pruefen' ? undefined : SCHRITTE[SCHRITTE.indexOf(schritt) + 1];
  if (weiter) return sende(antwort, <SchrittSeite {...props} schritt={weiter} fehler={[]} />);
  const inhalt = inhaltOf(deps, kraft.stelle, gelesen.antworten, heute, aendert);
  if (wunsch !== 'pruefen') return sende(antwort, <PruefSeite {...props} inhalt={inhalt} />);
  const id = aendert?.id ?? uuidv7(deps.protokoll.uhr.jetzt());
  const wer = { koerperschaft: kraft.stelle, person: kraft.person };
  const e = await entwirf({ db: deps.db, protokoll: deps.protokoll }, wer, id, inhalt);
  if (e.ok) return antwort.redirect(`${WEG}/${id}?getan=entwerfen`, 303);
  const { status, text } = meldungOf(deps.t, e);
  return sende(antwort, <PruefSeite {...props} inhalt={inhalt} meldung={text} />, status);
}

/** Every step up to this one must hold: a post may name any step. */
function lies(deps: SeitenDeps, kraft: Kraft, roh: Roh, aendert: Stand | null, bis: Entwurfsschritt, heute: string) {
  const formular = formularOf(deps, kraft, roh, aendert !== null);
  let antworten: Antworten = {};
  for (const s of SCHRITTE.slice(0, SCHRITTE.indexOf(bis) + 1)) {
    const e = parseSchritt(formular, s, roh, antworten, localDate(heute));
    if (e.fehler.length > 0) return { antworten, fehlerIn: s, fehler: e.fehler };
    antworten = e.antworten;
  }
  return { antworten, fehlerIn: null, fehler: [] };
}

const NAME = /^[a-z][a-z0-9_]{0,40}$/;
const STEUERN = new Set(['schritt', 'aktion', 'aendert']);

function liesRoh(anfrage: FastifyRequest): Roh {
  const namen = Object.keys((anfrage.body as Record<string, unknown> | null) ?? {});
  return Object.fromEntries(
    namen.filter((n) => NAME.test(n) && !STEUERN.has(n)).map((n) => [n, eins(anfrage.body, n).slice(0, 2000)]),
  );
}
