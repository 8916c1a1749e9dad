import type { DmnElement } from 'dmn-moddle';
import { wenn } from '../../feel/uebersetzen/ausdruck.ts';
import { einzelne, filtere, pruefeAlle, type Quelle, sammle } from '../../feel/uebersetzen/schleifen.ts';
import type { Code } from '../../feel/umgebung.ts';
import { normalName } from '../../werte/kontext.ts';
import { istElement, textAus } from '../lesen.ts';
import { lehneAbAn, type Ort } from '../ort.ts';
import { formVonKind, inhalt, type Kasten, mitName, type Teil } from './kasten.ts';

export const uebersetzeWenn: Kasten = (e, ort, teil) => {
  const [bedingung, dann, sonst] = (['if', 'then', 'else'] as const).map((name) => teil(inhalt(e, name, ort), ort));
  return bedingung && dann && sonst ? wenn(bedingung, dann, sonst) : lehneAbAn(ort, 'Die Bedingung ist unvollständig.');
};

export const uebersetzeFilter: Kasten = (e, ort, teil) => {
  const liste = teil(inhalt(e, 'in', ort), ort);
  const form = formVonKind(e, 'in', ort);
  const innen = {
    ...mitName(ort, 'item', form),
    form: new Map([...ort.form, ['item', form] as const, ...(form ?? [])]),
  };
  // without a type nobody knows the entries of the elements: then every name is one that may exist
  return filtere(liste, teil(inhalt(e, 'match', ort), { ...innen, offen: form === null || ort.offen }), null);
};

function quelle(e: DmnElement, ort: Ort, teil: Teil): { quelle: Quelle; innen: Ort } {
  const name = normalName(textAus(e, 'iteratorVariable') ?? '');
  if (name === '') lehneAbAn(ort, 'Die Schleife nennt keine Variable (iteratorVariable).');
  const liste = teil(inhalt(e, 'in', ort), ort);
  return {
    quelle: { name, werte: (sicht, lauf) => einzelne(liste(sicht, lauf), lauf) },
    innen: mitName(ort, name, formVonKind(e, 'in', ort)),
  };
}

export const uebersetzeFor: Kasten = (e, ort, teil) => {
  const { quelle: q, innen } = quelle(e, ort, teil);
  const ergebnis = inhalt(e, 'return', ort);
  return sammle([q], teil(ergebnis, mitName(innen, 'partial', null)), nennt(ergebnis, 'partial'));
};

/** Does a text inside the expression hold that word? */
function nennt(e: DmnElement, wort: string): boolean {
  const kinder = Object.entries(e).filter(([name]) => !name.startsWith('$'));
  return kinder.some(([, kind]) =>
    (Array.isArray(kind) ? kind : [kind]).some((k) =>
      typeof k === 'string' ? new RegExp(`\\b${wort}\\b`).test(k) : istElement(k) && nennt(k, wort),
    ),
  );
}

export const uebersetzeQuantor: Kasten = (e, ort, teil): Code => {
  const { quelle: q, innen } = quelle(e, ort, teil);
  return pruefeAlle([q], teil(inhalt(e, 'satisfies', ort), innen), e.$type === 'dmn:Some' ? 'some' : 'every');
};
