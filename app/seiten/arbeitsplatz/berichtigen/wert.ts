import { parseTag } from '@rathausverbund/formular';
import type { Json } from '../../../vorgaenge/index.ts';

/** What a value may be typed as. */
export const ARTEN = ['text', 'zahl', 'betrag', 'datum', 'wahr', 'liste'] as const;
export type Art = (typeof ARTEN)[number];

const ZAHL = /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/;
/** more digits a number does not hold exactly */
const STELLEN = 15;

/** Reads what was typed as a value of this kind; undefined where it is none. */
export function liesWert(art: Art, getippt: string): Json | undefined {
  const text = getippt.trim();
  switch (art) {
    case 'text':
      return text === '' ? undefined : text;
    case 'zahl':
      return liesZahl(text);
    case 'betrag': {
      // cents, without computing with fractions
      const m = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?(?:\s*€)?$/.exec(text);
      return m ? liesZahl(`${m[1]?.replaceAll('.', '')}${(m[2] ?? '').padEnd(2, '0')}`) : undefined;
    }
    case 'datum':
      return parseTag(text);
    case 'wahr':
      return text === 'ja' ? true : text === 'nein' ? false : undefined;
    case 'liste': {
      const teile = text.split(/[;\n]/).flatMap((t) => t.trim() || []);
      return teile.length === 0 ? undefined : teile;
    }
  }
}

function liesZahl(text: string): number | undefined {
  if (!ZAHL.test(text) || text.replace(/\D/g, '').length > STELLEN) return undefined;
  return Number(text.replaceAll('.', '').replace(',', '.'));
}

export const istArt = (text: string): text is Art => ARTEN.some((a) => a === text);
