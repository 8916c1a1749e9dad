import { describe, expect, it } from 'vitest';
import { createRaten } from './bpmn-lauf.ts';

describe('Ein Ausdruck eines fremden Modells', () => {
  it('ergibt einfache Werte: Was gezählt ist, bleibt eine Zahl', () => {
    const rechne = (text: string) => {
      const a = createRaten().compileAusdruck(text, { element: 'x' });
      return a.ok ? a.evaluate({ n: 2 }) : a;
    };
    expect(rechne('n + 1')).toEqual({ ok: true, wert: 3 });
    expect(rechne('[n / 4, { bis: date("2026-01-01") }]')).toEqual({ ok: true, wert: [0.5, { bis: '2026-01-01' }] });
    expect(rechne('n > 1')).toEqual({ ok: true, wert: true });
  });
});
