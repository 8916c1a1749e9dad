import { createTestCrl, createTestOcsp } from '@rathausverbund/siegel';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { standDatei } from '../buendel/inhalt.ts';
import { writeBundle } from '../buendel/write.ts';
import { writeZip } from '../buendel/zip.ts';
import { utf8 } from '../bytes.ts';
import { entriesOf, tausche as tauscheMit } from '../probe/tausche.ts';
import { baueWelt, gutesBuendel, protokolliere, zeitstemple } from '../probe/welt.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const { stempel } = welt;
const inhalt = await gutesBuendel(welt);
const jetzt = new Date('2026-04-01T00:00:00Z');
const ohneStempel = await writeBundle(inhalt, { krypto });

async function judge(file: Uint8Array, anker = welt.anker) {
  const ergebnis = await pruefe(file, { krypto, jetzt, anker });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis;
}
const codes = async (file: Uint8Array) => {
  const { unversehrt, vertrauen, zeit, zeugen } = await judge(file);
  return [unversehrt, vertrauen, zeit, zeugen].flatMap((t) => t.gruende.map((g) => g.code));
};

const tausche = (file: Uint8Array, neu: ReadonlyMap<string, Uint8Array | null>) => tauscheMit(krypto, file, neu);
const stueck = (file: Uint8Array, name: string) => entriesOf(file).find((e) => e.name === name)?.bytes ?? null;
const BEWEIS = ['META-INF/evidencerecord0001.ers', 'META-INF/ASiCEvidenceRecordManifest0001.xml'];
const STAND = standDatei('0001');

describe('a bundle with an evidence record over the log', () => {
  it('rests its time on it, also without a stamp of its own', async () => {
    const ergebnis = await judge(ohneStempel);
    expect(ergebnis.zeit.antwort).toBe('holds');
    expect(ergebnis.verdikt).toBe('holds');
    expect(ergebnis.lines[4]).toBe('Protokoll mit Zeitstempel vom 05.03.2026, 13:00 Uhr');
    expect(ergebnis.zeit.gruende.map((g) => g.code)).toContain('protokollzeit.zeit');
    expect(await codes(ohneStempel)).not.toContain('stempel.nur-dokument');
  });

  it('says on what the time rests when there is no record', async () => {
    const nackt = { ...inhalt, protokollzeit: undefined };
    expect(await codes(await writeBundle(nackt, { krypto, stempel }))).toContain('protokollzeit.fehlt');
    const { zeit } = await judge(await writeBundle(nackt, { krypto }));
    expect(zeit.gruende.find((g) => g.code === 'stempel.nur-dokument')?.meldung).toContain(
      'Die Zeit stützt sich auf den Zeitstempel im Dokument',
    );
  });

  it('is not written with proofs against another state of the log', async () => {
    const ereignisse = await protokolliere(welt, [{ strom: { art: 'vorgang', id: 'anderer' } }]);
    await expect(writeBundle({ ...inhalt, dokumente: [], ereignisse }, { krypto })).rejects.toThrow('anderen Stand');
  });

  it('does not hold when the record belongs to another state of the log', async () => {
    const ereignisse = await protokolliere(welt, [{ strom: { art: 'vorgang', id: 'anderer' } }]);
    const protokollzeit = await zeitstemple(welt, ereignisse);
    const andere = await writeBundle({ ...inhalt, dokumente: [], ereignisse, protokollzeit }, { krypto });
    const fremd = new Map([STAND, ...BEWEIS].map((name) => [name, stueck(andere, name)]));
    const forged = tausche(ohneStempel, fremd);
    expect(await codes(forged)).toContain('protokollzeit.stand');
    expect((await judge(forged)).verdikt).toBe('does not hold');
  });

  it('does not hold when the record covers other data or is broken', async () => {
    const andere = await zeitstemple(welt, await protokolliere(welt, [{ strom: { art: 'vorgang', id: 'w' } }]));
    for (const bytes of [andere[0]?.evidenceRecord ?? utf8(''), utf8('nichts'), utf8('')]) {
      const ergebnis = await judge(tausche(ohneStempel, new Map([['META-INF/evidencerecord0001.ers', bytes]])));
      expect(ergebnis.unversehrt.antwort).toBe('does not hold');
      expect(ergebnis.lines[4]).toBe('Der Zeitstempel über das Protokoll gilt nicht');
    }
  });

  it('does not hold when a piece of it is missing or added', async () => {
    for (const name of [STAND, ...BEWEIS])
      expect(await codes(tausche(ohneStempel, new Map([[name, null]])))).toContain('protokollzeit.unvollstaendig');
    const geschwaetzig = utf8(`${new TextDecoder().decode(stueck(ohneStempel, BEWEIS[1] ?? '') ?? utf8(''))} `);
    expect(await codes(tausche(ohneStempel, new Map([[BEWEIS[1] ?? '', geschwaetzig]])))).toContain(
      'protokollzeit.unvollstaendig',
    );
  });

  it('contradicts itself when an event is later than the stamp', async () => {
    const ereignisse = await protokolliere(welt, [{ at: '2026-03-05T13:30:00.000Z' }]);
    const protokollzeit = await zeitstemple(welt, ereignisse);
    const file = await writeBundle({ ...inhalt, dokumente: [], ereignisse, protokollzeit }, { krypto });
    const { zeit } = await judge(file);
    expect(zeit.antwort).toBe('does not hold');
    expect(zeit.gruende.map((g) => g.meldung).join()).toContain('als der Stand des Protokolls gestempelt wurde');
  });

  it('cannot be trusted against other roots', async () => {
    const { zeitwurzeln } = (await baueWelt(krypto)).anker;
    const ergebnis = await judge(ohneStempel, { ...welt.anker, zeitwurzeln });
    expect(ergebnis.vertrauen.antwort).toBe('does not hold');
    expect(ergebnis.zeit.antwort).toBe('does not hold');
  });
});

