import { describe, expect, it } from 'vitest';
import { fristNach } from './erneuerstelle.ts';

const TAG = 86_400_000;
const tage = (rest: number) => (fristNach(0, rest * TAG).faellig / TAG).toFixed(1);

describe('Die nächste Erneuerung', () => {
  it.each([
    ['nach einem Jahr, wenn das Zertifikat des Stempels länger lebt', 3_000, '365.0'],
    ['einen Monat vor dem Ende des Zertifikats', 200, '170.0'],
    ['nach der Hälfte der Zeit, wenn es bald endet', 40, '20.0'],
    ['frühestens nach einem Tag', 1, '1.0'],
    ['auch wenn es schon geendet hat', -5, '1.0'],
  ])('ist %s', (_was, rest, soll) => expect(tage(rest)).toBe(soll));

  it('wartet auf Sperrauskünfte nicht länger, als der Stempel lebt', () => {
    for (const rest of [3_000, 200, 40]) expect(fristNach(0, rest * TAG).dringend).toBeLessThan(rest * TAG);
  });
});
