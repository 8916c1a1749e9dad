import { alsFunktion } from '../../funktionen/eingebaut.ts';
import { EINGEBAUT } from '../../funktionen/index.ts';
import { bereich, vergleichsbereich } from '../../werte/bereich.ts';
import { fehlt, LEICHT, leer, verbrauche } from '../../werte/lauf.ts';
import { istInstanz } from '../../werte/typ.ts';
import { artwort, type Wert } from '../../werte/wert.ts';
import { eigenschaft } from '../eigenschaften.ts';
import { negiere, rechne, vergleicheMit } from '../operatoren.ts';
import { Ablehnung, lehneAb } from '../syntax/ablehnung.ts';
import type { Art, Baum } from '../syntax/baum.ts';
import { fremderEintrag } from '../syntax/eintrag.ts';
import { meintenSie } from '../syntax/vorschlag.ts';
import { alleNamen, type Code, formVon, istOffen, suche } from '../umgebung.ts';
import { festeExterne } from './extern.ts';
import { uebersetzeAufruf, uebersetzeFunktion } from './funktionen.ts';
import { uebersetzeFilter, uebersetzeFor, uebersetzeQuantor } from './schleifen.ts';
import { uebersetzeTests } from './tests.ts';
import type { Uebersetze } from './uebersetze.ts';

const OHNE_PARAMETER: ReadonlySet<string> = new Set(['list', 'context', 'range', 'function']);

type Strenge = { readonly nachsichtig?: boolean; readonly ohneUhr?: boolean; readonly genau?: boolean };

/**
 * Translates parsed expressions of this text into closures. Unknown names and calls that can never fit are refused, or with
 * `nachsichtig` null with a note where they stand; `ohneUhr` refuses `now()` and `today()`, `genau` entries that a value cannot have.
 */
export function uebersetzer(
  text: string,
  { nachsichtig = false, ohneUhr = false, genau = false }: Strenge,
): Uebersetze {
  const eines = (b: Baum): Code => {
    if (ohneUhr) lehneUhrAb(b, text);
    const fremd = genau ? fremderEintrag(b) : null;
    if (fremd !== null) lehneAb(text, b.stelle, 'unbekannter-eintrag', fremd);
    return uebersetze(ue, text, b, !nachsichtig);
  };
  const ue: Uebersetze = (b) => {
    if (!nachsichtig) return eines(b);
    try {
      return eines(b);
    } catch (fehler) {
      if (!(fehler instanceof Ablehnung)) throw fehler;
      return (_, lauf) => leer(lauf, fehler.message);
    }
  };
  return ue;
}

function uebersetze(ue: Uebersetze, text: string, b: Baum, streng: boolean): Code {
  switch (b.art) {
    case 'wert': {
      const { wert } = b;
      return () => wert;
    }
    case 'name':
      return name(b, text);
    case 'pfad': {
      const links = ue(b.links);
      return (sicht, lauf) => eigenschaft(links(sicht, lauf), b.name, lauf);
    }
    case 'filter':
      return uebersetzeFilter(ue, b);
    case 'aufruf':
      return uebersetzeAufruf(ue, b, (code, meldung) => lehneAb(text, b.stelle, code, meldung), streng);
    case 'minus': {
      const wert = ue(b.wert);
      return (sicht, lauf) => negiere(wert(sicht, lauf), lauf);
    }
    case 'rechnung': {
      const erster = ue(b.erster);
      const weitere = b.weitere.map(({ zeichen, wert }) => ({ zeichen, code: ue(wert) }));
      return (sicht, lauf) => {
        verbrauche(lauf, weitere.length * LEICHT);
        let wert = erster(sicht, lauf);
        for (const { zeichen, code } of weitere) wert = rechne(zeichen, wert, code(sicht, lauf), lauf);
        return wert;
      };
    }
    case 'vergleich': {
      const [links, rechts] = [ue(b.links), ue(b.rechts)];
      if (istNull(b.links) || istNull(b.rechts)) return fragtNachNull(istNull(b.links) ? rechts : links, b.zeichen);
      return (sicht, lauf) => vergleicheMit(b.zeichen, links(sicht, lauf), rechts(sicht, lauf), lauf);
    }
    case 'zwischen':
      return zwischen(ue, b);
    case 'in': {
      const wert = ue(b.wert);
      const test = uebersetzeTests(ue, b.tests);
      return (sicht, lauf) => {
        const w = wert(sicht, lauf);
        const ergebnis = test(w, sicht, lauf);
        return ergebnis === null && w === null ? fehlt(lauf, 'Vor „in“ fehlt ein Wert.') : ergebnis;
      };
    }
    case 'und':
    case 'oder':
      return logik(ue, b);
    case 'instanz': {
      const wert = ue(b.wert);
      return (sicht, lauf) => {
        const w = wert(sicht, lauf);
        // a kind that has parameters is no type without them (DMN 1.5, table 61)
        if (b.typ.art === 'basis' && OHNE_PARAMETER.has(b.typ.basis))
          return leer(lauf, `„${b.typ.basis}“ nennt nicht, wovon.`);
        return w === null ? b.typ.art === 'basis' && b.typ.basis === 'Null' : istInstanz(w, b.typ, lauf);
      };
    }
    case 'wenn':
      return wenn(ue(b.bedingung), ue(b.dann), ue(b.sonst));
    case 'for':
      return uebersetzeFor(ue, b);
    case 'some':
    case 'every':
      return uebersetzeQuantor(ue, b);
    case 'funktion':
      return uebersetzeFunktion(ue, b);
    case 'extern': {
      const f = festeExterne(
        b.parameter.map((p) => p.name),
        ue(b.angaben),
      );
      if (typeof f === 'string') return lehneAb(text, b.stelle, 'externe-funktion', f);
      return () => f;
    }
    case 'liste': {
      const teile = b.teile.map(ue);
      return (sicht, lauf) => {
        verbrauche(lauf, teile.length);
        return teile.map((code) => code(sicht, lauf));
      };
    }
    case 'kontext':
      return kontext(ue, b);
    case 'bereich': {
      const [von, bis] = [ue(b.von), ue(b.bis)];
      return (sicht, lauf) => {
        const [x, y] = [von(sicht, lauf), bis(sicht, lauf)];
        const ergebnis = bereich(x, y, b.vonInklusive, b.bisInklusive, lauf);
        const melde = x === null || y === null ? fehlt : leer;
        return ergebnis ?? melde(lauf, `Von ${artwort(x)} bis ${artwort(y)} gibt es hier keinen Bereich.`);
      };
    }
    case 'vergleichsbereich': {
      const wert = ue(b.wert);
      return (sicht, lauf) => vergleichsbereich(b.zeichen, wert(sicht, lauf));
    }
  }
}

