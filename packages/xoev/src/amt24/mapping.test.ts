import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { antrag, betrieb, feld, MAPPING, mapping } from '../../test/amt24-beispiel.ts';
import { applyMapping, readMapping } from '../index.ts';

describe('Die Zuordnung', () => {
  it('macht aus dem Umschlag die Antworten der Leistung', () => {
    expect(applyMapping(antrag(), mapping())).toEqual({
      ok: true,
      leistung: 'gewerbe-anmeldung',
      ags: '14729380',
      antworten: {
        anlass: 'neuerrichtung',
        betrieb: {
          firma: 'Müller & Söhne <GbR>',
          beginn: '2026-04-01',
          nebenerwerb: true,
          art: ['industrie', 'handwerk'],
          einlage: 123450,
        },
        personen: [{ familienname: 'Müller', geburtsdatum: '1980-02-29' }, { familienname: 'Söhne' }],
      },
      fehlt: [],
      unbekannt: [],
      ungueltig: [],
    });
  });

  it('nennt, was fehlt, und verschweigt nicht, was sie nicht kennt', () => {
    const umschlag = antrag({
      gruppen: [
        { id: 'betrieb', instanzen: [{ nummer: 0, felder: [feld('anlass', ''), feld('farbe', 'blau')] }] },
        {
          id: 'personen',
          instanzen: [
            { nummer: 0, felder: [feld('familienname', 'A')] },
            { nummer: 3, felder: [] },
          ],
        },
      ],
    });
    expect(applyMapping(umschlag, mapping())).toEqual({
      ok: true,
      leistung: 'gewerbe-anmeldung',
      antworten: { personen: [{ familienname: 'A' }] },
      fehlt: ['anlass', 'betrieb.beginn', 'personen[1].familienname'],
      unbekannt: [{ feld: 'betrieb/0/farbe', werte: ['blau'] }],
      ungueltig: [],
    });
    expect(applyMapping(antrag({ gruppen: [] }), mapping())).toMatchObject({
      antworten: {},
      fehlt: ['anlass', 'betrieb.beginn'],
    });
  });

  it.each([
    ['ein Tag, den es nicht gibt', feld('beginn', '31.02.2026'), 'diesen Tag gibt es nicht'],
    ['kein Datum', feld('beginn', 'morgen'), 'kein Datum'],
    ['vielleicht', feld('nebenerwerb', 'vielleicht'), 'weder ja noch nein'],
    ['ein fremder Code', feld('anlass', '9'), 'nicht vereinbart'],
    ['ein Code namens constructor', feld('anlass', 'constructor'), 'nicht vereinbart'],
    ['drei Nachkommastellen', feld('einlage', '1,234'), 'kein Betrag'],
    ['ein Punkt statt eines Kommas', feld('einlage', '12.50'), 'keine Zahl'],
    ['zwei Werte für einen', feld('firma', 'A', 'B'), 'mehrere Werte'],
  ])('übernimmt nicht: %s', (_, falsch, meldung) => {
    const ergebnis = applyMapping(betrieb(falsch), mapping());
    expect(ergebnis).toMatchObject({
      ok: true,
      antworten: {},
      ungueltig: [{ feld: `betrieb/0/${falsch.id}`, werte: falsch.werte, meldung: expect.stringContaining(meldung) }],
    });
  });

  it('nimmt von einer Gruppe, die einmal erwartet wird, keine zweite Instanz stillschweigend hin', () => {
    const gruppen = [
      { id: 'betrieb', instanzen: [0, 1].map((nummer) => ({ nummer, felder: [feld('firma', `F${nummer}`)] })) },
    ];
    expect(applyMapping(antrag({ gruppen }), mapping())).toMatchObject({
      antworten: { betrieb: { firma: 'F0' } },
      ungueltig: [{ feld: 'betrieb/1/firma', meldung: 'nur einmal erwartet' }],
    });
  });

  it.each([
    ['ein anderes Formular', { formId: 'x:Hund_ApplicantForm-v1.0-de:v1.0' }, 'formular-unbekannt'],
    [
      'eine andere Fassung',
      { formId: 'rathausverbund:Gewerbe_Anmeldung_ApplicantForm-v1.1-de:v1.1' },
      'formularfassung-unbekannt',
    ],
    ['ein anderer Namensraum', { namensraum: 'urn:fremd' }, 'namensraum'],
  ])('gilt nicht für %s', (_, aenderung, code) => {
    expect(applyMapping(antrag(aenderung), mapping())).toMatchObject({ ok: false, code });
  });

  it('übersteht beliebige Umschläge und behält jedes Feld irgendwo', () => {
    const id = fc.constantFrom(
      'betrieb',
      'personen',
      'firma',
      'beginn',
      'familienname',
      'anlass',
      '__proto__',
      'constructor',
    );
    const felder = fc.uniqueArray(
      fc.record({ id, werte: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 2 }) }),
      { selector: (f) => f.id },
    );
    const instanzen = fc.uniqueArray(fc.record({ nummer: fc.nat(3), felder }), { selector: (i) => i.nummer });
    const gruppen = fc.uniqueArray(fc.record({ id, instanzen }), { selector: (g) => g.id });
    fc.assert(
      fc.property(gruppen, (g) => {
        const ergebnis = applyMapping(antrag({ gruppen: g }), mapping());
        if (!ergebnis.ok) throw new Error(ergebnis.meldung);
        const anzahl = g.flatMap((x) => x.instanzen.flatMap((i) => i.felder)).length;
        expect(ergebnis.unbekannt.length + ergebnis.ungueltig.length + countLeaves(ergebnis.antworten)).toBe(anzahl);
      }),
    );
  });
});

