import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../node/krypto.ts';
import { createLangzeitwelt } from '../../test/langzeit.ts';
import { openPdf, readCertificate, renewPdf, verifyPdf } from '../index.ts';
import { resolve } from '../pdf/dokument.ts';
import { catalog } from '../pdf/seiten.ts';
import { asDict } from '../pdf/werte.ts';
import { readDss } from './dss.ts';

const dir = join(process.env.STANDARDS_DIR ?? '../shared/standards', 'pdf');
const da = existsSync(join(dir, 'erwartet.json'));
const erwartet: { file: string; verdict: string }[] = da
  ? JSON.parse(readFileSync(join(dir, 'erwartet.json'), 'utf8'))
  : [];
/** Under which names the store of a file keeps what belongs to each signature. */
function vriNames(pdf: Uint8Array): string[] {
  const doc = openPdf(pdf);
  const stand = doc.revisionen.length - 1;
  const dss = asDict(resolve(doc, catalog(doc, stand).m.get('DSS'), stand));
  return [...(asDict(resolve(doc, dss?.m.get('VRI'), stand))?.m.keys() ?? [])];
}

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
    ['pades/pades-lta-dss-indirect-arrs-test.pdf', '2025-10-01', ['B-LTA', 'B-LT']],
  ])('%s: Sperrlisten und OCSP-Antworten fremder Stellen halten', async (file, jetzt, niveaus) => {
    const pdf = new Uint8Array(readFileSync(join(dir, file)));
    const o = { krypto, anker: wurzelnIn(pdf), jetzt: new Date(jetzt), sperrpruefung: 'streng' } as const;
    const u = await verifyPdf(pdf, o);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', gruende: [] });
    expect(u.unterschriften.map((x) => x.niveau)).toEqual(niveaus);
  });

  it('eine fremde B-LTA wird erneuert: ihre Nachweise bleiben, ihre Eintraege heissen wie unsere', async () => {
    const pdf = new Uint8Array(readFileSync(join(dir, 'pades/pades-lta-dss-indirect-arrs-test.pdf')));
    const w = await createLangzeitwelt(new Date('2025-01-01T00:00:00Z'));
    const tsa = await w.tsa('TEST Zeitstempel', new Date('2025-01-01T00:00:00Z'));
    const anker = [...wurzelnIn(pdf), w.wurzel.certificate];
    const erneuert = async (am: Date) =>
      renewPdf({ pdf, krypto, crls: await w.crls(am), timestamp: w.stempel(tsa, am) });
    const neu = await erneuert(new Date('2025-10-01T09:30:00Z'));
    const u = await verifyPdf(neu, { krypto, anker, jetzt: new Date('2026-12-01') });
    const zuSpaet = await verifyPdf(await erneuert(new Date('2026-03-10T09:30:00Z')), {
      krypto,
      anker,
      jetzt: new Date('2026-12-01'),
    });
    // Its stamps are of RSA keys with 2048 bits, suitable until the end of 2025.
    expect(zuSpaet).toMatchObject({ unversehrt: 'holds', vertrauen: 'cannot be decided', zeit: 'cannot be decided' });
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(u.unterschriften.map((x) => x.niveau)).toEqual(['B-LTA', 'B-LTA', 'B-T']);
    expect(vriNames(neu)).toEqual(expect.arrayContaining(vriNames(pdf)));
    expect(vriNames(neu)).toHaveLength(2);
  });
});
