import type { FastifyReply, FastifyRequest } from 'fastify';
import { ablehnen, isUuid, type Kontext, type Tx } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { readDruckliste, readZustellungen, versende } from '../../../bekanntgabe/index.ts';
import { findDokument } from '../../../dokumente/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import { vermerkeLesen } from '../../../nachweise/index.ts';
import { arbeitskontext } from '../../../prozesse/index.ts';
import { findZeile, lock } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage, param } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { sendeDatei } from '../akte/dokument.ts';
import { darfVersenden, darfVersendenHier } from '../berechtigung.ts';
import { type Gelesen, vermerkeListe } from '../lesen.ts';
import { sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import type { Brief, Versandt } from './brief.ts';
import { sendeVersand } from './versand-seite.tsx';

/** GET /arbeitsplatz/versand: letters of the own Stelle; their addresses are case data, so reading is logged. */
export async function zeigeVersand(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfVersendenHier(kraft.rollen)) return sendeVerboten(deps, kraft, antwort);
  const briefe = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const liste = (await readDruckliste(tx)).filter(
      (b) => b.bearbeitendeStelle === kraft.stelle && darfVersenden(kraft.rollen, b.leistung),
    );
    await vermerke(tx, deps, kraft, liste);
    return liste;
  });
  const [vorgang = '', zustellung = ''] = frage(anfrage, 'versandt').split('_');
  return sendeVersand(deps, kraft, antwort, { briefe, versandt: await readVersandt(deps, kraft, vorgang, zustellung) });
}

async function vermerke(tx: Tx, deps: SeitenDeps, kraft: Kraft, liste: readonly Brief[]): Promise<void> {
  const gelesen = await Promise.all(
    liste.map(async (b): Promise<Gelesen> => {
      const basis = b.koerperschaft === kraft.stelle ? undefined : (await findZeile(tx, b.vorgang))?.basis;
      return { ...b, vereinbarung: basis?.vereinbarung ?? null, norm: basis?.norm ?? null };
    }),
  );
  vermerkeListe(
    tx,
    deps.protokoll,
    gelesen,
    deps.t('arbeitsplatz.bereich.versand'),
    deps.t('arbeitsplatz.versand.zweck'),
  );
}

/** In whose name she may post letters of this case; undefined: not there for her. */
async function versandkontext(deps: SeitenDeps, kraft: Kraft, vorgang: string): Promise<Kontext | undefined> {
  if (!isUuid(vorgang)) return undefined;
  const zeile = await deps.db.transaktion(lesekontext(kraft), (tx) => findZeile(tx, vorgang));
  if (zeile?.bearbeitendeStelle !== kraft.stelle || !darfVersenden(kraft.rollen, zeile.leistung)) return undefined;
  return arbeitskontext(deps.aufgaben, kraft, vorgang);
}

async function readVersandt(
  deps: SeitenDeps,
  kraft: Kraft,
  vorgang: string,
  id: string,
): Promise<Versandt | undefined> {
  const kontext = await versandkontext(deps, kraft, vorgang);
  if (!kontext?.handelndFuer) return undefined;
  const koerperschaft = kontext.handelndFuer;
  return deps.db.transaktion(kontext, async (tx) => {
    const z = (await readZustellungen(tx, koerperschaft, vorgang)).find((x) => x.id === id && x.versandt !== null);
    if (!z || !kontext.grundlage) return undefined;
    vermerkeLesen(tx, deps.protokoll.uhr, koerperschaft, [vorgang], kontext.grundlage);
    return { ...z, aktenzeichen: (await findZeile(tx, vorgang))?.aktenzeichen ?? '' };
  });
}

/** POST /arbeitsplatz/versand/:vorgang/:zustellung with the posting day. */
export async function trageVersandEin(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vorgang, zustellung] = [param(anfrage, 'vorgang'), param(anfrage, 'zustellung')];
  const kontext = isUuid(zustellung) ? await versandkontext(deps, kraft, vorgang) : undefined;
  const koerperschaft = kontext?.handelndFuer;
  if (!kontext || !koerperschaft) return sendeUnbekannt(deps, kraft, antwort);
  const e = await deps.db.transaktion(kontext, async (tx) => {
    const g = await lock(tx, deps.protokoll, koerperschaft, vorgang);
    if (!g) return ablehnen('vorgang.unbekannt');
    const { leistung, fassung } = g.vorgang;
    const { angaben } = await deps.katalog.inFassung(leistung, fassung);
    const role = hatRolle(kraft.rollen, 'poststelle', leistung) ? 'poststelle' : 'sachbearbeitung';
    const actor = { pseudonym: kraft.person, role, loa: null };
    return versende(
      tx,
      deps.protokoll,
      g,
      actor,
      zustellung,
      kraft.person,
      eingabe(anfrage, 'tag'),
      angaben.bekanntgabe,
    );
  });
  if (e.ok) return antwort.redirect(`/arbeitsplatz/versand?versandt=${vorgang}_${zustellung}`, 303);
  return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.versand.nicht'), ...meldungOf(deps.t, e) });
}

/** GET /arbeitsplatz/versand/:vorgang/:zustellung/dokument: the letter to print, also for the post room, which sees no case. */
export async function zeigeBrief(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [vorgang, zustellung] = [param(anfrage, 'vorgang'), param(anfrage, 'zustellung')];
  const kontext = await versandkontext(deps, kraft, vorgang);
  const { handelndFuer, grundlage } = kontext ?? {};
  if (!kontext || !handelndFuer || !grundlage) return sendeUnbekannt(deps, kraft, antwort);
  const d = await deps.db.transaktion(kontext, async (tx) => {
    const z = (await readZustellungen(tx, handelndFuer, vorgang)).find((x) => x.id === zustellung && x.weg === 'brief');
    const dokument = z && (await findDokument(tx, vorgang, z.dokument));
    if (dokument) vermerkeLesen(tx, deps.protokoll.uhr, handelndFuer, [vorgang], grundlage);
    return dokument;
  });
  return d ? sendeDatei(deps, antwort, d) : sendeUnbekannt(deps, kraft, antwort);
}
