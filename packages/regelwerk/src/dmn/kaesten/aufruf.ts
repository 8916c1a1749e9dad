import { unpassend } from '../../feel/syntax/form.ts';
import { normalName } from '../../werte/kontext.ts';
import { leer, tiefer } from '../../werte/lauf.ts';
import { istFunktion } from '../../werte/wert.ts';
import { elementAus, listeAus, textAus } from '../lesen.ts';
import { lehneAbAn, mitTyp, nachsichtig, typAn } from '../ort.ts';
import { formDesKastens, type Kasten } from './kasten.ts';

/** Calls a function with its parameters by name. */
export const uebersetzeAufruf: Kasten = (e, ort, teil) => {
  const ziel = elementAus(e, 'calledFunction');
  if (!ziel) return lehneAbAn(ort, 'Der Aufruf nennt keine Funktion.');
  const f = teil(ziel, ort);
  const werte = listeAus(e, 'binding').map((b) => {
    const formel = elementAus(b, 'bindingFormula');
    const parameter = elementAus(b, 'parameter');
    const name = normalName(textAus(parameter, 'name') ?? '');
    return {
      name,
      code: nachsichtig(ort, () =>
        formel
          ? mitTyp(teil(formel, ort), typAn(ort, textAus(parameter, 'typeRef')), ort, `„${name}“`)
          : lehneAbAn(ort, 'Ein Parameter des Aufrufs hat keinen Wert.'),
      ),
    };
  });
  const grund = unpassend(
    textAus(ziel, 'text')?.trim() ?? 'Das Aufgerufene',
    formDesKastens(ziel, undefined, ort),
    werte.map((w) => w.name),
    !ort.nachsichtig,
  );
  if (grund !== null) lehneAbAn(ort, grund);
  return (sicht, lauf) => {
    const funktionswert = f(sicht, lauf);
    if (!istFunktion(funktionswert)) return leer(lauf, 'Das Aufgerufene ist keine Funktion.');
    const argumente = werte.map(({ name, code }) => ({ name, wert: code(sicht, lauf) }));
    return tiefer(lauf, () => funktionswert.rufe(argumente, lauf));
  };
};
