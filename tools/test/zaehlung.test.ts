import { describe, expect, it } from 'vitest';
import { type Bericht, schlusszeile, zaehle } from './zaehlung.ts';

const bericht = (teil: Partial<Bericht>): Bericht => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...teil,
});
const datei = (status: string, assertionResults: unknown[] = []) => ({
  name: 'a.test.ts',
  status,
  message: '',
  assertionResults,
});
const zeile = (b: Bericht | undefined, code: number) => schlusszeile(zaehle(b, code));

describe('Die Schlusszeile der Tests', () => {
  it('zählt Bestandene, Gescheiterte und, wenn es welche gibt, Ausgelassene', () => {
    expect(zeile(bericht({ numPassedTests: 5 }), 0)).toBe('5 passed, 0 failed');
    expect(zeile(bericht({ numPassedTests: 5, numPendingTests: 2, numTodoTests: 1 }), 0)).toBe(
      '5 passed, 0 failed, 3 skipped',
    );
    expect(zeile(bericht({ numPassedTests: 5, numFailedTests: 1, testResults: [datei('failed', [{}])] }), 1)).toBe(
      '5 passed, 1 failed',
    );
  });

  it('zählt eine Datei, die nicht zu laden ist, als gescheitert', () => {
    expect(zeile(bericht({ numPassedTests: 5, testResults: [datei('passed', [{}]), datei('failed')] }), 1)).toBe(
      '5 passed, 1 failed',
    );
  });

  it('ist nie grün, wenn der Lauf es nicht war', () => {
    expect(zeile(bericht({ numPassedTests: 5 }), 1)).toBe('5 passed, 1 failed');
    expect(zeile(undefined, 1)).toBe('0 passed, 1 failed');
  });

  it('ist nicht grün, wenn gar nichts lief', () => {
    expect(zeile(bericht({}), 0)).toBe('0 passed, 1 failed');
  });
});
