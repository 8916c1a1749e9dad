import { join } from 'node:path';
import { type Anker, parseVkey, pruefe } from '@rathausverbund/nachweis';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { buildNachweis } from './buendel.ts';
import { createEpochen, eroeffneEpoche } from './epoche.ts';
import { rechneNach } from './nachrechnen.ts';
import { createWelt } from './pruefstand/welt.ts';
import { readStrom, schreibe } from './store.ts';
import { openStaende } from './zeuge/stand.ts';

const t = await neueDatenbank();
const app = t.als('app');
const sequencer = t.als('sequencer');
const zeugenOrdner = join(t.ordner, 'zeuge');
const welt = await createWelt({ app, sequencer, bund: t.bund, plattform: t.plattform, ordner: zeugenOrdner });
const { protokoll } = welt;
const { rows } = await t.setup.query<{ k: string }>('select koerperschaft as k from kommunen.merkmale limit 3');
const [haus = '', wechsel = '', ohne = ''] = rows.map((r) => r.k);

const grundlage = { vereinbarung: null, norm: 'Dienstanweisung', aufgabe: 'Protokoll', zweck: 'Neue Epoche' };
const person = (k: string): Kontext => ({
  art: 'mitarbeit',
  person: uuidv7(1),
  stelle: k,
  handelndFuer: k,
  grundlage,
});
const eroeffne = (k: string, grund = 'Der Zeuge widerspricht nach einer Rücksicherung.', kontext = person(k)) =>
  eroeffneEpoche(app, protokoll, kontext, {
    koerperschaft: k,
    grund,
    actor: { pseudonym: 'm-1', role: 'leitung', loa: null },
  });

async function provable(k: string, strom: string): Promise<number> {
  const ids = (await welt.ereignisse(k, strom)).map((e) => e.id);
  return (await welt.beweise(k, ids)).size;
}

/** The witness remembers more than the log has, as after an old backup was restored. */
async function widersprich(): Promise<void> {
  await welt.setzeZeuge(false);
  const staende = await openStaende(join(zeugenOrdner, 'stand'), false);
  const z = staende.read(`${t.plattform}/log/${haus}/1`);
  if (!z) throw new Error('Der Zeuge kennt das Protokoll nicht');
  await staende.write({ ...z, groesse: 99 });
  await staende.ende();
  await welt.setzeZeuge(true);
}

async function anker(k: string): Promise<Anker> {
  const keys = (await welt.staende(k)).map((p) => parseVkey(krypto.sha256, p.vkey)).filter((x) => x !== null);
  return {
    test: true,
    logs: keys.map((key) => ({ key, koerperschaft: 'Gemeinde Test' })),
    k: 1,
    zeugen: [{ key: welt.zeugenKey, name: 'Zeuge', betreiber: 'Test', intern: true }],
    siegelwurzeln: [],
    zeitwurzeln: [],
    crls: [],
    ocsps: [],
  };
}

let vorher: string;
let ungesehen: string;
let gestoppt: string;

beforeAll(async () => {
  vorher = await welt.reicheEin(haus, 4);
  await welt.schreiber().tick();
  // two leaves get their places, but no witness sees them any more
  await welt.setzeZeuge(false);
  ungesehen = await welt.reicheEin(haus, 2);
  await welt.schreiber().tick();
  await widersprich();
  await welt.schreiber().tick();
  gestoppt = await welt.reicheEin(haus, 3);
  await welt.schreiber().tick();
});

