import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import type { BuendelInhalt } from '../buendel/inhalt.ts';
import { writeBundle } from '../buendel/write.ts';
import { writeZip } from '../buendel/zip.ts';
import { utf8 } from '../bytes.ts';
import { newSigner } from '../probe/schluessel.ts';
import { entriesOf } from '../probe/tausche.ts';
import { baueWelt, gutesBuendel, mitDokument, protokolliere } from '../probe/welt.ts';
import { formatAnker, readAnker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const { anker, stempel } = welt;
const inhalt = await gutesBuendel(welt);
const bytes = await writeBundle(inhalt, { krypto, stempel });
const jetzt = new Date('2026-04-01T00:00:00Z');

async function judge(file: Uint8Array, mit: { anker?: typeof anker } = { anker }) {
  const ergebnis = await pruefe(file, { krypto, jetzt, ...mit });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis;
}

const answers = ({ unversehrt, vertrauen, zeit, zeugen, verdikt }: Awaited<ReturnType<typeof judge>>) =>
  [unversehrt.antwort, vertrauen.antwort, zeit.antwort, zeugen.antwort, verdikt].join(' · ');
const codes = async (file: Uint8Array, mit = { anker }) => {
  const { unversehrt, vertrauen, zeit, zeugen } = await judge(file, mit);
  return [unversehrt, vertrauen, zeit, zeugen].flatMap((t) => t.gruende.map((g) => g.code));
};
/** Other events lie in another state of the log: the evidence record goes with them. */
const bundle = (statt: Partial<BuendelInhalt>) =>
  writeBundle({ ...inhalt, ...(statt.ereignisse ? { protokollzeit: undefined } : {}), ...statt }, { krypto, stempel });

describe('a good bundle', () => {
  it('holds in all four questions against the right anchors', async () => {
    const ergebnis = await judge(bytes);
    expect(answers(ergebnis)).toBe('holds · holds · holds · holds · holds');
    expect(ergebnis.test).toBe(true);
    expect(ergebnis.lines).toEqual([
      'Dokument Empfangsbescheinigung Größe.pdf unverändert',
      'Gesiegelt von TEST Siegel Gemeinde Thallwitz (Gemeinde Thallwitz) am 05.03.2026, 13:00 Uhr',
      'Eingegangen am 05.03.2026, 12:15 Uhr (nach Angabe), gesichert seit 05.03.2026, 13:00 Uhr; „Empfangsbescheinigung“ bereitgestellt am 05.03.2026, abgerufen am 05.03.2026',
      'Im Protokoll von Gemeinde Thallwitz bis Ereignis 4 (Stand vom 05.03.2026, 13:00 Uhr, spätere sind möglich), gegengezeichnet von Zeuge Wurzen (intern)',
      'Protokoll mit Zeitstempel vom 05.03.2026, 13:00 Uhr; Zeitstempel von TEST Zeitstempeldienst am 05.03.2026, 13:00 Uhr',
    ]);
  });

  it('is only unversehrt without anchors', async () => {
    expect(answers(await judge(bytes, {}))).toBe(
      'holds · cannot be decided · cannot be decided · cannot be decided · cannot be decided',
    );
  });

  it('says TEST and that it does not protect against the operator while witnesses are internal', async () => {
    const { hinweise } = await judge(bytes);
    expect(hinweise.map((h) => h.code)).toEqual(['test', 'betreiber']);
    expect(hinweise[1]?.meldung).toContain('nicht gegen den Betreiber geschützt');
    const fremd = { ...anker, zeugen: anker.zeugen.map((z) => ({ ...z, intern: false })) };
    expect((await judge(bytes, { anker: fremd })).hinweise[1]?.meldung).toBe(
      'Ein unabhängiger Betreiber hat gegengezeichnet: Stadt Wurzen.',
    );
  });

  it('rests on the stamp in the document when it bears none of its own, and says so', async () => {
    const nackt = { ...inhalt, protokollzeit: undefined };
    const ohne = await writeBundle(nackt, { krypto });
    expect(answers(await judge(ohne))).toBe('holds · holds · holds · holds · holds');
    expect(await codes(ohne)).toContain('stempel.nur-dokument');
    expect(await writeBundle(nackt, { krypto })).toEqual(ohne);
  });

  it('bears proof data of at most 15 KB beside documents, certificates and instructions', () => {
    const proof = entriesOf(bytes).filter((e) => /^(ereignisse|META-INF|protokoll)\/|^zeugen/.test(e.name));
    expect(proof.length).toBe(10);
    expect(proof.reduce((n, e) => n + e.bytes.length, 0)).toBeLessThan(15 * 1024);
  });
});

describe('the anchors decide', () => {
  it('does not hold when the seal leads to no anchor', async () => {
    const anders = await baueWelt(krypto);
    const ergebnis = await judge(bytes, { anker: { ...anker, siegelwurzeln: anders.anker.siegelwurzeln } });
    expect(ergebnis.vertrauen.antwort).toBe('does not hold');
    expect(ergebnis.verdikt).toBe('does not hold');
  });

  it('cannot decide about a log that is not among them', async () => {
    const ergebnis = await judge(bytes, { anker: { ...anker, logs: [] } });
    expect(ergebnis.zeugen.antwort).toBe('cannot be decided');
    expect(ergebnis.verdikt).toBe('cannot be decided');
  });

  it('does not hold when another key claims the log, or too few witnesses cosigned', async () => {
    const anderer = await newSigner(krypto, welt.log.key.name, 'log');
    expect(
      (await judge(bytes, { anker: { ...anker, logs: [{ key: anderer.key, koerperschaft: 'X' }] } })).verdikt,
    ).toBe('does not hold');
    const zweiter = await newSigner(krypto, 'w2', 'zeuge');
    const zwei = {
      ...anker,
      k: 2,
      zeugen: [...anker.zeugen, { key: zweiter.key, name: 'W2', betreiber: 'B', intern: false }],
    };
    expect((await judge(bytes, { anker: zwei })).zeugen.antwort).toBe('does not hold');
    expect((await judge(bytes, { anker: { ...zwei, k: 1 } })).verdikt).toBe('holds');
  });

  it('never come from the bundle: a forged policy changes nothing', async () => {
    expect(
      (await judge(await bundle({ policy: 'quorum none\n' }), { anker: { ...anker, k: 1, zeugen: [] } })).zeugen
        .antwort,
    ).toBe('does not hold');
  });

  it('are read from a folder and refused when broken', async () => {
    const files = new Map([
      ['anker.json', formatAnker(anker)],
      ['siegel-ca.der', welt.ca.certificate],
      ['zeitstempel-ca.der', welt.ca.certificate],
      ['LIESMICH', utf8('x')],
    ]);
    expect(readAnker(krypto.sha256, files)).toEqual({ ok: true, anker });
    const text = new TextDecoder().decode(formatAnker(anker));
    const bad = [
      '',
      '{}',
      'null',
      text.replace('"k": 1', '"k": 2'),
      text.replace('"test": true', '"test": 1'),
      text.replace(/"vkey": "[^"]*w1/, '"vkey": "w2'),
      text.replace('"intern": true', '"intern": "ja"'),
    ];
    for (const json of bad)
      expect(readAnker(krypto.sha256, new Map([...files, ['anker.json', utf8(json)]])).ok, json).toBe(false);
    expect(readAnker(krypto.sha256, new Map([...files, ['siegel-leer.pem', utf8('nichts')]])).ok).toBe(false);
    expect(readAnker(krypto.sha256, new Map()).ok).toBe(false);
  });
});

