import { EINGEBAUT, type Eingebaut } from '../funktionen/index.ts';
import { tiefer, verbrauche } from '../werte/lauf.ts';
import { istFunktion, leer, type Wert } from '../werte/wert.ts';
import { alleKinder, type Knoten, kinder, lehneAb, normalName, textVon } from './syntax.ts';
import type { Uebersetzer } from './uebersetzer.ts';
import { type Code, istOffen, kennt, type Sicht, type Umgebung, umgebung } from './umgebung.ts';

type Argument = { readonly name: string | null; readonly code: Code };

/** `f(a, b)` and `f(name: a)`: a built-in function, a business knowledge model, or a function value. */
export function uebersetzeAufruf(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [ziel, liste] = kinder(knoten);
  if (!ziel) return lehneAb(ue.quelle, knoten, 'syntax', 'Der Aufruf hat keinen Namen.');
  const argumente = liste ? kinder(liste).map((k) => argument(ue, k, u)) : [];
  const name = normalName(textVon(ue.quelle, ziel));
  const istName =
    ziel.name !== 'PathExpression' && ziel.name !== 'FunctionInvocation' && !ziel.name.endsWith('Expression');
  if (!istName || kennt(u, name)) return dynamisch(ue.uebersetze(ziel, u), argumente, name);
  const eingebaut = EINGEBAUT.get(name);
  if (eingebaut) return fest(ue, knoten, name, eingebaut, argumente);
  if (istOffen(u))
    return lehneAb(ue.quelle, ziel, 'unbekannte-funktion', `Die Funktion „${name}“ wird nicht unterstützt.`);
  return lehneAb(ue.quelle, ziel, 'unbekannte-funktion', `Die Funktion „${name}“ gibt es nicht.`);
}

function argument(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Argument {
  if (knoten.name !== 'NamedParameter') return { name: null, code: ue.uebersetze(knoten, u) };
  const [name, wert] = kinder(knoten);
  if (!name || !wert) return lehneAb(ue.quelle, knoten, 'syntax', 'Ein benannter Wert ist unvollständig.');
  return { name: normalName(textVon(ue.quelle, name)), code: ue.uebersetze(wert, u) };
}

function fest(ue: Uebersetzer, knoten: Knoten, name: string, f: Eingebaut, argumente: readonly Argument[]): Code {
  const passend = ordne(argumente, f.parameter);
  const zahl = argumente.length;
  if (!passend || zahl < f.mindestens || zahl > f.hoechstens) {
    const form = `${name}(${f.parameter.join(', ')}${f.hoechstens === Number.POSITIVE_INFINITY ? ', …' : ''})`;
    return lehneAb(ue.quelle, knoten, 'falsche-argumente', `Die Werte passen nicht zur Funktion ${form}.`);
  }
  const codes = passend.map((a) => a?.code ?? (() => null));
  return (sicht, lauf) => {
    verbrauche(lauf, 1);
    const werte = codes.map((code) => code(sicht, lauf));
    return (
      f.rufe(werte, lauf) ??
      (werte.includes(null) ? null : leer(lauf, `„${name}“ hat mit diesen Werten kein Ergebnis.`))
    );
  };
}

/** Brings named values into the order of the parameters; null when a name does not exist or is mixed with positions. */
function ordne(argumente: readonly Argument[], parameter: readonly string[]): (Argument | null)[] | null {
  if (argumente.every((a) => a.name === null)) return [...argumente];
  const namen = argumente.map((a) => a.name ?? '');
  if (namen.some((n) => !parameter.includes(n)) || new Set(namen).size !== namen.length) return null;
  const geordnet = parameter.map((p) => argumente.find((a) => a.name === p) ?? null);
  // optional values left out at the end are absent, not null
  return geordnet.slice(0, geordnet.findLastIndex((a) => a !== null) + 1);
}

function dynamisch(ziel: Code, argumente: readonly Argument[], name: string): Code {
  return (sicht, lauf) => {
    verbrauche(lauf, 1);
    const f = ziel(sicht, lauf);
    if (!istFunktion(f)) return leer(lauf, `„${name}“ ist keine Funktion.`);
    const passend = ordne(argumente, f.parameter);
    if (!passend || argumente.length !== f.parameter.length)
      return leer(lauf, `Die Werte passen nicht zur Funktion „${name}“.`);
    const werte = passend.map((a) => a?.code(sicht, lauf) ?? null);
    return tiefer(lauf, () => f.rufe(werte, lauf));
  };
}

/** `function(x, y) ...`; the body sees the names around it. External functions are refused. */
export function uebersetzeFunktion(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  if (alleKinder(knoten).some((k) => k.name === 'external')) {
    return lehneAb(ue.quelle, knoten, 'nicht-unterstuetzt', 'Externe Funktionen werden nicht unterstützt.');
  }
  const [liste, rumpf] = kinder(knoten);
  const innen = rumpf && kinder(rumpf)[0];
  if (!liste || !innen) return lehneAb(ue.quelle, knoten, 'syntax', 'Die Funktion ist unvollständig.');
  const parameter = kinder(liste).map((k) => {
    const [name, typ] = kinder(k);
    if (typ)
      return lehneAb(ue.quelle, typ, 'nicht-unterstuetzt', 'Typen an Funktionsparametern werden nicht unterstützt.');
    return normalName(name ? textVon(ue.quelle, name) : '');
  });
  const code = ue.uebersetze(innen, umgebung(parameter, false, u));
  return (sicht) => funktion(parameter, (s, lauf) => code(s, lauf), sicht);
}

/** A function value whose parameters are visible to its body, in front of `sicht`. */
export function funktion(parameter: readonly string[], code: Code, sicht: Sicht | null): Wert {
  return {
    art: 'funktion',
    parameter,
    rufe: (werte, lauf) =>
      code({ werte: new Map(parameter.map((p, i) => [p, werte[i] ?? null])), eltern: sicht }, lauf),
  };
}
