import { describe, expect, it } from 'vitest';
import { traegtSchluessel } from './kennung.ts';

describe('the form key of a process model', () => {
  const kennung = '4711:standAnmelden:v2.1';
  it.each([
    '4711:standAnmelden:v2.1',
    '4711:standAnmelden',
    'standAnmelden',
    'standAnmelden:v2.1',
    'standAnmelden-v2.1-de',
  ])('%s names the form', (key) => expect(traegtSchluessel(kennung, key)).toBe(true));
  it.each(['', 'stand', 'standAnmelden:v2.0', '4712:standAnmelden', 'v2.1', '4711'])('%s does not', (key) =>
    expect(traegtSchluessel(kennung, key)).toBe(false),
  );
});
