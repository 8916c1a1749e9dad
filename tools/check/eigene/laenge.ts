import { istCode } from '../dateien.ts';
import type { Quelle } from '../model.ts';

/** Files past 300 lines make one ask what is two things; 600 is a defect. */
export function findeLange(quellen: readonly Quelle[]): { fehler: string[]; hinweise: string[] } {
  const lang = quellen
    .filter((q) => istCode(q.pfad) || /\.(sql|css|typ)$/.test(q.pfad))
    .map((q) => ({ pfad: q.pfad, anzahl: q.text.split('\n').length - (q.text.endsWith('\n') ? 1 : 0) }))
    .filter((q) => q.anzahl > 300)
    .sort((a, b) => b.anzahl - a.anzahl);
  const zeile = (q: { pfad: string; anzahl: number }) => `${q.pfad}: ${q.anzahl} Zeilen`;
  return {
    fehler: lang.filter((q) => q.anzahl > 600).map(zeile),
    hinweise: lang.filter((q) => q.anzahl <= 600).map(zeile),
  };
}
