import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { verstoesse } from '../base/index.ts';

const strict = { additionalProperties: false };
const Json = Type.Record(Type.String(), Type.Unknown());

/** One file in `beispiele/`: a case with what must come out of it, computed by hand. */
const Schema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    antrag: Json,
    kanal: Type.Union([Type.Literal('portal'), Type.Literal('amt24')]),
    niveau: Type.Union([
      Type.Literal('ohne'),
      Type.Literal('basis'),
      Type.Literal('substantiell'),
      Type.Literal('hoch'),
    ]),
    tag: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
    satz: Type.Union([Json, Type.Null()]),
    /** day the letters are written; the day of receipt when absent */
    heute: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    /** first due day as the Kasse has it; the day of receipt when absent */
    faellig: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    /** what people do, in this order; without an entry the walk stops at the open step. `nachricht` and `zeit` answer a wait. */
    eingaben: Type.Optional(
      Type.Array(
        Type.Object(
          {
            bei: Type.String(),
            entscheidung: Type.Optional(Type.String()),
            angaben: Type.Optional(Json),
            nachricht: Type.Optional(Json),
            zeit: Type.Optional(Type.Literal(true)),
          },
          strict,
        ),
      ),
    ),
    erwarte: Type.Object(
      {
        betreff: Type.Optional(Type.String()),
        /** elements that act or wait, in their order; the last one is where the case stands */
        weg: Type.Optional(Type.Array(Type.String())),
        /** parts of letters by name, as `inhalt`; `betreff` is the letter's subject */
        briefe: Type.Optional(Json),
        pruefung: Type.Optional(Json),
        gebuehr: Type.Optional(Json),
        steuer: Type.Optional(Json),
        variablen: Type.Optional(Json),
      },
      strict,
    ),
  },
  strict,
);

export type Beispiel = Static<typeof Schema>;

/** Where the case went another way than the example says. */
export interface Abweichung {
  wo: string;
  erwartet: unknown;
  erhalten: unknown;
}

/** Checks the parsed content of an example file; every fault with its path. */
export function readBeispiel(yaml: unknown): { ok: true; beispiel: Beispiel } | { ok: false; fehler: string[] } {
  if (Value.Check(Schema, yaml)) return { ok: true, beispiel: yaml };
  return { ok: false, fehler: verstoesse(Schema, yaml) };
}

/** Every value the example names must be there; lists must be the same entry by entry. */
export function compare(wo: string, erwartet: unknown, erhalten: unknown): Abweichung[] {
  if (Array.isArray(erwartet)) {
    if (!Array.isArray(erhalten) || erhalten.length !== erwartet.length) return [{ wo, erwartet, erhalten }];
    return erwartet.flatMap((e, n) => compare(`${wo}[${n}]`, e, erhalten[n]));
  }
  if (typeof erwartet === 'object' && erwartet !== null) {
    if (typeof erhalten !== 'object' || erhalten === null) return [{ wo, erwartet, erhalten }];
    return Object.entries(erwartet).flatMap(([k, e]) =>
      compare(`${wo}.${k}`, e, (erhalten as Record<string, unknown>)[k]),
    );
  }
  return Object.is(erwartet, erhalten) ? [] : [{ wo, erwartet, erhalten }];
}
