import type { FastifyReply, FastifyRequest } from 'fastify';
import { stelleUm } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { darfUmstellen, type Gruppe, liesGruppen, liesZuordnung, siehVoraus } from './lage.ts';
import { type Ergebnis, GruppeSeite, UebersichtSeite } from './seite.tsx';

/** So many are moved by one click, each for itself; the page then says how many are left. */
export const JE_KLICK = 100;

const finde = (gruppen: readonly Gruppe[], leistung: string, fassung: string): Gruppe | undefined =>
  gruppen.find((g) => g.leistung === leistung && g.fassung === fassung);

/** GET /arbeitsplatz/umstellen[?leistung=…&fassung=…&zuordnung=…]: which cases run in older versions; of one group the dry run. */
export async function zeigeUmstellen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfUmstellen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const gruppen = await liesGruppen(deps, kraft);
  const leistung = frage(anfrage, 'leistung');
  if (leistung === '') return sende(antwort, <UebersichtSeite deps={deps} kraft={kraft} gruppen={gruppen} />);
  const gruppe = finde(gruppen, leistung, frage(anfrage, 'fassung'));
  return gruppe
    ? sende(antwort, await seite(deps, kraft, gruppe, frage(anfrage, 'zuordnung')))
    : sendeUnbekannt(deps, kraft, antwort);
}

/** POST: moves the cases of the group that can go, each in its own transaction; those that cannot stay and say why. */
export async function stelleGruppeUm(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfUmstellen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const [leistung, fassung] = [eingabe(anfrage, 'leistung'), eingabe(anfrage, 'fassung')];
  const text = eingabe(anfrage, 'zuordnung');
  const neu = deps.katalog.aktuell(leistung);
  const vorher = finde(await liesGruppen(deps, kraft), leistung, fassung);
  if (!vorher || !neu) return sendeUnbekannt(deps, kraft, antwort);
  const { zuordnung, unlesbar } = liesZuordnung(text);
  const ergebnis: Ergebnis = { umgestellt: 0, geblieben: 0 };
  if (unlesbar.length === 0 && eingabe(anfrage, 'nach') === neu.fassung)
    for (const v of vorher.vorgaenge) {
      if (ergebnis.umgestellt >= JE_KLICK) break;
      const r = await stelleUm(deps.aufgaben, kraft, v.id, { nach: neu.fassung, zuordnung });
      if (r.ok) ergebnis.umgestellt++;
      else ergebnis.geblieben++;
    }
  const danach = finde(await liesGruppen(deps, kraft), leistung, fassung) ?? { leistung, fassung, vorgaenge: [] };
  return sende(antwort, await seite(deps, kraft, danach, text, ergebnis));
}

async function seite(deps: SeitenDeps, kraft: Kraft, gruppe: Gruppe, text: string, ergebnis?: Ergebnis) {
  const neu = deps.katalog.aktuell(gruppe.leistung);
  if (!neu) throw new Error(`${gruppe.leistung} is not published`);
  const alt = await deps.katalog.inFassung(gruppe.leistung, gruppe.fassung);
  const { zuordnung, unlesbar } = liesZuordnung(text);
  const ziel = { nach: neu.fassung, zuordnung };
  const vorschau = await siehVoraus(deps, kraft, gruppe.vorgaenge.slice(0, JE_KLICK), ziel);
  const p = { deps, kraft, gruppe, alt, neu, text, unlesbar, vorschau };
  return <GruppeSeite {...p} ergebnis={ergebnis} />;
}
