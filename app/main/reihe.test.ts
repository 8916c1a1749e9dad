import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createReihe } from './reihe.ts';

describe('Die Reihe der Prüfungen', () => {
  it('lässt nur wenige zugleich arbeiten, die übrigen der Reihe nach', async () => {
    const reihe = createReihe({ zugleich: 2, wartend: 9, geduldMs: 60_000 });
    let zugleich = 0;
    let hoechstens = 0;
    const fertig: number[] = [];
    const arbeite = (n: number) => async () => {
      zugleich += 1;
      hoechstens = Math.max(hoechstens, zugleich);
      await setTimeout(5);
      zugleich -= 1;
      fertig.push(n);
      return n;
    };
    const alle = [1, 2, 3, 4, 5, 6, 7];
    expect(await Promise.all(alle.map((n) => reihe(arbeite(n))))).toEqual(alle);
    expect(hoechstens).toBe(2);
    expect(fertig).toEqual(alle);
  });

  it('lässt niemanden lange warten: Wer nicht bald drankommt, erfährt es', async () => {
    const reihe = createReihe({ zugleich: 1, wartend: 1, geduldMs: 30 });
    let los = (): void => undefined;
    const lang = reihe(() => new Promise<string>((melde) => (los = () => melde('lang'))));
    const wartet = reihe(async () => 'wartet');
    expect(await reihe(async () => 'zu viele')).toBeNull();
    expect(await wartet).toBeNull();
    los();
    expect(await lang).toBe('lang');
    expect(await reihe(async () => 'wieder frei')).toBe('wieder frei');
  });

  it('gibt den Platz auch nach einem Fehler weiter', async () => {
    const reihe = createReihe({ zugleich: 1, wartend: 1, geduldMs: 60_000 });
    const kaputt = reihe(() => Promise.reject(new Error('kaputt')));
    const danach = reihe(async () => 'danach');
    await expect(kaputt).rejects.toThrow('kaputt');
    expect(await danach).toBe('danach');
  });
});