describe('what else is said', () => {
  it('tells re-enacted times of a demonstration from the events alone', async () => {
    const nachgestellt = await protokolliere(welt, [{ at: '2027-01-01T00:00:00.000Z', data: { nachgestellt: true } }]);
    const ergebnis = await judge(await bundle({ dokumente: [], ereignisse: nachgestellt }));
    expect(ergebnis.verdikt).toBe('holds');
    expect(ergebnis.hinweise.find((h) => h.code === 'nachgestellt')?.meldung).toContain('nachgestellte Zeiten');
    const demo = await protokolliere(welt, [{ kind: 'demo.angelegt', strom: { art: 'koerperschaft', id: 'k' } }]);
    expect((await judge(await bundle({ dokumente: [], ereignisse: demo }))).hinweise.map((h) => h.code)).toContain(
      'vorfuehrung',
    );
    const geraunt = { ...inhalt.angaben, hinweise: ['nachgestellte Zeiten'] };
    expect((await judge(await bundle({ angaben: geraunt }))).hinweise.map((h) => h.code)).not.toContain('nachgestellt');
  });

  it('cannot decide the time of a bundle without any stamp', async () => {
    const ohne = await writeBundle(
      { ...inhalt, dokumente: [], ereignisse: await protokolliere(welt, [{}]), protokollzeit: undefined },
      { krypto },
    );
    expect(answers(await judge(ohne))).toBe(
      'holds · cannot be decided · cannot be decided · holds · cannot be decided',
    );
  });

  it('does not call an empty bundle good', async () => {
    const leer = await bundle({ dokumente: [], ereignisse: [] });
    expect((await judge(leer)).verdikt).toBe('cannot be decided');
  });

  it('judges documents without a seal by the log alone', async () => {
    const text = utf8('Antrag');
    const ereignisse = await protokolliere(welt, [{ docs: mitDokument(krypto, 'antrag.txt', text) }]);
    const ergebnis = await judge(
      await bundle({ dokumente: [{ name: 'antrag.txt', mime: 'text/plain', bytes: text }], ereignisse }),
    );
    expect(ergebnis.verdikt).toBe('holds');
    expect(ergebnis.lines[1]).toBe('Kein gültiges Siegel enthalten');
  });
});

