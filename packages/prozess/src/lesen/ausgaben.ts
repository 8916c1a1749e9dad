import type { Knoten } from '../model.ts';
import { leseErweiterungen, leseZuordnungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { melde } from './leser.ts';
import type { Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';

/** Output mappings of an element that only waits. */
export function leseAusgaben(leser: Leser, el: Xml) {
  const ext = leseErweiterungen(leser, el, ['ioMapping']);
  if (leseZuordnungen(leser, el, ext, 'input').length > 0) {
    melde(leser, el, 'Wer nur wartet, kann keine Eingabe-Zuordnung (zeebe:input) haben.');
  }
  return leseZuordnungen(leser, el, ext, 'output');
}

export function durchgang(umgebung: Umgebung): Knoten {
  return { ...umgebung, art: 'durchgang', ausgaben: [] };
}
