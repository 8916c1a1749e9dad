import { formatDatum, parseLocalDate } from '@rathausverbund/fristen';

/** "7. März 2026" for an ISO day; `undefined` when it is none. */
export function datumText(wert: unknown): string | undefined {
  const tag = typeof wert === 'string' ? parseLocalDate(wert) : undefined;
  return tag && formatDatum(tag).replace(/^\p{L}+, /u, '');
}

/** "1.250,00 €" for whole cents; `undefined` for anything else: a letter never rounds. */
export function betragText(wert: unknown): string | undefined {
  if (typeof wert !== 'number' || !Number.isSafeInteger(wert)) return undefined;
  const euro = String(Math.trunc(Math.abs(wert) / 100)).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${wert < 0 ? '-' : ''}${euro},${String(Math.abs(wert) % 100).padStart(2, '0')} €`;
}
