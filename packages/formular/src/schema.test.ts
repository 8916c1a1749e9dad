import { bedingung } from '@rathausverbund/regelwerk';
import { Compile } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BEISPIEL } from './beispiel.ts';
import { compileFormular, toJsonSchema } from './index.ts';

const gelesen = compileFormular(parse(BEISPIEL), { compileBedingung: bedingung });
if (!gelesen.ok) throw new Error('the example compiles');
const schema = toJsonSchema(gelesen.formular);
const gueltig = {
  halter: { nachname: 'Sommer', geburtsdatum: '1990-03-07', plz: '04808' },
  hund: { name: 'Bello', beginn: '2026-11-01', anzahl: 1, herkunft: 'privat', gefaehrlich: false },
  zahlung: { lastschrift: false },
};

describe('the JSON Schema', () => {
  it('nests by the dotted ids and requires what must always be there', () => {
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Hund anmelden',
      required: ['halter', 'hund', 'zahlung'],
      additionalProperties: false,
      properties: {
        halter: { required: ['nachname', 'geburtsdatum', 'plz'] },
        hund: { properties: { kaufpreis: { type: 'integer', minimum: 1 }, groesse: { type: 'number' } } },
        zahlung: { required: ['lastschrift'] },
      },
    });
    expect(schema).not.toHaveProperty('properties.gefahr.required');
  });

  it('accepts complete answers and refuses wrong ones, in the eyes of a foreign validator', () => {
    const pruefer = Compile(schema);
    expect(pruefer.Check(gueltig)).toBe(true);
    const falsche = [
      { ...gueltig, halter: { ...gueltig.halter, plz: '4808' } },
      { ...gueltig, hund: { ...gueltig.hund, anzahl: 1.5 } },
      { ...gueltig, hund: { ...gueltig.hund, herkunft: 'mars' } },
      { ...gueltig, hund: { ...gueltig.hund, chip: '12' } },
      { ...gueltig, fremd: 1 },
      { halter: gueltig.halter, hund: gueltig.hund },
    ];
    for (const falsch of falsche) expect(pruefer.Check(falsch), JSON.stringify(falsch)).toBe(false);
  });
});
