import { JAHRESAUSGLEICH } from '@rathausverbund/kosten';
import type { Ablehnung, Tx } from '../base/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { type Nachtrag, nachtragAus, uneins } from './ausgleich.ts';
import { type Berechnet, monateOf, regelnOf } from './berechnen.ts';
import { type Beteiligt, type Buecher, findVertrag, openBuecher } from './lesen.ts';
import { type Abrechnungsvertrag, type Gebucht, letzte, type Periode, periodenOf } from './model.ts';
import { readArt, readLetzte, readSchritte } from './store.ts';

/** An agreement with the steps of a year. */
export interface Jahreskonto {
  vertrag: Abrechnungsvertrag;
  perioden: ReadonlyMap<number, Periode>;
  /** months in which a rule is in force */
  monate: readonly number[];
}

/** The accounts of the body in a year: agreements with a rule in force in it, and what was stated. */
export async function readJahreskonten(tx: Tx, jahr: number): Promise<Jahreskonto[]> {
  const [vertraege, schritte] = await Promise.all([readVertraege(tx), readSchritte(tx, jahr)]);
  return vertraege
    .map((vertrag) => ({
      vertrag,
      monate: monateOf(vertrag, jahr),
      perioden: periodenOf(
        schritte.filter((s) => s.vereinbarung === vertrag.id),
        jahr,
      ),
    }))
    .filter((k) => k.monate.length > 0 || k.perioden.size > 0);
}

/** One statement with what the own account gives for it. */
export interface Einzelansicht extends Beteiligt {
  periode: Periode;
  eigen: Berechnet | Ablehnung;
  gleich: boolean;
  /** whether the year's true-up or a month */
  ausgleich: boolean;
  /** a month whose year has its true-up: it is corrected there */
  jahrZu: boolean;
  /** a true-up that the account gives otherwise by now; null while it stands */
  nachtrag: Nachtrag | null;
  /** the other true-up rests on another claim than this one states */
  andereVeraltet: boolean;
}

export async function readAbrechnung(
  tx: Tx,
  w: { vereinbarung: string; jahr: number; periode: number },
): Promise<Einzelansicht | undefined> {
  const b = await findVertrag(tx, w.vereinbarung);
  if (!b.ok) return undefined;
  const buecher = await openBuecher(tx, b, w.jahr);
  const periode = buecher.perioden.get(w.periode);
  if (!periode) return undefined;
  const eigen = await buecher.nach(letzte(periode).abrechnung);
  const gleich = eigen.ok && eigen.hash === letzte(periode).hash;
  const ausgleich = w.periode === JAHRESAUSGLEICH;
  return {
    ...b,
    periode,
    eigen,
    gleich,
    ausgleich,
    jahrZu: !ausgleich && buecher.perioden.has(JAHRESAUSGLEICH),
    nachtrag: ausgleich ? await readNachtrag(buecher) : null,
    andereVeraltet: ausgleich && uneins(letzte(periode).abrechnung, buecher.gegenausgleich) === 'andere',
  };
}

/** What the year's true-up lacks by now, as the account stands; null while it is not stated or says the same. */
async function readNachtrag(buecher: Buecher): Promise<Nachtrag | null> {
  const p = buecher.perioden.get(JAHRESAUSGLEICH);
  if (!p) return null;
  const r = await buecher.jetzt([JAHRESAUSGLEICH]);
  return nachtragAus(letzte(p).abrechnung, (r.ok ? r.berechnet[0] : r) ?? { ok: false });
}

/** The same for all accounts of a year, by agreement: only those whose true-up has to be corrected. */
export async function readNachtraege(tx: Tx, konten: readonly Jahreskonto[], jahr: number) {
  const nachtraege = new Map<string, Nachtrag>();
  for (const { vertrag, perioden } of konten) {
    if (!perioden.has(JAHRESAUSGLEICH)) continue;
    const b = await findVertrag(tx, vertrag.id);
    const n = b.ok ? await readNachtrag(await openBuecher(tx, b, jahr)) : null;
    if (n) nachtraege.set(vertrag.id, n);
  }
  return nachtraege;
}

/** What was counted last under an agreement, newest first. */
export const readZaehlungen = (tx: Tx, vereinbarung: string, hoechstens = 200): Promise<Gebucht[]> =>
  readArt(tx, vereinbarung, 'leistung.gezaehlt', hoechstens);

/** The same in one unit; of a stock also everything that people have entered. */
export const readZuletzt = (
  tx: Tx,
  vereinbarung: string,
  einheit: 'seite' | 'hund',
  hoechstens: number,
): Promise<Gebucht[]> => readLetzte(tx, vereinbarung, einheit, hoechstens);

/** The agreements of the body whose rules count this unit, with the Leistungen that do. */
export async function readZaehlende(
  tx: Tx,
  einheit: 'seite' | 'hund',
): Promise<{ vertrag: Abrechnungsvertrag; leistungen: string[] }[]> {
  return (await readVertraege(tx)).flatMap((vertrag) => {
    const leistungen = [
      ...new Set(
        regelnOf(vertrag)
          .filter((r) => JSON.stringify(r.schluessel).includes(`"${einheit}"`))
          .map((r) => r.leistung),
      ),
    ];
    return leistungen.length > 0 ? [{ vertrag, leistungen }] : [];
  });
}
