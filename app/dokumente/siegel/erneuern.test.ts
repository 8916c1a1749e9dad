import { ED25519, EIGNUNG, issueCertificate, verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createLangzeitwelt, tag } from '../../../packages/siegel/test/langzeit.ts';
import { typesetPdf } from '../../../packages/siegel/test/pdfs.ts';
import { erneuere } from './erneuern.ts';
import { fristNach } from './erneuerstelle.ts';
import { pruefsummeAm, type Umstellungen } from './pruefsumme.ts';

const TAG = 86_400_000;
const ENDE = tag('2028-01-01');
const UMSTELLUNGEN: Umstellungen = { sha256: { umstellenAb: tag('2027-01-01'), nachfolger: 'sha512' } };
/** The list of verifier and renewal as a later edition of the catalogues would have it. */
const endet = (ende: Date | null) => Object.assign(EIGNUNG.hash, { sha256: ende });
afterEach(() => endet(null));

describe('Die Prüfsumme eines neuen Stempels', () => {
  it('ist SHA-256, solange nichts anderes gesagt ist, und ab dem Tag der Umstellung ihr Nachfolger', () => {
    const am = (d: string, u = UMSTELLUNGEN) => pruefsummeAm(tag(d).getTime(), u);
    expect([am('2026-12-31'), am('2027-01-01'), am('2030-01-01'), am('2030-01-01', {})]).toEqual([
      'sha256',
      'sha512',
      'sha512',
      'sha256',
    ]);
    expect(am('2030-01-01', { sha256: { umstellenAb: null, nachfolger: 'sha512' } })).toBe('sha256');
    const weiter = { ...UMSTELLUNGEN, sha512: { umstellenAb: tag('2029-01-01'), nachfolger: 'sha384' as const } };
    expect([am('2028-06-01', weiter), am('2029-01-01', weiter)]).toEqual(['sha512', 'sha384']);
  });
});

describe('Ein gesiegeltes Dokument, dessen Prüfsumme endet', () => {
  /** Sealed in 2026 by SHA-256. The time-stamp authority itself signs by SHA-512 (Ed25519): what ends is our hash alone. */
  async function gesiegelt() {
    const w = await createLangzeitwelt();
    const tsa = await issueCertificate({
      krypto,
      ca: w.stelle,
      verwendung: 'zeitstempel',
      name: 'TEST Zeitstempel',
      organisation: 'X',
      von: tag('2026-06-01'),
      bis: tag('2036-01-01'),
      alg: ED25519,
    });
    const pdf = await w.siegele(typesetPdf(), w.siegel, tsa, tag('2026-07-01'));
    const gefragt: string[] = [];
    const erneuert = async (alt: Uint8Array, am: Date, hash = pruefsummeAm(am.getTime(), UMSTELLUNGEN)) =>
      erneuere(
        { pdf: alt, hash, jetzt: am.getTime(), anker: [w.wurzel.certificate], crls: await w.crls(am), ocsps: [] },
        krypto,
        (digest) => {
          gefragt.push(`${digest.length * 8}`);
          return w.stempel(tsa, am)(digest);
        },
      );
    const urteil = (p: Uint8Array, jetzt: Date) => verifyPdf(p, { krypto, anker: [w.wurzel.certificate], jetzt });
    return { pdf, erneuert, urteil, gefragt };
  }

  it('wird vorher erneuert, mit dem nächsten Verfahren, und gilt danach weiter', async () => {
    endet(ENDE);
    const { pdf, erneuert, urteil, gefragt } = await gesiegelt();
    const erste = await erneuert(pdf, tag('2026-07-02'));
    expect(new Date(erste.bis)).toEqual(ENDE);
    const faellig = fristNach(tag('2026-07-02').getTime(), erste.bis).faellig;
    expect(faellig).toBeLessThan(ENDE.getTime() - 29 * TAG);
    const zweite = await erneuert(erste.pdf, new Date(faellig));
    expect(gefragt).toEqual(['256', '512']);
    expect(zweite.bis).toBeGreaterThan(ENDE.getTime());
    const spaeter = tag('2028-02-01');
    expect(await urteil(zweite.pdf, spaeter)).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect((await urteil(erste.pdf, spaeter)).zeit).toBe('cannot be decided');
  });

  it('ist auch dann vor dem Ende fällig, wenn die jährliche Erneuerung erst danach käme', async () => {
    endet(ENDE);
    const { pdf, erneuert } = await gesiegelt();
    const am = tag('2027-09-01');
    const { bis } = await erneuert(pdf, am, 'sha256');
    expect(new Date(bis)).toEqual(ENDE);
    const { faellig, dringend } = fristNach(am.getTime(), bis);
    expect(faellig).toBeLessThan(ENDE.getTime() - 29 * TAG);
    expect(dringend).toBeLessThan(ENDE.getTime());
  });

  it('wird ohne genanntes Ende nur nach Zertifikat und Jahr erneuert', async () => {
    const { pdf, erneuert } = await gesiegelt();
    const { bis } = await erneuert(pdf, tag('2026-07-02'), 'sha256');
    expect(bis).toBeGreaterThan(ENDE.getTime());
  });
});
