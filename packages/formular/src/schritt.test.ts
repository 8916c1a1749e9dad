import { localDate } from '@rathausverbund/fristen';
import { bedingung } from '@rathausverbund/regelwerk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { BEISPIEL } from './beispiel.ts';
import {
  type Antworten,
  compileFormular,
  parseSchritt,
  pruefeAlles,
  sichtbareFelder,
  sichtbareSchritte,
  vorbelegung,
  zusammenfassung,
} from './index.ts';

const heute = localDate('2026-11-27');
const gelesen = compileFormular(parse(BEISPIEL), { compileBedingung: bedingung });
if (!gelesen.ok) throw new Error('the example compiles');
const { formular } = gelesen;

const halter = { 'halter.nachname': 'Sommer', 'halter.geburtsdatum': '7.3.1990', 'halter.plz': '04808' };
const hund = {
  'hund.name': 'Bello',
  'hund.beginn': '01.11.2026',
  'hund.anzahl': '1',
  'hund.herkunft': 'privat',
  'hund.gefaehrlich': 'nein',
};

function fehlerVon(schritt: string, eingaben: Record<string, string>, bisher: Antworten = {}): Record<string, string> {
  const { fehler } = parseSchritt(formular, schritt, eingaben, bisher, heute);
  return Object.fromEntries(fehler.map((f) => [f.feld, f.meldung]));
}

function durchlauf(...eingaben: [schritt: string, werte: Record<string, string>][]): Antworten {
  return eingaben.reduce<Antworten>(
    (bisher, [schritt, werte]) => parseSchritt(formular, schritt, werte, bisher, heute).antworten,
    {},
  );
}

