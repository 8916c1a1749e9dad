import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { openPdf, readCertificate, verifyPdf } from '../index.ts';
import { readDss } from './dss.ts';

const dir = join(process.env.STANDARDS_DIR ?? '../shared/standards', 'pdf');
const da = existsSync(join(dir, 'erwartet.json'));
const erwartet: { file: string; verdict: string }[] = da
  ? JSON.parse(readFileSync(join(dir, 'erwartet.json'), 'utf8'))
  : [];
const verify = (file: string) =>
  verifyPdf(new Uint8Array(readFileSync(join(dir, file))), {
    krypto,
    anker: [],
    jetzt: new Date('2026-03-10T00:00:00Z'),
  });

describe.skipIf(!da)('fremde PDF-Dateien (uebersprungen, wenn STANDARDS_DIR fehlt)', () => {
  it.each(erwartet)('$file: $verdict', async ({ file, verdict }) => {
    const u = await verify(file);
    expect(u.unversehrt, JSON.stringify(u.gruende)).toBe(verdict);
  });

  const ohne = da ? ['pdfa', 'verapdf'].flatMap((d) => readdirSync(join(dir, d)).map((f) => `${d}/${f}`)) : [];
  it.each(ohne)('%s traegt keine Unterschrift', async (file) => {
    expect(await verify(file)).toMatchObject({
      unversehrt: 'cannot be decided',
      gruende: [{ code: 'pdf.keine-unterschrift' }],
    });
  });

  /** The roots the file itself brings along, taken as anchors for once. */
  const wurzelnIn = (pdf: Uint8Array) =>
    readDss(openPdf(pdf)).Certs.flatMap(({ bytes }) => {
      const c = readCertificate(bytes);
      return c && Buffer.from(c.subject).equals(c.issuer) ? [c.der] : [];
    });
  it.skipIf(!da).each([
    ['pades/doc-firmado-LT.pdf', '2018-10-01', ['B-LT']],
    ['pades/pades-lta-dss-indirect-arrs-test.pdf', '2026-03-10', ['B-LTA', 'B-LT']],
  ])('%s: Sperrlisten und OCSP-Antworten fremder Stellen halten', async (file, jetzt, niveaus) => {
    const pdf = new Uint8Array(readFileSync(join(dir, file)));
    const o = { krypto, anker: wurzelnIn(pdf), jetzt: new Date(jetzt), sperrpruefung: 'streng' } as const;
    const u = await verifyPdf(pdf, o);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', gruende: [] });
    expect(u.unterschriften.map((x) => x.niveau)).toEqual(niveaus);
  });
});
