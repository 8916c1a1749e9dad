import { formatDatumKurz, parseLocalDate } from '@rathausverbund/fristen';

/** "27.11.2026" for an ISO day; what is none is shown as it is. */
export function tagText(tag: string): string {
  const d = parseLocalDate(tag);
  return d ? formatDatumKurz(d) : tag;
}