describe('a step', () => {
  it('becomes nested answers in canonical form', () => {
    const { antworten, fehler, neu } = parseSchritt(
      formular,
      'halter',
      { ...halter, 'halter.nachname': '  Mu\u0308ller ', 'halter.email': ' a.b@rathaus.example ' },
      {},
      heute,
    );
    expect({ fehler, neu }).toEqual({ fehler: [], neu: [] });
    expect(antworten).toEqual({
      halter: { nachname: 'Müller', geburtsdatum: '1990-03-07', plz: '04808', email: 'a.b@rathaus.example' },
    });
  });

  it('says at each empty mandatory field what to do', () => {
    expect(fehlerVon('halter', {})).toEqual({
      'halter.nachname': 'Geben Sie „Nachname“ ein.',
      'halter.geburtsdatum': 'Geben Sie das Geburtsdatum als TT.MM.JJJJ ein.',
      'halter.plz': 'Geben Sie die Postleitzahl ein.',
    });
    expect(fehlerVon('hund', { ...hund, 'hund.herkunft': '', 'hund.gefaehrlich': '' })).toEqual({
      'hund.herkunft': 'Wählen Sie die Herkunft aus.',
      'hund.gefaehrlich': 'Beantworten Sie „Gilt der Hund als gefährlich?“ mit Ja oder Nein.',
    });
  });

  it('keeps what was typed wrongly, and no answer of it', () => {
    const ergebnis = parseSchritt(formular, 'halter', { ...halter, 'halter.plz': '4808' }, {}, heute);
    expect(ergebnis.roh['halter.plz']).toBe('4808');
    expect(ergebnis.antworten).toEqual({ halter: { nachname: 'Sommer', geburtsdatum: '1990-03-07' } });
  });

  const falsche: [schritt: string, feld: string, eingabe: string, grund: string][] = [
    ['halter', 'halter.geburtsdatum', '07.03.90', 'als TT.MM.JJJJ'],
    ['halter', 'halter.geburtsdatum', '31.02.1990', 'gibt es im Kalender nicht'],
    ['halter', 'halter.geburtsdatum', '1990-02-30', 'gibt es im Kalender nicht'],
    ['halter', 'halter.geburtsdatum', '07.03.0190', 'das Jahr'],
    ['halter', 'halter.geburtsdatum', '28.11.2008', 'Spätester möglicher Tag ist der 27.11.2008'],
    ['halter', 'halter.nachname', 'Som\u0000mer', 'unsichtbaren'],
    ['halter', 'halter.nachname', 'Som\u202emer', 'unsichtbaren'],
    ['halter', 'halter.nachname', 'Som\nmer', 'unsichtbaren'],
    ['halter', 'halter.nachname', 'x'.repeat(81), 'höchstens 80 Zeichen'],
    ['halter', 'halter.plz', '0480a', 'fünf Ziffern'],
    ['halter', 'halter.email', 'a@b', 'name@beispiel.de'],
    ['halter', 'halter.email', 'a@b.de, c@d.de', 'name@beispiel.de'],
    ['halter', 'halter.telefon', 'abends', 'Vorwahl'],
    ['hund', 'hund.anzahl', '1,5', 'ganze Zahl'],
    ['hund', 'hund.anzahl', '21', 'größte mögliche Wert ist 20'],
    ['hund', 'hund.anzahl', '0', 'kleinste mögliche Wert ist 1'],
    ['hund', 'hund.groesse', '45,55', 'höchstens 1 Nachkommastellen'],
    ['hund', 'hund.groesse', '45.5', 'höchstens 1 Nachkommastellen'],
    ['hund', 'hund.herkunft', 'mars', 'aus der Liste'],
    ['hund', 'hund.gefaehrlich', 'true', 'Ja oder Nein'],
    ['hund', 'hund.beginn', '28.11.2026', 'Spätester möglicher Tag ist der 27.11.2026'],
    ['hund', 'hund.geburtsdatum', '02.11.2026', 'Spätester möglicher Tag ist der 01.11.2026'],
    ['hund', 'hund.chip', '123', 'mit 15 Ziffern'],
  ];
  it.each(falsche)('%s refuses in %s the input %j', (schritt, feld, eingabe, grund) => {
    const fehler = fehlerVon(schritt, { ...(schritt === 'halter' ? halter : hund), [feld]: eingabe });
    expect(Object.keys(fehler)).toEqual([feld]);
    expect(fehler[feld]).toContain(grund);
  });

  it('takes only one value for a field', () => {
    const { fehler } = parseSchritt(formular, 'halter', { ...halter, 'halter.plz': ['04808', '04668'] }, {}, heute);
    expect(fehler).toEqual([{ feld: 'halter.plz', meldung: 'Geben Sie hier nur einen Wert an.' }]);
  });

  it('reads amounts as cents and numbers with comma', () => {
    const lies = (kaufpreis: string, groesse: string) =>
      parseSchritt(
        formular,
        'hund',
        { ...hund, 'hund.herkunft': 'zucht', 'hund.kaufpreis': kaufpreis, 'hund.groesse': groesse },
        {},
        heute,
      ).antworten.hund;
    expect(lies('1.234,50 €', '45,5')).toMatchObject({ kaufpreis: 123450, groesse: 45.5 });
    expect(lies('12,5', '45')).toMatchObject({ kaufpreis: 1250, groesse: 45 });
    expect(lies('1.200', '1')).not.toHaveProperty('groesse');
    expect(lies('12.50', '45')).not.toHaveProperty('kaufpreis');
  });

  it('brings up a conditional field, asks for it, and drops its answer when it is hidden again', () => {
    const erst = parseSchritt(formular, 'hund', { ...hund, 'hund.herkunft': 'tierheim' }, {}, heute);
    expect(erst.neu).toEqual(['hund.tierheim']);
    expect(erst.fehler, 'a question not asked yet is no mistake').toEqual([]);
    const leer = parseSchritt(formular, 'hund', { ...hund, 'hund.herkunft': 'tierheim' }, erst.antworten, heute);
    expect(leer.fehler).toEqual([{ feld: 'hund.tierheim', meldung: 'Geben Sie „Name des Tierheims“ ein.' }]);
    const dann = parseSchritt(
      formular,
      'hund',
      { ...hund, 'hund.herkunft': 'tierheim', 'hund.tierheim': 'Oschatz' },
      erst.antworten,
      heute,
    );
    expect(dann).toMatchObject({ neu: [], fehler: [], antworten: { hund: { tierheim: 'Oschatz' } } });
    const zurueck = parseSchritt(formular, 'hund', { ...hund, 'hund.tierheim': 'Oschatz' }, dann.antworten, heute);
    expect(zurueck.fehler).toEqual([]);
    expect(zurueck.antworten.hund).not.toHaveProperty('tierheim');
  });

  it('hidden drops all its answers', () => {
    const mit = durchlauf(
      ['hund', { ...hund, 'hund.gefaehrlich': 'ja' }],
      ['gefahr', { 'gefahr.erlaubnis': 'Erlaubnis vom\r\nLandkreis' }],
    );
    expect(mit.gefahr).toEqual({ erlaubnis: 'Erlaubnis vom\nLandkreis' });
    expect(sichtbareSchritte(formular, mit).map((s) => s.id)).toContain('gefahr');
    const ohne = parseSchritt(formular, 'hund', hund, mit, heute).antworten;
    expect(ohne).not.toHaveProperty('gefahr');
    expect(sichtbareFelder(formular, 'gefahr', ohne)).toEqual([]);
  });

  it("takes an IBAN with spaces, refuses a wrong one, and holds the author's check", () => {
    const zahlung = {
      'zahlung.lastschrift': 'ja',
      'zahlung.iban': 'de02 1203 0000 0000 2020 51',
      'zahlung.einwilligung': 'ja',
    };
    expect(durchlauf(['zahlung', zahlung]).zahlung).toMatchObject({ iban: 'DE02120300000000202051' });
    expect(
      fehlerVon('zahlung', { ...zahlung, 'zahlung.iban': 'DE03 1203 0000 0000 2020 51' })['zahlung.iban'],
    ).toContain('22 Stellen');
    expect(fehlerVon('zahlung', { ...zahlung, 'zahlung.einwilligung': 'nein' })).toEqual({
      'zahlung.einwilligung':
        'Ohne Mandat ist keine Lastschrift möglich. Wählen Sie oben Nein oder erteilen Sie das Mandat.',
    });
  });

  it('ignores inputs that belong to no field, prototype names included', () => {
    const boese = JSON.parse('{"__proto__":"x","halter.plz":"04808","konto":"x"}') as Record<string, string>;
    const { antworten } = parseSchritt(formular, 'halter', boese, {}, heute);
    expect(antworten).toEqual({ halter: { plz: '04808' } });
    expect(() => parseSchritt(formular, 'gibtsnicht', {}, {}, heute)).toThrow(RangeError);
  });

  it('never throws, and never answers what the check at submit would refuse', () => {
    const ids = formular.schritte.flatMap((s) => s.felder.map((f) => f.id));
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('ja', 'nein', '1', '12,50', '1.1.2020', 'zucht'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...ids), text),
        fc.constantFrom('halter', 'hund', 'zahlung'),
        (roh, schritt) => {
          const { antworten, fehler, neu } = parseSchritt(formular, schritt, roh, {}, heute);
          const pruefung = pruefeAlles(formular, antworten, heute);
          const spaeter = pruefung.ok ? [] : (pruefung.schritte.find((s) => s.schritt === schritt)?.fehler ?? []);
          expect(
            spaeter.map((f) => f.feld).filter((id) => !neu.includes(id) && !fehler.some((f) => f.feld === id)),
          ).toEqual([]);
          expect(JSON.parse(JSON.stringify(antworten))).toEqual(antworten);
        },
      ),
    );
  });
});