describe('a single sealed PDF', () => {
  const pdf = inhalt.dokumente[0]?.bytes ?? new Uint8Array();

  it('holds as a document; witnesses cannot be decided without the bundle', async () => {
    const ergebnis = await judge(pdf);
    expect(answers(ergebnis)).toBe('holds · holds · holds · cannot be decided · cannot be decided');
    expect(ergebnis.lines[0]).toBe('Dokument (PDF) unverändert');
  });

  it('does not hold when changed', async () => {
    const at = new TextDecoder('latin1').decode(pdf).indexOf('Empfangs');
    expect((await judge(pdf.map((b, i) => (i === at ? b ^ 1 : b)))).verdikt).toBe('does not hold');
    expect((await judge(pdf.subarray(0, pdf.length - 100))).verdikt).toBe('does not hold');
  });
});

describe('files that cannot be read', () => {
  it('are answered, whatever they are', async () => {
    const foreign = writeZip([{ name: 'mimetype', bytes: utf8('application/epub+zip'), stored: true }]);
    const files = [
      new Uint8Array(),
      utf8('Hallo'),
      utf8('PK'),
      utf8('%PDF-1.7\nnichts'),
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(0, 100),
      bytes.subarray(1),
      foreign,
    ];
    for (const file of files)
      expect(await pruefe(file, { krypto, jetzt, anker })).toMatchObject({ ok: false, code: 'unlesbar' });
  });

  it('or random, never throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'PK\u0003\u0004', '%PDF-1.7\n'),
        fc.uint8Array({ maxLength: 400 }),
        async (start, rest) => {
          const ergebnis = await pruefe(new Uint8Array([...utf8(start), ...rest]), { krypto, jetzt });
          expect(ergebnis.ok && ergebnis.verdikt === 'holds').toBe(false);
        },
      ),
    );
  });
});
