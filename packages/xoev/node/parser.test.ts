import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { diag } from 'libxml2-wasm';
import { afterAll, describe, expect, it } from 'vitest';
import { libxmlParser } from './parser.ts';

const ordner = resolve(process.env.STANDARDS_DIR ?? '../shared/standards', 'xgewerbeanzeige');
const da = existsSync(ordner);
if (!da) console.log('Übersprungen: Die Nachrichten (xgewerbeanzeige) liegen nicht in STANDARDS_DIR.');

const utf8 = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => libxmlParser.parse(utf8(text));
const latin1 = (text: string) => Uint8Array.from(text, (z) => z.charCodeAt(0));

const BOMBE = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">${'bcdefghij'.replace(
  /./g,
  (z) => `<!ENTITY ${z} "${`&${String.fromCharCode(z.charCodeAt(0) - 1)};`.repeat(10)}">`,
)}]><lolz>&j;</lolz>`;

describe('Fremdes XML', () => {
  it('wird zu einem Baum ohne Kommentare und Präfixe', () => {
    expect(
      parse('<?xml version="1.0"?><!-- k --><p:a xmlns:p="urn:x" b="1" p:b="2"> <c><![CDATA[<&>]]>!</c> <d/></p:a>'),
    ).toEqual({
      ok: true,
      wurzel: {
        name: 'a',
        ns: 'urn:x',
        attribute: [
          { name: 'b', ns: '', wert: '1' },
          { name: 'b', ns: 'urn:x', wert: '2' },
        ],
        kinder: [
          { name: 'c', ns: '', attribute: [], kinder: [], text: '<&>!' },
          { name: 'd', ns: '', attribute: [], kinder: [], text: '' },
        ],
        text: '',
      },
    });
  });

  it('behält bei gemischtem Inhalt jedes Textstück an seiner Stelle', () => {
    const ergebnis = parse('<a>vor <b>in</b> nach</a>');
    expect(ergebnis.ok && ergebnis.wurzel.kinder.map((k) => [k.name, k.text])).toEqual([
      ['#text', 'vor '],
      ['b', 'in'],
      ['#text', ' nach'],
    ]);
  });

  it.each([
    ['UTF-8', utf8('<?xml version="1.0" encoding="UTF-8"?><a>Grüße</a>')],
    ['UTF-8 mit Kennung (BOM)', utf8('\uFEFF<?xml version="1.0"?><a>Grüße</a>')],
    ['ISO-8859-1', latin1('<?xml version="1.0" encoding="ISO-8859-1"?><a>Grüße</a>')],
    ['Windows-1252', latin1("<?xml version='1.0' encoding='windows-1252'?><a>Grüße</a>")],
    ['UTF-16', Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><a>Grüße</a>', 'utf16le')],
  ])('wird in %s richtig gelesen', (_, bytes) => {
    const ergebnis = libxmlParser.parse(bytes);
    expect(ergebnis.ok && ergebnis.wurzel.text).toBe('Grüße');
  });

  it.each([
    ['nichts', utf8(''), 'leer', 'leer'],
    ['nur Leerzeichen', utf8(' \n '), 'leer', 'Leerzeichen'],
    ['kein XML', utf8('%PDF-1.7 …'), 'kein-xml', 'keine XML-Datei'],
    ['JSON', utf8('{"a":1}'), 'kein-xml', 'keine XML-Datei'],
    ['mehr als 5 MB', new Uint8Array(5 * 1024 * 1024 + 1).fill(32), 'zu-gross', '5 MB'],
    [
      'Latin-1, das sich UTF-8 nennt',
      latin1('<?xml version="1.0" encoding="UTF-8"?><a>ä</a>'),
      'kodierung',
      'gibt UTF-8 an',
    ],
    ['Latin-1 ohne Angabe', latin1('<a>ä</a>'), 'kodierung', 'gibt UTF-8 an'],
    ['eine unbekannte Kodierung', utf8('<?xml version="1.0" encoding="EBCDIC"?><a/>'), 'kodierung', '„EBCDIC“'],
    ['UTF-16 ohne Kennung', utf8('<?xml version="1.0" encoding="UTF-16"?><a/>'), 'kodierung', 'UTF-16'],
    ['eine Entitätenbombe', utf8(BOMBE), 'doctype', 'DOCTYPE'],
    [
      'eine fremde Entität',
      utf8('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
      'doctype',
      'DOCTYPE',
    ],
    ['eine fremde DTD', utf8('<!-- k --><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'), 'doctype', 'DOCTYPE'],
    [
      'eine DTD in UTF-16',
      Buffer.from('\uFEFF<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'utf16le'),
      'doctype',
      'DOCTYPE',
    ],
    ['eine unbekannte Entität', utf8('<a>&x;</a>'), 'nicht-wohlgeformt', 'Zeile 1'],
    ['ein Ende mitten im Element', utf8('<a>\n<b>x'), 'abgeschnitten', 'bricht mitten im Inhalt ab (Zeile 2)'],
    ['ein Ende vor dem ersten Element', utf8('<?xml version="1.0"?>'), 'abgeschnitten', 'vor dem ersten Element'],
    ['falsch geschlossene Elemente', utf8('<a><b></a></b>'), 'nicht-wohlgeformt', 'kein fehlerfreies XML'],
    ['zwei Wurzeln', utf8('<a/><b/>'), 'nicht-wohlgeformt', 'kein fehlerfreies XML'],
    ['Nullzeichen', utf8('<a>\u0000</a>'), 'nicht-wohlgeformt', 'kein fehlerfreies XML'],
    ['201 Ebenen', utf8('<a>'.repeat(201) + '</a>'.repeat(201)), 'zu-tief', '200 Ebenen'],
    ['5000 Ebenen', utf8('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'zu-tief', '200 Ebenen'],
    ['eine Flut von Elementen', utf8(`<r>${'<a/>'.repeat(100_001)}</r>`), 'zu-viele-elemente', 'mehr Angaben'],
  ])('%s wird mit Grund abgelehnt', (_, bytes, code, meldung) => {
    expect(libxmlParser.parse(bytes)).toMatchObject({ ok: false, code, meldung: expect.stringContaining(meldung) });
  });

  it('ist mit genau 200 Ebenen noch lesbar', () => {
    expect(parse('<a>'.repeat(200) + '</a>'.repeat(200)).ok).toBe(true);
  });

  it('holt nichts herbei: XInclude und Stylesheet bleiben Text', () => {
    const ergebnis = parse(
      '<?xml-stylesheet href="http://127.0.0.1:9/x"?><a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></a>',
    );
    expect(ergebnis.ok && ergebnis.wurzel.kinder[0]).toMatchObject({ name: 'include', text: '', kinder: [] });
  });

  it('wirft bei keinem Bytesalat', () => {
    const stuecke = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<!',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '&',
      ';',
      '"',
      '=',
      'a',
      ' ',
      '\u0000',
      'ä',
      '&#x0;',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (b) => typeof libxmlParser.parse(b).ok === 'boolean'),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(stuecke, { maxLength: 30 }), (t) => typeof parse(`<a>${t.join('')}`).ok === 'boolean'),
      { numRuns: 1000 },
    );
  });

  it.skipIf(!da)('ist an jeder Stelle abgeschnitten eine abgelehnte Datei', () => {
    const bytes = readFileSync(join(ordner, 'xgwa2.1-valid.xml'));
    const codes = new Set<string>();
    for (let n = 0; n < bytes.length - 40; n += 37) {
      const ergebnis = libxmlParser.parse(bytes.subarray(0, n));
      codes.add(ergebnis.ok ? 'gelesen' : ergebnis.code);
    }
    expect([...codes].sort()).toEqual(
      ['abgeschnitten', 'kein-xml', 'kodierung', 'leer'].filter((c) => codes.has(c)).sort(),
    );
    expect(codes).toContain('abgeschnitten');
  });
});

describe('Der Speicher', () => {
  diag.configure({ enabled: true });
  afterAll(() => diag.configure({ enabled: false }));

  it('ist nach 2000 Nachrichten, guten und schlechten, wieder frei', () => {
    const gut = utf8(`<r>${'<a b="1">Text</a>'.repeat(300)}</r>`);
    const schlecht = utf8(`<r>${'<a b="1">Text</a>'.repeat(300)}</x>`);
    const belegt = (anzahl: number) => {
      for (let i = 0; i < anzahl; i++) libxmlParser.parse(i % 2 === 0 ? gut : schlecht);
      return process.memoryUsage().external;
    };
    const danach = [belegt(200), belegt(1800)] as const;
    // 2000 undisposed documents of this size would take some 100 MB of WASM memory
    expect(danach[1] - danach[0]).toBeLessThan(8 * 1024 * 1024);
    expect(diag.report()).toEqual({});
  });
});

describe.skipIf(!da)('Die Nachrichten der Testsuite', () => {
  it.each(da ? readdirSync(ordner).filter((n) => n.endsWith('.xml')) : [])('%s ist lesbar', (name) => {
    expect(libxmlParser.parse(readFileSync(join(ordner, name))).ok).toBe(true);
  });
});
