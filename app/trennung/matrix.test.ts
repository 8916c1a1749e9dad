import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';
import { BEFEHLE, rechte } from './erwartung.ts';
import type { Fall } from './kontexte.ts';
import { baueMatrix } from './matrix.ts';
import { bilde, type Merkmale, schreibe } from './reihen/fuellen.ts';

const { chef, welt, tabellen, mandanten, gefuellt, faelle, als, nichts, treffe, legeAn, vergleiche } = await baueMatrix(
  await neueDatenbank(),
);
afterAll(() => chef.end());

describe('Matrix', () => {
  it('hat in jeder Tabelle beider Häuser eine Zeile', () => {
    for (const [m, eltern] of gefuellt.slice(0, 2))
      for (const tab of mandanten) expect(eltern.get(tab.name), `${tab.name} für ${m.kanarie}`).toBeDefined();
  });

  describe.each(['app', 'worker'] as const)('als %s', (rolle) => {
    it.each(mandanten.filter((x) => x.klasse !== 'tuer').map((x) => [x.name, x] as const))('%s', async (_name, tab) => {
      const ist: Record<string, unknown> = {};
      const soll: Record<string, unknown> = {};
      for (const fall of faelle) for (const befehl of BEFEHLE) await vergleiche(tab, befehl, rolle, fall, ist, soll);
      expect(ist).toEqual(soll);
    });
  });

  it.each(mandanten.filter((x) => x.klasse === 'tuer').map((x) => [x.name, x] as const))(
    '%s ist hinter Türen: kein Befehl, keine Rolle',
    async (_name, tab) => {
      const eigenes = faelle[0] as Fall;
      for (const rolle of ['app', 'worker', 'sequencer', 'auditor'] as const)
        for (const befehl of ['select', 'update', 'delete'] as const)
          expect(await treffe(tab, befehl, rolle as 'app', eigenes)).toBe('verweigert');
      for (const [, eltern] of gefuellt) {
        const z = eltern.get(tab.name);
        if (z) expect(await legeAn(tab, z, 'app', eigenes)).toBe(false);
      }
    },
  );

  it.each(tabellen.filter((x) => x.klasse === 'global').map((x) => [x.name, x] as const))(
    '%s ist öffentlich und für niemanden schreibbar',
    async (_name, tab) => {
      for (const fall of faelle) {
        expect(await treffe(tab, 'select', 'app', fall)).not.toBe('verweigert');
        for (const befehl of ['update', 'delete'] as const)
          expect(await treffe(tab, befehl, 'app', fall)).toBe('verweigert');
        expect(await als('worker', fall, nichts, () => chef.query(`insert into ${tab.name} default values`))).toBe(
          'verweigert',
        );
      }
    },
  );

  it.each(['sequencer', 'auditor'] as const)('%s sieht nichts, was einem Haus gehört', async (rolle) => {
    for (const tab of mandanten)
      for (const befehl of ['select', 'update', 'delete'] as const)
        if (!rechte(tab, rolle).includes(befehl))
          expect(await treffe(tab, befehl, rolle as 'app', faelle[0] as Fall), `${befehl} ${tab.name}`).toBe(
            'verweigert',
          );
  });
});

describe('Umhängen', () => {
  const eigenes = faelle[0] as Fall;
  it.each(
    mandanten.filter((x) => ['vorgang', 'koerperschaft', 'partei'].includes(x.klasse)).map((x) => [x.name, x] as const),
  )('%s: keine Zeile wechselt das Haus', async (_name, tab) => {
    const r = await als('app', eigenes, nichts, () =>
      chef.query(`update ${tab.name} set koerperschaft = $1`, [gefuellt[1]?.[0].koerperschaft]),
    );
    expect(r).toBe('verweigert');
    const neu = bilde(
      tab,
      { ...(welt[0] as Merkmale), koerperschaft: gefuellt[1]?.[0].koerperschaft ?? '' },
      gefuellt[1]?.[1] ?? new Map(),
    );
    expect(await als('app', eigenes, nichts, () => schreibe(chef, tab, neu))).toBe('verweigert');
  });

  it.each(mandanten.filter((x) => x.klasse === 'person').map((x) => [x.name, x] as const))(
    '%s: keine Zeile wechselt die Person',
    async (_name, tab) => {
      const buergerin = faelle.find((f) => f.name === 'Bürgerin') as Fall;
      expect(
        await als('app', buergerin, nichts, () => chef.query(`update ${tab.name} set buerger = $1`, [uuidv7(99)])),
      ).toBe('verweigert');
    },
  );
});
