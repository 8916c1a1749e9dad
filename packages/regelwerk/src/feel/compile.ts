import { leseKalender } from '../werte/kalender.ts';
import { verbrauche } from '../werte/lauf.ts';
import { artVon, istZahl, leer, type Wert, Zahl } from '../werte/wert.ts';
import { uebersetzeAufruf, uebersetzeFunktion } from './aufruf.ts';
import { eigenschaft } from './eigenschaften.ts';
import { negiere, rechne, vergleichMit } from './operatoren.ts';
import { uebersetzeFilter, uebersetzeFor, uebersetzeQuantor } from './schleifen.ts';
import { alleKinder, type Knoten, kinder, lehneAb, normalName, type Quelle, textVon } from './syntax.ts';
import { leseText } from './text.ts';
import type { Uebersetzer } from './uebersetzer.ts';
import { type Code, istOffen, kennt, suche, type Umgebung, umgebung } from './umgebung.ts';
import { uebersetzeTests } from './unaer.ts';

type Regel = (ue: Uebersetzer, knoten: Knoten, u: Umgebung) => Code;

const TYPEN = new Set([
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'years and months duration',
  'days and time duration',
  'Any',
]);

/** One rule per grammar node. A node without a rule is refused: nothing is ever skipped. */
const REGELN: Record<string, Regel> = {
  Expression: innen,
  ParenthesizedExpression: innen,
  SimplePositiveUnaryTest: bereichOderVergleich,
  Interval: intervall,
  NumericLiteral: (ue, k) => {
    const zahl = new Zahl(textVon(ue.quelle, k).replace(/\s/g, '')).toSignificantDigits(34);
    return () => zahl;
  },
  StringLiteral: (ue, k) => konstant(leseText(textVon(ue.quelle, k))),
  BooleanLiteral: (ue, k) => konstant(textVon(ue.quelle, k) === 'true'),
  null: () => konstant(null),
  '?': (ue, k, u) => variable(ue, k, u),
  VariableName: variable,
  AtLiteral: (ue, k) => {
    const [text] = kinder(k);
    const wert = leseKalender(text ? leseText(textVon(ue.quelle, text)) : '');
    return wert === null
      ? lehneAb(ue.quelle, k, 'kein-datum', 'Nach „@“ steht kein Datum, keine Zeit und keine Dauer.')
      : konstant(wert);
  },
  DateTimeLiteral: (ue, k, u) => (kinder(k)[0]?.name === 'AtLiteral' ? innen(ue, k, u) : uebersetzeAufruf(ue, k, u)),
  ArithmeticExpression: rechnung,
  Comparison: vergleich,
  Conjunction: (ue, k, u) => logik(ue, k, u, false),
  Disjunction: (ue, k, u) => logik(ue, k, u, true),
  IfExpression: (ue, k, u) => {
    const [wenn, dann, sonst] = teile(ue, k, u, 3);
    return (sicht, lauf) => (wenn(sicht, lauf) === true ? dann : sonst)(sicht, lauf);
  },
  ForExpression: uebersetzeFor,
  QuantifiedExpression: uebersetzeQuantor,
  FilterExpression: uebersetzeFilter,
  FunctionInvocation: uebersetzeAufruf,
  FunctionDefinition: uebersetzeFunktion,
  List: (ue, k, u) => {
    const codes = kinder(k).map((teil) => ue.uebersetze(teil, u));
    return (sicht, lauf) => {
      verbrauche(lauf, codes.length);
      return codes.map((code) => code(sicht, lauf));
    };
  },
  Context: kontext,
  PathExpression: (ue, k, u) => {
    const [links, name] = kinder(k);
    if (!links || !name) return lehneAb(ue.quelle, k, 'syntax', 'Nach dem Punkt fehlt ein Name.');
    const code = ue.uebersetze(links, u);
    const gesucht = normalName(textVon(ue.quelle, name));
    return (sicht, lauf) => eigenschaft(code(sicht, lauf), gesucht);
  },
  InstanceOfExpression: (ue, k, u) => {
    const [links, typ] = kinder(k);
    const name = typ ? normalName(textVon(ue.quelle, typ)) : '';
    if (!links || !TYPEN.has(name))
      return lehneAb(ue.quelle, k, 'nicht-unterstuetzt', `Der Typ „${name}“ wird hier nicht unterstützt.`);
    const code = ue.uebersetze(links, u);
    return (sicht, lauf) => {
      const wert = code(sicht, lauf);
      return wert !== null && (name === 'Any' || artVon(wert) === name);
    };
  },
};

