import type { Montag } from './wochen.ts';

/** What came in during a week. `arbeitstage`: 0 to 5, without holidays. */
export interface Wochenwert {
  readonly montag: Montag;
  readonly faelle: number;
  readonly arbeitstage: number;
}

/** What is expected in a week: one number would be a promise, so there is a range that holds in about eight weeks of ten. */
export interface Prognosewoche {
  readonly montag: Montag;
  readonly erwartet: number;
  readonly von: number;
  readonly bis: number;
}

/** How far off the same procedure would have been, asked four weeks before each of the past weeks, beside a naive answer. */
export interface Rueckblick {
  readonly wochen: readonly (Prognosewoche & { readonly faelle: number })[];
  /** mean distance, in cases a week */
  readonly fehler: number;
  /** the same for "as many as in the week in which we were asked" */
  readonly naiv: number;
  /** weeks whose real number lay in the range */
  readonly getroffen: number;
}

export type Prognose =
  | {
      readonly ok: true;
      readonly wochen: readonly Prognosewoche[];
      readonly saison: boolean;
      readonly geschichte: Geschichte;
      /** null: the history is too short to look back */
      readonly rueckblick: Rueckblick | null;
    }
  | { readonly ok: false; readonly grund: 'zu-kurz' | 'zu-selten'; readonly geschichte: Geschichte };

interface Geschichte {
  readonly wochen: number;
  readonly faelle: number;
}

/** Less than this is no history: the forecast is refused. */
const MINDEST_WOCHEN = 12;
const MINDEST_FAELLE = 12;
/** a month must have been seen twice before it counts as a season */
const SAISON_WOCHEN = 104;
/** a plan for staff is made so many weeks ahead; the look back asks as early */
const VORLAUF = 4;
const RUECKBLICK_WOCHEN = 8;

/** weight of a week against the one after it: half a year ago counts a fiftieth */
const VERGESSEN = 0.86;
/** a month's factor begins at 1 and moves as if it had seen so many ordinary cases before */
const ZURUECKHALTUNG = 12;
/** 10 % lie below and above of a normal distribution */
const Z = 1.2816;

/**
 * Cases per working day, the latest weeks weighing most; times the working days of the week asked for; times the factor of its
 * month once two years are known. The range follows from how far this was off before, and is never narrower than chance alone.
 * @param geschichte whole weeks without a gap, the oldest first @param ziel the weeks asked for
 */
export function prognostiziere(
  geschichte: readonly Wochenwert[],
  ziel: readonly Pick<Wochenwert, 'montag' | 'arbeitstage'>[],
): Prognose {
  const faelle = geschichte.reduce((s, w) => s + w.faelle, 0);
  const umfang = { wochen: geschichte.length, faelle };
  if (geschichte.length < MINDEST_WOCHEN) return { ok: false, grund: 'zu-kurz', geschichte: umfang };
  if (faelle < MINDEST_FAELLE) return { ok: false, grund: 'zu-selten', geschichte: umfang };
  const { rueckblick, streuung } = blickeZurueck(geschichte);
  const stand = lerne(geschichte);
  return {
    ok: true,
    wochen: ziel.map((w) => rechne(stand, w, streuung)),
    saison: stand.saison !== null,
    geschichte: umfang,
    rueckblick,
  };
}

interface Stand {
  /** cases per working day */
  niveau: number;
  /** how uncertain that is by itself: variance over the square */
  unsicher: number;
  /** factor by month 1…12 */
  saison: readonly number[] | null;
}

const monatOf = (montag: Montag): number => Number(montag.slice(5, 7));

function lerne(geschichte: readonly Wochenwert[]): Stand {
  const saison = geschichte.length >= SAISON_WOCHEN ? lerneSaison(geschichte) : null;
  let [faelle, tage, quadrate] = [0, 0, 0];
  for (const w of geschichte) {
    const d = w.arbeitstage * (saison?.[monatOf(w.montag)] ?? 1);
    faelle = faelle * VERGESSEN + w.faelle;
    tage = tage * VERGESSEN + d;
    quadrate = quadrate * VERGESSEN ** 2 + d;
  }
  const niveau = tage === 0 ? 0 : faelle / tage;
  return { niveau, unsicher: niveau === 0 ? 0 : quadrate / tage ** 2 / niveau, saison };
}

function lerneSaison(geschichte: readonly Wochenwert[]): number[] {
  const gesamt = { faelle: 0, tage: 0 };
  const monate = Array.from({ length: 13 }, () => ({ faelle: 0, tage: 0 }));
  for (const w of geschichte)
    for (const m of [gesamt, monate[monatOf(w.montag)]])
      if (m) {
        m.faelle += w.faelle;
        m.tage += w.arbeitstage;
      }
  const mittel = gesamt.tage === 0 ? 0 : gesamt.faelle / gesamt.tage;
  return monate.map((m) => (m.faelle + ZURUECKHALTUNG) / (m.tage * mittel + ZURUECKHALTUNG));
}

function rechne(s: Stand, w: Pick<Wochenwert, 'montag' | 'arbeitstage'>, streuung: number): Prognosewoche {
  const erwartet = s.niveau * w.arbeitstage * (s.saison?.[monatOf(w.montag)] ?? 1);
  const sigma = Math.sqrt(streuung * (erwartet + erwartet ** 2 * s.unsicher));
  return {
    montag: w.montag,
    erwartet,
    von: Math.max(0, Math.floor(erwartet - Z * sigma)),
    bis: Math.ceil(erwartet + Z * sigma),
  };
}

/** Asks for each past week four weeks before it, knowing only what was known then. `streuung` is 1 where chance alone speaks. */
function blickeZurueck(geschichte: readonly Wochenwert[]): { rueckblick: Rueckblick | null; streuung: number } {
  const gefragt: (Rueckblick['wochen'][number] & { naiv: number })[] = [];
  let [summe, anzahl] = [0, 0];
  // with few errors seen, one that was lucky must not make the range narrow
  const streuungBisher = () => Math.max(1, (summe + VORSICHT) / (anzahl + VORSICHT / 1.5));
  for (let i = MINDEST_WOCHEN + VORLAUF - 1; i < geschichte.length; i++) {
    const w = geschichte[i];
    const damals = geschichte.slice(0, i + 1 - VORLAUF);
    if (!w) continue;
    const p = rechne(lerne(damals), w, streuungBisher());
    gefragt.push({ ...p, faelle: w.faelle, naiv: damals.at(-1)?.faelle ?? 0 });
    summe += (w.faelle - p.erwartet) ** 2 / Math.max(p.erwartet, 0.5);
    anzahl++;
  }
  const wochen = gefragt.slice(-RUECKBLICK_WOCHEN);
  if (wochen.length < RUECKBLICK_WOCHEN) return { rueckblick: null, streuung: streuungBisher() };
  const mittel = (abstand: (w: (typeof wochen)[number]) => number) =>
    wochen.reduce((s, w) => s + Math.abs(abstand(w)), 0) / wochen.length;
  return {
    rueckblick: {
      wochen,
      fehler: mittel((w) => w.faelle - w.erwartet),
      naiv: mittel((w) => w.faelle - w.naiv),
      getroffen: wochen.filter((w) => w.von <= w.faelle && w.faelle <= w.bis).length,
    },
    streuung: streuungBisher(),
  };
}

/** weight of the assumption "one and a half times chance" in weeks */
const VORSICHT = 6;
