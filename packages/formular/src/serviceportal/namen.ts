import { istFeldId } from '../pfad.ts';

const UMLAUTE: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' };

/** The foreign id where it is a name here too, else the nearest name: "F000159" → "f000159", "900ebdd9" → "feld_900ebdd9". */
export function alsName(id: string, vorsatz: string): string {
  if (id.length <= 50 && !id.includes('.') && istFeldId(id)) return id;
  const ascii = ohneZeichen(id)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .slice(0, 40);
  const klein = ascii.charAt(0).toLowerCase() + ascii.slice(1);
  return istFeldId(klein) ? klein : `${vorsatz}_${ascii}`;
}

/** The id of a step: small letters, digits, hyphens. */
export function alsSchrittId(id: string): string {
  const worte = ohneZeichen(id)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(worte) ? worte : `schritt-${worte || '1'}`;
}

/** Gives each wanted name once; who comes second gets a number. */
export function createVergabe(trenner: string): (wunsch: string) => string {
  const vergeben = new Set<string>();
  const zuletzt = new Map<string, number>();
  return (wunsch) => {
    let name = wunsch;
    let n = zuletzt.get(wunsch) ?? 1;
    while (vergeben.has(name)) name = `${wunsch}${trenner}${(n += 1)}`;
    zuletzt.set(wunsch, n);
    vergeben.add(name);
    return name;
  };
}

function ohneZeichen(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[äöüÄÖÜß]/g, (z) => UMLAUTE[z] ?? z)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '');
}
