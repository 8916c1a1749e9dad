import { localDateOf } from '@rathausverbund/fristen';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beginnOf } from './beginn.ts';

it('Ein Fall der Demo nennt den Tag, an dem er eingeht, auch wenn die Anlage kurz nach Mitternacht beginnt', () => {
  const nachMitternacht = Date.parse('2026-11-27T00:05:00+01:00');
  expect(beginnOf({ vorTagen: 0, uhrzeit: '09:30' }, nachMitternacht)).toEqual({
    start: Date.parse('2026-11-26T23:05:00+01:00'),
    tag: '2026-11-26',
  });
  const jetzt = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });
  fc.assert(
    fc.property(jetzt, fc.nat(20), fc.constantFrom('00:00', '08:15', '23:59'), (wann, vorTagen, uhrzeit) => {
      const { start, tag } = beginnOf({ vorTagen, uhrzeit }, wann);
      expect(start).toBeLessThanOrEqual(wann - 3_600_000);
      expect(tag).toBe(localDateOf(start, 'Europe/Berlin'));
    }),
  );
});
