import { type Hintergrund, uebersetzeFeel, uebersetzeTest, versucheUebersetzung } from '../feel/compileFeel.ts';
import type { Test } from '../feel/uebersetzen/tests.ts';
import { type Code, type Form, umgebung } from '../feel/umgebung.ts';
import { passeAn } from '../werte/anpassen.ts';
import { Abbruch, leer, verstosse } from '../werte/lauf.ts';
import { BELIEBIG } from '../werte/typ.ts';
import type { Lauf, Typ, Wert } from '../werte/wert.ts';
import { DmnAblehnung, type DmnFehler } from './fehler.ts';
import type { Typen } from './typen.ts';

/**
 * A place in the model while compiling: the decision, perhaps the rule, the names it may use, and its types.
 * `nachsichtig`: what is refused becomes null with a note at evaluation instead of ending the compilation.
 */
export type Ort = {
  readonly decision: string;
  /** what people call the decision */
  readonly titel: string;
  readonly regel?: number;
  readonly form: Form;
  /** further names may exist at run time */
  readonly offen: boolean;
  /** type of the decision, for a table without types of its own */
  readonly typeRef?: string | undefined;
  readonly typen: Typen;
  readonly felder: Iterable<string>;
  readonly nachsichtig: boolean;
  readonly ohneUhr: boolean;
  readonly genau: boolean;
};

export function lehneAbAn(ort: Ort, meldung: string, ausdruck?: string): never {
  const fehler: DmnFehler = { decision: ort.decision, meldung };
  if (ort.regel !== undefined) fehler.regel = ort.regel;
  if (ausdruck !== undefined) fehler.ausdruck = ausdruck;
  throw new DmnAblehnung(fehler);
}

/** Compiles a part; where the place is lenient, a refusal becomes null with a note. */
export function nachsichtig(ort: Ort, tue: () => Code): Code {
  if (!ort.nachsichtig) return tue();
  try {
    return tue();
  } catch (fehler) {
    if (!(fehler instanceof DmnAblehnung)) throw fehler;
    const { meldung, ausdruck } = fehler.fehler;
    const hinweis = `${ortText(ort)}${ausdruck === undefined ? '' : `, Ausdruck „${ausdruck}“`}: ${meldung}`;
    return (_, lauf) => leer(lauf, hinweis);
  }
}

/** The type of a part. Where the place is lenient, an unknown one restricts nothing and leaves a note. */
export function typAn(ort: Ort, verweis: string | undefined): Typ {
  const typ = ort.typen.an(verweis);
  if (typ) return typ;
  const meldung = `Den Typ „${verweis}“ gibt es nicht.`;
  if (!ort.nachsichtig) return lehneAbAn(ort, meldung);
  const hinweis = `${ortText(ort)}: ${meldung}`;
  return { ...BELIEBIG, erlaubt: { text: '', test: (_, lauf) => leer(lauf, hinweis) === null } };
}

const hintergrund = ({ typen, felder, nachsichtig, ohneUhr, genau }: Ort): Hintergrund => ({
  typen: typen.suche,
  felder,
  nachsichtig,
  ohneUhr,
  genau,
});

export function ausdruckAn(ort: Ort, text: string): Code {
  return nachsichtig(ort, () => {
    const code = versucheUebersetzung(() => uebersetzeFeel(text, umgebung(ort.form, ort.offen), hintergrund(ort)));
    if (!code.ok)
      return lehneAbAn(ort, `${code.meldung} (Zeile ${code.stelle.zeile}, Spalte ${code.stelle.spalte})`, kurz(text));
    const wo = ortUndAusdruck(ort, text);
    return (sicht, lauf) => {
      const bisher = standVon(lauf);
      try {
        const wert = code.wert(sicht, lauf);
        benenneHinweise(lauf, bisher, wo);
        return wert;
      } catch (fehler) {
        throw benannt(fehler, wo);
      }
    };
  });
}

export function zelleAn(ort: Ort, text: string): Test {
  const test = versucheUebersetzung(() => uebersetzeTest(text, umgebung(ort.form, ort.offen), hintergrund(ort)));
  const wo = ortUndAusdruck(ort, text);
  if (!test.ok) {
    const meldung = `${test.meldung} (Zeile ${test.stelle.zeile}, Spalte ${test.stelle.spalte})`;
    if (!ort.nachsichtig) return lehneAbAn(ort, meldung, kurz(text));
    return (_wert, _sicht, lauf) => leer(lauf, `${wo}: ${meldung}`);
  }
  return (wert, sicht, lauf) => {
    const bisher = standVon(lauf);
    try {
      const ergebnis = test.wert(wert, sicht, lauf);
      benenneHinweise(lauf, bisher, wo);
      return ergebnis;
    } catch (fehler) {
      throw benannt(fehler, wo);
    }
  };
}

/** The value brought to the type; what does not fit breaks the contract of this place. */
export function mitTyp(code: Code, typ: Typ, ort: Ort, was: string): Code {
  if (typ.art === 'basis' && typ.basis === 'Any' && typ.erlaubt === null) return code;
  return (sicht, lauf) => anTyp(code(sicht, lauf), typ, ort, was, lauf);
}

export function anTyp(wert: Wert, typ: Typ, ort: Ort, was: string, lauf: Lauf): Wert {
  if (wert === null) return null;
  const fertig = passeAn(wert, typ, lauf, was);
  return fertig.ok ? fertig.wert : verstosse(lauf, 'falscher-wert', `${ortText(ort)}: ${fertig.meldung}.`);
}

const kurz = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)} …` : text);
const ORT = 'Entscheidung „';

export const ortText = (ort: { readonly decision: string; readonly regel?: number }): string =>
  `${ORT}${ort.decision}“${ort.regel === undefined ? '' : `, Regel ${ort.regel}`}`;
const ortUndAusdruck = (ort: Ort, text: string): string => `${ortText(ort)}, Ausdruck „${kurz(text.trim())}“`;

/** What was noted before a part is evaluated. */
export const standVon = (lauf: Lauf) => ({ ab: lauf.hinweise.length, unmoeglich: lauf.unmoeglich });

/** Adds decision, rule and expression to what went wrong since then; the innermost place wins. */
export function benenneHinweise(lauf: Lauf, { ab, unmoeglich }: ReturnType<typeof standVon>, wo: string): void {
  if (lauf.unmoeglich !== null && lauf.unmoeglich !== unmoeglich && !lauf.unmoeglich.startsWith(ORT))
    lauf.unmoeglich = `${wo}: ${lauf.unmoeglich}`;
  for (let i = ab; i < lauf.hinweise.length; i += 1) {
    const hinweis = lauf.hinweise[i] ?? '';
    if (!hinweis.startsWith(ORT)) lauf.hinweise[i] = `${wo}: ${hinweis}`;
  }
}

function benannt(fehler: unknown, wo: string): unknown {
  return fehler instanceof Abbruch && !fehler.message.startsWith(ORT)
    ? new Abbruch(fehler.code, `${wo}: ${fehler.message}`)
    : fehler;
}
