import type { Knoten } from '../model.ts';
import { pruefeAngaben } from './angaben.ts';
import { leseErweiterungen } from './erweiterungen.ts';
import type { Leser } from './leser.ts';
import { kennung, melde } from './leser.ts';
import type { Umgebung } from './umgebung.ts';
import type { Xml } from './xml.ts';
import { kind } from './xml.ts';

/** Exclusive and inclusive gateway: a default flow may leave it. */
export function leseMitStandard(leser: Leser, el: Xml, umgebung: Umgebung): Knoten | undefined {
  pruefeAngaben(leser, el, ['default']);
  leseErweiterungen(leser, el);
  const standard = kennung(leser, kind(el, 'default'));
  if (standard !== undefined && !umgebung.aus.includes(standard)) {
    melde(leser, el, `Der Standardpfad „${standard}“ geht nicht von diesem Gateway aus.`);
    return undefined;
  }
  const art = el.$type === 'bpmn:InclusiveGateway' ? 'inklusiv' : 'exklusiv';
  return { ...umgebung, art, ausgaben: [], ...(standard === undefined ? {} : { standard }) };
}

export function leseParallel(leser: Leser, el: Xml, umgebung: Umgebung): Knoten {
  pruefeAngaben(leser, el);
  leseErweiterungen(leser, el);
  return { ...umgebung, art: 'parallel', ausgaben: [] };
}

export function leseWahl(leser: Leser, el: Xml, umgebung: Umgebung): Knoten {
  pruefeAngaben(leser, el);
  leseErweiterungen(leser, el);
  return { ...umgebung, art: 'wahl', ausgaben: [] };
}
