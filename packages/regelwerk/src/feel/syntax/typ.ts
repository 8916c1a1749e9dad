import { BELIEBIG, basistyp, bereichstyp, funktionstyp, listentyp, strukturtyp } from '../../werte/typ.ts';
import type { Typ } from '../../werte/wert.ts';
import { laengsterName } from '../umgebung.ts';
import { lehneAb } from './ablehnung.ts';
import { type Leser, nimm, tiefer, unverstaendlich, verlange, vorne } from './leser.ts';
import { leseNeuenNamen } from './namen.ts';
import { wortAn } from './zeichen.ts';

const MEHRWORT = ['date and time', 'years and months duration', 'days and time duration'];

/** A type behind `instance of` or a parameter: a name, `list<T>`, `range<T>`, `context<a: T>`, `function<T> -> T`. */
export const leseTyp = (l: Leser): Typ => tiefer(l, () => typ(l));

function typ(l: Leser): Typ {
  vorne(l);
  const stelle = l.stelle;
  const gefunden = laengsterName(l.text, stelle, [...l.typen.namen, ...MEHRWORT]);
  const name = gefunden?.name ?? wortAn(l.text, stelle);
  if (name === '') return unverstaendlich(l);
  l.stelle = gefunden?.ende ?? stelle + name.length;
  if (nimm(l, '<')) return mitTeilen(l, name, stelle);
  return l.typen.finde(name) ?? basistyp(name) ?? unbekannt(l, stelle, name);
}

const unbekannt = (l: Leser, stelle: number, name: string): never =>
  lehneAb(l.text, stelle, 'unbekannter-typ', `Den Typ „${name}“ gibt es nicht.`);

function mitTeilen(l: Leser, name: string, stelle: number): Typ {
  if (name === 'list' || name === 'range') {
    const teil = leseTyp(l);
    verlange(l, '>');
    return name === 'list' ? listentyp(teil) : bereichstyp(teil);
  }
  if (name === 'context') {
    const felder = new Map<string, Typ>();
    for (const _ of folge(l)) felder.set(...feld(l));
    return strukturtyp(felder, l.text.slice(stelle, l.stelle));
  }
  if (name !== 'function') return unbekannt(l, stelle, name);
  const parameter: Typ[] = [];
  for (const _ of folge(l)) parameter.push(leseTyp(l));
  verlange(l, '->');
  const ergebnis = leseTyp(l);
  return funktionstyp(parameter, ergebnis ?? BELIEBIG, l.text.slice(stelle, l.stelle));
}

/** Asks for one more part until `>`. */
function* folge(l: Leser): Iterable<true> {
  if (nimm(l, '>')) return;
  do yield true;
  while (nimm(l, ','));
  verlange(l, '>');
}

function feld(l: Leser): [string, Typ] {
  const name = leseNeuenNamen(l, ':') ?? unverstaendlich(l);
  verlange(l, ':');
  return [name, leseTyp(l)];
}
