import { regelBei } from '@rathausverbund/nachweis';
import { describe, expect, it } from 'vitest';
import { regelOf } from './regeln.ts';

const eins = { k: 1, namen: ['a'] };
const zwei = { k: 2, namen: ['a', 'b'] };

describe('Die Regel eines Protokolls', () => {
  it('ist ohne Geschichte die von heute', () => {
    expect(regelOf([], 0, eins)).toEqual(eins);
    expect(regelOf([{ ...eins, ab: 1 }], 40, { k: 1, namen: ['a'] })).toEqual(eins);
    expect(regelOf([{ ...zwei, ab: 1 }], 40, { k: 2, namen: ['b', 'a'] })).toEqual({ k: 2, namen: ['b', 'a'] });
  });

  it('gilt für alles, was nach dem jüngsten bezeugten Stand kommt; davor die, nach der gezählt wurde', () => {
    const r = regelOf([{ ...eins, ab: 3 }], 40, zwei);
    expect([1, 3, 40, 41, 500].map((n) => regelBei(r, n).k)).toEqual([1, 1, 1, 2, 2]);
  });

  it('behält jede Stufe, auch wenn sie zweimal wechselt', () => {
    const r = regelOf(
      [
        { ...eins, ab: 1 },
        { ...zwei, ab: 41 },
      ],
      60,
      eins,
    );
    expect([40, 41, 60, 61].map((n) => regelBei(r, n).k)).toEqual([1, 2, 2, 1]);
  });
});