describe('the check at submit', () => {
  const vollstaendig = durchlauf(['halter', halter], ['hund', hund], ['zahlung', { 'zahlung.lastschrift': 'nein' }]);

  it('holds for a complete walk', () => {
    expect(pruefeAlles(formular, vollstaendig, heute)).toEqual({ ok: true, antworten: vollstaendig });
  });

  it('names steps and fields that miss', () => {
    const ergebnis = pruefeAlles(formular, durchlauf(['halter', halter]), heute);
    expect(ergebnis).toMatchObject({ ok: false, code: 'unvollstaendig' });
    if (!ergebnis.ok) expect(ergebnis.schritte.map((s) => s.schritt)).toEqual(['hund', 'zahlung']);
  });

  it('trusts no stored value: types, forms and ranges are read anew', () => {
    const falsche: [string, Antworten][] = [
      ['hund.anzahl', { anzahl: '1' }],
      ['hund.anzahl', { anzahl: 1.5 }],
      ['hund.anzahl', { anzahl: Number.NaN }],
      ['hund.anzahl', { anzahl: 99 }],
      ['hund.gefaehrlich', { gefaehrlich: 'nein' }],
      ['hund.beginn', { beginn: '01.11.2026' }],
      ['hund.beginn', { beginn: '2026-02-30' }],
      ['hund.herkunft', { herkunft: 'mars' }],
      ['hund.name', { name: ' Bello' }],
      ['hund.name', { name: { x: 1 } }],
      ['hund.chip', { chip: {} }],
    ];
    for (const [feld, ersatz] of falsche) {
      const hundAntworten = { ...(vollstaendig.hund as Antworten), ...ersatz };
      const ergebnis = pruefeAlles(formular, { ...vollstaendig, hund: hundAntworten }, heute);
      expect(ergebnis, JSON.stringify(ersatz)).toMatchObject({
        ok: false,
        schritte: [{ schritt: 'hund', fehler: [{ feld }] }],
      });
    }
  });

  it('leaves out what belongs to hidden or unknown fields', () => {
    const mehr = { ...vollstaendig, gefahr: { erlaubnis: 'x' }, fremd: 1, zahlung: { lastschrift: false, iban: 'x' } };
    expect(pruefeAlles(formular, mehr, heute)).toEqual({ ok: true, antworten: vollstaendig });
  });

  it('measures limits from today', () => {
    expect(pruefeAlles(formular, vollstaendig, localDate('2026-10-31'))).toMatchObject({
      ok: false,
      schritte: [{ schritt: 'hund', fehler: [{ feld: 'hund.beginn' }] }],
    });
  });
});

