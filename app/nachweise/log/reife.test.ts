import { describe, expect, it } from 'vitest';
import { naechsteReife } from './reife.ts';

const nach = (runden: number, reif: number, dauer: number) => {
  for (let i = 0; i < runden; i++) reif = naechsteReife(reif, dauer, 250);
  return reif;
};

describe('Die Reife eines Protokolls', () => {
  it('ist keine, solange das Eintragen wenig Zeit braucht', () => {
    expect(nach(100, 0, 20)).toBe(0);
  });

  it('wächst unter Last bis zu einer Grenze und geht danach wieder auf nichts', () => {
    expect(nach(3, 0, 60)).toBe(300);
    expect(nach(100, 0, 60)).toBe(1_200);
    expect(nach(12, 1_200, 20)).toBe(0);
  });

  it('wächst auch, wenn eine Runde gleich auf die andere folgt', () => {
    expect(naechsteReife(0, 900, 900)).toBe(100);
  });
});