const countLeaves = (wert: unknown): number =>
  Array.isArray(wert)
    ? wert.every((w) => typeof w === 'object')
      ? wert.reduce((n: number, w) => n + countLeaves(w), 0)
      : 1
    : typeof wert === 'object' && wert !== null
      ? Object.values(wert).reduce((n: number, w) => n + countLeaves(w), 0)
      : 1;

describe('Die Zuordnungsdatei', () => {
  const mit = (aenderung: object) => readMapping({ ...(parseYaml(MAPPING) as object), ...aenderung });
  it.each([
    ['ist leer', () => readMapping(null), 'benannten Einträgen'],
    ['nennt keine Leistung', () => mit({ leistung: undefined }), '„leistung“'],
    ['nennt keine Quelle', () => mit({ quelle: '' }), '„quelle“'],
    ['hat keine Felder', () => mit({ felder: 'x' }), '„felder“'],
    [
      'hat einen falschen Typ',
      () => mit({ felder: [{ von: 'a/b', nach: 'c', typ: 'zahl' }] }),
      'Den Typ „zahl“ gibt es nicht',
    ],
    ['hat ein Feld ohne Gruppe', () => mit({ felder: [{ von: 'b', nach: 'c' }] }), 'gruppe/feld'],
    ['greift nach __proto__', () => mit({ felder: [{ von: 'a/b', nach: '__proto__.x' }] }), 'kein Pfad'],
    [
      'nennt eine Codeliste, die fehlt',
      () => mit({ felder: [{ von: 'a/b', nach: 'c', typ: 'code', codeliste: 'toString' }] }),
      'Codeliste fehlt',
    ],
    [
      'belegt ein Ziel doppelt',
      () =>
        mit({
          felder: [
            { von: 'a/b', nach: 'c' },
            { von: 'a/d', nach: 'c' },
          ],
        }),
      '„c“ ist doppelt belegt',
    ],
    [
      'macht einen Wert zur Gruppe',
      () =>
        mit({
          felder: [
            { von: 'a/b', nach: 'c' },
            { von: 'a/d', nach: 'c.e' },
          ],
        }),
      'zugleich Wert und Gruppe',
    ],
    [
      'macht eine Gruppe zur Liste',
      () =>
        mit({
          felder: [
            { von: 'a/b', nach: 'c[].x' },
            { von: 'a/d', nach: 'c.e' },
          ],
        }),
      'zugleich Wert und Gruppe',
    ],
  ])('%s: das wird gesagt', (_, gelesen, meldung) => {
    expect(gelesen()).toMatchObject({ ok: false, code: 'mapping', meldung: expect.stringContaining(meldung) });
  });
});
