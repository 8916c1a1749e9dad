import { describe, expect, it } from 'vitest';
import { pruefeEreignis } from './ereignis.ts';
import { beispielEreignis } from './probe/ereignis.ts';

describe('the shape of an event', () => {
  it('accepts exactly the fields of an event', () => {
    expect(pruefeEreignis(beispielEreignis())).toMatchObject({ ok: true });
  });

  it.each([
    ['another version', { v: 2 }, 'ereignis.version'],
    ['an unknown field', { extra: 1 }, 'ereignis.form'],
    ['a time without zone', { at: '2026-03-02T09:15:00' }, 'ereignis.form'],
    ['a day that does not exist', { at: '2026-02-30T09:15:00.000Z' }, 'ereignis.form'],
    ['a predecessor before the first', { prev: '0'.repeat(64) }, 'ereignis.form'],
    ['no predecessor for the second', { n: 2 }, 'ereignis.form'],
    ['an unknown kind of stream', { strom: { art: 'haus', id: '1' } }, 'ereignis.form'],
    ['a stream with more', { strom: { art: 'vorgang', id: '1', x: 1 } }, 'ereignis.form'],
    ['no basis', { grundlage: { vereinbarung: null, norm: null, aufgabe: 'a', zweck: 'z' } }, 'ereignis.form'],
    ['data that is a list', { data: [] }, 'ereignis.form'],
    [
      'a document without SHA-512',
      { docs: [{ name: 'a', len: 1, mime: 'x/y', sha256: '0'.repeat(64) }] },
      'ereignis.form',
    ],
  ])('refuses %s', (_name, statt, code) => {
    expect(pruefeEreignis({ ...beispielEreignis(), ...statt })).toMatchObject({ ok: false, code });
  });

  it('refuses a missing field and what is no object', () => {
    for (const name of Object.keys(beispielEreignis())) {
      const { [name]: _gone, ...rest } = beispielEreignis() as Record<string, unknown>;
      expect(pruefeEreignis(rest).ok, name).toBe(false);
    }
    for (const value of [null, 1, 'x', [], undefined]) expect(pruefeEreignis(value).ok).toBe(false);
  });
});
