import { VERTRAGSARTEN, type Vertragsart } from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';

/**
 * What was typed so far, over all steps: field → text. Rows carry numbers that never change while the draft is written: Leistung `n`, its
 * stretches of time `a`, the parts of a price `t` (`leistung_2`, `ab_2_1`, `schluessel_2_1_3`). A row is there when its first field is.
 */
export type Roh = Readonly<Record<string, string>>;

/** Two digits are enough for rows of every kind. */
const HOECHSTENS = 99;

const istArt = (text: string | undefined): text is Vertragsart => VERTRAGSARTEN.some((a) => a === text);
export const artOf = (roh: Roh): Vertragsart => (istArt(roh['art']) ? roh['art'] : 'mandatierend');

/** Numbers of the rows whose first field starts with this name; the first row is always there. */
function reihen(roh: Roh, name: string): number[] {
  const da = Object.keys(roh).flatMap((k) => {
    const nr = k.startsWith(name) ? k.slice(name.length) : '';
    return /^[1-9]\d?$/.test(nr) ? [Number(nr)] : [];
  });
  return [...new Set([1, ...da])].sort((a, b) => a - b);
}

export const zeilenOf = (roh: Roh): number[] => reihen(roh, 'leistung_');
export const abschnitteOf = (roh: Roh, n: number): number[] => reihen(roh, `ust_${n}_`);
export const teileOf = (roh: Roh, n: number, a: number): number[] => reihen(roh, `schluessel_${n}_${a}_`);

/** Leistungen that were chosen, each once, with the number of their row. */
export function gewaehlte(roh: Roh): { n: number; leistung: string }[] {
  const alle = zeilenOf(roh).map((n) => ({ n, leistung: roh[`leistung_${n}`] ?? '' }));
  return alle.filter((x, i) => x.leistung !== '' && alle.findIndex((y) => y.leistung === x.leistung) === i);
}
export const leistungenOf = (roh: Roh): string[] => gewaehlte(roh).map((x) => x.leistung);

export const steuernOf = ({ katalog }: Pick<SeitenDeps, 'katalog'>, leistungen: readonly string[]): string[] =>
  leistungen.filter((l) => katalog.aktuell(l)?.angaben.abgabe === 'steuer');

/** Nothing was typed in this row, besides what names it. */
export const isLeer = (roh: Roh, namen: readonly string[]): boolean => namen.every((f) => (roh[f] ?? '').trim() === '');

/**
 * One more row of the kind the button names, with what was typed kept; as it was when there is room for no more.
 * @returns null for any other button
 */
export function fuegeHinzu(roh: Roh, knopf: string): Roh | null {
  const [, was, n = '', a = ''] = /^mehr_(leistung|abschnitt|teil)(?:_(\d{1,2}))?(?:_(\d{1,2}))?$/.exec(knopf) ?? [];
  switch (was) {
    case 'leistung':
      return mitReihe(roh, zeilenOf(roh), (nr) => ({ [`leistung_${nr}`]: '' }));
    case 'abschnitt': {
      const da = abschnitteOf(roh, Number(n));
      // the new price begins as the one before: often only the amount changes
      return mitReihe(roh, da, (nr) => ({ [`ab_${n}_${nr}`]: '', ...umbenannt(roh, [n, da.at(-1)], [n, nr]) }));
    }
    case 'teil':
      return mitReihe(roh, teileOf(roh, Number(n), Number(a)), (nr) => ({ [`schluessel_${n}_${a}_${nr}`]: '' }));
    default:
      return null;
  }
}

const mitReihe = (roh: Roh, da: readonly number[], felder: (nr: number) => Roh): Roh => {
  const nr = Math.max(...da) + 1;
  return nr > HOECHSTENS ? roh : { ...roh, ...felder(nr) };
};

type Stelle = readonly (string | number | undefined)[];

/** The fields of a row under the numbers of another one; its first day is its own. */
function umbenannt(roh: Roh, von: Stelle, nach: Stelle): Roh {
  const alt = new RegExp(`^(?!ab_)([a-z]+)_${von.join('_')}(_\\d+)?$`);
  return Object.fromEntries(
    Object.entries(roh).flatMap(([k, v]) => {
      const m = alt.exec(k);
      return m && m[1] !== 'leistung' && m[1] !== 'klausel' ? [[`${m[1]}_${nach.join('_')}${m[2] ?? ''}`, v]] : [];
    }),
  );
}

/** A Leistung about whose costs nothing was said begins with those of the one before it. */
export function uebernimmKosten(roh: Roh, n: number): { roh: Roh; von: string | null } {
  const alle = gewaehlte(roh);
  const davor = alle[alle.findIndex((x) => x.n === n) - 1];
  const gesagt = Object.keys(roh).some((k) => k.startsWith(`ust_${n}_`));
  if (gesagt || !davor) return { roh, von: null };
  const felder = abschnitteOf(roh, davor.n).flatMap((a) =>
    Object.entries({ ...umbenannt(roh, [davor.n, a], [n, a]), ...tagVon(roh, davor.n, n, a) }),
  );
  return { roh: { ...roh, ...Object.fromEntries(felder) }, von: davor.leistung };
}

const tagVon = (roh: Roh, von: number, nach: number, a: number): Roh => {
  const tag = roh[`ab_${von}_${a}`];
  return tag === undefined ? {} : { [`ab_${nach}_${a}`]: tag };
};
