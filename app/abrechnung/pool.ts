import { localDateOf } from '@rathausverbund/fristen';
import {
  type Einheit,
  HOECHSTBETRAG,
  isBestand,
  JAHRESAUSGLEICH,
  monatOf,
  type Poolstand,
  type Tagesmenge,
  tageIn,
  type Zeitraum,
} from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import type { Gebuchtes } from './erfassen.ts';
import type { Abrechnungsvertrag } from './model.ts';
import { type Feststellung, feststellungenOf, teilnahmeOf } from './pools.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readSchritte, readTagesstaende } from './store.ts';
import { schreibeKonto, sperreKonten } from './strom.ts';
import { teileMit } from './uebernehmen.ts';

/** What a pool cost in a month. */
interface Kosten {
  pool: string;
  jahr: number;
  monat: number;
  /** net cents */
  kosten: number;
  /** what the sum comes from */
  grund: string;
}

/**
 * The body that runs a pool states what it cost in a month. The weights are what it has counted for each agreement that takes part;
 * every party gets the same list, so that each shares it again to the same cent. Once a month: a change is a counter-entry.
 */
export function stellePoolFest(d: AbrechnungDeps, akteur: Akteur, p: Kosten): Promise<Ergebnis<Gebuchtes>> {
  if (p.kosten > HOECHSTBETRAG) return nein('abrechnung.kosten-zu-gross');
  if (!Number.isSafeInteger(p.kosten) || p.kosten < 1) return nein('abrechnung.kosten-ungueltig');
  return imPool(d, akteur, p, (bisher) => (bisher ? ablehnen('abrechnung.pool-schon-fest') : { ok: true, zu: null }));
}

/**
 * Takes back as a whole what was stated, and states it anew, with its reason and the weights as they are counted now. The old entry
 * stays. @param p.feststellung the one that counts now
 */
export function berichtigePool(
  d: AbrechnungDeps,
  akteur: Akteur,
  p: Kosten & { feststellung: string },
): Promise<Ergebnis<Gebuchtes>> {
  if (p.kosten > HOECHSTBETRAG) return nein('abrechnung.kosten-zu-gross');
  if (!Number.isSafeInteger(p.kosten) || p.kosten < 0) return nein('abrechnung.kosten-ungueltig');
  return imPool(d, akteur, p, (bisher, anteile) => {
    if (bisher?.id !== p.feststellung) return ablehnen('abrechnung.pool-nicht-fest');
    if (bisher.kosten === p.kosten && gleich(bisher.anteile, anteile)) return ablehnen('abrechnung.pool-unveraendert');
    return { ok: true, zu: bisher.id };
  });
}

const nein = async (grund: string): Promise<Ablehnung> => ablehnen(grund);
const gleich = (a: Anteile, b: Anteile): boolean =>
  a.length === b.length && a.every((x) => b.some((y) => x.id === y.id && x.gewicht === y.gewicht));

type Anteile = Poolstand['anteile'];
type Entscheid = (bisher: Feststellung | undefined, anteile: Anteile) => { ok: true; zu: string | null } | Ablehnung;

async function imPool(
  d: AbrechnungDeps,
  akteur: Akteur,
  p: Kosten,
  entscheide: Entscheid,
): Promise<Ergebnis<Gebuchtes>> {
  if (!darf(akteur, 'abrechnen')) return verboten;
  const monat = monatOf(p.jahr, p.monat);
  if (monat.bis > localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin')) return ablehnen('abrechnung.laeuft-noch');
  return d.db.transaktion(kontextOf(akteur, null), async (tx) => {
    const alle: Abrechnungsvertrag[] = await readVertraege(tx);
    const dabei = alle
      .filter((v) => v.auftragnehmer === akteur.stelle)
      .flatMap((v) => teilnahmeOf(v, p.pool, monat) ?? [])
      .toSorted((a, b) => (a.vertrag.id < b.vertrag.id ? -1 : 1));
    if (dabei.length === 0) return ablehnen('abrechnung.pool-unbekannt');
    if (p.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    if (new Set(dabei.map((t) => t.nach)).size > 1) return ablehnen('abrechnung.pool-uneinig');
    await sperreKonten(
      tx,
      dabei.map((t) => t.vertrag),
    );
    const anteile = [];
    for (const { vertrag, leistung, nach } of dabei) {
      anteile.push({ id: vertrag.id, gewicht: await gewichtOf(tx, vertrag.id, leistung, nach, monat) });
    }
    if (anteile.every((a) => a.gewicht === 0)) return ablehnen('abrechnung.pool-leer');
    const schritte = await readSchritte(tx, p.jahr);
    const e = entscheide(
      feststellungenOf(schritte, p.pool, new Set(dabei.map((t) => t.vertrag.id)), p.monat).at(-1),
      anteile,
    );
    if (!e.ok) return e;
    const feststellung = uuidv7(d.protokoll.uhr.jetzt());
    const angaben = { pool: p.pool, kosten: p.kosten, anteile, grund: p.grund.trim(), feststellung };
    for (const { vertrag } of dabei) {
      const eintrag = {
        art: 'pool.festgestellt' as const,
        quelle: uuidv7(d.protokoll.uhr.jetzt()),
        leistung: null,
        einheit: null,
        tag: null,
        menge: null,
        jahr: p.jahr,
        periode: p.monat,
        angaben: e.zu === null ? angaben : { ...angaben, zu: e.zu },
      };
      await schreibeKonto(tx, d.protokoll, vertrag, handelnderOf(akteur), [{ eintrag }]);
      teileMit(tx, d.protokoll, vertrag);
    }
    const ids = new Set(dabei.map((t) => t.vertrag.id));
    const spaet = schritte.some(
      (s) => ids.has(s.vereinbarung) && s.art === 'abrechnung.gestellt' && s.periode === JAHRESAUSGLEICH,
    );
    return { ok: true, ...(spaet ? { ausgleich: [p.jahr] } : {}) };
  });
}

/** Cases and pages of the month, or the units of a stock on all its days together. */
async function gewichtOf(tx: Tx, id: string, leistung: string, nach: Einheit, z: Zeitraum): Promise<number> {
  const mengen = (await readTagesstaende(tx, id, z)).filter((m) => m.leistung === leistung && m.einheit === nach);
  const tage = (m: Tagesmenge) => (m.tag > z.von ? tageIn({ von: m.tag, bis: z.bis }) : tageIn(z));
  return Math.max(
    0,
    mengen.reduce((s, m) => s + m.menge * (isBestand(nach) ? tage(m) : 1), 0),
  );
}
