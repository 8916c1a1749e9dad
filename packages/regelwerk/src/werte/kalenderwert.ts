import { leseFernenZeitpunkt, leseFernesDatum } from './fern.ts';
import { leseDatum, leseDauer, leseUhrzeit, leseZeitpunkt } from './kalender.ts';
import type { Wert } from './wert.ts';

/** What `@"..."` stands for: the first calendar kind whose form the text has. */
export function leseKalender(text: string): Wert {
  return (
    leseDatum(text) ??
    leseUhrzeit(text) ??
    leseDauer(text) ??
    leseZeitpunkt(text) ??
    leseFernesDatum(text) ??
    leseFernenZeitpunkt(text)
  );
}
