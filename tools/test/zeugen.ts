import type { NoteKey } from '@rathausverbund/nachweis';
import { createZeuge } from '../../app/anschluesse/zeuge/index.ts';
import type { Zeugenkreis, Zeugenstelle } from '../../app/nachweise/index.ts';

/** A witness at this address, by default that of the operator. */
export const stelle = (key: NoteKey, url: string, mehr: Partial<Zeugenstelle> = {}): Zeugenstelle => ({
  key,
  url,
  name: 'Zeuge des Betreibers',
  betreiber: 'test.invalid',
  intern: true,
  gegenzeichner: createZeuge({ url, zeitlimitMs: 15_000 }),
  ...mehr,
});

/** `k` of these witnesses for every body. */
export function kreisMit(k: number, ...zeugen: Zeugenstelle[]): Zeugenkreis<Zeugenstelle> {
  const alle = { k, namen: zeugen.map((z) => z.key.name) };
  return { zeugen, eigene: new Map(), bedingung: () => alle };
}
