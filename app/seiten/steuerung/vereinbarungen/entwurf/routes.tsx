import { type Antworten, type FeldFehler, liesAntwort, parseSchritt } from '@rathausverbund/formular';
import { localDate } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid, uuidv7 } from '../../../../base/index.ts';
import { meldungOf } from '../../../../base/meldungen/index.ts';
import {
  aktuelle,
  darfAendern,
  entwirf,
  phaseOf,
  readStaende,
  readStand,
  type Stand,
  titelMitLeistungen,
} from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import { eingabe, eins, frage } from '../../../personal/anfrage.ts';
import { heuteOf } from '../../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../../personal/zugang.ts';
import { sende, sendeVerboten } from '../../rahmen.tsx';
import { darfHandeln } from '../laden.ts';
import { WEG } from '../liste.tsx';
import { sendeUnbekannt } from '../routes.tsx';
import { formularOf, type Gegenstueck, kostenzeile, type Lage, schritteOf } from './formular.ts';
import { inhaltOf, mitTitel, parteienOf, rahmentageOf, vorlageAus } from './inhalt.ts';
import { pruefeKosten } from './kostenpruefung.ts';
import { fuegeHinzu, type Roh, uebernimmKosten } from './roh.ts';
import { PruefSeite, SchrittSeite } from './seite.tsx';
import { pruefeTage } from './tagepruefung.ts';

/** The agreement that is to be changed; null for a new one, undefined when there is none that may be. */
async function aendertOf(deps: SeitenDeps, kraft: Kraft, id: string): Promise<Stand | null | undefined> {
  if (id === '') return null;
  if (!isUuid(id)) return undefined;
  const s = await deps.db.transaktion(lesekontext(kraft), (tx) => readStand(tx, id));
  return s && darfAendern(s, heuteOf(deps.protokoll.uhr)) ? s : undefined;
}

const VORBEI: ReadonlySet<string> = new Set(['zurueckgezogen', 'beendet']);

/** Agreements in which the other side works for this draft's commissioned one: "registry office against IT". */
function gegenstueckeOf(staende: readonly Stand[], parteien: Stand['parteien'], heute: string): Gegenstueck[] {
  const { auftraggeber, auftragnehmer } = parteien;
  return staende.flatMap((s) => {
    const passt = s.parteien.auftraggeber === auftragnehmer && s.parteien.auftragnehmer === auftraggeber;
    const i = aktuelle(s)?.inhalt;
    if (!passt || !i || VORBEI.has(phaseOf(s, heute))) return [];
    return [{ id: s.id, titel: titelMitLeistungen(i) }];
  });
}

async function lageOf(deps: SeitenDeps, kraft: Kraft, roh: Roh, aendert: Stand | null): Promise<Lage> {
  const staende = await deps.db.transaktion(lesekontext(kraft), readStaende);
  const parteien = parteienOf(roh, kraft.stelle, aendert);
  const gegenstuecke = gegenstueckeOf(staende, parteien, heuteOf(deps.protokoll.uhr));
  const vergeben = staende.flatMap((s) => (s.id === aendert?.id ? [] : (aktuelle(s)?.inhalt.titel ?? [])));
  return { deps, kraft, roh, aendert: aendert !== null, gegenstuecke, vergeben };
}

/** GET /steuerung/vereinbarungen/neu[?aendert=id]: the first step of a draft. */
export async function zeigeEntwurf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const aendert = await aendertOf(deps, kraft, frage(anfrage, 'aendert'));
  if (aendert === undefined) return sendeUnbekannt(deps, kraft, antwort);
  const f = aendert && aktuelle(aendert);
  const roh: Roh = f ? vorlageAus(f.inhalt, heuteOf(deps.protokoll.uhr)) : {};
  const lage = await lageOf(deps, kraft, roh, aendert);
  return sende(antwort, <SchrittSeite lage={lage} aendert={aendert} schritt="parteien" fehler={[]} />);
}

