import { aufDeutsch, type Lesart } from '@rathausverbund/regelwerk';
import type { Json } from '../../../vorgaenge/index.ts';
import type { Texte } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';

export type Zeile = { readonly name: string; readonly wert: string };

/** JSON as people read it, one line per value; the path of names is its name, days are written the German way. */
export function werteZeilen(t: Texte, wert: Json | undefined, lesart: Lesart = {}, pfad = ''): Zeile[] {
  if (wert === null || wert === undefined) return [];
  if (Array.isArray(wert)) return wert.flatMap((w, i) => werteZeilen(t, w, lesart, `${pfad} ${i + 1}`.trim()));
  if (typeof wert === 'object')
    return Object.entries(wert).flatMap(([k, w]) => {
      const teil = lesart.teile && Object.hasOwn(lesart.teile, k) ? lesart.teile[k] : undefined;
      const name = teil?.titel ?? k;
      return werteZeilen(t, w, teil, pfad ? `${pfad} · ${name}` : name);
    });
  if (typeof wert === 'boolean') return [{ name: pfad, wert: t(wert ? 'formular.ja' : 'formular.nein') }];
  if (lesart.zahl || lesart.worte) return [{ name: pfad, wert: aufDeutsch(wert, lesart) }];
  return [{ name: pfad, wert: tagText(String(wert)) }];
}

/** A value in words, on one line. */
export function wertText(t: Texte, wert: Json, lesart: Lesart = {}): string {
  if (wert === null) return t('arbeitsplatz.werte.leer');
  const zeilen = werteZeilen(t, wert, lesart);
  return (
    zeilen.map((z) => (z.name === '' ? z.wert : `${z.name}: ${z.wert}`)).join('; ') || t('arbeitsplatz.werte.leer')
  );
}
