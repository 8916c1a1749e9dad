import { describe, expect, it } from 'vitest';
import type { Freigabe, Geltung } from '../../leistungen/index.ts';
import { lageOf } from './model.ts';

const tag = (n: number) => new Date(Date.UTC(2026, 0, n));
const gilt = (n: number, fassung: string | null): Geltung => ({ leistung: 'x', fassung, ab: tag(n), woher: 'ordner' });
const eigen = (n: number, fassung: string | null): Freigabe => ({
  koerperschaft: 'w',
  leistung: 'x',
  fassung,
  ab: tag(n),
});
const lage = (geltungen: Geltung[], freigaben: Freigabe[] = []) => lageOf('x', geltungen, freigaben);

describe('Wie eine Kommune zu den Fassungen einer Leistung steht', () => {
  it('Wer nichts entschieden hat, arbeitet mit dem, was für alle gilt', () => {
    const l = lage([gilt(1, 'A'), gilt(5, 'B')]);
    expect(l).toMatchObject({ gilt: { fassung: 'B', ab: tag(5) }, selbst: false, wartet: undefined, fruehere: [] });
    expect(l.verlauf.map((v) => [v.fassung, v.wodurch])).toEqual([
      ['B', 'anlage'],
      ['A', 'anlage'],
    ]);
  });

  it('Wer sich die Freigabe vorbehält, bleibt bei seiner Fassung; die neue wartet', () => {
    const l = lage([gilt(1, 'A'), gilt(5, 'B')], [eigen(3, 'A')]);
    expect(l).toMatchObject({ gilt: { fassung: 'A', ab: tag(1) }, selbst: true, wartet: { fassung: 'B', ab: tag(5) } });
    // that B was published changed nothing here
    expect(l.verlauf.map((v) => [v.fassung, v.wodurch])).toEqual([
      ['A', 'vorbehalten'],
      ['A', 'anlage'],
    ]);
  });

  it('Nach der Freigabe gilt die neue, und zu der davor führt ein Weg zurück', () => {
    const l = lage([gilt(1, 'A'), gilt(5, 'B')], [eigen(3, 'A'), eigen(7, 'B')]);
    expect(l).toMatchObject({ gilt: { fassung: 'B', ab: tag(7) }, wartet: undefined, fruehere: ['A'] });
    const zurueck = lage([gilt(1, 'A'), gilt(5, 'B')], [eigen(3, 'A'), eigen(7, 'B'), eigen(9, 'A')]);
    expect(zurueck).toMatchObject({ gilt: { fassung: 'A', ab: tag(9) }, wartet: { fassung: 'B' }, fruehere: ['B'] });
  });

  it('Wer wieder folgt, arbeitet ab da mit dem, was für alle gilt', () => {
    const l = lage([gilt(1, 'A'), gilt(5, 'B')], [eigen(3, 'A'), eigen(7, null)]);
    expect(l).toMatchObject({ gilt: { fassung: 'B', ab: tag(7) }, selbst: false, wartet: undefined, fruehere: [] });
    expect(l.verlauf[0]).toEqual({ ab: tag(7), wodurch: 'folgen', fassung: 'B' });
  });

  it('Was für alle zurückgezogen ist, gilt auch dort nicht, wo jemand es sich vorbehalten hat', () => {
    const l = lage([gilt(1, 'A'), gilt(5, null)], [eigen(3, 'A')]);
    expect(l).toMatchObject({ gilt: undefined, wartet: undefined });
    expect(l.verlauf[0]).toEqual({ ab: tag(5), wodurch: 'anlage' });
    expect(lage([gilt(1, 'A'), gilt(5, null), gilt(6, 'B')], [eigen(3, 'A')])).toMatchObject({
      gilt: { fassung: 'A', ab: tag(6) },
      wartet: { fassung: 'B' },
    });
  });

  it('Es gilt, was zuletzt eingetragen ist, auch wenn eine Uhr dazwischen zurückgestellt wurde', () => {
    expect(lage([gilt(5, 'A'), gilt(1, 'B')])).toMatchObject({ gilt: { fassung: 'B', ab: tag(1) } });
    const eigene = lage([gilt(1, 'A'), gilt(5, 'B')], [eigen(9, 'A'), eigen(7, 'B')]);
    expect(eigene).toMatchObject({ gilt: { fassung: 'B', ab: tag(7) }, selbst: true, wartet: undefined });
    expect(lage([gilt(9, 'A'), gilt(7, 'B')], [eigen(8, 'A')])).toMatchObject({
      gilt: { fassung: 'A' },
      wartet: { fassung: 'B', ab: tag(7) },
    });
  });
});