describe('Ein angehaltenes Protokoll', () => {
  it('hält sein Rathaus nicht an: es empfängt, nur der Nachweis wartet', async () => {
    expect(await welt.staende(haus)).toMatchObject([
      { groesse: 6, bezeugt: 4, angehalten: expect.stringContaining('99') },
    ]);
    expect(await welt.ereignisse(haus, gestoppt)).toHaveLength(3);
    expect([await provable(haus, vorher), await provable(haus, ungesehen), await provable(haus, gestoppt)]).toEqual([
      4, 0, 0,
    ]);
  });

  it('geht nur weiter, wenn eine Person des Hauses es mit Grund will', async () => {
    expect(await eroeffne(haus, ' ')).toEqual({ ok: false, grund: 'protokoll.grund' });
    expect(await eroeffne(ohne)).toEqual({ ok: false, grund: 'protokoll.unbekannt' });
    await expect(eroeffne(haus, 'x', dienst(haus, 'Test'))).rejects.toThrow('nur durch eine Person');
    expect(await welt.ereignisse(haus, haus)).toEqual([]);
  });

  it('setzt sich in einer neuen Epoche fort, mit allem, was wartete oder was kein Zeuge sah', async () => {
    const alt = (await welt.staende(haus))[0];
    const origin = `${t.plattform}/log/${haus}/2`;
    expect(await eroeffne(haus)).toEqual({ ok: true, epoche: 2, origin });
    const [akt] = await welt.ereignisse(haus, haus);
    expect(akt?.ereignis).toMatchObject({
      log: origin,
      kind: 'protokoll.neue-epoche',
      actor: { role: 'leitung' },
      data: {
        grund: expect.stringContaining('Rücksicherung'),
        alt: { origin: alt?.origin, groesse: 6, wurzel: alt?.wurzel?.toString('base64') },
        angehalten: alt?.angehalten,
      },
    });
    expect(await welt.schreiber().tick()).toMatchObject({ blaetter: 6, bezeugt: 1 });
    const staende = await welt.staende(haus);
    expect(staende).toMatchObject([
      { epoche: 1, groesse: 6, bezeugt: 4 },
      { epoche: 2, groesse: 6, bezeugt: 6, origin, angehalten: null },
    ]);
    expect(staende[1]?.vkey).not.toBe(alt?.vkey);
    expect([await provable(haus, vorher), await provable(haus, ungesehen), await provable(haus, gestoppt)]).toEqual([
      4, 2, 3,
    ]);
    expect(await rechneNach({ db: sequencer, krypto }, haus)).toMatchObject({ ok: true, wartend: 0, befunde: [] });
  });

  it('lässt neue Ereignisse die neue Epoche nennen, sobald ein Prozess sie kennt', async () => {
    const epochen = createEpochen(app);
    expect(epochen.epoche(haus)).toBe(1);
    await epochen.lade();
    const neu = { ...protokoll, epoche: epochen.epoche };
    const strom = await welt.reicheEin(haus, 1, neu);
    expect((await welt.ereignisse(haus, strom))[0]?.ereignis.log).toBe(`${t.plattform}/log/${haus}/2`);
    expect(epochen.epoche(wechsel)).toBe(1);
  });

  it('gibt Bündel mit Ereignissen beider Epochen, die der Prüfer anerkennt', async () => {
    const kette = (await welt.ereignisse(haus, vorher)).map((e) => e.ereignis);
    const letztes = kette.at(-1);
    const { rows: kopf } = await t.setup.query<{ c: Buffer }>(
      'select c from nachweise.ereignis where vorgang = $1 and n = 4',
      [vorher],
    );
    if (!letztes || !kopf[0]) throw new Error('kein Ereignis');
    const { actor, fuer } = letztes;
    const strom = { art: 'vorgang' as const, id: vorher, koerperschaft: haus, leistung: 'g', buerger: null };
    const kopfOf = { n: 4, c: kopf[0].c, at: Date.parse(letztes.at) };
    await app.transaktion(dienst(haus, 'Test'), (tx) =>
      schreibe(tx, protokoll, strom, kopfOf, { actor, fuer, grundlage }, [{ kind: 'test.spaeter', data: {} }]),
    );
    await welt.schreiber().tick();
    expect(await app.transaktion(dienst(haus, 'Test'), (tx) => readStrom(tx, protokoll, haus, vorher))).toHaveLength(5);
    const tsa = { stempel: async () => ({ ok: false as const, code: 'tsa.still', meldung: 'still' }) };
    const b = await buildNachweis({ db: app, protokoll, krypto, tsa, zeugen: () => welt.kreis }, dienst(haus, 'Test'), {
      koerperschaft: haus,
      vorgang: vorher,
      aktenzeichen: 'T-1',
      name: 'Test',
      dokumente: [],
      zertifikate: [],
      test: true,
    });
    if (!b.ok) throw new Error(b.grund);
    const e = await pruefe(b.bytes, { krypto, anker: await anker(haus), jetzt: new Date() });
    expect(e).toMatchObject({ ok: true, unversehrt: { antwort: 'holds' }, zeugen: { antwort: 'holds' } });
  });
});

