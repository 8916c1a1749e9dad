import type { Feld, Formular } from './model.ts';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

type Gruppe = { readonly felder: Map<string, Gruppe | JsonSchema>; readonly pflicht: Set<string> };

/**
 * The shape of the answers. Only what must always be there is required; conditions are FEEL and stay with `pruefeAlles`,
 * which remains the judge.
 */
export function toJsonSchema(formular: Formular): JsonSchema {
  const wurzel = gruppe();
  for (const schritt of formular.schritte) {
    for (const feld of schritt.felder) {
      const immer = feld.pflicht && !feld.zeigeWenn && !schritt.zeigeWenn;
      setze(wurzel, feld.id.split('.'), feldSchema(feld), immer);
    }
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: formular.titel,
    ...objekt(wurzel),
  };
}

function setze(ziel: Gruppe, namen: readonly string[], schema: JsonSchema, immer: boolean): void {
  const [name = '', ...rest] = namen;
  if (immer) ziel.pflicht.add(name);
  if (rest.length === 0) {
    ziel.felder.set(name, schema);
    return;
  }
  const vorhanden = ziel.felder.get(name);
  const ast = istGruppe(vorhanden) ? vorhanden : gruppe();
  ziel.felder.set(name, ast);
  setze(ast, rest, schema, immer);
}

function objekt({ felder, pflicht }: Gruppe): JsonSchema {
  const properties = Object.fromEntries([...felder].map(([name, f]) => [name, istGruppe(f) ? objekt(f) : f]));
  const required = pflicht.size > 0 ? { required: [...pflicht] } : {};
  return { type: 'object', properties, ...required, additionalProperties: false };
}

function feldSchema(feld: Feld): JsonSchema {
  const title = feld.beschriftung;
  switch (feld.art) {
    case 'text':
    case 'mehrzeilig':
      return {
        type: 'string',
        title,
        minLength: 1,
        maxLength: feld.maxLaenge,
        ...(feld.muster && { pattern: feld.muster.regex.source }),
      };
    case 'datum':
      return { type: 'string', title, format: 'date' };
    case 'zahl':
      return { type: feld.dezimalstellen === 0 ? 'integer' : 'number', title, ...bereich(feld) };
    case 'betrag':
      return { type: 'integer', title, description: 'Betrag in Cent', ...bereich(feld) };
    case 'auswahl':
      return { title, enum: feld.werte.map((w) => w.wert) };
    case 'ja_nein':
      return { type: 'boolean', title };
    case 'email':
      return { type: 'string', title, format: 'idn-email', maxLength: 254 };
    case 'iban':
      return { type: 'string', title, pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' };
    case 'plz':
      return { type: 'string', title, pattern: '^[0-9]{5}$' };
    case 'telefon':
      return { type: 'string', title, minLength: 3 };
  }
}

function bereich({ min, max }: { readonly min?: number; readonly max?: number }): JsonSchema {
  return { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
}

function gruppe(): Gruppe {
  return { felder: new Map(), pflicht: new Set() };
}

function istGruppe(teil: Gruppe | JsonSchema | undefined): teil is Gruppe {
  return teil?.felder instanceof Map;
}
