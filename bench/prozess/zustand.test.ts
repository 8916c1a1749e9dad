import { expect, it } from 'vitest';
import { messeZustand } from './zustand.ts';

it('An instance of the bench model stores at most 1,000 bytes beside its variables, wherever it waits', async () => {
  const bytes = await messeZustand();
  expect(bytes).toBeGreaterThan(100);
  expect(bytes).toBeLessThanOrEqual(1_000);
});