describe('revocation data in a bundle', () => {
  it('lie beside the certificates and are covered like everything else', async () => {
    const [von, bis] = [new Date('2026-03-01T00:00:00Z'), new Date('2027-03-01T00:00:00Z')];
    const crl = await createTestCrl({ krypto, ca: welt.ca, gesperrt: [], von, bis });
    const frage = { aussteller: welt.ca.certificate, antwortender: welt.ca, zertifikat: welt.tsa.certificate };
    const ocsp = await createTestOcsp({ krypto, ...frage, status: 'gut', von, bis });
    const sperrlisten = [
      { art: 'crl' as const, bytes: crl },
      { art: 'ocsp' as const, bytes: ocsp },
    ];
    const file = await writeBundle({ ...inhalt, sperrlisten }, { krypto, stempel });
    expect(stueck(file, 'zertifikate/sperrlisten/0002.ocsp')).toEqual(ocsp);
    expect(await codes(file)).not.toContain('x509.sperrung-unbekannt');
    expect((await judge(file)).verdikt).toBe('holds');
    const forged = entriesOf(file).map((e) => (e.name.endsWith('.crl') ? { ...e, bytes: utf8('keine') } : e));
    expect((await judge(writeZip(forged))).verdikt).toBe('does not hold');
  });

  it('do not hold when they are none, like certificates and policy', async () => {
    const muell = utf8('nichts');
    for (const art of ['crl', 'ocsp'] as const)
      expect(await codes(await writeBundle({ ...inhalt, sperrlisten: [{ art, bytes: muell }] }, { krypto }))).toContain(
        'sperrliste.unlesbar',
      );
    expect(await codes(await writeBundle({ ...inhalt, zertifikate: [muell] }, { krypto }))).toContain(
      'zertifikate.unlesbar',
    );
    expect(await codes(await writeBundle({ ...inhalt, policy: 'nichts' }, { krypto }))).toContain('policy.unlesbar');
  });

  it('say that a certificate was blocked', async () => {
    const [von, bis] = [new Date('2026-03-01T00:00:00Z'), new Date('2027-03-01T00:00:00Z')];
    const gesperrt = [{ zertifikat: welt.siegel.certificate, seit: new Date('2026-02-01T00:00:00Z') }];
    const crl = await createTestCrl({ krypto, ca: welt.ca, gesperrt, von, bis });
    const file = await writeBundle({ ...inhalt, sperrlisten: [{ art: 'crl', bytes: crl }] }, { krypto, stempel });
    expect(await codes(file)).toContain('x509.gesperrt');
    expect((await judge(file)).verdikt).toBe('does not hold');
  });
});