describe('Ein Protokoll mit neuem Schlüssel', () => {
  it('wird ohne Stillstand gewechselt: der alte Stand wird noch bezeugt, das Nächste steht im neuen', async () => {
    const alt = await welt.reicheEin(wechsel, 2);
    await welt.setzeZeuge(false);
    await welt.schreiber().tick();
    expect((await eroeffne(wechsel, 'Neuer Schlüssel')).ok).toBe(true);
    const neu = await welt.reicheEin(wechsel, 1);
    await welt.setzeZeuge(true);
    await welt.schreiber().tick();
    expect(await welt.staende(wechsel)).toMatchObject([
      { epoche: 1, groesse: 2, bezeugt: 2 },
      { epoche: 2, groesse: 2, bezeugt: 2 },
    ]);
    expect([await provable(wechsel, alt), await provable(wechsel, neu)]).toEqual([2, 1]);
  });

  it('hat noch keinen Schlüssel, bis das Erste in ihm steht: so lange wird nicht noch einmal gewechselt', async () => {
    expect((await eroeffne(wechsel, 'Noch ein Schlüssel')).ok).toBe(true);
    expect(await eroeffne(wechsel, 'und noch einer')).toEqual({ ok: false, grund: 'protokoll.bewegt' });
  });
});

describe('Das Nachrechnen', () => {
  const befunde = async () => (await rechneNach({ db: sequencer, krypto }, haus)).befunde;

  it('merkt ein verändertes Blatt, ein verlorenes und einen verfälschten Prüfpunkt', async () => {
    const log = `${t.plattform}/log/${haus}/1`;
    expect(await befunde()).toEqual([]);
    const wo = 'where koerperschaft = $1 and epoche = 1';
    await t.setup.query(`update nachweise.log_leaf set c = sha256(c) ${wo} and idx = 5`, [haus]);
    expect(await befunde()).toEqual([
      `${log}: Der Prüfpunkt zu 6 Blättern passt nicht zu den Blättern.`,
      `${log}: Der jüngste Stand passt nicht zu den Blättern.`,
      'Blätter, die zu keinem Ereignis oder zu einem anderen gehören: 1.',
    ]);
    await t.setup.query(`delete from nachweise.log_leaf ${wo} and idx = 1`, [haus]);
    expect(await befunde()).toEqual(
      expect.arrayContaining([
        `${log}: Der Prüfpunkt zu 4 Blättern passt nicht zu den Blättern.`,
        'Ereignisse ohne Platz im Protokoll, die auch auf keinen warten: 1.',
        'Leere Plätze im Protokoll: 1.',
      ]),
    );
  });

  it('merkt, wenn zu einem Stand die Unterschrift nicht passt', async () => {
    const [vorher] = [await befunde()];
    await t.setup.query(
      `update nachweise.checkpoint set note = replace(note, '/2', '/3') where koerperschaft = $1 and epoche = 2 and groesse = 6`,
      [haus],
    );
    const nachher = await befunde();
    expect(nachher.filter((b) => !vorher.includes(b))).toEqual([
      `${t.plattform}/log/${haus}/2: Der Prüfpunkt zu 6 Blättern passt nicht zu den Blättern.`,
    ]);
  });
});
