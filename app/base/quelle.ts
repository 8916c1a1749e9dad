import { meintenSie } from '@rathausverbund/regelwerk';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { type ErrorCode, parseDocument } from 'yaml';

export type GelesenesYaml = { ok: true; wert: unknown } | { ok: false; fehler: string };

/** As many times may one file refer to a part of itself: what grows out of few lines would fill the memory. */
const HOECHSTENS_VERWEISE = 100;

/** Reads one YAML document. What comes behind a fault is read wrongly, too, so the first one is told, with its place. */
export function readYamlText(text: string): GelesenesYaml {
  const dokument = parseDocument(text, { logLevel: 'error' });
  const [f] = dokument.errors;
  if (f) {
    const [von] = f.linePos ?? [];
    const wo = von ? `Zeile ${von.line}, Spalte ${von.col}: ` : '';
    return { ok: false, fehler: `${wo}${YAML_FEHLER[f.code] ?? 'So lässt sich das nicht lesen.'}` };
  }
  try {
    return { ok: true, wert: dokument.toJS({ maxAliasCount: HOECHSTENS_VERWEISE }) as unknown };
  } catch {
    return { ok: false, fehler: 'Ein Verweis (*name) führt zu nichts, im Kreis oder zu oft zum selben Teil.' };
  }
}

const YAML_FEHLER: { readonly [C in ErrorCode]?: string } = {
  BAD_ALIAS: 'Dieser Verweis (*name) hat keinen gültigen Namen.',
  BAD_DIRECTIVE: 'Eine solche Anweisung (%) gibt es hier nicht.',
  BAD_DQ_ESCAPE:
    'Dieses Zeichen mit „\\“ gibt es nicht. Schreiben Sie „\\\\“ oder setzen Sie den Text in einfache Anführungszeichen.',
  BAD_INDENT: 'Die Einrückung stimmt nicht, oder davor fehlt eine schließende Klammer.',
  BAD_SCALAR_START: 'Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie ihn in Anführungszeichen.',
  BLOCK_AS_IMPLICIT_KEY: 'Hier steht ein zweiter Doppelpunkt. Setzen Sie den Text in Anführungszeichen.',
  BLOCK_IN_FLOW: 'Innerhalb von Klammern darf keine eingerückte Liste stehen.',
  DUPLICATE_KEY: 'Dieser Schlüssel steht hier schon.',
  MISSING_CHAR: 'Ein Zeichen fehlt: ein schließendes Anführungszeichen, eine Klammer, ein Komma oder ein Leerzeichen.',
  MULTILINE_IMPLICIT_KEY: 'Hier fehlt ein Doppelpunkt hinter dem Schlüssel.',
  MULTIPLE_DOCS: 'Eine Datei darf nur ein Dokument enthalten; „---“ trennt zwei.',
  TAB_AS_INDENT: 'Eingerückt wird mit Leerzeichen, nicht mit Tabulatoren.',
  TAG_RESOLVE_FAILED: 'Ein Typ mit „!“ wird hier nicht verwendet. Setzen Sie den Text in Anführungszeichen.',
  UNEXPECTED_TOKEN: 'Das passt hier nicht hin. Prüfen Sie Einrückung, Anführungszeichen und Klammern davor.',
};

type Verstoss = ReturnType<typeof Value.Errors>[number];

/** What is wrong with a value, one sentence per place, with the path that leads there: `frist.werktage: …`. */
export function verstoesse(schema: TSchema, wert: unknown): string[] {
  const alle = Value.Errors(schema, wert);
  // a place that allows one of several says so once, instead of why each of them does not fit
  const wahl = new Set(alle.flatMap((v) => (v.keyword === 'anyOf' ? v.instancePath : [])));
  return alle.flatMap((v) => (wahl.has(v.instancePath) && v.keyword !== 'anyOf' ? [] : saetze(v, schema, alle)));
}

function saetze(v: Verstoss, schema: TSchema, alle: readonly Verstoss[]): string[] {
  const namen = v.instancePath.split('/').slice(1).map(entschluesselt);
  const an = (weiter: readonly string[], satz: string) => `${pfadText([...namen, ...weiter])}: ${satz}`;
  switch (v.keyword) {
    case 'required':
      return v.params.requiredProperties.map((n) => an([n], 'Diese Angabe fehlt.'));
    case 'additionalProperties':
      return v.params.additionalProperties.map((n) =>
        an([n], `Diesen Schlüssel gibt es hier nicht.${meintenSie(n, schluesselAn(schema, v.schemaPath))}`),
      );
    case 'boolean':
      return []; // told by the object around it
    case 'type':
      return [an([], `Hier muss ${artwort(v.params.type)} stehen.`)];
    case 'anyOf': {
      const moeglich = alle.flatMap((w) =>
        w.instancePath === v.instancePath && w.keyword === 'const' ? String(w.params.allowedValue) : [],
      );
      return [an([], moeglich.length > 0 ? `Möglich: ${moeglich.join(', ')}.` : 'Das passt hier nicht.')];
    }
    case 'const':
      return [an([], `Möglich ist nur: ${String(v.params.allowedValue)}.`)];
    case 'minLength':
      return [an([], 'Der Text ist leer.')];
    case 'minItems':
      return [
        an(
          [],
          `Hier müssen mindestens ${v.params.limit} Einträge stehen.`.replace('mindestens 1 Einträge', 'Einträge'),
        ),
      ];
    case 'pattern':
      return [an([], `Der Text hat nicht die Form, die hier gebraucht wird (${String(v.params.pattern)}).`)];
    case 'minimum':
      return [an([], `Die Zahl muss mindestens ${v.params.limit} sein.`)];
    case 'maximum':
      return [an([], `Die Zahl darf höchstens ${v.params.limit} sein.`)];
    default:
      return [an([], 'Das passt hier nicht.')];
  }
}

/** `['portal', 'unterlagen', '0']` → `portal.unterlagen[0]` */
const pfadText = (namen: readonly string[]): string =>
  namen.map((n, i) => (/^\d+$/.test(n) ? `[${n}]` : i > 0 ? `.${n}` : n)).join('') || '/';

/** A part of a JSON Pointer (RFC 6901). */
const entschluesselt = (teil: string): string => teil.replaceAll('~1', '/').replaceAll('~0', '~');

const ARTWORTE: Readonly<Record<string, string>> = {
  string: 'ein Text',
  number: 'eine Zahl',
  integer: 'eine ganze Zahl',
  boolean: 'true oder false',
  array: 'eine Liste',
  object: 'ein Abschnitt',
  null: 'null',
};
const artwort = (typ: string | readonly string[]): string => ARTWORTE[String(typ)] ?? 'etwas anderes';

/** Keys that the part of a schema knows, found by its path: `#/properties/frist`. */
function schluesselAn(schema: TSchema, pfad: string): string[] {
  let teil: unknown = schema;
  for (const name of pfad.split('/').slice(1).map(entschluesselt))
    teil = typeof teil === 'object' && teil !== null ? (teil as Record<string, unknown>)[name] : undefined;
  const felder = (teil as { properties?: object } | undefined)?.properties;
  return Object.keys(felder ?? {});
}
