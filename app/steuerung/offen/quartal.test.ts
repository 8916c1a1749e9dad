import { describe, expect, it } from 'vitest';
import { parseQuartal } from './quartal.ts';

describe('Ein Quartal', () => {
  it('hat drei Monate und einen ersten Tag danach', () => {
    expect(parseQuartal('2026-Q4')).toEqual({
      name: '2026-Q4',
      von: '2026-10-01',
      bis: '2027-01-01',
      monate: ['2026-10', '2026-11', '2026-12'],
    });
  });

  it.each(['9999-Q4', '0000-Q1', '2026-Q5', '2026', ''])('ist %s nicht', (text) => {
    expect(parseQuartal(text)).toBeUndefined();
  });
});
