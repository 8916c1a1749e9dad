import { describe, expect, it } from 'vitest';
import type { Ereignis } from '../ereignis.ts';
import { beispielEreignis } from '../probe/ereignis.ts';
import { bekanntgaben } from './bekanntgabe.ts';

const OZG = {
  bekanntgabeAm: '2026-03-05',
  rechtsbehelfBis: '2026-04-07',
  regel: 'am vierten Tag',
  norm: 'OZG § 9 Abs. 1',
};
const lies = (...ereignisse: readonly [kind: string, data: Ereignis['data']][]) =>
  bekanntgaben(
    ereignisse.map(([kind, data], i) => ({
      ereignis: beispielEreignis({ n: i + 2, kind, data }),
      c: '',
      proof: {
        index: 0,
        proof: [],
        checkpoint: '',
        gelesen: {
          checkpoint: { origin: '', groesse: 1, wurzel: new Uint8Array() },
          note: { text: '', signatures: [] },
        },
      },
    })),
  );
const bescheid = [
  'bescheid.erlassen',
  { dokument: 'd-1', art: 'bescheid', titel: 'Bescheid über Hundesteuer' },
] as const;
const bereit = (mehr: Ereignis['data'] = {}) =>
  [
    'bekanntgabe.bereitgestellt',
    { zustellung: 'z-1', dokument: 'd-1', weg: 'postfach', am: '2026-03-01', verwaltungsakt: true, ...mehr },
  ] as const;

describe('die Tage der Bekanntgabe', () => {
  it('nennen den Tag der Fiktion mit seiner Norm; der Abruf verschiebt ihn nicht', () => {
    const abruf = ['bekanntgabe.abgerufen', { zustellung: 'z-1', am: '2026-04-20', zugang: '2026-04-20' }] as const;
    expect(lies([...bescheid], [...bereit(OZG)], [...abruf])).toEqual([
      '„Bescheid über Hundesteuer“ bereitgestellt am 01.03.2026, gilt nach OZG § 9 Abs. 1 als bekannt gegeben am 05.03.2026, abgerufen am 20.04.2026',
    ]);
  });

  it('sagen beim Brief, wann er versandt wurde, und vorher, dass er es noch nicht ist', () => {
    const brief = bereit({ weg: 'brief' });
    expect(lies([...bescheid], [...brief])).toEqual([
      '„Bescheid über Hundesteuer“ noch nicht versandt, ein Tag der Bekanntgabe ist noch nicht festgehalten',
    ]);
    const versandt = [
      'bekanntgabe.versandt',
      {
        zustellung: 'z-1',
        person: 'p',
        tag: '2026-03-02',
        ...OZG,
        bekanntgabeAm: '2026-03-06',
        norm: 'AO § 122 Abs. 2 Nr. 1',
      },
    ] as const;
    expect(lies([...bescheid], [...brief], [...versandt])).toEqual([
      '„Bescheid über Hundesteuer“ versandt am 02.03.2026, gilt nach AO § 122 Abs. 2 Nr. 1 als bekannt gegeben am 06.03.2026',
    ]);
  });

  it('sprechen vom Verwaltungsakt, nicht von der Bescheinigung, die später geöffnet wurde', () => {
    const bescheinigung = [
      'bekanntgabe.bereitgestellt',
      { zustellung: 'z-2', dokument: 'd-2', weg: 'postfach', am: '2026-03-03', verwaltungsakt: false },
    ] as const;
    const geoeffnet = ['bekanntgabe.abgerufen', { zustellung: 'z-2', am: '2026-05-01', zugang: '2026-05-01' }] as const;
    const tage = lies([...bescheid], [...bereit(OZG)], [...bescheinigung], [...geoeffnet]);
    expect(tage).toHaveLength(1);
    expect(tage.join()).not.toContain('01.05.2026');
    expect(lies([...bescheinigung], [...geoeffnet])).toEqual([
      'Dokument bereitgestellt am 03.03.2026, abgerufen am 01.05.2026',
    ]);
  });

  it('zählen nicht jede Bescheinigung auf und lesen nichts, was kein Tag ist', () => {
    const viele = Array.from(
      { length: 5 },
      (_, i) =>
        ['bekanntgabe.bereitgestellt', { zustellung: `z-${i}`, weg: 'postfach', am: '2026-03-03' }] as [
          string,
          Ereignis['data'],
        ],
    );
    expect(lies(...viele)).toEqual([...Array(3).fill('Dokument bereitgestellt am 03.03.2026'), '2 weitere']);
    expect(lies(['bekanntgabe.abgerufen', { zustellung: 'z', am: 'gestern' }])).toEqual([]);
    expect(lies()).toEqual([]);
  });
});
