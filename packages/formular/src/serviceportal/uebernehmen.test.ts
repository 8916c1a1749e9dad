import { parseLocalDate } from '@rathausverbund/fristen';
import { bedingung } from '@rathausverbund/regelwerk';
import { describe, expect, it } from 'vitest';
import { pruefeAlles, sicht, uebernimmServiceportal } from '../index.ts';
import { beispiel } from './beispiel.ts';

const deps = { compileBedingung: bedingung };
const uebernimm = (wert: unknown) =>
  uebernimmServiceportal(typeof wert === 'string' ? wert : JSON.stringify(wert), deps);

function gelungen(wert: unknown) {
  const u = uebernimm(wert);
  if (!u.ok) throw new Error(u.fehler.map((f) => `${f.pfad}: ${f.meldung}`).join('\n'));
  return u;
}

function abgelehnt(wert: unknown): string {
  const u = uebernimm(wert);
  return u.ok ? 'übernommen' : u.fehler.map((f) => `${f.pfad}: ${f.meldung}`).join('\n');
}

/** One field after the example's own, in the first group. */
function mitFeld(feld: Record<string, unknown>) {
  const form = beispiel();
  form.sections[0]?.fieldGroups[0]?.rows[1]?.fields.push({ id: 'neu', label: 'Neu', type: 'STRING', ...feld });
  const u = gelungen(form);
  return {
    feld: u.formular.schritte[0]?.felder.find((f) => f.id === 'haendler.neu'),
    hinweise: u.hinweise.filter((h) => h.feld === 'haendler.neu').map((h) => h.meldung),
  };
}

describe('a form of the Serviceportal', () => {
  it('becomes steps and fields with its own names and texts', () => {
    const { kennung, formular } = gelungen(beispiel());
    expect(kennung).toBe('4711:standAnmelden:v2.1');
    expect(formular).toMatchObject({ titel: 'Marktstand anmelden', version: '2.1' });
    expect(formular.schritte.map((s) => [s.id, s.titel, s.hinweis])).toEqual([
      ['haendler', 'Angaben: Händlerin oder Händler', undefined],
      ['stand-1', 'Angaben', 'Strom kostet extra.'],
    ]);
    expect(formular.schritte[0]?.felder).toMatchObject([
      {
        id: 'haendler.rufname',
        art: 'text',
        beschriftung: 'Vorname',
        hilfe: 'Zum Beispiel: Ada',
        pflicht: true,
        vorbelegung: 'konto.vorname',
        autocomplete: 'given-name',
      },
      { id: 'haendler.e01', art: 'auswahl', darstellung: 'radio', werte: [{ wert: 'neu' }, { wert: 'alt' }] },
      { id: 'haendler.seit', art: 'datum', pflicht: true, zeigeWenn: { text: 'haendler.e01 = "alt"' } },
    ]);
    expect(formular.schritte[1]?.felder.map((f) => [f.id, f.art, f.beschriftung])).toEqual([
      ['stand_1.strom', 'ja_nein', 'Strom?'],
      ['stand_1.ware_obst', 'ja_nein', 'Ware: Obst'],
      ['stand_1.ware_kaese', 'ja_nein', 'Ware: Käse'],
      ['stand_1.feld_9plan', 'text', 'Lageplan'],
      ['stand_1.laune', 'text', 'Laune'],
    ]);
  });

  it('tells of every field where it went, and why it is not what it was', () => {
    const { herkunft, hinweise } = gelungen(beispiel());
    expect(herkunft).toHaveLength(8);
    expect(herkunft.find((h) => h.id === 'hinweis')?.felder).toEqual([]);
    const gruende = (feld: string) => hinweise.filter((h) => h.feld === feld).map((h) => h.meldung);
    expect(gruende('haendler.E01').join(' ')).toContain('Prozessvariable „erfahrung“');
    expect(gruende('Stand-1.hinweis')).toEqual([expect.stringContaining('Anzeigetext')]);
    expect(gruende('Stand-1.ware').join(' ')).toContain('je Wert eine Frage');
    expect(gruende('Stand-1.9plan').join(' ')).toContain('Dateien');
    expect(gruende('Stand-1.laune').join(' ')).toContain('„SMILEY“ ist unbekannt');
    expect(gruende('haendler.rufname')).toEqual([]);
  });

  it('asks as it did there: the condition shows the field, the mandatory answer is demanded', () => {
    const { formular } = gelungen(beispiel());
    const felder = (e01: string) =>
      sicht(formular, { haendler: { e01 } }).schritte.flatMap((s) => s.felder.map((f) => f.id));
    expect(felder('alt')).toContain('haendler.seit');
    expect(felder('neu')).not.toContain('haendler.seit');
    const heute = parseLocalDate('2026-05-01');
    if (heute === undefined) throw new Error('kein Tag');
    const fehlt = pruefeAlles(formular, { haendler: { rufname: 'Ada', e01: 'neu' } }, heute);
    expect(JSON.stringify(fehlt)).toContain('stand_1.feld_9plan');
    expect(JSON.stringify(fehlt)).not.toContain('haendler.seit');
  });

  it('what only showed data there is no duty here, and a preset value is listed', () => {
    const { feld, hinweise } = mitFeld({ required: true, disabled: true, value: 1436341579368 });
    expect(feld?.pflicht).toBe(false);
    expect(hinweise).toEqual([expect.stringContaining('voreingestellte'), expect.stringContaining('nur zu lesen')]);
  });

  it('an empty choice, values twice, blank or with space at the rim', () => {
    expect(mitFeld({ type: 'DROPDOWN_SINGLE_SELECT', possibleValues: [] }).feld?.art).toBe('text');
    const { feld, hinweise } = mitFeld({
      type: 'DROPDOWN_SINGLE_SELECT',
      possibleValues: [
        { label: 'Bitte wählen', value: '' },
        { label: 'Eins', value: ' 1 ' },
        { label: 'Noch eins', value: 1 },
        { value: 'zwei' },
      ],
    });
    expect(feld).toMatchObject({
      darstellung: 'liste',
      werte: [
        { wert: '1', beschriftung: 'Eins' },
        { wert: 'zwei', beschriftung: 'zwei' },
      ],
    });
    expect(hinweise).toHaveLength(3);
  });

  it('the same name twice, reserved names, no label', () => {
    const form = beispiel();
    form.sections[0]?.fieldGroups[0]?.rows[1]?.fields.push(
      { id: 'seit', type: 'STRING' },
      { id: 'constructor', type: 'STRING', label: 'C' },
      { id: 'if', type: 'STRING', label: 'I' },
    );
    const felder = gelungen(form).formular.schritte[0]?.felder.slice(3);
    expect(felder?.map((f) => [f.id, f.beschriftung])).toEqual([
      ['haendler.seit_2', 'Händlerin oder Händler'],
      ['haendler.feld_constructor', 'C'],
      ['haendler.feld_if', 'I'],
    ]);
  });

  it('foreign keys are listed with what they said', () => {
    expect(mitFeld({ validationRules: [{ max: 7 }], glitzer: 'ja', leer: null, __proto__: 1 }).hinweise).toEqual([
      expect.stringMatching(/^Die Prüfregeln.*\[\{"max":7\}\]\.$/),
      'Die Angabe „glitzer“ kennt ein Formular hier nicht: "ja".',
    ]);
  });
});

