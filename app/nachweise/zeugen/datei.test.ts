import { formatVkey, noteKey } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { describe, expect, it } from 'vitest';
import { OHNE_DATEI, parseZeugendatei, type Zeugendatei } from './datei.ts';
import { createZeugenkreis, zeugenPolicy } from './kreis.ts';

const INTERN = 'demo.invalid/zeuge';
const UUID = '0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11';
const keyOf = (name: string, art: 'log' | 'zeuge' = 'zeuge', byte = name.length) =>
  noteKey(krypto.sha256, name, art, new Uint8Array(32).fill(byte));
const vkeyOf = (...a: Parameters<typeof keyOf>) => formatVkey(keyOf(...a));
const nachbar = {
  name: 'Nachbar',
  url: 'https://zeuge.nachbar.example/',
  vkey: vkeyOf('nachbar.example/zeuge'),
  betreiber: 'Rechenzentrum Nachbar',
  intern: false,
};
const gut: Zeugendatei = { k: 2, zeugen: [nachbar] };
const lies = (wert: unknown) =>
  parseZeugendatei(
    typeof wert === 'string' ? wert : JSON.stringify(wert),
    { intern: INTERN, betreiber: 'demo', keys: [keyOf(INTERN), keyOf('demo/log/1', 'log', 77)] },
    krypto,
  );

describe('zeugen.json', () => {
  it('nennt weitere Zeugen, und für einzelne Kommunen, wer zählt', () => {
    expect(lies(gut)).toEqual({ ok: true, datei: gut });
    const je = { '14729380': { k: 1, namen: ['nachbar.example/zeuge'] }, [UUID]: { k: 1, namen: [INTERN] } };
    expect(lies({ ...gut, je })).toMatchObject({ ok: true });
    expect(lies({ k: 1, zeugen: [] })).toMatchObject({ ok: true });
  });

  it.each([
    ['{', 'kein lesbares JSON'],
    ['null', 'k und zeugen'],
    [{ k: 0, zeugen: [] }, 'eine ganze Zahl von 1 bis 100'],
    [{ k: 1, zeugen: {} }, '„zeugen“ muss eine Liste sein'],
    [{ k: 1, zeugen: [], extra: 1 }, 'erlaubt ist je'],
    [{ k: 1, zeugen: [{ ...nachbar, url: 'ftp://x' }] }, '„url“ muss eine Adresse'],
    [{ k: 1, zeugen: [{ ...nachbar, intern: 'nein' }] }, '„intern“ muss true oder false sein'],
    [{ k: 1, zeugen: [{ ...nachbar, betreiber: ' ' }] }, '„betreiber“ muss ein Text'],
    [{ k: 1, zeugen: [{ ...nachbar, vkey: 'x' }] }, 'von „Nachbar“ ist kein Schlüssel eines Zeugen'],
    [{ k: 1, zeugen: [{ ...nachbar, vkey: vkeyOf('a/log', 'log') }] }, 'kein Schlüssel eines Zeugen'],
    [{ k: 1, zeugen: [{ ...nachbar, vkey: vkeyOf(INTERN) }] }, 'Schlüsselnamen des eigenen Zeugen'],
    [
      { k: 1, zeugen: [{ ...nachbar, vkey: vkeyOf('fremd', 'zeuge', INTERN.length) }] },
      'einen Schlüssel dieser Anlage selbst',
    ],
    [{ k: 1, zeugen: [{ ...nachbar, vkey: vkeyOf('fremd', 'zeuge', 77) }] }, 'dieser Anlage selbst (demo/log/1)'],
    [{ k: 1, zeugen: [{ ...nachbar, betreiber: 'demo' }] }, '„intern“ muss true sein'],
    [{ k: 1, zeugen: [nachbar, { ...nachbar, name: 'Zwei' }] }, '„Zwei“ und „Nachbar“ haben denselben'],
    [{ k: 1, zeugen: [nachbar, { ...nachbar, vkey: vkeyOf('b', 'zeuge', 21) }] }, 'haben denselben'],
    [{ k: 3, zeugen: [nachbar] }, 'gibt es nur 2 Zeugen'],
    [{ ...gut, je: { wurzen: { k: 1, namen: [INTERN] } } }, 'weder ein AGS noch eine Kennung'],
    [{ ...gut, je: { '14729380': { k: 1, namen: ['wer'] } } }, `Bekannt: ${INTERN}, nachbar.example/zeuge`],
    [{ ...gut, je: { '14729380': { k: 2, namen: [INTERN] } } }, 'genannt sind nur 1'],
    [{ ...gut, je: { '14729380': { k: 1, namen: [INTERN, INTERN] } } }, 'zweimal'],
    [{ ...gut, je: { '14729380': { k: 1, namen: [] } } }, '„namen“ muss eine Liste'],
  ])('wird mit einem Satz abgelehnt: %j', (wert, grund) => {
    const a = lies(wert);
    expect(a).toMatchObject({ ok: false });
    expect(a.ok ? '' : a.meldung).toContain(grund);
  });
});

describe('Zeugenkreis', () => {
  const intern = { key: keyOf(INTERN), name: 'Eigener', betreiber: 'demo', intern: true, url: 'http://127.0.0.1:1' };
  const uuidOf = (ags: string) => (ags === '14729380' ? UUID : undefined);

  it('hat ohne Datei den eigenen Zeugen, 1 von 1', () => {
    const kreis = createZeugenkreis(OHNE_DATEI, intern, { krypto, uuidOf });
    expect(kreis.zeugen).toEqual([intern]);
    expect(kreis.bedingung(UUID)).toEqual({ k: 1, namen: [INTERN] });
  });

  it('zählt für eine Kommune, was ihr AGS verlangt, und fragt trotzdem alle', () => {
    const je = { '14729380': { k: 1, namen: ['nachbar.example/zeuge'] } };
    const kreis = createZeugenkreis({ ...gut, je }, intern, { krypto, uuidOf });
    expect(kreis.zeugen.map((z) => z.url)).toEqual(['http://127.0.0.1:1', 'https://zeuge.nachbar.example']);
    expect(kreis.bedingung(UUID)).toEqual({ k: 1, namen: ['nachbar.example/zeuge'] });
    expect(kreis.bedingung('andere')).toEqual({ k: 2, namen: [INTERN, 'nachbar.example/zeuge'] });
    expect(zeugenPolicy(kreis, UUID, [])).toMatchObject({
      zeugen: [{ name: INTERN }, { name: 'nachbar.example/zeuge' }],
      gruppen: [{ k: 1, mitglieder: ['nachbar.example/zeuge'] }],
      quorum: 'zeugen',
    });
  });
});