/** Translates a parsed expression into a closure. Throws `Ablehnung` for what is not understood. */
export function uebersetzeAusdruck(quelle: Quelle, knoten: Knoten, u: Umgebung): Code {
  return uebersetzer(quelle).uebersetze(knoten, u);
}

export function uebersetzer(quelle: Quelle): Uebersetzer {
  const ue: Uebersetzer = {
    quelle,
    uebersetze: (knoten, u) => {
      const regel = Object.hasOwn(REGELN, knoten.name) ? REGELN[knoten.name] : undefined;
      if (!regel)
        return lehneAb(
          quelle,
          knoten,
          'nicht-unterstuetzt',
          `„${textVon(quelle, knoten).slice(0, 40)}“ wird nicht unterstützt (${knoten.name}).`,
        );
      return regel(ue, knoten, u);
    },
  };
  return ue;
}

const konstant =
  (wert: Wert): Code =>
  () =>
    wert;

function innen(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [einziges, zuviel] = kinder(knoten);
  if (!einziges || zuviel) return lehneAb(ue.quelle, knoten, 'syntax', 'Hier wird genau ein Ausdruck erwartet.');
  return ue.uebersetze(einziges, u);
}

function teile(ue: Uebersetzer, knoten: Knoten, u: Umgebung, anzahl: 2): [Code, Code];
function teile(ue: Uebersetzer, knoten: Knoten, u: Umgebung, anzahl: 3): [Code, Code, Code];
function teile(ue: Uebersetzer, knoten: Knoten, u: Umgebung, anzahl: number): Code[] {
  const alle = kinder(knoten);
  if (alle.length !== anzahl) lehneAb(ue.quelle, knoten, 'syntax', 'Der Ausdruck ist unvollständig.');
  return alle.map((k) => ue.uebersetze(k, u));
}

function variable(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const name = normalName(textVon(ue.quelle, knoten));
  if (!kennt(u, name) && !istOffen(u))
    return lehneAb(ue.quelle, knoten, 'unbekannter-name', `Den Namen „${name}“ gibt es hier nicht.`);
  return (sicht) => suche(sicht, name) ?? null;
}

function rechnung(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [a, b, c] = kinder(knoten);
  if (a?.name === 'ArithOp' && b && textVon(ue.quelle, a) === '-') {
    const code = ue.uebersetze(b, u);
    return (sicht, lauf) => {
      const wert = code(sicht, lauf);
      return wert === null ? null : negiere(wert, lauf);
    };
  }
  if (!a || b?.name !== 'ArithOp' || !c) return lehneAb(ue.quelle, knoten, 'syntax', 'Die Rechnung ist unvollständig.');
  const zeichen = textVon(ue.quelle, b);
  const links = ue.uebersetze(a, u);
  const rechts = ue.uebersetze(c, u);
  return (sicht, lauf) => rechne(zeichen, links(sicht, lauf), rechts(sicht, lauf), lauf);
}

function vergleich(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const wort = alleKinder(knoten).find((k) => k.name === 'between' || k.name === 'in')?.name;
  if (wort === 'between') {
    const [wert, von, bis] = teile(ue, knoten, u, 3);
    return (sicht, lauf) => {
      const w = wert(sicht, lauf);
      return verknuepfe(
        [vergleichMit('>=', w, von(sicht, lauf), lauf), vergleichMit('<=', w, bis(sicht, lauf), lauf)],
        false,
      );
    };
  }
  const [links, mitte, rechts] = kinder(knoten);
  if (!links || !mitte) return lehneAb(ue.quelle, knoten, 'syntax', 'Der Vergleich ist unvollständig.');
  const wert = ue.uebersetze(links, u);
  if (wort === 'in') {
    const test = uebersetzeTests(ue, mitte.name === 'PositiveUnaryTests' ? kinder(mitte) : [mitte], u);
    return (sicht, lauf) => test(wert(sicht, lauf), sicht, lauf);
  }
  if (mitte.name !== 'CompareOp' || !rechts)
    return lehneAb(ue.quelle, knoten, 'syntax', 'Der Vergleich ist unvollständig.');
  const zeichen = textVon(ue.quelle, mitte);
  const anderer = ue.uebersetze(rechts, u);
  return (sicht, lauf) => vergleichMit(zeichen, wert(sicht, lauf), anderer(sicht, lauf), lauf);
}

