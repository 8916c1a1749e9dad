import { issueCertificate } from '@rathausverbund/siegel';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import type { BuendelInhalt } from '../buendel/inhalt.ts';
import { writeBundle } from '../buendel/write.ts';
import { renewTimestamps } from '../ers/erneuern.ts';
import { baueWelt, gutesBuendel } from '../probe/welt.ts';
import { stempelstelle } from '../probe/zeitstempel.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const HEUTE = new Date('2026-03-05T12:00:00Z');

/** Documents stay out: their own stamps age as well. */
const buendel = (statt: Partial<BuendelInhalt>, uhr: Date) =>
  writeBundle({ ...inhalt, dokumente: [], ...statt }, { krypto, stempel: stempelstelle(welt, () => uhr).stempel });

async function urteil(file: Uint8Array, jetzt: Date) {
  const e = await pruefe(file, { krypto, jetzt, anker: welt.anker });
  if (!e.ok) throw new Error(e.meldung);
  const codes = [e.unversehrt, e.vertrauen, e.zeit].flatMap((t) => t.gruende.map((g) => g.code));
  return { verdikt: e.verdikt, zeit: e.zeit.antwort, codes };
}

describe('der Zeitstempel über das Bündel', () => {
  it('aus der Zukunft entscheidet nichts: welche Uhr falsch geht, weiß hier niemand', async () => {
    const u = await urteil(await buendel({ protokollzeit: undefined }, new Date('2027-06-01T00:00:00Z')), HEUTE);
    expect(u).toMatchObject({ verdikt: 'cannot be decided', zeit: 'cannot be decided' });
    expect(u.codes).toContain('tsp.zukunft');
  });

  it('darf so weit voraus sein, wie ehrliche Uhren auseinandergehen', async () => {
    const file = await buendel({ protokollzeit: undefined }, new Date('2026-03-05T12:04:00Z'));
    expect((await urteil(file, HEUTE)).verdikt).toBe('holds');
  });

  it('altert: allein beweist er nach Ablauf seines Zertifikats keine Zeit mehr', async () => {
    const file = await buendel({ protokollzeit: undefined }, HEUTE);
    expect((await urteil(file, HEUTE)).verdikt).toBe('holds');
    const u = await urteil(file, new Date('2038-01-01T00:00:00Z'));
    expect(u).toMatchObject({ verdikt: 'cannot be decided', zeit: 'cannot be decided' });
    expect(u.codes).toContain('tsp.gealtert');
  });

  it('nimmt, wenn er nur gealtert ist, einem erneuerten Beweisdatensatz nichts', async () => {
    const [protokollzeit] = inhalt.protokollzeit ?? [];
    if (!protokollzeit) throw new Error('ohne Beweisdatensatz');
    const tsa = await issueCertificate({
      krypto,
      ca: welt.ca,
      verwendung: 'zeitstempel',
      name: 'TEST Nachfolger',
      organisation: null,
      von: new Date('2027-01-01T00:00:00Z'),
      bis: new Date('2039-01-01T00:00:00Z'),
    });
    const zweite = stempelstelle({ ...welt, tsa }, () => new Date('2027-06-01T00:00:00Z'));
    const erneuert = await renewTimestamps([protokollzeit.evidenceRecord], { krypto, stempel: zweite.stempel });
    const evidenceRecord = (erneuert.ok ? erneuert.records : [])[0] ?? expect.fail('nicht erneuert');
    const spaet = new Date('2038-01-01T00:00:00Z');
    const u = await urteil(await buendel({ protokollzeit: [{ ...protokollzeit, evidenceRecord }] }, HEUTE), spaet);
    expect(u).toMatchObject({ verdikt: 'holds', zeit: 'holds' });
    expect(u.codes).toContain('tsp.gealtert');
    expect((await urteil(await buendel({}, HEUTE), spaet)).verdikt).toBe('cannot be decided');
  });
});
