import { compileFormular } from '@rathausverbund/formular';
import { bedingung } from '@rathausverbund/regelwerk';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileBrief } from './brief.ts';

const formular = (() => {
  const f = compileFormular(
    parse(`
titel: Probe
version: 1
schritte:
  - id: hund
    titel: Angaben zum Hund
    felder:
      - { id: hund.name, art: text, beschriftung: Name }
      - { id: hund.beginn, art: datum, beschriftung: Beginn }
      - { id: hund.chip, art: text, beschriftung: Chip }
`),
    { compileBedingung: bedingung },
  );
  if (!f.ok) throw new Error('form');
  return f.formular;
})();

const NAMEN = ['antrag', 'steuer', 'heute'];
const LAGE = {
  antrag: { hund: { name: 'Balu', beginn: '2026-03-07' } },
  steuer: { betrag: 125000, liste: [{ t: 'a' }, { t: 'b' }] },
  heute: '2026-03-07',
};

function brief(
  inhalt: string,
  vorlage = '#kein-verwaltungsakt()\n#inhalt.x',
  art = 'bescheinigung',
  mehr: Record<string, unknown> = {},
) {
  const fehler: string[] = [];
  const zuordnung = { art, titel: 'Probe', betreff: 'Betreff', inhalt: parse(inhalt) as unknown, ...mehr };
  const b = compileBrief(
    { name: 'probe', zuordnung, vorlage },
    { namen: NAMEN, formular, melde: (p, m) => void fehler.push(`${p}: ${m}`) },
  );
  return { b, fehler };
}
const x = (quelle: string) => {
  const { b, fehler } = brief(`x: ${quelle}`);
  expect(fehler).toEqual([]);
  const g = b?.schreibe(LAGE);
  return g?.ok ? g.inhalt['x'] : g;
};

describe('Blätter eines Briefes', () => {
  it.each<[string, string, unknown]>([
    ['Wert', '{ wert: antrag.hund.name }', 'Balu'],
    ['Zahl als Text', '{ wert: 3 + 4 }', '7'],
    ['Datum', '{ datum: antrag.hund.beginn }', '7. März 2026'],
    ['gerechnetes Datum', '{ datum: "date(heute) + duration(\\"P14D\\")" }', '21. März 2026'],
    ['Betrag in Cent', '{ betrag: steuer.betrag }', '1.250,00 €'],
    ['Betrag unter null', '{ betrag: 0 - 5 }', '-0,05 €'],
    ['Feld, wie das Formular es schreibt', '{ feld: hund.beginn }', '07.03.2026'],
    ['Wahrheit', '{ wahr: steuer.betrag > 1 }', true],
    [
      'Schritte ohne Lücken',
      '{ schritte: [hund] }',
      [
        {
          titel: 'Angaben zum Hund',
          zeilen: [
            { beschriftung: 'Name', wert: 'Balu' },
            { beschriftung: 'Beginn', wert: '07.03.2026' },
          ],
        },
      ],
    ],
    [
      'Satz mit Plätzen',
      '{ text: "{0} seit {1}", werte: [{ wert: antrag.hund.name }, { datum: heute }] }',
      'Balu seit 7. März 2026',
    ],
    ['Wiederholung', '{ je: steuer.liste, als: z, inhalt: { t: { wert: z.t } } }', [{ t: 'a' }, { t: 'b' }]],
    [
      'Liste mit Wiederholung und Bedingung',
      '[kopf, { je: steuer.liste, als: z, inhalt: { wert: z.t } }, { wenn: steuer.betrag < 1, dann: nie }, { wenn: steuer.betrag > 1, dann: fuss }]',
      ['kopf', 'a', 'b', 'fuss'],
    ],
    [
      'Abschnitt mit gleichnamigen Schlüsseln',
      '{ faellig: { datum: heute }, betrag: { betrag: steuer.betrag } }',
      { faellig: '7. März 2026', betrag: '1.250,00 €' },
    ],
  ])('%s', (_, quelle, erwartet) => {
    expect(x(quelle)).toEqual(erwartet);
  });

  it('lässt weg, was seine Bedingung nicht erfüllt', () => {
    const { b } = brief(
      'x: ja\ny: { wenn: steuer.betrag = 0, dann: nie }',
      '#kein-verwaltungsakt()\n#inhalt.x #inhalt.at("y", default: none)',
    );
    expect(b?.schreibe(LAGE)).toEqual({ ok: true, titel: 'Probe', betreff: 'Betreff', inhalt: { x: 'ja' } });
  });

  it.each([
    ['eine fehlende Angabe', '{ wert: antrag.hund.farbe }', 'inhalt.x'],
    ['ein unbeantwortetes Feld', '{ feld: hund.chip }', 'inhalt.x'],
    ['halbe Cent', '{ betrag: steuer.betrag / 100000 }', 'inhalt.x'],
    ['kein Tag', '{ datum: antrag.hund.name }', 'inhalt.x'],
    ['eine Stelle in der Liste', '{ je: steuer.liste, als: z, inhalt: { wert: z.fehlt } }', 'inhalt.x[0]'],
    ['eine unklare Bedingung', '[{ wenn: steuer.fehlt, dann: nie }]', 'inhalt.x[0]'],
    ['etwas, das keine Liste ist', '{ je: steuer.betrag, als: z, inhalt: a }', 'inhalt.x'],
  ])('nennt Brief und Stelle statt einer Lücke: %s', (_, quelle, pfad) => {
    expect(x(quelle)).toMatchObject({ ok: false, code: 'brief-unvollstaendig', brief: 'probe', pfad });
  });

  it.each([
    ['{ datum: antrag.hund.name }', '„antrag.hund.name“ ergibt einen Text; gebraucht wird ein Tag.'],
    ['{ betrag: antrag.hund.name }', 'ergibt einen Text; gebraucht wird ein Betrag in ganzen Cent.'],
    ['{ wert: antrag.hund }', '„antrag.hund“ ergibt eine Struktur; gebraucht wird ein Text.'],
    ['{ wert: "[antrag.hund.name]" }', 'ergibt eine Liste; gebraucht wird ein Text.'],
    ['{ wahr: antrag.hund.name }', 'ergibt einen Text; gebraucht wird wahr oder falsch.'],
    ['{ wert: "antrag.hund.name + 3" }', 'geht nicht mit Text und Zahl'],
    ['{ text: "{0}", werte: [{ je: "[antrag.hund.name]", als: z, inhalt: { wert: z } }] }', 'ist kein Text'],
  ])('nennt Art und Feld, nie den Wert: %s', (quelle, meldung) => {
    const g = x(quelle);
    expect(g).toMatchObject({ ok: false, meldung: expect.stringContaining(meldung) });
    expect(JSON.stringify(g)).not.toContain('Balu');
  });
});

