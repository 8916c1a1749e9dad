import { createTestCa, createTestCrl, createTestOcsp, type TestSperre } from '@rathausverbund/siegel';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { pem } from '../buendel/pem.ts';
import { writeBundle } from '../buendel/write.ts';
import { utf8 } from '../bytes.ts';
import { baueWelt, gutesBuendel } from '../probe/welt.ts';
import { type Anker, formatAnker, readAnker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const VON = new Date('2026-01-01T00:00:00Z');
const jetzt = new Date('2026-04-01T00:00:00Z');
const welt = await baueWelt(krypto);
const fremd = (await createTestCa({ krypto, jetzt: VON, name: 'TEST Andere Wurzel' })).certificate;
const inhalt = await gutesBuendel(welt);
const { ca } = welt;

async function urteil(file: Uint8Array, anker: Anker) {
  const e = await pruefe(file, { krypto, jetzt, anker });
  if (!e.ok) throw new Error(e.meldung);
  const codes = [e.unversehrt, e.vertrauen, e.zeit].flatMap((t) => t.gruende.map((g) => g.code));
  return { verdikt: e.verdikt, vertrauen: e.vertrauen.antwort, zeit: e.zeit.antwort, codes };
}

describe('eine Wurzel gilt für einen Zweck', () => {
  it('wer siegeln darf, datiert nichts: ein Zeitstempel unter der Siegelwurzel beweist keine Zeit', async () => {
    for (const stempel of [welt.stempel, undefined]) {
      const file = await writeBundle(inhalt, stempel ? { krypto, stempel } : { krypto });
      const u = await urteil(file, { ...welt.anker, zeitwurzeln: [fremd] });
      expect([u.verdikt, u.zeit]).toEqual(['does not hold', 'does not hold']);
      expect(u.codes).toContain('x509.kein-pfad');
    }
  });

  it('wer Zeitstempel gibt, siegelt nichts', async () => {
    const u = await urteil(await writeBundle(inhalt, { krypto }), { ...welt.anker, siegelwurzeln: [fremd] });
    expect([u.verdikt, u.vertrauen]).toEqual(['does not hold', 'does not hold']);
  });

  it('ohne Wurzeln für Zeitstempel ist die Zeit nicht zu entscheiden', async () => {
    const u = await urteil(await writeBundle(inhalt, { krypto }), { ...welt.anker, zeitwurzeln: [] });
    expect([u.verdikt, u.zeit]).toEqual(['cannot be decided', 'cannot be decided']);
  });
});

const JSON_TEXT = new TextDecoder().decode(formatAnker(welt.anker));
const lies = (dateien: Record<string, Uint8Array>, mehr: object = {}) => {
  const json = utf8(JSON.stringify({ ...(JSON.parse(JSON_TEXT) as object), ...mehr }));
  return readAnker(krypto.sha256, new Map(Object.entries({ 'anker.json': json, ...dateien })));
};

describe('der Ordner der Anker', () => {
  it('sagt mit dem Namen der Datei, wofür eine Wurzel gilt', () => {
    const a = lies({ 'siegel-hsm-ca.pem': pem([ca.certificate]), 'zeitstempel-a.DER': fremd });
    expect(a).toMatchObject({ ok: true, anker: { siegelwurzeln: [ca.certificate], zeitwurzeln: [fremd] } });
  });

  it('oder in anker.json, auch für beides', () => {
    const wurzeln = { siegel: ['haus.der', 'beides.der'], zeitstempel: ['beides.der'] };
    const a = lies({ 'haus.der': ca.certificate, 'beides.der': fremd }, { wurzeln });
    expect(a).toMatchObject({ ok: true, anker: { siegelwurzeln: [ca.certificate, fremd], zeitwurzeln: [fremd] } });
  });

  it('weist eine Wurzel ohne Zweck ab und nennt beide Namen', () => {
    const a = lies({ 'wurzel.pem': pem([ca.certificate]) });
    expect(a.ok ? '' : a.meldung).toBe(
      'Von dem Stammzertifikat wurzel.pem ist nicht gesagt, wofür es gilt. Benennen Sie die Datei um: siegel-NAME.pem für Siegel, zeitstempel-NAME.pem für Zeitstempel.',
    );
  });

  it('wird abgewiesen, wo er etwas nennt, das es nicht gibt oder das keines ist', () => {
    for (const wurzeln of [{ siegel: ['fehlt.pem'] }, { siegel: 'x.pem' }, { andere: [] }, ['x.pem'], { siegel: [1] }])
      expect(lies({}, { wurzeln }).ok, JSON.stringify(wurzeln)).toBe(false);
    for (const name of ['siegel-x.pem', 'x.crl', 'x.ocsp'])
      expect(lies({ [name]: utf8('nichts') }).ok, name).toBe(false);
    expect(lies({ 'siegel-x.der': Uint8Array.of(0x30, 0) }).ok).toBe(false);
  });

  it('erklärt Auskünfte über Sperrungen nur für TEST für entbehrlich', () => {
    expect(lies({}, { sperrauskunft: 'entbehrlich' })).toMatchObject({ anker: { sperrauskunft: 'entbehrlich' } });
    expect(lies({}, { sperrauskunft: 'entbehrlich', test: false }).ok).toBe(false);
    expect(lies({}, { sperrauskunft: 'egal' }).ok).toBe(false);
    const anker = { ...welt.anker, sperrauskunft: 'entbehrlich' } as const;
    const gelesen = readAnker(krypto.sha256, new Map([['anker.json', formatAnker(anker)]]));
    expect(gelesen.ok && gelesen.anker.sperrauskunft).toBe('entbehrlich');
  });
});

describe('Sperren', async () => {
  const mit = await baueWelt(krypto, { crl: 'http://sperre.invalid/liste.crl' });
  const gut = await gutesBuendel(mit);
  const nackt = await writeBundle(gut, { krypto, stempel: mit.stempel });
  const [von, bis] = [new Date('2026-03-06T00:00:00Z'), new Date('2026-05-01T00:00:00Z')];
  const crl = (gesperrt: readonly TestSperre[] = []) => createTestCrl({ krypto, ca: mit.ca, gesperrt, von, bis });
  const sperre = { seit: new Date('2026-02-01T00:00:00Z'), grund: 1 };
  const mitListe = async (bytes: Uint8Array) =>
    writeBundle({ ...gut, sperrlisten: [{ art: 'crl', bytes }] }, { krypto, stempel: mit.stempel });

  it('eine Liste, die im Bündel liegt, hält den Nachweis; weggelassen ist nichts mehr zu entscheiden', async () => {
    expect((await urteil(await mitListe(await crl()), mit.anker)).verdikt).toBe('holds');
    const u = await urteil(nackt, mit.anker);
    expect(u).toMatchObject({
      verdikt: 'cannot be decided',
      vertrauen: 'cannot be decided',
      zeit: 'cannot be decided',
    });
    expect(u.codes).toContain('x509.sperrung-unbekannt');
  });

  it('wer die Liste mit der Sperre herausnimmt, gewinnt kein „gilt“', async () => {
    for (const zertifikat of [mit.siegel.certificate, mit.tsa.certificate]) {
      const u = await urteil(await mitListe(await crl([{ zertifikat, ...sperre }])), mit.anker);
      expect(u.verdikt).toBe('does not hold');
    }
    expect((await urteil(nackt, mit.anker)).verdikt).toBe('cannot be decided');
  });

  it('die eigene Liste im Ordner der Anker zählt wie die im Bündel', async () => {
    expect((await urteil(nackt, { ...mit.anker, crls: [await crl()] })).verdikt).toBe('holds');
    const gesperrt = await crl([{ zertifikat: mit.tsa.certificate, ...sperre }]);
    expect((await urteil(nackt, { ...mit.anker, crls: [gesperrt] })).verdikt).toBe('does not hold');
    const ocspOf = (zertifikat: Uint8Array) =>
      createTestOcsp({
        krypto,
        aussteller: mit.ca.certificate,
        antwortender: mit.ca,
        zertifikat,
        status: 'gut',
        von,
        bis,
      });
    const ocsps = await Promise.all([mit.siegel.certificate, mit.tsa.certificate].map(ocspOf));
    expect((await urteil(nackt, { ...mit.anker, ocsps })).verdikt).toBe('holds');
  });

  it('liegt im Ordner als Datei', async () => {
    const liste = await crl();
    expect(lies({ 'tsa.crl': liste })).toMatchObject({ ok: true, anker: { crls: [liste] } });
  });

  it('ein gesperrtes Siegel lässt auch das einzelne Dokument nicht gelten, ein unbeantwortetes offen', async () => {
    const pdf = gut.dokumente[0]?.bytes ?? expect.fail('ohne Dokument');
    expect((await urteil(pdf, mit.anker)).vertrauen).toBe('cannot be decided');
    expect((await urteil(pdf, { ...mit.anker, crls: [await crl()] })).vertrauen).toBe('holds');
    const gesperrt = await crl([{ zertifikat: mit.siegel.certificate, ...sperre }]);
    expect((await urteil(pdf, { ...mit.anker, crls: [gesperrt] })).vertrauen).toBe('does not hold');
  });

  it('ist bei TEST-Ankern, die es sagen, entbehrlich: dann wird es nur gesagt', async () => {
    const u = await urteil(nackt, { ...mit.anker, sperrauskunft: 'entbehrlich' });
    expect(u.verdikt).toBe('holds');
    expect(u.codes).toContain('x509.sperrung-unbekannt');
    expect((await urteil(nackt, { ...mit.anker, sperrauskunft: 'entbehrlich', test: false })).verdikt).toBe(
      'cannot be decided',
    );
  });
});
