import { expect, it } from 'vitest';
import { messeBrief } from './brief.ts';

it('misst jeden Brief ganz und in seinen Teilen', async () => {
  const { notice_ms, satz_ms, siegel_ms } = await messeBrief(3, 2);
  expect(notice_ms).toHaveLength(3);
  notice_ms.forEach((ganz, i) => expect(ganz).toBeCloseTo((satz_ms[i] ?? 0) + (siegel_ms[i] ?? 0), 6));
});