/** Three-valued: `entscheidend` (true for "or", false for "and") wins, then the undecided. */
function verknuepfe(werte: readonly Wert[], entscheidend: boolean): boolean | null {
  if (werte.includes(entscheidend)) return entscheidend;
  return werte.every((w) => w === !entscheidend) ? !entscheidend : null;
}

function logik(ue: Uebersetzer, knoten: Knoten, u: Umgebung, entscheidend: boolean): Code {
  const [links, rechts] = teile(ue, knoten, u, 2);
  return (sicht, lauf) => {
    const a = links(sicht, lauf);
    return a === entscheidend ? a : verknuepfe([a, rechts(sicht, lauf)], entscheidend);
  };
}

function kontext(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  let sichtbar = u;
  const eintraege = kinder(knoten).map((k) => {
    const [schluessel, wert] = kinder(k);
    if (!schluessel || !wert) return lehneAb(ue.quelle, k, 'syntax', 'Ein Eintrag ist unvollständig.');
    const roh = textVon(ue.quelle, schluessel);
    const name = roh.startsWith('"') ? leseText(roh) : normalName(roh);
    const code = ue.uebersetze(wert, sichtbar);
    sichtbar = umgebung([name], false, sichtbar);
    return { name, code };
  });
  if (new Set(eintraege.map((e) => e.name)).size !== eintraege.length) {
    return lehneAb(ue.quelle, knoten, 'doppelter-name', 'Ein Name steht zweimal im selben Kontext.');
  }
  return (sicht, lauf) => {
    const werte = new Map<string, Wert>();
    for (const { name, code } of eintraege) werte.set(name, code({ werte, eltern: sicht }, lauf));
    return werte;
  };
}

function bereichOderVergleich(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [erstes, ausdruck] = kinder(knoten);
  if (erstes?.name === 'Interval') return intervall(ue, erstes, u);
  const zeichen = erstes ? textVon(ue.quelle, erstes) : '';
  if (!ausdruck || zeichen === '!=')
    return lehneAb(ue.quelle, knoten, 'nicht-unterstuetzt', 'Dieser Vergleich ist kein Bereich.');
  const code = ue.uebersetze(ausdruck, u);
  const offenUnten = zeichen.startsWith('<');
  const offenOben = zeichen.startsWith('>');
  return (sicht, lauf) => {
    const ende = code(sicht, lauf);
    const inklusive = zeichen.includes('=');
    return {
      art: 'bereich',
      von: offenUnten ? null : ende,
      bis: offenOben ? null : ende,
      vonInklusive: !offenUnten && inklusive,
      bisInklusive: !offenOben && inklusive,
    };
  };
}

function intervall(ue: Uebersetzer, knoten: Knoten, u: Umgebung): Code {
  const [von, bis] = teile(ue, knoten, u, 2);
  const alle = alleKinder(knoten);
  const vonInklusive = alle[0]?.name === '[';
  const bisInklusive = alle.at(-1)?.name === ']';
  return (sicht, lauf) => {
    const a = von(sicht, lauf);
    const b = bis(sicht, lauf);
    if (a === null || b === null) return leer(lauf, 'Einem Bereich fehlt eine Grenze.');
    if (istZahl(a) && istZahl(b) && a.gt(b))
      return leer(lauf, 'Die untere Grenze eines Bereichs liegt über der oberen.');
    return { art: 'bereich', von: a, bis: b, vonInklusive, bisInklusive };
  };
}
