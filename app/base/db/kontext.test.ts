import { describe, expect, it } from 'vitest';
import { createSigner, dienst, oeffentlich } from './kontext.ts';

const signiere = createSigner(Buffer.alloc(32, 7));
const haus = '01a21e74-4050-7004-be5e-da96afaa0b13';

describe('Die Marke eines Zugriffs', () => {
  it('ist Unterschrift, Ende und Zeile', () => {
    expect(signiere(dienst(haus, 'Prüfung'), 4711, 1_700_000_000_000)).toMatch(
      new RegExp(`^[0-9a-f]{64}1700000120\\(dienst,,${haus},${haus}\\)$`),
    );
    expect(signiere(oeffentlich, 4711, 1_700_000_000_000).slice(64)).toBe('1700000120(anonym,,,)');
  });

  it('ist für jede Verbindung eine andere', () => {
    const [eine, andere] = [4711, 4712].map((pid) => signiere(dienst(haus, 'Prüfung'), pid, 1_700_000_000_000));
    expect(eine?.slice(0, 64)).not.toBe(andere?.slice(0, 64));
    expect(eine?.slice(64)).toBe(andere?.slice(64));
  });

  it.each(['a,b', '"', 'x)', '(x', 'a b', 'a\\b', 'ä', '\n'])('wird nicht über ein Feld mit %j gesetzt', (feld) => {
    for (const k of [{ person: feld }, { stelle: feld }, { handelndFuer: feld }])
      expect(() => signiere({ ...oeffentlich, ...k }, 4711, 0)).toThrow('kein Kennzeichen');
  });
});
