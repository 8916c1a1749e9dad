import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libxmlParser } from '../node/parser.ts';
import { type Blattwert, blattwerte, erkenne, mitteilung, type XmlElement } from './index.ts';

const ordner = resolve(process.env.STANDARDS_DIR ?? '../shared/standards', 'xgewerbeanzeige');
const da = existsSync(ordner);
if (!da) console.log('Übersprungen: Die Nachrichten (xgewerbeanzeige) liegen nicht in STANDARDS_DIR.');
const dateien = da ? readdirSync(ordner).filter((n) => n.endsWith('.xml')) : [];

const lies = (text: string | Uint8Array): XmlElement => {
  const ergebnis = libxmlParser.parse(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis.wurzel;
};
const datei = (name: string) => lies(readFileSync(join(ordner, name)));

/** An independent reading by pattern: all attribute values and all text that is not white space. */
function alleWerte(xml: string): string[] {
  const ohne = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '');
  const klar = (t: string) =>
    t
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&');
  const attribute = [...ohne.matchAll(/\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
    .filter((t) => !/^xmlns(:|$)/.test(t[1] ?? ''))
    .map((t) => t[2] ?? t[3] ?? '');
  const texte = [...ohne.matchAll(/>([^<]+)/g)].map((t) => t[1] ?? '').filter((t) => t.trim() !== '');
  return [...attribute, ...texte].map(klar).sort();
}

const werteAus = (zeilen: readonly Blattwert[]): string[] =>
  zeilen.flatMap((z) => [...(z.wert === '' ? [] : [z.wert]), ...z.attribute.map((a) => a.wert)]).sort();

describe.skipIf(!da)('Nachrichten anderer Gewerbebehörden', () => {
  it.each(dateien)('%s: jeder Wert der Datei ist lesbar, keiner doppelt', (name) => {
    const zeilen = blattwerte(datei(name));
    expect(werteAus(zeilen)).toEqual(alleWerte(readFileSync(join(ordner, name), 'utf8')));
    expect(zeilen.every((z) => z.beschriftung !== '')).toBe(true);
  });

  it('tragen deutsche Beschriftungen und sagen, wozu ein Wert gehört', () => {
    const zeilen = blattwerte(datei('xgwa2.1-valid.xml'));
    expect(zeilen.find((z) => z.wert === 'Gewerbeamt Cottbus')).toMatchObject({
      pfad: ['nachrichtenkopf', 'autor', 'behoerdenname'],
      beschriftung: 'Name der Behörde',
      gruppe: 'Nachrichtenkopf › Absender',
    });
    expect(zeilen.find((z) => z.wert === '0355 - 6122840')?.gruppe).toBe(
      'Nachrichtenkopf › Absender › Erreichbarkeit 2',
    );
    expect(zeilen.find((z) => z.pfad.join('/').endsWith('grundAbmeldungSchluessel/code'))?.beschriftung).toBe(
      'Grund der Abmeldung',
    );
    expect(blattwerte(datei('xgwa1.3-invalid-sch.xml')).find((z) => z.wert === 'Friseur')).toMatchObject({
      beschriftung: 'Schwerpunkt der Tätigkeit',
      gruppe: 'Nachricht › Datensegment › Satz › Tätigkeiten › Schwerpunkt › Schwerpunkt der Tätigkeit',
    });
  });

  it.each([
    ['xgwa1.3-invalid-sch.xml', '1.3', 'DatML-RAW-D', 'Gewerbemeldung (XGewerbeanzeige bis Version 1.3, DatML/RAW)'],
    ['xgwa1.3-invalid-xsd.xml', '1.3', 'DatML-RAW-D', 'Gewerbemeldung (XGewerbeanzeige bis Version 1.3, DatML/RAW)'],
    ['xgwa2.0-valid.xml', '2.0', 'alg.gewerbemeldung.0300', 'Gewerbemeldung in allgemeiner Form'],
    ['xgwa2.0-invalid-sch.xml', '2.0', 'alg.gewerbemeldung.0300', 'Gewerbemeldung in allgemeiner Form'],
    [
      'xgwa2.0-invalid-xsd.xml',
      '2.0',
      'dgu.gewerbemeldung.0230',
      'Gewerbemeldung an die Deutsche Gesetzliche Unfallversicherung',
    ],
    ['xgwa2.1-valid.xml', '2.1', 'sta.gewerbemeldung.0100', 'Gewerbemeldung an das Statistische Amt'],
    ['xgwa2.1-invalid-sch.xml', '2.1', 'lue.gewerbemeldung.0290', 'Gewerbemeldung an die Lebensmittelüberwachung'],
    ['xgwa2.1-invalid-xsd.xml', '2.1', 'alg.gewerbemeldung.0300', 'Gewerbemeldung in allgemeiner Form'],
  ])('%s wird als Version %s erkannt', (name, version, nachricht, titel) => {
    expect(erkenne(datei(name))).toEqual({ art: 'xgewerbeanzeige', version, nachricht, titel });
  });

  it('xy-unknown.xml wird nicht angenommen, und die Meldung sagt warum', () => {
    expect(erkenne(datei('xy-unknown.xml'))).toEqual({
      art: 'unbekannt',
      meldung: 'Dateien mit dem Wurzelelement „xy“ werden hier nicht angenommen.',
    });
    expect(mitteilung(datei('xy-unknown.xml'))).toBeNull();
  });

  it('eine Abmeldung an die Statistik ist als solche zu sehen', () => {
    expect(mitteilung(datei('xgwa2.1-valid.xml'))).toEqual({
      art: 'xgewerbeanzeige',
      version: '2.1',
      titel: 'Gewerbemeldung an das Statistische Amt',
      absender: 'Gewerbeamt Cottbus',
      empfaenger: 'Bayerisches Landesamt für Statistik - Sammelstelle Statistik',
      nachrichtId: '00000000-0000-0000-0000-000000000001',
      erstellt: '2019-07-17T00:00:00+02:00',
      anlass: 'Abmeldung',
      saetze: 1,
      betrieb: 'DJ Rei Z, Cottbus',
      person: 'Dr. Wolfgang Rais',
      hinweis: 'nicht gegen das Schema geprüft',
    });
  });

  it('auch die ältere Form wird zusammengefasst', () => {
    expect(mitteilung(datei('xgwa1.3-invalid-sch.xml'))).toMatchObject({
      version: '1.3',
      absender: 'Testverwaltung',
      empfaenger: 'STAID 99',
      nachrichtId: '5687CF4A-5C7B-43F1-933E-E5A7F69F7967',
      erstellt: '2017-10-27T19:15:24',
      anlass: 'Anmeldung',
      betrieb: 'Tibor Pick e.K., Cottbus',
      person: 'Tibor Pick',
    });
  });

  it('mehrere Sätze nennen alle ihre Anlässe', () => {
    const m = mitteilung(datei('xgwa2.1-invalid-xsd.xml'));
    expect(m?.saetze).toBeGreaterThan(1);
    expect(m?.anlass.split(', ')).toEqual(expect.arrayContaining(['Anmeldung', 'Ummeldung']));
  });
});

describe('Erkennen', () => {
  const xga = (version: string, genannt = version) =>
    lies(
      `<x:sta.gewerbemeldung.0100 xmlns:x="http://www.xgewerbeanzeige.de/spezifikation/${version}" version="${genannt}"/>`,
    );

  it('behält eine unbekannte Version und sagt es', () => {
    expect(erkenne(xga('3.0'))).toMatchObject({
      art: 'xgewerbeanzeige',
      version: '3.0',
      hinweis: 'Version 3.0 von XGewerbeanzeige ist hier nicht bekannt.',
    });
    expect(mitteilung(xga('3.0'))).toMatchObject({
      absender: 'nicht angegeben',
      anlass: 'nicht angegeben',
      hinweis: 'nicht gegen das Schema geprüft. Version 3.0 von XGewerbeanzeige ist hier nicht bekannt.',
    });
  });

  it('sagt, wenn Namensraum und Versionsangabe sich widersprechen', () => {
    expect(erkenne(xga('2.1', '2.0'))).toMatchObject({
      version: '2.1',
      hinweis: expect.stringContaining('nennt sich Version 2.0'),
    });
  });

  it.each([
    [
      'andere Statistik in DatML/RAW',
      '<DatML-RAW-D xmlns="http://www.destatis.de/schema/datml-raw/2.0/de"><nachricht/></DatML-RAW-D>',
    ],
    ['richtigen Namen ohne Namensraum', '<sta.gewerbemeldung.0100/>'],
    ['Umschlag ohne Metadaten', '<serviceportal/>'],
  ])('nimmt nicht an: %s', (_, xml) => {
    expect(erkenne(lies(xml)).art).toBe('unbekannt');
  });

  it('kennt den Umschlag von Amt24 an seiner Form', () => {
    expect(erkenne(lies('<serviceportal xmlns="urn:irgendwas"><metadata/></serviceportal>'))).toEqual({ art: 'amt24' });
  });
});

describe('Beliebiges XML', () => {
  const name = fc.constantFrom(
    'satz',
    'autor',
    'mm',
    'mmgr',
    'gewerbe',
    'nachrichtenkopf',
    'code',
    'instance_0',
    'constructor',
    '__proto__',
    'ümlaut',
  );
  const text = fc.string({ maxLength: 8 });
  const attribute = fc.uniqueArray(
    fc.record({ name: fc.constantFrom('name', 'version', '__proto__'), ns: fc.constant(''), wert: text }),
    { selector: (a) => a.name },
  );
  const ns = fc.constantFrom('', 'http://www.xgewerbeanzeige.de/spezifikation/2.1');
  const { baum } = fc.letrec<{ baum: XmlElement; blatt: XmlElement; gruppe: XmlElement }>((tie) => ({
    blatt: fc.record({ name, ns, attribute, text, kinder: fc.constant([]) }),
    gruppe: fc.record({
      name,
      ns,
      attribute,
      text: fc.constant(''),
      kinder: fc.array(tie('baum'), { minLength: 1, maxLength: 3 }),
    }),
    baum: fc.oneof({ maxDepth: 5 }, tie('blatt'), tie('gruppe')),
  }));
  const texteIn = (e: XmlElement): string[] => [
    ...e.attribute.map((a) => a.wert),
    ...(e.text.trim() === '' ? [] : [e.text]),
    ...e.kinder.flatMap(texteIn),
  ];

  it('wirft nie und verliert keinen Wert', () => {
    fc.assert(
      fc.property(baum, (wurzel) => {
        expect(werteAus(blattwerte(wurzel))).toEqual(texteIn(wurzel).sort());
        expect(['xgewerbeanzeige', 'amt24', 'unbekannt']).toContain(erkenne(wurzel).art);
        mitteilung({
          ...wurzel,
          name: 'sta.gewerbemeldung.0100',
          ns: 'http://www.xgewerbeanzeige.de/spezifikation/2.1',
        });
      }),
    );
  });
});
