import { type Json, meintenSie } from '@rathausverbund/regelwerk';
import { BLAETTER } from './blatt.ts';
import { LEER, type Teil, type Umfeld } from './teil.ts';

/** Keys that only make sense in a leaf; elsewhere they are a slip of the pen. */
const NUR_IM_BLATT = ['feld', 'wahr', 'schritte', 'werte', 'wenn', 'dann', 'je', 'als'];

const BAUSTEINE = BLAETTER.flatMap((b) => b.schluessel);

/** Compiles a part of the mapping: a leaf, a list, an object, or a plain text. */
export function compileTeil(quelle: unknown, pfad: string, umfeld: Umfeld): Teil {
  if (typeof quelle === 'string' || typeof quelle === 'boolean') return () => quelle;
  if (Array.isArray(quelle)) return liste(quelle, pfad, umfeld);
  if (typeof quelle === 'object' && quelle !== null) return objekt(quelle as Record<string, unknown>, pfad, umfeld);
  umfeld.melde(pfad, 'Hier muss ein Text, eine Liste oder ein Abschnitt stehen; Zahlen in Anführungszeichen.');
  return LEER;
}

function liste(quelle: readonly unknown[], pfad: string, umfeld: Umfeld): Teil {
  const teile = quelle.map((q, n) => ({ teil: compileTeil(q, `${pfad}[${n}]`, umfeld), ganz: !istJe(q) }));
  return (lage, wo) =>
    teile.flatMap(({ teil, ganz }, n) => {
      const wert = teil(lage, `${wo}[${n}]`);
      // a repetition inside a list adds its entries to that list
      return wert === undefined ? [] : ganz ? [wert] : wert;
    }) as Json[];
}

const istJe = (q: unknown): boolean => typeof q === 'object' && q !== null && Object.hasOwn(q, 'je');

function objekt(quelle: Record<string, unknown>, pfad: string, umfeld: Umfeld): Teil {
  const namen = Object.keys(quelle);
  for (const { schluessel, kann = [], compile } of BLAETTER)
    if (schluessel.every((s) => namen.includes(s)) && namen.every((n) => [...schluessel, ...kann].includes(n)))
      return compile(quelle, pfad, umfeld, compileTeil);
  for (const n of namen.filter((x) => NUR_IM_BLATT.includes(x)))
    umfeld.melde(`${pfad}.${n}`, `„${n}“ passt nicht zu den anderen Angaben hier: ${namen.join(', ')}.`);
  for (const n of namen)
    if (pfad !== 'inhalt' && !NUR_IM_BLATT.includes(n) && umfeld.liest?.(n) === false)
      umfeld.melde(`${pfad}.${n}`, `Keine Vorlage liest „${n}“.${meintenSie(n, BAUSTEINE)}`);
  const teile = namen.map((n) => [n, compileTeil(quelle[n], `${pfad}.${n}`, umfeld)] as const);
  return (lage, wo) => {
    const paare = teile.map(([n, teil]) => [n, teil(lage, `${wo}.${n}`)] as const);
    return Object.fromEntries(paare.filter((p): p is readonly [string, Json] => p[1] !== undefined));
  };
}
