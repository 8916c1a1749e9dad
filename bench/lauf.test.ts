import { describe, expect, it } from 'vitest';
import { bench } from './lauf.ts';
import { type Bench, median, quantil } from './model.ts';

const probe: Bench<'runden'> = {
  beschreibung: 'eine Probe',
  schalter: { runden: { wert: 3, hilfe: 'wie oft' } },
  miss: async ({ runden }) => ({
    zahlen: {
      schnell_ms: { laeufe: Array.from({ length: runden }, (_, i) => i + 0.123), ziel: { hoechstens: 0.5 } },
      viel: { laeufe: [7], ziel: { mindestens: 7 } },
    },
    angaben: { seed: 1 },
    fehler: runden === 9 ? ['Etwas fehlt.'] : [],
  }),
};

async function rufe(...args: string[]) {
  const zeilen: string[] = [];
  const code = await bench({ probe }, args, (z) => zeilen.push(z));
  return { code, zeilen, text: zeilen.join('\n') };
}

describe('npm run bench', () => {
  it('nennt bei unbekanntem Namen, was es gibt, und endet mit 3', async () => {
    for (const args of [[], ['nichts'], ['toString']]) {
      const r = await rufe(...args);
      expect(r.code).toBe(3);
      expect(r.text).toContain('probe: eine Probe');
    }
  });

  it('nennt bei falscher Angabe die Schalter', async () => {
    for (const falsch of [['--rounden', '3'], ['--runden', 'viele'], ['--runden'], ['--runden', '-1']]) {
      const r = await rufe('probe', ...falsch);
      expect(r).toMatchObject({ code: 3, text: expect.stringContaining('--runden 3: wie oft') });
    }
  });

  it('druckt alle Läufe und urteilt über den Median', async () => {
    const { code, text } = await rufe('probe');
    expect(code).toBe(0);
    expect(text).toContain('schnell_ms: 1.12 ({"hoechstens":0.5}: NICHT erreicht); Läufe 0.12 1.12 2.12');
    expect(text).toContain('viel: 7 ({"mindestens":7}: erreicht); Läufe 7');
    expect(text).toContain('seed: 1');
    expect(text).toContain('"node":"v');
  });

  it('endet mit --json in einer Zeile, die jede Zahl beim Namen nennt', async () => {
    const { zeilen } = await rufe('probe', '--runden', '2', '--json');
    expect(JSON.parse(zeilen.at(-1) ?? '')).toMatchObject({
      bench: 'probe',
      schnell_ms: 0.62,
      viel: 7,
      laeufe: { schnell_ms: [0.12, 1.12] },
      verfehlt: ['schnell_ms'],
      schalter: { runden: 2 },
    });
  });

  it('scheitert, wenn etwas geschah, das nie geschehen darf', async () => {
    expect(await rufe('probe', '--runden', '9')).toMatchObject({
      code: 1,
      text: expect.stringContaining('FEHLER: Etwas fehlt.'),
    });
  });
});

describe('Median und Quantil', () => {
  it('sind die üblichen', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    const hundert = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([quantil(hundert, 0.5), quantil(hundert, 0.99), quantil(hundert, 1), quantil([5], 0.99)]).toEqual([
      50, 99, 100, 5,
    ]);
  });
});