const UHR: ReadonlySet<string> = new Set(['now', 'today']);

function lehneUhrAb(b: Baum, text: string): void {
  const n = b.art === 'aufruf' ? b.ziel : b;
  if (n.art !== 'name' || !UHR.has(n.name) || formVon(n.u, n.name) !== undefined) return;
  const grund = 'Ein Ergebnis darf nicht davon abhängen, an welchem Tag gerechnet wird.';
  const ausweg = 'Nehmen Sie den Tag als Wert herein, in einer Leistung etwa „tag“ (Tag des Eingangs).';
  lehneAb(text, n.stelle, 'ohne-uhr', `„${n.name}()“ gibt es hier nicht: ${grund} ${ausweg}`);
}

const istNull = (b: Baum): boolean => b.art === 'wert' && b.wert === null;

/** Who asks whether there is a value has thought of its being impossible: `if number(text) = null then …`. */
function fragtNachNull(code: Code, zeichen: Art<'vergleich'>['zeichen']): Code {
  return (sicht, lauf) => {
    const { unmoeglich } = lauf;
    const wert = code(sicht, lauf);
    if (zeichen !== '=' && zeichen !== '!=') return vergleicheMit(zeichen, wert, null, lauf);
    lauf.unmoeglich = unmoeglich;
    return (wert === null) === (zeichen === '=');
  };
}

function name(b: Art<'name'>, text: string): Code {
  const f = formVon(b.u, b.name) === undefined ? EINGEBAUT.get(b.name) : undefined;
  const eingebaut = f ? alsFunktion(b.name, f) : null;
  if (!eingebaut && formVon(b.u, b.name) === undefined && !istOffen(b.u)) {
    const rat = meintenSie(b.name, alleNamen(b.u));
    lehneAb(text, b.stelle, 'unbekannter-name', `Den Namen „${b.name}“ gibt es hier nicht.${rat}`);
  }
  return (sicht) => suche(sicht, b.name) ?? eingebaut;
}

function zwischen(ue: Uebersetze, b: Art<'zwischen'>): Code {
  const [wert, von, bis] = [ue(b.wert), ue(b.von), ue(b.bis)];
  return (sicht, lauf) => {
    const w = wert(sicht, lauf);
    const unten = vergleicheMit('>=', w, von(sicht, lauf), lauf);
    return verknuepfe(unten, vergleicheMit('<=', w, bis(sicht, lauf), lauf), false);
  };
}

/** Three-valued: `entscheidend` (true for "or", false for "and") wins, then the undecided. */
function verknuepfe(a: Wert, b: Wert, entscheidend: boolean): boolean | null {
  if (a === entscheidend || b === entscheidend) return entscheidend;
  return a === !entscheidend && b === !entscheidend ? !entscheidend : null;
}

function logik(ue: Uebersetze, b: Art<'und' | 'oder'>): Code {
  const [erster, ...weitere] = b.teile.map(ue);
  const entscheidend = b.art === 'oder';
  return (sicht, lauf) => {
    verbrauche(lauf, b.teile.length * LEICHT);
    let bisher: Wert = erster ? erster(sicht, lauf) : null;
    for (const code of weitere) {
      if (bisher === entscheidend) return bisher;
      const [a, c]: readonly [Wert, Wert] = [bisher, code(sicht, lauf)];
      bisher = verknuepfe(a, c, entscheidend);
      const falsch = [a, c].find((w) => w !== null && typeof w !== 'boolean');
      if (bisher === null && falsch !== undefined)
        leer(lauf, `„${entscheidend ? 'or' : 'and'}“ geht nicht mit ${artwort(falsch)}.`);
    }
    return bisher;
  };
}

/** A missing condition counts as false; anything else than true and false is an error. */
export function wenn(bedingung: Code, dann: Code, sonst: Code): Code {
  return (sicht, lauf) => {
    const wert = bedingung(sicht, lauf);
    if (wert === true) return dann(sicht, lauf);
    if (wert === false || wert === null) return sonst(sicht, lauf);
    return leer(lauf, `Nach „if“ steht ${artwort(wert)} statt wahr oder falsch.`);
  };
}

function kontext(ue: Uebersetze, b: Art<'kontext'>): Code {
  const eintraege = b.eintraege.map((e) => ({ name: e.name, code: ue(e.wert) }));
  return (sicht, lauf) => {
    verbrauche(lauf, eintraege.length);
    const werte = new Map<string, Wert>();
    const innen = { werte, eltern: sicht };
    for (const { name, code } of eintraege) werte.set(name, code(innen, lauf));
    return werte;
  };
}