/** POST: takes one step; everything typed travels along in hidden fields until the draft is made. Nothing is stored before. */
export async function nimmEntwurf(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfHandeln(kraft)) return sendeVerboten(deps, kraft, antwort);
  const aendert = await aendertOf(deps, kraft, eingabe(anfrage, 'aendert'));
  if (aendert === undefined) return sendeUnbekannt(deps, kraft, antwort);
  const roh = liesRoh(anfrage);
  const lage = await lageOf(deps, kraft, roh, aendert);
  const schritte = schritteOf(lage);
  const [wunsch, aktion] = [eingabe(anfrage, 'schritt'), eingabe(anfrage, 'aktion')];
  const schritt = wunsch === 'pruefen' ? (schritte.at(-1) ?? '') : (schritte.find((s) => s === wunsch) ?? 'parteien');
  const zeige = (ziel: string, fehler: readonly FeldFehler[] = [], status = 200) =>
    sende(antwort, <SchrittSeite lage={lage} aendert={aendert} schritt={ziel} fehler={fehler} />, status);
  if (aktion === 'zurueck')
    return zeige(wunsch === 'pruefen' ? schritt : (schritte[schritte.indexOf(schritt) - 1] ?? 'parteien'));
  const mehr = fuegeHinzu(roh, aktion);
  if (mehr)
    return sende(
      antwort,
      <SchrittSeite lage={{ ...lage, roh: mehr }} aendert={aendert} schritt={schritt} fehler={[]} />,
    );
  const heute = localDate(heuteOf(deps.protokoll.uhr));
  const gelesen = lies(lage, schritt, heute);
  if (gelesen.fehlerIn) return zeige(gelesen.fehlerIn, gelesen.fehler, 422);
  const weiter = wunsch === 'pruefen' ? undefined : schritte[schritte.indexOf(schritt) + 1];
  if (weiter) {
    const n = kostenzeile(weiter);
    const { roh: voll, von } =
      n === null ? { roh: weiter === 'tage' ? mitTitel(lage, aendert) : roh, von: null } : uebernimmKosten(roh, n);
    return sende(
      antwort,
      <SchrittSeite lage={{ ...lage, roh: voll }} aendert={aendert} schritt={weiter} fehler={[]} uebernommen={von} />,
    );
  }
  const inhalt = inhaltOf(deps, kraft.stelle, { ...lage, antworten: gelesen.antworten }, heute, aendert);
  if (wunsch !== 'pruefen') return sende(antwort, <PruefSeite lage={lage} aendert={aendert} inhalt={inhalt} />);
  const id = aendert?.id ?? uuidv7(deps.protokoll.uhr.jetzt());
  const wer = { koerperschaft: kraft.stelle, person: kraft.person };
  const e = await entwirf({ db: deps.db, protokoll: deps.protokoll }, wer, id, inhalt);
  if (e.ok) return antwort.redirect(`${WEG}/${id}?getan=entwerfen`, 303);
  const { status, text } = meldungOf(deps.t, e);
  return sende(antwort, <PruefSeite lage={lage} aendert={aendert} inhalt={inhalt} meldung={text} />, status);
}

/** Every step up to this one must hold: a post may name any step. */
function lies(lage: Lage, bis: string, heute: ReturnType<typeof localDate>) {
  const formular = formularOf(lage);
  const schritte = schritteOf(lage);
  let antworten: Antworten = {};
  for (const s of schritte.slice(0, schritte.indexOf(bis) + 1)) {
    const e = parseSchritt(formular, s, lage.roh, antworten, heute);
    const n = kostenzeile(s);
    const lesen = (feld: string) => liesAntwort(e.antworten, feld);
    const { t } = lage.deps;
    const weitere =
      n !== null
        ? pruefeKosten(t, lage.roh, n, lesen, rahmentageOf(e.antworten, heute))
        : s === 'tage'
          ? pruefeTage(t, lesen, heute)
          : [];
    // what could not be read at all is told once
    const fehler = [...e.fehler, ...weitere.filter((w) => !e.fehler.some((f) => f.feld === w.feld))];
    if (fehler.length > 0) return { antworten, fehlerIn: s, fehler: inReihenfolge(formular, s, fehler) };
    antworten = e.antworten;
  }
  return { antworten, fehlerIn: null, fehler: [] };
}

/** The summary names the errors as they stand on the page. */
function inReihenfolge(formular: ReturnType<typeof formularOf>, schritt: string, fehler: FeldFehler[]): FeldFehler[] {
  const ids = formular.schritte.find((s) => s.id === schritt)?.felder.map((f) => f.id) ?? [];
  return fehler.sort((a, b) => ids.indexOf(a.feld) - ids.indexOf(b.feld));
}

const NAME = /^[a-z][a-z0-9_]{0,40}$/;
const STEUERN = new Set(['schritt', 'aktion', 'aendert']);

function liesRoh(anfrage: FastifyRequest): Roh {
  const namen = Object.keys((anfrage.body as Record<string, unknown> | null) ?? {});
  return Object.fromEntries(
    namen.filter((n) => NAME.test(n) && !STEUERN.has(n)).map((n) => [n, eins(anfrage.body, n).slice(0, 2000)]),
  );
}
