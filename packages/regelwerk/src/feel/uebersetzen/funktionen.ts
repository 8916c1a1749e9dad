import { alsFunktion, formText, passendeFassungen, rufeEingebaut } from '../../funktionen/eingebaut.ts';
import { EINGEBAUT } from '../../funktionen/index.ts';
import { passeAn } from '../../werte/anpassen.ts';
import { leer, tiefer, verbrauche, verstosse } from '../../werte/lauf.ts';
import type { Typ } from '../../werte/wert.ts';
import { type Argument, type Funktion, istFunktion, type Lauf, type Wert } from '../../werte/wert.ts';
import type { Art } from '../syntax/baum.ts';
import { formAus, passtZu, unpassend } from '../syntax/form.ts';
import { type Code, formVon, type Sicht } from '../umgebung.ts';
import type { Uebersetze } from './uebersetze.ts';

/** Refuses an expression at compile time. */
export type Ablehner = (code: string, meldung: string) => never;

/** `f(a, b)` and `f(name: a)`: a function of the language unless the name is taken, else any function value. */
export function uebersetzeAufruf(ue: Uebersetze, b: Art<'aufruf'>, lehneAb: Ablehner, streng: boolean): Code {
  const namen = b.werte.map((w) => w.name);
  const f = b.ziel.art === 'name' ? EINGEBAUT.get(b.ziel.name) : undefined;
  if (b.ziel.art === 'name' && formVon(b.ziel.u, b.ziel.name) === undefined) {
    const { name } = b.ziel;
    if (!f) return lehneAb('unbekannte-funktion', `Die Funktion „${name}“ gibt es nicht.`);
    const fassungen = passendeFassungen(f, namen);
    if (fassungen.length === 0)
      return lehneAb('falsche-argumente', `Die Werte passen nicht zur Funktion ${formText(name, f)}.`);
    const codes = b.werte.map((w) => ue(w.wert));
    return (sicht, lauf) => {
      verbrauche(lauf, 1);
      return rufeEingebaut(
        name,
        fassungen,
        namen,
        codes.map((code) => code(sicht, lauf)),
        lauf,
      );
    };
  }
  const wie = b.ziel.art === 'name' ? b.ziel.name : 'Das Aufgerufene';
  const grund = unpassend(wie, formAus(b.ziel), namen, streng);
  if (grund !== null) return lehneAb('falsche-argumente', grund);
  const ziel = ue(b.ziel);
  const codes = b.werte.map((w) => ue(w.wert));
  // a value called like a function of the language does not hide the function: `date("…")` beside an input „date“
  const gleichnamig = f ? alsFunktion(wie, f) : null;
  return (sicht, lauf) => {
    const wert = ziel(sicht, lauf);
    const gerufen = istFunktion(wert) ? wert : gleichnamig;
    if (!gerufen) return leer(lauf, `„${wie}“ ist keine Funktion.`);
    const argumente = codes.map((code, i) => ({ name: namen[i] ?? null, wert: code(sicht, lauf) }));
    return tiefer(lauf, () => gerufen.rufe(argumente, lauf));
  };
}

/**
 * Brings values into the order of the parameters; null when names or number do not fit. What a call by names leaves out is null
 * (DMN 1.5, 10.3.2.13.5), unless the evaluation is strict: there it is a slip.
 */
export function ordneArgumente(
  argumente: readonly Argument[],
  parameter: readonly string[],
  streng: boolean,
): Wert[] | null {
  const namen = argumente.map((a) => a.name);
  if (!passtZu(namen, parameter, streng)) return null;
  if (namen.every((n) => n === null)) return argumente.map((a) => a.wert);
  return parameter.map((p) => argumente[namen.indexOf(p)]?.wert ?? null);
}

export type Parameter = { readonly name: string; readonly typ: Typ | null };

/**
 * A function value whose parameters are visible to its body, in front of `sicht`. Values are brought to the declared
 * types before and after; what does not fit breaks the contract of `name`.
 */
export function funktion(
  name: string,
  parameter: readonly Parameter[],
  ergebnis: Typ | null,
  rumpf: (werte: ReadonlyMap<string, Wert>, lauf: Lauf) => Wert,
): Funktion {
  const namen = parameter.map((p) => p.name);
  return {
    art: 'funktion',
    parameter: namen,
    typen: { parameter: parameter.map((p) => p.typ), ergebnis },
    rufe: (argumente, lauf) => {
      verbrauche(lauf, 1);
      const geordnet = ordneArgumente(argumente, namen, lauf.streng);
      if (!geordnet) return leer(lauf, `Die Werte passen nicht zu ${name}(${namen.join(', ')}).`);
      const werte = new Map<string, Wert>();
      for (const [i, p] of parameter.entries()) {
        const wert = p.typ
          ? passeAn(geordnet[i] ?? null, p.typ, lauf, `„${p.name}“`)
          : { ok: true as const, wert: geordnet[i] ?? null };
        // a value of another type is no call of this function (DMN 1.5, 10.3.2.13.2)
        if (!wert.ok) return verstosse(lauf, 'falscher-wert', `${name}: ${wert.meldung}.`);
        werte.set(p.name, wert.wert);
      }
      const roh = rumpf(werte, lauf);
      const fertig = ergebnis ? passeAn(roh, ergebnis, lauf, `Ergebnis von ${name}`) : { ok: true as const, wert: roh };
      return fertig.ok ? fertig.wert : verstosse(lauf, 'falscher-wert', `${fertig.meldung}.`);
    },
  };
}

export function uebersetzeFunktion(ue: Uebersetze, b: Art<'funktion'>): Code {
  const code = ue(b.rumpf);
  return (sicht: Sicht) =>
    funktion('function', b.parameter, null, (werte, lauf) => code({ werte, eltern: sicht }, lauf));
}
