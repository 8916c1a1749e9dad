import { describe, expect, it } from 'vitest';
import { ARTEN, createPlan } from './plan.ts';

const MINUTE = 60_000;

describe('Der Plan der Störungen', () => {
  it('ist bei gleichem Seed derselbe und bei anderem ein anderer', () => {
    expect(createPlan(7, MINUTE)).toEqual(createPlan(7, MINUTE));
    expect(createPlan(7, MINUTE)).not.toEqual(createPlan(8, MINUTE));
  });

  it('bringt jede Art, bevor eine wiederkommt, in der Zeit und nacheinander', () => {
    const plan = createPlan(3, 5 * MINUTE);
    for (let i = 0; i + ARTEN.length <= plan.length; i += ARTEN.length)
      expect(new Set(plan.slice(i, i + ARTEN.length).map((s) => s.art)).size).toBe(ARTEN.length);
    const zeiten = plan.map((s) => s.nach);
    expect(zeiten).toEqual([...zeiten].sort((a, b) => a - b));
    expect(zeiten.at(-1)).toBeLessThan(5 * MINUTE);
    for (const s of plan) expect(s.wahl).toBeGreaterThanOrEqual(0);
  });

  it('hält sich an die genannten Arten', () => {
    expect(new Set(createPlan(3, MINUTE, ['web', 'zeuge']).map((s) => s.art))).toEqual(new Set(['web', 'zeuge']));
    expect(createPlan(3, MINUTE, [])).toEqual([]);
  });
});
