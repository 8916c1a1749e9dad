import { leer, verbrauche } from '../werte/lauf.ts';
import {
  type Argument,
  artwort,
  type Funktion,
  istKontext,
  istListe,
  istZahl,
  type Lauf,
  type Wert,
  Zahl,
} from '../werte/wert.ts';

type Dezimal = InstanceType<typeof Zahl>;
/** A method of Java: kinds of its parameters, and the same computed here; undefined where Java would throw. */
type Methode = { readonly parameter: readonly string[]; readonly rechne: (werte: readonly Wert[]) => Wert | undefined };

const GANZE: Record<string, readonly [string, string]> = {
  byte: ['-128', '127'],
  short: ['-32768', '32767'],
  int: ['-2147483648', '2147483647'],
  long: ['-9223372036854775808', '9223372036854775807'],
};
const ZAHLARTEN = ['double', 'float', ...Object.keys(GANZE)];

const zahl = (w: Wert | undefined): Dezimal => (w !== undefined && istZahl(w) ? w : new Zahl(Number.NaN));
const double = (n: number): Wert | undefined => (Number.isFinite(n) ? new Zahl(n) : undefined);

const EINSTELLIG: Record<string, (x: number) => number> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  exp: Math.exp,
  log: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  floor: Math.floor,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  signum: Math.sign,
};
const ZWEISTELLIG: Record<string, (x: number, y: number) => number> = {
  pow: Math.pow,
  atan2: Math.atan2,
  hypot: Math.hypot,
};

function* math(): Iterable<[string, Methode]> {
  for (const [name, f] of Object.entries(EINSTELLIG))
    yield [`${name}(double)`, { parameter: ['double'], rechne: ([x]) => double(f(zahl(x).toNumber())) }];
  for (const [name, f] of Object.entries(ZWEISTELLIG))
    yield [
      `${name}(double,double)`,
      { parameter: ['double', 'double'], rechne: ([x, y]) => double(f(zahl(x).toNumber(), zahl(y).toNumber())) },
    ];
  for (const art of ['double', 'float', 'int', 'long']) {
    yield [`max(${art},${art})`, { parameter: [art, art], rechne: ([x, y]) => Zahl.max(zahl(x), zahl(y)) }];
    yield [`min(${art},${art})`, { parameter: [art, art], rechne: ([x, y]) => Zahl.min(zahl(x), zahl(y)) }];
    yield [`abs(${art})`, { parameter: [art], rechne: ([x]) => zahl(x).abs() }];
  }
}

const TEXT = 'java.lang.String';
const KAESTEN: Record<string, string> = {
  Byte: 'byte',
  Short: 'short',
  Integer: 'int',
  Long: 'long',
  Float: 'float',
  Double: 'double',
};

function* kaesten(): Iterable<[string, Methode]> {
  for (const [klasse, art] of Object.entries(KAESTEN)) {
    yield [`java.lang.${klasse}.valueOf(${art})`, { parameter: [art], rechne: ([x]) => x }];
    yield [`java.lang.${klasse}.valueOf(${TEXT})`, { parameter: [TEXT], rechne: ([t]) => lies(String(t), art) }];
  }
  for (const art of [...ZAHLARTEN, 'char', 'boolean', 'java.lang.Object'])
    yield [
      `${TEXT}.valueOf(${art})`,
      { parameter: [art], rechne: ([x = null]) => (istZahl(x) ? x.toString() : String(x)) },
    ];
  yield [
    `${TEXT}.format(${TEXT},[Ljava.lang.Object;)`,
    { parameter: [TEXT, '…'], rechne: ([f, ...w]) => formatiere(String(f), w) },
  ];
}

function lies(text: string, art: string): Wert | undefined {
  if (!/^[+-]?\d{1,40}(\.\d{1,40})?$/.test(text)) return undefined;
  return passt(new Zahl(text), art) ? new Zahl(text) : undefined;
}

/** `%s`, `%d` and `%%` of java.util.Formatter; other conversions are refused. */
function formatiere(format: string, werte: readonly Wert[]): Wert | undefined {
  let stelle = 0;
  let fehlt = false;
  const text = format.replace(/%(.?)/g, (_, art: string) => {
    if (art === '%') return '%';
    const wert = werte[stelle];
    stelle += 1;
    fehlt ||=
      wert === undefined || (art !== 's' && art !== 'd') || (art === 'd' && !(istZahl(wert) && wert.isInteger()));
    return wert === undefined ? '' : istZahl(wert) ? wert.toString() : String(wert);
  });
  return fehlt ? undefined : text;
}

/** All methods that can be called: a closed list, computed here; nothing of Java runs. */
const METHODEN = new Map<string, Methode>([
  ...[...math()].map(([n, m]) => [`java.lang.Math.${n}`, m] as const),
  ...kaesten(),
]);

function passt(wert: Wert, art: string): boolean {
  if (art === TEXT) return typeof wert === 'string';
  if (art === 'char') return typeof wert === 'string' && Array.from(wert).length === 1;
  if (art === 'boolean') return typeof wert === 'boolean';
  if (!ZAHLARTEN.includes(art)) return wert !== null;
  if (!istZahl(wert)) return false;
  const grenzen = GANZE[art];
  return !grenzen || (wert.isInteger() && wert.gte(grenzen[0]) && wert.lte(grenzen[1]));
}

/**
 * A function of kind Java (DMN 1.5, 10.3.2.13.3): `{java: {class: "java.lang.Math", method signature: "max(int,int)"}}`.
 * Only methods of the closed list exist; any other, and PMML, is null with a note.
 */
export function externeFunktion(parameter: readonly string[], angaben: Wert, lauf: Lauf): Wert {
  const java = istKontext(angaben) ? (angaben.get('java') ?? null) : null;
  const [klasse, signatur] = istKontext(java) ? [java.get('class'), java.get('method signature')] : [];
  if (typeof klasse !== 'string' || typeof signatur !== 'string')
    return leer(lauf, 'Die externe Funktion nennt keine Klasse und Methode von Java.');
  const name = `${klasse}.${signatur.replace(/\s/g, '')}`;
  const methode = METHODEN.get(name);
  if (!methode) return leer(lauf, `Die externe Funktion „${name}“ wird nicht unterstützt.`);
  return javaFunktion(name, methode, parameter);
}

function javaFunktion(name: string, methode: Methode, parameter: readonly string[]): Funktion {
  return {
    art: 'funktion',
    parameter,
    typen: { parameter: parameter.map(() => null), ergebnis: null },
    rufe: (argumente: readonly Argument[], lauf) => {
      verbrauche(lauf, 1);
      const benannt = argumente.some((a) => a.name !== null);
      const werte = benannt
        ? parameter.map((p) => argumente.find((a) => a.name === p)?.wert ?? null)
        : argumente.map((a) => a.wert);
      const einzeln = werte.map((w) => (istListe(w) && w.length === 1 ? (w[0] ?? null) : w));
      const viele = methode.parameter.at(-1) === '…';
      const zahlPasst = viele
        ? einzeln.length >= methode.parameter.length - 1
        : einzeln.length === methode.parameter.length;
      const passend = zahlPasst && einzeln.every((w, i) => passt(w, methode.parameter[i] ?? '…'));
      const ergebnis = passend ? methode.rechne(einzeln) : undefined;
      return (
        ergebnis ?? leer(lauf, `„${name}“ hat mit diesen Werten kein Ergebnis (${werte.map(artwort).join(', ')}).`)
      );
    },
  };
}
