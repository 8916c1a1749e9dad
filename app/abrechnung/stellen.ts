import { addDays, localDateOf } from '@rathausverbund/fristen';
import { JAHRESAUSGLEICH, zeitraumOf } from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen, type Datenbank, type Ergebnis, type Tx, uuidv7 } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { type Akteur, darf, handelnderOf, kontextOf, verboten } from './akteur.ts';
import { nachtragOf, uneins } from './ausgleich.ts';
import type { Berechnet } from './berechnen.ts';
import { type Buecher, findVertrag, openBuecher } from './lesen.ts';
import { type Eintrag, letzte, type Periode, statementId } from './model.ts';
import { nimmNummern } from './store.ts';
import { schreibeKonto, sperreKonten } from './strom.ts';
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

/** Runs steps of one party under the lock of all accounts they rest on; all or none are entered, and the other party is told. */
async function schreite(
  d: AbrechnungDeps,
  akteur: Akteur,
  m: { vereinbarung: string; jahr: number },
  seite: 'glaeubiger' | 'schuldner',
  fn: (tx: Tx, buecher: Buecher) => Promise<{ ok: true; eintraege: Eintrag[] } | Ablehnung>,
): Promise<Ergebnis> {
  if (!darf(akteur, 'abrechnen')) return verboten;
  return d.db.transaktion(kontextOf(akteur, m.vereinbarung), async (tx) => {
    const b = await findVertrag(tx, m.vereinbarung);
    if (!b.ok) return b;
    const wer = seite === 'glaeubiger' ? b.vertrag.auftragnehmer : b.vertrag.auftraggeber;
    if (wer !== akteur.stelle) return ablehnen(`abrechnung.nur-${seite}`);
    if (!d.verzeichnis.byId(b.vertrag.auftraggeber)?.kuerzel || !d.verzeichnis.byId(b.vertrag.auftragnehmer)?.kuerzel)
      return ablehnen('abrechnung.gegenseite-fehlt');
    await sperreKonten(tx, b.partner ? [b.vertrag, b.partner] : [b.vertrag]);
    const r = await fn(tx, await openBuecher(tx, b, m.jahr));
    if (!r.ok) return r;
    const liste = r.eintraege.map((eintrag) => ({ eintrag }));
    await schreibeKonto(tx, d.protokoll, b.vertrag, handelnderOf(akteur), liste);
    teileMit(tx, d.protokoll, b.vertrag);
    return { ok: true };
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

/** What a statement adds to what both compute: its number and when it is due. */
async function angabenOf(d: AbrechnungDeps, tx: Tx, berechnet: readonly Berechnet[]): Promise<Eintrag['angaben'][]> {
  const tag = heute(d.protokoll);
  const jahr = Number(tag.slice(0, 4));
  const erste = await nimmNummern(tx, jahr, berechnet.length);
  return berechnet.map(({ abrechnung, hash, text }, i) => {
    const kuerzel = d.verzeichnis.byId(abrechnung.glaeubiger)?.kuerzel ?? '';
    const nummer = `${kuerzel}-AB-${jahr}-${String(erste + i).padStart(6, '0')}`;
    return { hash, text, nummer, faellig: addDays(tag, ZIEL_TAGE) };
  });
}

/**
 * The commissioned body states months that are over, or the year's true-up, from its own account. Refused: a month that runs, one
 * that was stated, a year with open months, a counter-agreement that is missing. All of them or none.
 */
export const stelle = (d: AbrechnungDeps, akteur: Akteur, m: Mehrere): Promise<Ergebnis> =>
  schreite(d, akteur, m, 'glaeubiger', async (tx, buecher) => {
    const perioden = [...new Set(m.perioden)].toSorted((x, y) => x - y);
    if (perioden.length === 0) return ablehnen('abrechnung.nichts-gewaehlt');
    if (perioden.some((p) => zeitraumOf(m.jahr, p).bis > heute(d.protokoll))) return ablehnen('abrechnung.laeuft-noch');
    if (perioden.some((p) => buecher.perioden.has(p))) return ablehnen('abrechnung.schon-gestellt');
    const r = await buecher.jetzt(perioden);
    if (!r.ok) return r;
    const angaben = await angabenOf(d, tx, r.berechnet);
    const eintraege = r.berechnet.map(({ abrechnung: { periode } }, i) =>
      schritt({ ...m, periode }, 'abrechnung.gestellt', statementId(m.vereinbarung, m.jahr, periode), angaben[i] ?? {}),
    );
    return { ok: true, eintraege };
  });

/**
 * The commissioning body recognises statements; only those that its own account gives word for word, and a true-up that is offset
 * only while both of them rest on the same figures. All of them or none.
 */
export const erkenneAn = (d: AbrechnungDeps, akteur: Akteur, m: Mehrere): Promise<Ergebnis> =>
  schreite(d, akteur, m, 'schuldner', async (_tx, buecher) => {
    const eintraege: Eintrag[] = [];
    for (const periode of new Set(m.perioden)) {
      const p = buecher.perioden.get(periode);
      if (!p) return ablehnen('abrechnung.nicht-gestellt');
      if (p.stand === 'anerkannt') return ablehnen('abrechnung.schon-anerkannt');
      const { abrechnung, hash } = letzte(p);
      const eigen = await buecher.nach(abrechnung);
      if (!eigen.ok) return eigen;
      if (eigen.hash !== hash) return ablehnen('abrechnung.weicht-ab');
      const anders = periode === JAHRESAUSGLEICH ? uneins(abrechnung, buecher.gegenausgleich) : null;
      if (anders) return ablehnen(`abrechnung.verrechnung-${anders}`);
      eintraege.push(schritt({ ...m, periode }, 'abrechnung.anerkannt', uuidv7(d.protokoll.uhr.jetzt()), { hash }));
    }
    return eintraege.length > 0 ? { ok: true, eintraege } : ablehnen('abrechnung.nichts-gewaehlt');
  });

/** The statement that is open for a step; refused when there is none or it was recognised. */
function offene(buecher: Buecher, periode: number): { ok: true; p: Periode } | Ablehnung {
  const p = buecher.perioden.get(periode);
  if (!p) return ablehnen('abrechnung.nicht-gestellt');
  return p.stand === 'anerkannt' ? ablehnen('abrechnung.schon-anerkannt') : { ok: true, p };
}

/**
 * The statement that may be corrected: a month until it is recognised or the year's true-up is stated, which then carries every
 * difference; the true-up always, for what comes late must be settled somewhere. Its new version asks for a new recognition.
 */
function berichtigbar(buecher: Buecher, periode: number): { ok: true; p: Periode } | Ablehnung {
  const p = buecher.perioden.get(periode);
  if (periode === JAHRESAUSGLEICH) return p ? { ok: true, p } : ablehnen('abrechnung.nicht-gestellt');
  return p && buecher.perioden.has(JAHRESAUSGLEICH) ? ablehnen('abrechnung.jahr-zu') : offene(buecher, periode);
}

/** The commissioning body disputes a line, with its reason. @param w.zeile place in the statement, from 0 */
export const bestreite = (
  d: AbrechnungDeps,
  akteur: Akteur,
  g: Gemeint,
  w: { zeile: number; grund: string },
): Promise<Ergebnis> =>
  schreite(d, akteur, g, 'schuldner', async (_tx, buecher) => {
    const o = offene(buecher, g.periode);
    if (!o.ok) return o;
    const { abrechnung, hash } = letzte(o.p);
    if (!abrechnung.zeilen[w.zeile]) return ablehnen('abrechnung.zeile-unbekannt');
    if (w.grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    const angaben = { hash, zeile: w.zeile, grund: w.grund.trim() };
    return { ok: true, eintraege: [schritt(g, 'abrechnung.bestritten', uuidv7(d.protokoll.uhr.jetzt()), angaben)] };
  });

/**
 * The commissioned body corrects a statement by counter-entry: computed anew from what is counted now. The old one stays; lines that
 * changed are taken back as a whole and stand anew. Correct the count first.
 */
export const berichtige = (d: AbrechnungDeps, akteur: Akteur, g: Gemeint, grund: string): Promise<Ergebnis> =>
  schreite(d, akteur, g, 'glaeubiger', async (tx, buecher) => {
    const o = berichtigbar(buecher, g.periode);
    if (!o.ok) return o;
    if (grund.trim() === '') return ablehnen('abrechnung.ohne-grund');
    const r = await buecher.jetzt([g.periode]);
    if (!r.ok) return r;
    const alt = letzte(o.p);
    const [neu] = r.berechnet;
    const nachtrag = neu ? nachtragOf(alt.abrechnung, neu.abrechnung) : null;
    // of a month the offset is a picture until the year's end, nothing that could be wrong
    if (!nachtrag || (g.periode !== JAHRESAUSGLEICH && nachtrag.anlass === 'gegenleistung'))
      return ablehnen('abrechnung.nichts-zu-berichtigen');
    const [angaben] = await angabenOf(d, tx, r.berechnet);
    const alles = { ...angaben, grund: grund.trim(), zu: alt.hash };
    return { ok: true, eintraege: [schritt(g, 'abrechnung.berichtigt', uuidv7(d.protokoll.uhr.jetzt()), alles)] };
  });
