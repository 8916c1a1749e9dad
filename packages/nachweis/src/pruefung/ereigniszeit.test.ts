import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { writeBundle } from '../buendel/write.ts';
import type { Ereignis } from '../ereignis.ts';
import { newSigner } from '../probe/schluessel.ts';
import { type Schub, wachse } from '../probe/wachsen.ts';
import { baueWelt, gutesBuendel, type Welt } from '../probe/welt.ts';
import type { Anker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const basis = { ...(await gutesBuendel(welt)), dokumente: [] };
const AM = new Date('2026-03-05T12:00:00Z');

async function judge(schub: Partial<Schub>, anker: Anker = welt.anker, w: Welt = welt) {
  const teil = await wachse(w, [{ ereignisse: [{}], am: AM, ...schub }]);
  const file = await writeBundle({ ...basis, ...teil }, { krypto });
  const ergebnis = await pruefe(file, { krypto, jetzt: new Date('2026-04-01T00:00:00Z'), anker });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis;
}
const ereignis = (at: string, data: Ereignis['data'] = {}) => ({ ereignisse: [{ at, data }] });

describe('die Zeit eines Ereignisses', () => {
  it('ist nicht zu entscheiden, wenn es erst lange danach bewiesen ist, und beide Zeiten stehen da', async () => {
    const ergebnis = await judge(ereignis('2021-01-04T08:00:00.000Z'));
    expect([ergebnis.zeit.antwort, ergebnis.verdikt]).toEqual(['cannot be decided', 'cannot be decided']);
    expect(ergebnis.zeit.gruende.find((g) => g.code === 'zeit.spaet-bewiesen')?.meldung).toContain(
      'will am 04.01.2021, 09:00 Uhr geschehen sein. Bewiesen ist es erst seit dem 05.03.2026, 13:00 Uhr.',
    );
    expect(ergebnis.lines[2]).toContain(
      'Eingegangen am 04.01.2021, 09:00 Uhr (nach Angabe), gesichert seit 05.03.2026, 13:00 Uhr',
    );
  });

  it('gilt bis fünf Stunden vor dem ersten Beweis: so lange darf ein Haus ohne Stempel weiterarbeiten', async () => {
    expect((await judge(ereignis('2026-03-05T07:00:00.000Z'))).zeit.antwort).toBe('holds');
    expect((await judge(ereignis('2026-03-05T06:50:00.000Z'))).zeit.antwort).toBe('cannot be decided');
  });

  it('gilt nicht, wenn es später geschehen sein will, als es bewiesen ist', async () => {
    expect((await judge(ereignis('2026-03-05T12:30:00.000Z'))).zeit.antwort).toBe('does not hold');
  });

  it('wird von der Uhr des eigenen Zeugen nicht zurückdatiert, wohl aber von einem unabhängigen Zeugen früher bewiesen', async () => {
    const zeuge = await newSigner(krypto, 'zeuge.example/w2', 'zeuge');
    const frueher = { ...welt, zeuge } satisfies Welt;
    const wer = { key: zeuge.key, name: 'Zeuge', betreiber: 'Landkreis' };
    const [alter] = welt.anker.zeugen;
    if (!alter) throw new Error('Zeuge erwartet');
    // cosigned in January, stamped in March
    const teil = await wachse(frueher, [
      { ...ereignis('2026-01-05T08:00:00.000Z'), am: new Date('2026-01-05T08:05:00Z'), gestempelt: false },
    ]);
    const file = await writeBundle({ ...basis, ...teil, protokollzeit: [] }, { krypto, stempel: welt.stempel });
    const mit = async (intern: boolean) => {
      const anker = { ...welt.anker, zeugen: [alter, { ...wer, intern }] };
      const ergebnis = await pruefe(file, { krypto, jetzt: new Date('2026-04-01T00:00:00Z'), anker });
      return ergebnis.ok && ergebnis.zeit.antwort;
    };
    expect([await mit(false), await mit(true)]).toEqual(['holds', 'cannot be decided']);
  });
});

describe('nachgestellte Zeiten', () => {
  const spaeter = ereignis('2030-01-01T00:00:00.000Z', { nachgestellt: true });
  const frueher = ereignis('2021-01-04T08:00:00.000Z', { nachgestellt: true });

  it('gelten in einer Vorführung, deren Anker TEST sagen', async () => {
    for (const schub of [spaeter, frueher]) expect((await judge(schub)).zeit.antwort).toBe('holds');
  });

  it('gibt es nirgends sonst: gegen Anker ohne TEST zählt die Zeit wie jede andere', async () => {
    const echt = { ...welt.anker, test: false };
    expect((await judge(spaeter, echt)).zeit.antwort).toBe('does not hold');
    expect((await judge(frueher, echt)).zeit.antwort).toBe('cannot be decided');
    expect((await judge(spaeter, echt)).hinweise.map((h) => h.code)).not.toContain('nachgestellt');
  });
});
