import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { gibAb } from '../../../eingang/index.ts';
import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, eins, frage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeVerboten } from '../rahmen.tsx';
import { type Auswahl, darfMehrereAbgeben, ladeAbgebbare } from './lade.ts';
import { EIGENER_ORT, type Ergebnis, LaufSeite, WahlSeite } from './seite.tsx';

/** So many are handed over before the page answers and says how far it is. */
export const JE_ANTWORT = 20;
const GRUND_LAENGE = 1000;

/** GET /arbeitsplatz/abgeben[?kommune=…&leistung=…]: which cases could be handed over, to be chosen from. */
export async function zeigeMehrere(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfMehrereAbgeben(kraft)) return sendeVerboten(deps, kraft, antwort);
  const auswahl = { kommune: frage(anfrage, 'kommune'), leistung: frage(anfrage, 'leistung') };
  const liste = await ladeAbgebbare(deps, kraft, auswahl);
  return sende(antwort, <WahlSeite {...{ deps, kraft, auswahl, liste }} gewaehlt={new Set()} />);
}

/**
 * POST: hands over the chosen ones, each by itself, some at a time. The answer says of every case what became of it and offers to go on
 * with the rest; who stops there has lost nothing, what is left is in the list as before.
 */
export async function gibMehrereAb(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfMehrereAbgeben(kraft)) return sendeVerboten(deps, kraft, antwort);
  const auswahl: Auswahl = { kommune: eingabe(anfrage, 'kommune'), leistung: eingabe(anfrage, 'leistung') };
  const [ort, grund] = [eingabe(anfrage, 'ort'), eingabe(anfrage, 'grund').slice(0, GRUND_LAENGE)];
  const gewaehlt = genannte(anfrage, 'w');
  const bisher = genannte(anfrage, 'e').map((id): Ergebnis => liesErgebnis(anfrage, id));
  const liste = await ladeAbgebbare(deps, kraft, auswahl);
  const feld = gewaehlt.length === 0 ? 'wahl' : fehlt(ort, grund);
  if (feld && bisher.length === 0)
    return sende(
      antwort,
      <WahlSeite {...{ deps, kraft, auswahl, liste }} gewaehlt={new Set(gewaehlt)} versuch={{ ort, grund, feld }} />,
      422,
    );
  const jetzt = gewaehlt.slice(0, JE_ANTWORT);
  const ergebnisse: Ergebnis[] = [...bisher];
  for (const id of jetzt) {
    const zeile = liste.alle.find((z) => z.id === id);
    ergebnisse.push(await gibEinenAb(deps, kraft, { id, zeile, ort, grund }));
  }
  const rest = gewaehlt.slice(JE_ANTWORT);
  return sende(antwort, <LaufSeite {...{ deps, kraft, auswahl, ort, grund, ergebnisse, rest }} />);
}

const fehlt = (ort: string, grund: string): 'ort' | 'grund' | null =>
  ort !== EIGENER_ORT && !isUuid(ort) ? 'ort' : grund.trim() === '' ? 'grund' : null;

/** One of them. Whatever goes wrong with it concerns no other one. */
async function gibEinenAb(
  deps: SeitenDeps,
  kraft: Kraft,
  { id, zeile, ort, grund }: { id: string; zeile: EingangsZeile | undefined; ort: string; grund: string },
): Promise<Ergebnis> {
  const nein = (text: string): Ergebnis => ({ id, aktenzeichen: zeile?.aktenzeichen ?? '', gut: false, text });
  if (!zeile) return nein(meldungOf(deps.t, { grund: 'vorgang.unbekannt' }).text);
  try {
    const r = await gibAb({ ...deps.einreichen, ...deps.aufgaben }, kraft, {
      vorgang: id,
      ort: ort === EIGENER_ORT ? zeile.oertlich : ort,
      grund,
    });
    if (!r.ok) return nein(meldungOf(deps.t, r).text);
    const name = deps.verzeichnis.byId(r.nach.koerperschaft)?.name ?? '';
    const text = deps.t('arbeitsplatz.abgabe.getan', { name, aktenzeichen: r.nach.aktenzeichen });
    return { id, aktenzeichen: zeile.aktenzeichen, gut: true, text };
  } catch (fehler) {
    // its transaction has been taken back; the others do not wait for it
    deps.log.fehler('abgabe', fehler, { vorgang: id });
    return nein(deps.t('arbeitsplatz.abgabe.mehrere.gescheitert'));
  }
}

/** Ids of the fields `w.…` or `e.…`. */
const genannte = (anfrage: FastifyRequest, was: 'w' | 'e'): string[] =>
  Object.keys((anfrage.body as Record<string, unknown> | null) ?? {}).flatMap((k) => {
    const id = k.startsWith(`${was}.`) ? k.slice(2) : '';
    return isUuid(id) && eins(anfrage.body, k) !== '' ? [id] : [];
  });

/** What earlier answers have said travels along as it was shown. */
function liesErgebnis(anfrage: FastifyRequest, id: string): Ergebnis {
  const [gut = '', aktenzeichen = '', ...text] = eingabe(anfrage, `e.${id}`).slice(0, 500).split('|');
  return { id, aktenzeichen, gut: gut === 'ja', text: text.join('|') };
}
