import type { Ereignis } from '@rathausverbund/nachweis';

/**
 * An event from its canonical text: the one way to read what was stored. What a newer program wrote is not folded by guess.
 * @throws with code `ereignis.version` when its `v` is unknown
 */
export function liesEreignis(json: string): Ereignis {
  const e = JSON.parse(json) as Ereignis | null;
  if (e?.v === 1) return e;
  throw Object.assign(
    new Error(
      `Dieses Programm liest Ereignisse der Version 1, dieses hat die Version ${JSON.stringify(e?.v) ?? 'keine'}. Eine neuere Fassung hat es geschrieben: Starten Sie diese.`,
    ),
    { code: 'ereignis.version' },
  );
}
