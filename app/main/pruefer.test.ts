import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatAnker, writeBundle } from '../../packages/nachweis/src/index.ts';
import { baueWelt, gutesBuendel } from '../../packages/nachweis/src/probe/welt.ts';
import { nodeKrypto as krypto } from '../../packages/siegel/node/krypto.ts';
import { createPruefer } from './pruefer.ts';

const welt = await baueWelt(krypto);
const gut = await writeBundle(await gutesBuendel(welt), { krypto, stempel: welt.stempel });
const anker = new Map([
  ['anker.json', formatAnker(welt.anker)],
  ['siegel-ca.der', welt.ca.certificate],
  ['zeitstempel-ca.der', welt.ca.certificate],
]);
const uhr = () => new Date('2026-04-01T00:00:00Z');

// a check ends by the clock, which stands here: on a machine that is busy with other things it may take longer
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

describe('Der Prüfer der Website', () => {
  it('urteilt in einem eigenen Prozess, während der eigene weiterläuft', async () => {
    const pruefe = await createPruefer(() => anker, uhr);
    let takte = 0;
    // where the machine did not let this process run while the other one judged, that says nothing: then once more
    for (let versuch = 0; versuch < 5 && takte <= 5; versuch++) {
      takte = 0;
      const takt = setInterval(() => (takte += 1), 5);
      const ergebnis = await pruefe(gut);
      clearInterval(takt);
      expect(ergebnis).toMatchObject({ ok: true, verdikt: 'holds', test: true });
    }
    expect(takte).toBeGreaterThan(5);
  });

  it('urteilt ohne Anker nur über die Unversehrtheit', async () => {
    const pruefe = await createPruefer(() => new Map(), uhr);
    expect(await pruefe(gut)).toMatchObject({ verdikt: 'cannot be decided', unversehrt: { antwort: 'holds' } });
  });

  it('sagt, wenn die Anker der Anlage nicht lesbar sind, und urteilt dann nicht', async () => {
    const zweimal = { ...welt.anker, zeugen: [...welt.anker.zeugen, ...welt.anker.zeugen.slice(0, 1)] };
    const kaputt = new Map([...anker, ['anker.json', formatAnker(zweimal)] as const]);
    const gemeldet: string[] = [];
    const pruefe = await createPruefer(
      () => kaputt,
      uhr,
      (m) => gemeldet.push(m),
    );
    expect(await pruefe(gut)).toMatchObject({
      ok: false,
      meldung: expect.stringMatching(/Anker dieser Anlage sind nicht lesbar.*zweimal.*nicht geprüft/),
    });
    expect(gemeldet).toEqual([expect.stringContaining('zweimal')]);
  });

  it('lässt wenige zugleich prüfen, einige warten und sagt den übrigen, dass sie später kommen sollen', async () => {
    const pruefe = await createPruefer(() => anker, uhr);
    const alle = await Promise.all(Array.from({ length: 12 }, () => pruefe(new TextEncoder().encode('kein Bündel'))));
    const anzahl = (was: (meldung: string, code: string) => boolean) =>
      alle.filter((e) => !e.ok && was(e.meldung, e.code)).length;
    const begonnen = anzahl((_, code) => code === 'unlesbar');
    const vertroestet = anzahl((meldung) => meldung.includes('in einer Minute'));
    expect([begonnen, vertroestet]).toEqual([8, 4]);
  });
});
