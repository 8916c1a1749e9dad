import { describe, expect, it } from 'vitest';
import { liesZuordnung } from './lage.ts';

describe('Die Zuordnung von Schritten', () => {
  it('liest je Zeile ein Paar, auch von Schritten in einem gerufenen Prozess, und nennt, was sie nicht lesen kann', () => {
    expect(liesZuordnung('Aufgabe_a = Aufgabe_b\n\n Ruf/Pruefen=Ruf/Sichten \nruf einmal an')).toEqual({
      zuordnung: { Aufgabe_a: 'Aufgabe_b', 'Ruf/Pruefen': 'Ruf/Sichten' },
      unlesbar: ['ruf einmal an'],
    });
  });
});
