import type { DmnElement } from 'dmn-moddle';
import { formAusTyp } from '../../feel/syntax/form.ts';
import { festeExterne } from '../../feel/uebersetzen/extern.ts';
import { funktion, type Parameter } from '../../feel/uebersetzen/funktionen.ts';
import type { Code } from '../../feel/umgebung.ts';
import type { Typ } from '../../werte/wert.ts';
import { elementAus, parameterAus, textAus } from '../lesen.ts';
import { lehneAbAn, type Ort, typAn } from '../ort.ts';
import { mitName, type Teil } from './kasten.ts';

/** A function definition; it becomes a value once the names around it have values. Kinds FEEL and Java (a closed list). */
export function uebersetzeFunktion(e: DmnElement, ort: Ort, teil: Teil, name: string, verweis?: string): Code {
  const art = textAus(e, 'kind') ?? 'FEEL';
  const rumpf = elementAus(e, 'body');
  const parameter: Parameter[] = parameterAus(e).map(({ name, typ }) => ({
    name,
    typ: typ === undefined ? null : typAn(ort, typ),
  }));
  if (!rumpf) return lehneAbAn(ort, 'Die Funktion hat keinen Inhalt.');
  if (art === 'Java') {
    const java = teil(rumpf, ort);
    const f = festeExterne(
      parameter.map((p) => p.name),
      (sicht, lauf) => new Map([['java', java(sicht, lauf)]]),
    );
    return typeof f === 'string' ? lehneAbAn(ort, f) : () => f;
  }
  if (art !== 'FEEL') return lehneAbAn(ort, `Funktionen der Art „${art}“ werden nicht unterstützt.`);
  const innen = parameter.reduce((o, p) => mitName(o, p.name, formAusTyp(p.typ)), ort);
  const code = teil(rumpf, innen);
  const ergebnis = ergebnistyp(ort, [textAus(e, 'typeRef'), verweis]);
  return (sicht) => funktion(name, parameter, ergebnis, (werte, lauf) => code({ werte, eltern: sicht }, lauf));
}

/** A declared type is that of the function or, as many editors write it, that of its result. */
function ergebnistyp(ort: Ort, verweise: readonly (string | undefined)[]): Typ | null {
  for (const verweis of verweise) {
    if (verweis === undefined) continue;
    const typ = typAn(ort, verweis);
    if (typ.art === 'funktion') return typ.ergebnis;
    if (!(typ.art === 'basis' && (typ.basis === 'function' || typ.basis === 'Any'))) return typ;
  }
  return null;
}
