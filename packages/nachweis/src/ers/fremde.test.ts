import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBouncyCastle, startBouncyCastle } from '../../test/bouncycastle.ts';
import { utf8 } from '../bytes.ts';
import { createEvidenceRecords, renewHashTrees, renewTimestamps, verifyEvidenceRecord } from '../index.ts';
import { baueWelt, type Welt } from '../probe/welt.ts';
import { stempelstelle } from '../probe/zeitstempel.ts';

const DA = hasBouncyCastle();
if (!DA) console.log('Bouncy Castle übersprungen: java und libbcpkix-java fehlen.');
/** Java starts slowly where others work too. */
const GEDULD = { timeout: 120_000 };
const JETZT = new Date('2026-11-05T12:00:00Z');
const gruppen = [['eins'], ['zwei a', 'zwei b', 'zwei c'], ['drei'], ['vier'], ['fuenf a', 'fuenf b']].map((g) =>
  g.map(utf8),
);

describe.skipIf(!DA)('Bouncy Castle und wir', GEDULD, () => {
  let welt: Welt;
  let bc: ReturnType<typeof startBouncyCastle>;
  let stelle: ReturnType<typeof stempelstelle>;
  let tag = 0;

  beforeAll(async () => {
    welt = await baueWelt(krypto);
    // a day later with each stamp
    stelle = stempelstelle(welt, () => new Date(Date.UTC(2026, 2, ++tag)));
    bc = startBouncyCastle(stelle.antworte);
  });
  afterAll(() => bc?.ende());

  const unsere = (hash: 'sha256' | 'sha512' = 'sha256', g = gruppen) =>
    createEvidenceRecords({
      krypto,
      hash,
      daten: g.map((teile) => teile.map((t) => krypto[hash](t))),
      stempel: stelle.stempel,
    });
  const pruefe = async (der: Uint8Array, bytes: readonly Uint8Array[]) => {
    const urteil = await verifyEvidenceRecord(der, { bytes }, { krypto, anker: [welt.ca.certificate], jetzt: JETZT });
    return [urteil.unversehrt, urteil.vertrauen, urteil.zeit];
  };
  const haelt = ['holds', 'holds', 'holds'];

  it('unsere Beweisdatensätze gelten dort, und nur für ihre Daten', async () => {
    for (const hash of ['sha256', 'sha512'] as const) {
      const records = await unsere(hash);
      for (const [i, gruppe] of gruppen.entries()) {
        expect(await bc.pruefe(records[i] ?? new Uint8Array(), gruppe, JETZT)).toBe('ja');
        expect(await bc.pruefe(records[i] ?? new Uint8Array(), [utf8('anderes')], JETZT)).toContain('not found');
      }
    }
  });

  it('ein einzelnes Datenobjekt braucht keinen Baum', async () => {
    const [record = new Uint8Array()] = await unsere('sha256', [[utf8('allein')]]);
    expect(await bc.pruefe(record, [utf8('allein')], JETZT)).toBe('ja');
    expect(await pruefe(record, [utf8('allein')])).toEqual(haelt);
  });

  it('unsere Erneuerungen gelten dort', async () => {
    const gestempelt = await renewTimestamps(await unsere(), { krypto, stempel: stelle.stempel });
    if (!gestempelt.ok) throw new Error(gestempelt.meldung);
    const paare = gestempelt.records.map((der, i) => ({ der, daten: (gruppen[i] ?? []).map(krypto.sha512) }));
    const umgestellt = await renewHashTrees(paare, { krypto, hash: 'sha512', stempel: stelle.stempel });
    if (!umgestellt.ok) throw new Error(umgestellt.meldung);
    for (const [i, gruppe] of gruppen.entries()) {
      expect(await bc.pruefe(gestempelt.records[i] ?? new Uint8Array(), gruppe, JETZT)).toBe('ja');
      expect(await bc.pruefe(umgestellt.records[i] ?? new Uint8Array(), gruppe, JETZT)).toBe('ja');
    }
  });

  it('was Bouncy Castle anlegt, gilt hier', async () => {
    for (const hash of ['sha256', 'sha512'] as const) {
      const records = await bc.create(hash, gruppen);
      for (const [i, gruppe] of gruppen.entries()) {
        expect(await pruefe(records[i] ?? new Uint8Array(), gruppe)).toEqual(haelt);
        expect((await pruefe(records[i] ?? new Uint8Array(), [utf8('anderes')]))[0]).toBe('does not hold');
      }
    }
  });

  it('was Bouncy Castle erneuert, gilt hier', async () => {
    const records = await unsere();
    for (const [i, gruppe] of gruppen.entries()) {
      const gestempelt = await bc.renewTimestamp(records[i] ?? new Uint8Array());
      expect(await pruefe(gestempelt, gruppe)).toEqual(haelt);
      const umgestellt = await bc.renewHashTree(gestempelt, 'sha512', gruppe);
      expect(await pruefe(umgestellt, gruppe)).toEqual(haelt);
    }
  });
});
