import type { Json } from '../../../vorgaenge/index.ts';
import type { Texte } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';

export type Zeile = { readonly name: string; readonly wert: string };

/** JSON as people read it, one line per value; the dotted path is the name, days are written the German way. */
export function werteZeilen(t: Texte, wert: Json | undefined, pfad = ''): Zeile[] {
  if (wert === null || wert === undefined) return [];
  if (Array.isArray(wert)) return wert.flatMap((w, i) => werteZeilen(t, w, `${pfad} ${i + 1}`.trim()));
  if (typeof wert === 'object')
    return Object.entries(wert).flatMap(([k, w]) => werteZeilen(t, w, pfad ? `${pfad} · ${k}` : k));
  if (typeof wert === 'boolean') return [{ name: pfad, wert: t(wert ? 'formular.ja' : 'formular.nein') }];
  return [{ name: pfad, wert: tagText(String(wert)) }];
}
