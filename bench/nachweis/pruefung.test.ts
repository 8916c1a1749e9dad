import { expect, it } from 'vitest';
import { messePruefung } from './pruefung.ts';

it('The bench of the verifier tells five raw runs each, warm and from the start of a process', async () => {
  const { verify_bundle_ms, verify_bundle_kalt_ms } = await messePruefung();
  for (const runs of [verify_bundle_ms, verify_bundle_kalt_ms]) {
    expect(runs).toHaveLength(5);
    expect(runs.every((ms) => ms > 0)).toBe(true);
  }
}, 120_000);
