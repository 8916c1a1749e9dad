import { expect, it } from 'vitest';
import { createPersonal } from './personal.ts';

const weber = { sub: 'k.weber', name: 'Katrin Weber', email: '', dienststelle: '14729410' };

it('Wer sich nennt, gehört zu der Verwaltung, die sie nennt, und ist niemand anderes', () => {
  const p = createPersonal([weber]);
  expect(p.nenne(' m.muster ', '14729040')).toMatchObject({ sub: 'm.muster', dienststelle: '14729040' });
  expect(p.find('m.muster')).toMatchObject({ dienststelle: '14729040' });
  expect(p.nenne('k.weber', '14729410')).toBe(weber);
  expect(p.nenne('k.weber', '14729040')).toBeUndefined();
  for (const [kennung, ags] of [
    ['', '14729040'],
    ['m muster', '14729040'],
    ['m.muster', '1472904'],
  ] as const)
    expect(p.nenne(kennung, ags)).toBeUndefined();
});
