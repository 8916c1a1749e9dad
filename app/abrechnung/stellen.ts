import { addDays, localDateOf } from '@rathausverbund/fristen';
import { gegenbuchungen, zeitraumOf } from '@rathausverbund/kosten';
import { ablehnen, type Datenbank, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import type { Berechnet } from './berechnen.ts';
import { type Beteiligt, berechneJetzt, berechneNach, findVertrag } from './lesen.ts';
import { type Eintrag, letzte, type Periode, periodenOf, statementId } from './model.ts';
import { nimmNummer, readEintraege, readStellung } from './store.ts';
import { schreibeKonto, sperreKonto } from './strom.ts';
import { teileMit } from './uebernehmen.ts';

export interface AbrechnungDeps {
  db: Datenbank;
  protokoll: Protokoll;
  verzeichnis: Verzeichnis;
}

export interface Gemeint {
  vereinbarung: string;
  jahr: number;
  periode: number;
}

export interface Mehrere {
  vereinbarung: string;
  jahr: number;
  /** 1 … 12 months, 13 the year's true-up */
  perioden: readonly number[];
}

/** Days until a statement is due. Source: § 286 (3) BGB, 30 days after it has arrived (zu bestätigen for claims between bodies). */
const ZIEL_TAGE = 30;

const heute = (p: Protokoll) => localDateOf(p.uhr.jetzt(), 'Europe/Berlin');

type Buche = (e: Eintrag) => Promise<void>;

/** Runs steps of one party under the lock of its account; all or none of them are entered, and the other party is told. */
async function schreite(
  d: AbrechnungDeps,
  akteur: Akteur,
  vereinbarung: string,
  seite: 'glaeubiger' | 'schuldner',
  fn: (tx: Tx, b: Beteiligt, buche: Buche) => Promise<Ergebnis>,
): Promise<Ergebnis> {
  if (!darf(akteur, 'abrechnen')) return verboten;
  return d.db.transaktion(kontextOf(akteur, vereinbarung), async (tx) => {
    const b = await findVertrag(tx, vereinbarung);
    if (!b.ok) return b;
    const wer = seite === 'glaeubiger' ? b.vertrag.auftragnehmer : b.vertrag.auftraggeber;
    if (wer !== akteur.stelle) return ablehnen(`abrechnung.nur-${seite}`);
    if (!d.verzeichnis.byId(b.vertrag.auftraggeber)?.kuerzel || !d.verzeichnis.byId(b.vertrag.auftragnehmer)?.kuerzel)
      return ablehnen('abrechnung.gegenseite-fehlt');
    await sperreKonto(tx, b.vertrag);
    const r = await fn(tx, b, (eintrag) =>
      schreibeKonto(tx, d.protokoll, b.vertrag, handelnderOf(akteur), [{ eintrag }]),
    );
    if (r.ok) teileMit(tx, d.protokoll, b.vertrag);
    return r;
  });
}

const schritt = (g: Gemeint, art: Eintrag['art'], quelle: string, angaben: Eintrag['angaben']): Eintrag => ({
  art,
  quelle,
  leistung: null,
  einheit: null,
  tag: null,
  menge: null,
  jahr: g.jahr,
  periode: g.periode,
  angaben,
});

const readPerioden = async (tx: Tx, g: Pick<Gemeint, 'vereinbarung' | 'jahr'>): Promise<Map<number, Periode>> =>
  periodenOf(await readEintraege(tx, g.vereinbarung, await readStellung(tx, g.vereinbarung), g.jahr), g.jahr);

async function angabenOf(d: AbrechnungDeps, tx: Tx, b: Berechnet): Promise<Eintrag['angaben']> {
  const tag = heute(d.protokoll);
  const jahr = Number(tag.slice(0, 4));
  const kuerzel = d.verzeichnis.byId(b.abrechnung.glaeubiger)?.kuerzel ?? '';
  const nummer = `${kuerzel}-AB-${jahr}-${String(await nimmNummer(tx, jahr)).padStart(6, '0')}`;
  return { hash: b.hash, text: b.text, nummer, faellig: addDays(tag, ZIEL_TAGE) };
}

/**
 * The commissioned body states months that are over, or the year's true-up, from its own account. Refused: a month that runs, one
 * that was stated, a year with open months, a counter-agreement that is missing. All of them or none.
 */
export const stelle = (d: AbrechnungDeps, akteur: Akteur, m: Mehrere): Promise<Ergebnis> =>
  schreite(d, akteur, m.vereinbarung, 'glaeubiger', async (tx, b, buche) => {
    if (m.perioden.length === 0) return ablehnen('abrechnung.nichts-gewaehlt');
    const schon = await readPerioden(tx, m);
    for (const periode of m.perioden.toSorted((x, y) => x - y)) {
      if (zeitraumOf(m.jahr, periode).bis > heute(d.protokoll)) return ablehnen('abrechnung.laeuft-noch');
      if (schon.has(periode)) return ablehnen('abrechnung.schon-gestellt');
      const r = await berechneJetzt(tx, b, m.jahr, periode);
      if (!r.ok) return r;
      const quelle = statementId(m.vereinbarung, m.jahr, periode);
      await buche(schritt({ ...m, periode }, 'abrechnung.gestellt', quelle, await angabenOf(d, tx, r)));
    }
    return { ok: true };
  });

/** The commissioning body recognises statements; only those that its own account gives word for word. All of them or none. */
export const erkenneAn = (d: AbrechnungDeps, akteur: Akteur, m: Mehrere): Promise<Ergebnis> =>
  schreite(d, akteur, m.vereinbarung, 'schuldner', async (tx, b, buche) => {
    if (m.perioden.length === 0) return ablehnen('abrechnung.nichts-gewaehlt');
    const alle = await readPerioden(tx, m);
    for (const periode of m.perioden) {
      const p = alle.get(periode);
      if (!p) return ablehnen('abrechnung.nicht-gestellt');
      if (p.stand === 'anerkannt') return ablehnen('abrechnung.schon-anerkannt');
      const { abrechnung, hash } = letzte(p);
      const eigen = await berechneNach(tx, b, abrechnung);
      if (!eigen.ok) return eigen;
      if (eigen.hash !== hash) return ablehnen('abrechnung.weicht-ab');
      const quelle = uuidv7(d.protokoll.uhr.jetzt());
      await buche(schritt({ ...m, periode }, 'abrechnung.anerkannt', quelle, { hash }));
    }
    return { ok: true };
  });

/** The commissioning body disputes a line, with its reason. @param w.zeile place in the statement, from 0 */
export const bestreite = (
  d: AbrechnungDeps,
  akteur: Akteur,
  g: Gemeint,
  w: { zeile: number; grund: string },
): Promise<Ergebnis> =>
  schreite(d, akteur, g.vereinbarung, 'schuldner', async (tx, _b, buche) => {
    const p = (await readPerioden(tx, g)).get(g.periode);
    if (!p) return ablehnen('abrechnung.nicht-gestellt');
    if (p.stand === 'anerkannt') return ablehnen('abrechnung.schon-anerkannt');
    const { abrechnung, hash } = letzte(p);
    if (!abrechnung.zeilen[w.zeile]) return ablehnen('abrechnung.zeile-unbekannt');
    if (w.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    const angaben = { hash, zeile: w.zeile, grund: w.grund.trim() };
    await buche(schritt(g, 'abrechnung.bestritten', uuidv7(d.protokoll.uhr.jetzt()), angaben));
    return { ok: true };
  });

/**
 * The commissioned body corrects a statement by counter-entry: computed anew from what is counted now. The old one stays; lines that
 * changed are taken back as a whole and stand anew. Correct the count first.
 */
export const berichtige = (d: AbrechnungDeps, akteur: Akteur, g: Gemeint, grund: string): Promise<Ergebnis> =>
  schreite(d, akteur, g.vereinbarung, 'glaeubiger', async (tx, b, buche) => {
    const p = (await readPerioden(tx, g)).get(g.periode);
    if (!p) return ablehnen('abrechnung.nicht-gestellt');
    if (p.stand === 'anerkannt') return ablehnen('abrechnung.schon-anerkannt');
    if (grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    const r = await berechneJetzt(tx, b, g.jahr, g.periode);
    if (!r.ok) return r;
    const alt = letzte(p).abrechnung;
    if (gegenbuchungen(alt, r.abrechnung).length === 0 && alt.zahlbetrag === r.abrechnung.zahlbetrag)
      return ablehnen('abrechnung.nichts-zu-berichtigen');
    const angaben = { ...(await angabenOf(d, tx, r)), grund: grund.trim(), zu: letzte(p).hash };
    await buche(schritt(g, 'abrechnung.berichtigt', uuidv7(d.protokoll.uhr.jetzt()), angaben));
    return { ok: true };
  });
