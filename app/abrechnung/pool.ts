import { localDateOf } from '@rathausverbund/fristen';
import {
  type Einheit,
  monatOf,
  type Schluessel,
  schnitt,
  type Tagesmenge,
  tageIn,
  type Zeitraum,
} from '@rathausverbund/kosten';
import { ablehnen, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import { regelnOf } from './berechnen.ts';
import type { Abrechnungsvertrag } from './model.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readStellung, readTagesmengen } from './store.ts';
import { schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';

type Umlage = Extract<Schluessel, { art: 'umlage' }>;

/** The key by which an agreement takes part in a pool in a month, and for which Leistung; undefined when it does not. */
function teilnahmeOf(v: Abrechnungsvertrag, pool: string, monat: Zeitraum) {
  for (const r of regelnOf(v)) {
    if (!schnitt(monat, r)) continue;
    const teile = r.schluessel.art === 'mischung' ? r.schluessel.teile : [r.schluessel];
    const u = teile.find((s): s is Umlage => s.art === 'umlage' && s.pool === pool);
    if (u) return { vertrag: v, leistung: r.leistung, nach: u.nach };
  }
  return undefined;
}

/**
 * The body that runs a pool states what it cost in a month. The weights are what it has counted for each agreement that takes part;
 * every party gets the same list, so that each shares it again to the same cent. Stated once more, the later one counts.
 * @param p.kosten net cents
 */
export async function stellePoolFest(
  d: AbrechnungDeps,
  akteur: Akteur,
  p: { pool: string; jahr: number; monat: number; kosten: number },
): Promise<Ergebnis> {
  if (!darf(akteur, 'abrechnen')) return verboten;
  const monat = monatOf(p.jahr, p.monat);
  if (monat.bis > localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin')) return ablehnen('abrechnung.laeuft-noch');
  if (!Number.isSafeInteger(p.kosten) || p.kosten < 1) return ablehnen('abrechnung.kosten-ungueltig');
  return d.db.transaktion(kontextOf(akteur, null), async (tx) => {
    const alle: Abrechnungsvertrag[] = await readVertraege(tx);
    const dabei = alle
      .filter((v) => v.auftragnehmer === akteur.stelle)
      .flatMap((v) => teilnahmeOf(v, p.pool, monat) ?? [])
      .toSorted((a, b) => (a.vertrag.id < b.vertrag.id ? -1 : 1));
    if (dabei.length === 0) return ablehnen('abrechnung.pool-unbekannt');
    if (new Set(dabei.map((t) => t.nach)).size > 1) return ablehnen('abrechnung.pool-uneinig');
    const anteile = [];
    for (const { vertrag, leistung, nach } of dabei) {
      await sperreKonto(tx, vertrag);
      anteile.push({ id: vertrag.id, gewicht: await gewichtOf(tx, vertrag.id, leistung, nach, monat) });
    }
    if (anteile.every((a) => a.gewicht === 0)) return ablehnen('abrechnung.pool-leer');
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
        angaben: { pool: p.pool, kosten: p.kosten, anteile },
      };
      await schreibeKonto(tx, d.protokoll, vertrag, handelnderOf(akteur), [{ eintrag }]);
      teileMit(tx, d.protokoll, vertrag);
    }
    return { ok: true };
  });
}

/** Cases and pages of the month, or the units of a stock on all its days together. */
async function gewichtOf(tx: Tx, id: string, leistung: string, nach: Einheit, z: Zeitraum): Promise<number> {
  const mengen = (await readTagesmengen(tx, id, await readStellung(tx, id), z)).filter(
    (m) => m.leistung === leistung && m.einheit === nach,
  );
  const tage = (m: Tagesmenge) => (m.tag > z.von ? tageIn({ von: m.tag, bis: z.bis }) : tageIn(z));
  const bestand = nach === 'hund' || nach === 'einwohner';
  return Math.max(
    0,
    mengen.reduce((s, m) => s + m.menge * (bestand ? tage(m) : 1), 0),
  );
}
