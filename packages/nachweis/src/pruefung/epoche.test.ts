import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { writeBundle } from '../buendel/write.ts';
import type { Ereignis } from '../ereignis.ts';
import { ORIGIN } from '../probe/ereignis.ts';
import { baueWelt, gutesBuendel, protokolliere } from '../probe/welt.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const { protokollzeit: _, ...inhalt } = await gutesBuendel(welt);
const jetzt = new Date('2026-04-01T00:00:00Z');

/** The leaves lie in epoch 1 of the body's log, whatever the events name. */
const epoche = (n: number) => ORIGIN.replace(/1$/, String(n));

async function judge(events: readonly Partial<Ereignis>[], without: readonly number[] = []) {
  const alle = await protokolliere(welt, events);
  const ereignisse = alle.filter((_, i) => !without.includes(i));
  const file = await writeBundle({ ...inhalt, dokumente: [], ereignisse }, { krypto, stempel: welt.stempel });
  const ergebnis = await pruefe(file, { krypto, jetzt, anker: welt.anker });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return { antwort: ergebnis.unversehrt.antwort, codes: ergebnis.unversehrt.gruende.map((g) => g.code) };
}

describe('an event that waited while its log stood still', () => {
  it('may have its leaf in a later epoch of the same body', async () => {
    expect((await judge([{ log: epoche(0) }])).antwort).toBe('holds');
  });

  it('never has it in an earlier epoch, in the log of another body or in a log of no known form', async () => {
    for (const log of [epoche(2), ORIGIN.replace('0b6b2f0e', '1b6b2f0e'), 'verbund.example/log/x/0', 'anders'])
      expect(await judge([{ log }])).toEqual({
        antwort: 'does not hold',
        codes: expect.arrayContaining(['beweis.passt-nicht']),
      });
  });
});

describe('a stream that goes on in a new epoch', () => {
  const strom = [{ log: epoche(0) }, { log: epoche(0) }, { log: epoche(1) }];

  it('is one chain', async () => {
    const { antwort, codes } = await judge(strom);
    expect(antwort).toBe('holds');
    expect(codes.filter((c) => c === 'kette.lueckenlos')).toHaveLength(1);
  });

  it('shows what is missing between the epochs', async () => {
    expect(await judge(strom, [1])).toEqual({
      antwort: 'does not hold',
      codes: expect.arrayContaining(['kette.luecke']),
    });
  });
});