describe('the review', () => {
  it('shows visible answers in German', () => {
    const antworten = durchlauf(
      ['halter', halter],
      ['hund', { ...hund, 'hund.herkunft': 'zucht', 'hund.kaufpreis': '1234,5', 'hund.groesse': '45,5' }],
      [
        'zahlung',
        { 'zahlung.lastschrift': 'ja', 'zahlung.iban': 'DE02120300000000202051', 'zahlung.einwilligung': 'ja' },
      ],
    );
    const abschnitte = zusammenfassung(formular, antworten);
    expect(abschnitte.map((a) => a.schritt.titel)).toEqual(['Angaben zu Ihnen', 'Angaben zum Hund', 'Zahlung']);
    const werte = Object.fromEntries(abschnitte.flatMap((a) => a.zeilen.map((z) => [z.feld, z.wert])));
    expect(werte).toMatchObject({
      'halter.geburtsdatum': '07.03.1990',
      'halter.email': 'keine Angabe',
      'hund.herkunft': 'Zucht',
      'hund.kaufpreis': '1.234,50 €',
      'hund.groesse': '45,5',
      'zahlung.lastschrift': 'Ja',
      'zahlung.iban': 'DE02 1203 0000 0000 2020 51',
    });
    expect(werte).not.toHaveProperty('hund.tierheim');
  });
});

describe('prefill', () => {
  it('takes from the sign-in data what the field accepts', () => {
    const konto = { nachname: 'Sommer', geburtsdatum: '1990-03-07' };
    expect(vorbelegung(formular, { konto })).toEqual({ halter: { nachname: 'Sommer', geburtsdatum: '1990-03-07' } });
    expect(vorbelegung(formular, { konto: { nachname: 'a\u0000b', geburtsdatum: 7 } })).toEqual({});
    expect(vorbelegung(formular, undefined)).toEqual({});
  });
});
