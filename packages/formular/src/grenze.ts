import { addDays, addMonths, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import type { Antworten, Grenze } from './model.ts';
import { istFeldId, liesAntwort } from './pfad.ts';

const SPANNE = /^heute(?:\s*([+-])\s*(\d{1,4})\s+(tag|woche|monat|jahr)(?:e|en|n)?)?$/;

/** Reads a limit: 'heute', 'heute - 18 jahre', '2026-01-01', or the id of another date field. */
export function parseGrenze(text: string): Grenze | undefined {
  const tag = parseLocalDate(text);
  if (tag !== undefined) return { art: 'tag', tag };
  const spanne = SPANNE.exec(text);
  if (spanne) {
    const menge = Number(spanne[2] ?? 0) * (spanne[1] === '-' ? -1 : 1);
    const einheit = spanne[3] ?? 'tag';
    if (einheit === 'tag' || einheit === 'woche') {
      return { art: 'heute', tage: einheit === 'woche' ? menge * 7 : menge, monate: 0 };
    }
    return { art: 'heute', tage: 0, monate: einheit === 'jahr' ? menge * 12 : menge };
  }
  return istFeldId(text) ? { art: 'feld', id: text } : undefined;
}

/** The day a limit means now; `undefined` while the field it names has no answer. */
export function grenztag(grenze: Grenze, antworten: Antworten, heute: LocalDate): LocalDate | undefined {
  switch (grenze.art) {
    case 'tag':
      return grenze.tag;
    case 'heute':
      return addDays(addMonths(heute, grenze.monate), grenze.tage);
    case 'feld':
      return parseLocalDate(String(liesAntwort(antworten, grenze.id) ?? ''));
  }
}