describe('Veröffentlichen eines Briefes lehnt ab', () => {
  it.each([
    ['einen unbekannten Namen', 'x: { wert: stuer.betrag }', /inhalt\.x\.wert: .*stuer/],
    ['kaputtes FEEL', 'x: { wert: "1 +" }', /inhalt\.x\.wert: /],
    ['ein unbekanntes Feld', 'x: { feld: hund.rasse }', /kein Feld „hund\.rasse“/],
    ['einen unbekannten Schritt', 'x: { schritte: [katze] }', /keinen Schritt „katze“/],
    ['eine Bedingung ohne Folge', 'x: { wenn: true, sonst: a }', /„wenn“ passt nicht/],
    ['einen Platz ohne Wert', 'x: { text: "{0} {1}", werte: [a] }', /Für \{1\} gibt es keinen Wert/],
    ['einen Wert ohne Platz', 'x: { text: "nichts", werte: [a] }', /keinen Platz \{0\}/],
    ['eine Zahl', 'x: 5', /Zahlen in Anführungszeichen/],
    ['einen verdeckten Namen', 'x: { je: steuer.liste, als: steuer, inhalt: a }', /neuer Name/],
    ['was die Vorlage nicht liest', 'x: a\nz: b', /inhalt\.z: Die Vorlage liest diese Angabe nicht/],
    ['was der Vorlage fehlt', 'z: b', /inhalt\.x: Die Vorlage braucht diese Angabe/],
    ['was der Vorlage fehlen könnte', 'x: { wenn: true, dann: a }', /inhalt\.x: .*keine Bedingung/],
  ])('%s', (_, inhalt, erwartet) => {
    expect(brief(inhalt).fehler.join('\n')).toMatch(erwartet);
  });

  it('eine Unterschrift, die weder wahr noch falsch ist', () => {
    expect(brief('x: a', '#inhalt.x', 'bescheinigung', { unterschrift: 'ja' }).fehler.join()).toMatch(
      /unterschrift: Möglich: true, false/,
    );
    expect(brief('x: a').b?.unterschrift).toBe(false);
    expect(brief('x: a', '#inhalt.x', 'bescheinigung', { unterschrift: true }).b?.unterschrift).toBe(true);
  });

  it('einen Verwaltungsakt, den die Vorlage nicht als solchen setzt', () => {
    expect(brief('x: a', '#kein-verwaltungsakt()\n#inhalt.x', 'verwaltungsakt').fehler.join()).toMatch(
      /art: Die Vorlage ist kein Verwaltungsakt/,
    );
    expect(brief('x: a', '#verwaltungsakt()\n#inhalt.x').fehler.join()).toMatch(
      /art: Die Vorlage ist ein Verwaltungsakt/,
    );
  });
});
