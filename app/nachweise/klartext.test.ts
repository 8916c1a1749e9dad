import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packKlartext, unpackKlartext } from './klartext.ts';

const salz = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => Buffer.from(b));
const text = fc.json().map((json) => json.normalize());

it('Was von einem Ereignis verschlüsselt wird, kommt Byte für Byte zurück, in der alten Form wie in der neuen', () => {
  fc.assert(
    fc.property(text, salz, (json, salt) => {
      const alt = Buffer.from(JSON.stringify({ json, salt: salt.toString('hex') }));
      for (const b of [packKlartext({ json, salt }), alt]) {
        const zurueck = unpackKlartext(b);
        expect(zurueck.json).toBe(json);
        expect(Buffer.from(zurueck.salt)).toEqual(salt);
      }
    }),
  );
});

it('Was keine der beiden Formen hat, wird nicht gelesen', () => {
  for (const b of [Buffer.of(), Buffer.of(1), Buffer.alloc(33, 1), Buffer.from('\u0002{}'), Buffer.from('kein JSON')])
    expect(() => unpackKlartext(b)).toThrow();
});