describe('its conditions', () => {
  const zeige = (b: unknown) => {
    const { feld, hinweise } = mitFeld({ displayConditions: b, required: true });
    return feld?.zeigeWenn?.text ?? `${feld?.pflicht} ${hinweise.join(' ')}`;
  };

  it.each([
    ["${haendler.E01 == 'neu'}", 'haendler.e01 = "neu"'],
    [['${"alt" != E01}'], 'haendler.e01 != "alt"'],
    [
      "${E01 eq 'neu' && (rufname == 'Ada' || not empty seit)}",
      'haendler.e01 = "neu" and (haendler.rufname = "Ada" or haendler.seit != null)',
    ],
    ['#{empty rufname}', 'haendler.rufname = null'],
    ["${rufname == ''}", 'haendler.rufname = null'],
  ])('%j is translated', (b, feel) => expect(zeige(b)).toBe(feel));

  it.each([
    ["${spaeter == 'x'}", 'gibt es davor nicht'],
    ["${neu == 'x'}", 'gibt es davor nicht'],
    ["${E01 == 'weiß nicht'}", 'keinen Wert'],
    ["${seit > '2020-01-01'}", 'Zeichen'],
    ["${seit == 'x'}", 'nicht mit'],
    ['${f(rufname)}', 'gibt es davor nicht'],
    ['${rufname == \'x" or true or "\'}', 'Zeichen'],
    ["${(((rufname == 'x')}", 'Klammer'],
    ['${}', 'bricht ab'],
    [['${empty seit}', '${empty E01}'], 'eine oder alle'],
    [{ feld: 'seit', wert: 'x' }, 'nur Ausdrücke'],
    ["rufname == 'Ada'", 'Form'],
  ])('%j is listed, and the field is no duty any more', (b, grund) => {
    const text = zeige(b);
    expect(text).toMatch(/^false Die Bedingung wird nicht übernommen: /);
    expect(text).toContain(grund);
  });

  it('in a circle: only the one that looks back remains', () => {
    const form = beispiel();
    form.sections[0]?.fieldGroups[0]?.rows[1]?.fields.push(
      { id: 'a', label: 'A', type: 'STRING', displayConditions: '${empty b}' },
      { id: 'b', label: 'B', type: 'STRING', displayConditions: '${empty a}' },
    );
    const felder = gelungen(form).formular.schritte[0]?.felder.slice(3);
    expect(felder?.map((f) => f.zeigeWenn?.text)).toEqual([undefined, 'haendler.a = null']);
  });
});

describe('what is no form', () => {
  it.each([
    ['', 'kein gültiges JSON'],
    ['{"id": "x", "sections": [', 'kein gültiges JSON'],
    ['['.repeat(200_000), 'zu tief'],
    [`{"sections":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`, 'zu tief'],
    [' '.repeat(2_000_001), 'zu groß'],
    ['null', 'Objekt'],
    ['{"name": "anderes"}', 'kein Formular des Serviceportals'],
    [{ id: 'a:b:v1', sections: [] }, 'keine Felder'],
    [{ id: 7, sections: {} }, 'sections: Hier muss eine Liste'],
    [
      { id: 'a', sections: [{ fieldGroups: [{ id: 'g', rows: [{ fields: ['x', { id: 'f' }] }] }] }] },
      'fields[1].type: Dieser Text fehlt',
    ],
  ])('%.40j is refused', (wert, grund) => expect(abgelehnt(wert)).toContain(grund));

  it('a form nobody could fill in is refused, and quickly', () => {
    const fields = Array.from({ length: 20_000 }, (_, n) => ({ id: `f`, type: 'STRING', label: `F${n}` }));
    expect(abgelehnt({ id: 'a:b:v1', sections: [{ fieldGroups: [{ id: 'g', rows: [{ fields }] }] }] })).toContain(
      'Teilen',
    );
  });
});
