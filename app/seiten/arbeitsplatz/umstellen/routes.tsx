import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { beginneUmstellung, lenkeUmstellung, stelleUm, type Umstellauf } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { MIT_NACHFRAGE, sendeStand } from '../sammellauf.tsx';
import {
  darfUmstellen,
  type Gruppe,
  gruppenweg,
  laufweg,
  liesGruppen,
  liesLaeufe,
  liesZiele,
  liesZuordnung,
  siehVoraus,
} from './lage.ts';
import { type Ergebnis, GruppeSeite, standOf, UebersichtSeite } from './seite.tsx';

/** So many are moved by one click, at once; more than that go in the background. */
export const JE_KLICK = 100;

type Wahl = { leistung: string; fassung: string; nach: string; text: string };

/** GET /arbeitsplatz/umstellen[?leistung=…&fassung=…&nach=…&zuordnung=…]: which cases run in older versions; of one group the dry run. */
export async function zeigeUmstellen(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfUmstellen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const wahl = {
    leistung: frage(anfrage, 'leistung'),
    fassung: frage(anfrage, 'fassung'),
    nach: frage(anfrage, 'nach'),
    text: frage(anfrage, 'zuordnung'),
  };
  if (frage(anfrage, 'nur') === 'stand') {
    const lauf = (await liesLaeufe(deps, kraft)).find((l) => gehoertZu(l, wahl));
    return lauf ? sendeStand(antwort, standOf(deps, lauf)) : sendeUnbekannt(deps, kraft, antwort);
  }
  const gruppen = await liesGruppen(deps, kraft);
  if (wahl.leistung === '') {
    const laeufe = await liesLaeufe(deps, kraft);
    return sende(antwort, <UebersichtSeite deps={deps} kraft={kraft} gruppen={gruppen} laeufe={laeufe} />);
  }
  antwort.header('content-security-policy', MIT_NACHFRAGE);
  return zeigeGruppe(deps, kraft, antwort, gruppen, wahl);
}

const gehoertZu = ({ auftrag }: Umstellauf, w: Pick<Wahl, 'leistung' | 'fassung'>): boolean =>
  auftrag.leistung === w.leistung && auftrag.von === w.fassung;

/** POST: moves the cases of the group that can go, each in its own transaction; many of them, or their dry run, in the background. */
export async function stelleGruppeUm(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfUmstellen(kraft)) return sendeVerboten(deps, kraft, antwort);
  const was = eingabe(anfrage, 'was');
  if (was === 'anhalten' || was === 'fortsetzen') return lenke(deps, kraft, antwort, eingabe(anfrage, 'lauf'), was);
  const wahl = {
    leistung: eingabe(anfrage, 'leistung'),
    fassung: eingabe(anfrage, 'fassung'),
    nach: eingabe(anfrage, 'nach'),
    text: eingabe(anfrage, 'zuordnung'),
  };
  const vorher = await liesGruppen(deps, kraft);
  const gruppe = finde(vorher, wahl);
  if (!gruppe) return sendeUnbekannt(deps, kraft, antwort);
  const { zuordnung, unlesbar } = liesZuordnung(wahl.text);
  const ziele = await liesZiele(deps, kraft, gruppe);
  // somebody published again meanwhile: what was looked at may not be there any more
  if (unlesbar.length > 0 || !ziele.some((z) => z.fassung === wahl.nach))
    return zeigeGruppe(deps, kraft, antwort, vorher, wahl, { umgestellt: 0, geblieben: 0 });
  const probe = was === 'pruefen';
  if (probe || gruppe.vorgaenge.length > JE_KLICK) {
    const { leistung, fassung: von, nach } = wahl;
    // those of the bodies the page showed: the others work with this version
    const haeuser = new Set(gruppe.vorgaenge.map((v) => v.koerperschaft));
    const r = await beginneUmstellung(deps.aufgaben, kraft, { leistung, von, nach, zuordnung, probe }, haeuser);
    if (r.ok) return antwort.redirect(gruppenweg(gruppe, nach), 303);
    return sendeMeldung(deps, kraft, antwort, {
      titel: deps.t('arbeitsplatz.lauf.nicht'),
      ...meldungOf(deps.t, r),
    });
  }
  const ergebnis: Ergebnis = { umgestellt: 0, geblieben: 0, nach: wahl.nach };
  for (const v of gruppe.vorgaenge) {
    const r = await stelleUm(deps.aufgaben, kraft, v.id, { nach: wahl.nach, zuordnung });
    if (r.ok) ergebnis.umgestellt++;
    else ergebnis.geblieben++;
  }
  const { leistung, fassung } = wahl;
  const rest = finde(await liesGruppen(deps, kraft), wahl) ?? { leistung, fassung, vorgaenge: [] };
  return zeigeGruppe(deps, kraft, antwort, [rest], wahl, ergebnis);
}

async function lenke(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  id: string,
  wohin: 'anhalten' | 'fortsetzen',
) {
  const lauf = isUuid(id) ? (await liesLaeufe(deps, kraft)).find((l) => l.id === id) : undefined;
  if (!lauf) return sendeUnbekannt(deps, kraft, antwort);
  const r = await lenkeUmstellung(deps.aufgaben, kraft, id, wohin);
  if (r.ok) return antwort.redirect(laufweg(lauf), 303);
  return sendeMeldung(deps, kraft, antwort, {
    titel: deps.t('arbeitsplatz.lauf.nicht'),
    ...meldungOf(deps.t, r),
  });
}

const finde = (gruppen: readonly Gruppe[], w: Pick<Wahl, 'leistung' | 'fassung'>): Gruppe | undefined =>
  gruppen.find((g) => g.leistung === w.leistung && g.fassung === w.fassung);

/** The page of one group. It is there as long as cases run in the version, or a move of them is known. */
async function zeigeGruppe(
  deps: SeitenDeps,
  kraft: Kraft,
  antwort: FastifyReply,
  gruppen: readonly Gruppe[],
  w: Wahl,
  ergebnis?: Ergebnis,
) {
  const laeufe = (await liesLaeufe(deps, kraft)).filter((l) => gehoertZu(l, w));
  const da = finde(gruppen, w);
  if (!da && laeufe.length === 0) return sendeUnbekannt(deps, kraft, antwort);
  const gruppe = da ?? { leistung: w.leistung, fassung: w.fassung, vorgaenge: [] };
  const ziele = await liesZiele(deps, kraft, gruppe);
  // what cases went to stays to be seen, also where nobody is left to go there
  const bekannte = [...ziele.map((z) => z.fassung), ...laeufe.map((l) => l.auftrag.nach), ergebnis?.nach ?? ''];
  const nach = bekannte.find((f) => f === w.nach) || bekannte[0];
  if (!nach) return sendeUnbekannt(deps, kraft, antwort);
  const [alt, neu] = [
    await deps.katalog.inFassung(w.leistung, w.fassung),
    await deps.katalog.inFassung(w.leistung, nach),
  ];
  const { zuordnung, unlesbar } = liesZuordnung(w.text);
  const vorschau = await siehVoraus(deps, kraft, gruppe.vorgaenge.slice(0, JE_KLICK), { nach, zuordnung });
  const p = {
    deps,
    kraft,
    gruppe,
    ziele,
    alt,
    neu,
    text: w.text,
    unlesbar,
    vorschau,
    viele: gruppe.vorgaenge.length > JE_KLICK,
  };
  return sende(antwort, <GruppeSeite {...p} lauf={laeufe[0]} ergebnis={ergebnis} />);
}
