import { join } from 'node:path';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { type Kontext, uuidv7 } from '../../base/index.ts';
import { eroeffneEpoche } from '../epoche.ts';
import { rechneNach } from '../nachrechnen.ts';
import { createWelt } from '../pruefstand/welt.ts';
import { loadSigner, logDatei } from '../schluessel.ts';

const t = await neueDatenbank();
const app = t.als('app');
const welt = await createWelt({
  app,
  sequencer: t.als('sequencer'),
  bund: t.bund,
  plattform: t.plattform,
  ordner: join(t.ordner, 'zeuge'),
});
const { rows } = await t.setup.query<{ k: string }>(
  'select koerperschaft as k from kommunen.merkmale order by ags limit 4',
);
const [wechsel = '', jung = '', nie = '', anderes = ''] = rows.map((r) => r.k);

const eroeffne = (k: string) => {
  const grundlage = { vereinbarung: null, norm: 'Dienstanweisung', aufgabe: 'Protokoll', zweck: 'Neue Epoche' };
  const kontext: Kontext = { art: 'mitarbeit', person: uuidv7(1), stelle: k, handelndFuer: k, grundlage };
  const actor = { pseudonym: 'm-1', role: 'leitung', loa: null };
  return eroeffneEpoche(app, welt.protokoll, kontext, { koerperschaft: k, grund: 'Neuer Schlüssel', actor });
};

/** What a backup from before this epoch brings back: no row and no event of it. The key folder is today's. */
async function spieleAltesEin(k: string, epoche: number): Promise<void> {
  await t.setup.query('alter table nachweise.ereignis disable trigger user');
  await t.setup.query(
    'delete from nachweise.ereignis where id in (select ereignis from nachweise.log_leaf where koerperschaft = $1 and epoche = $2)',
    [k, epoche],
  );
  await t.setup.query('alter table nachweise.ereignis enable trigger user');
  for (const tabelle of ['zeugenregel', 'zeugenstand', 'checkpoint', 'log_leaf', 'log_knoten', 'log', 'log_epoche'])
    await t.setup.query(`delete from nachweise.${tabelle} where koerperschaft = $1 and epoche = $2`, [k, epoche]);
}
const beweisbar = async (k: string, strom: string) => {
  const ids = (await welt.ereignisse(k, strom)).map((e) => e.id);
  return (await welt.beweise(k, ids)).size;
};

beforeAll(async () => {
  await welt.reicheEin(wechsel, 3);
  await welt.reicheEin(jung, 2);
  await welt.schreiber().tick();
  expect((await eroeffne(wechsel)).ok).toBe(true);
  await welt.reicheEin(wechsel, 5);
  await welt.schreiber().tick();
  expect(await welt.staende(wechsel)).toMatchObject([{ bezeugt: 3 }, { epoche: 2, bezeugt: 6 }]);
  await spieleAltesEin(wechsel, 2);
  await spieleAltesEin(jung, 1);
});

describe('Eine Sicherung, die älter ist als ein Protokoll', () => {
  it('fällt auf, auch wenn die Epoche davor noch passt: Das Protokoll hält an, empfangen wird weiter', async () => {
    const neu = await welt.reicheEin(wechsel, 1);
    await welt.schreiber().tick();
    expect(await welt.staende(wechsel)).toMatchObject([
      { epoche: 1, groesse: 3, bezeugt: 3, angehalten: null },
      {
        epoche: 2,
        groesse: 0,
        origin: `${t.plattform}/log/${wechsel}/2`,
        angehalten: expect.stringMatching(/^Der Zeuge test\.invalid\/zeuge, .* kennt dieses Protokoll \(6 Blätter\)/),
      },
    ]);
    expect(await welt.ereignisse(wechsel, neu)).toHaveLength(1);
    expect(await beweisbar(wechsel, neu)).toBe(0);
  });

  it('fällt auch bei einem jungen Protokoll auf, bevor unter dem alten Schlüssel noch einmal gezeichnet wird', async () => {
    await welt.reicheEin(jung, 1);
    await welt.schreiber().tick();
    expect(await welt.staende(jung)).toMatchObject([
      { epoche: 1, groesse: 0, checkpoint: null, angehalten: expect.stringContaining('(2 Blätter)') },
    ]);
  });

  it('geht in einer neuen Epoche weiter, die keinen vergebenen Namen trägt', async () => {
    expect(await eroeffne(wechsel)).toEqual({ ok: true, epoche: 3, origin: `${t.plattform}/log/${wechsel}/3` });
    expect(await eroeffne(jung)).toMatchObject({ ok: true, epoche: 2 });
    const neu = await welt.reicheEin(jung, 1);
    await welt.schreiber().tick();
    expect(await beweisbar(jung, neu)).toBe(1);
    expect((await welt.staende(wechsel)).at(-1)).toMatchObject({ epoche: 3, angehalten: null });
    expect((await rechneNach({ db: t.als('sequencer'), krypto }, jung)).befunde).toEqual([]);
  });
});

describe('Ein Schlüssel, unter dem niemand je etwas sah', () => {
  const legeSchluessel = (k: string) => loadSigner(t.bund, krypto, logDatei(k, 1), `${t.plattform}/log/${k}/1`, 'log');

  it('wird genommen, sobald die Zeugen geantwortet haben; bis dahin wartet nur dieses Rathaus', async () => {
    const { key } = await legeSchluessel(nie);
    await welt.setzeZeuge(false);
    const strom = await welt.reicheEin(nie, 2);
    await welt.reicheEin(anderes, 2);
    await welt.schreiber().tick();
    expect(await welt.staende(nie)).toEqual([]);
    expect(await welt.staende(anderes)).toMatchObject([{ groesse: 2 }]);
    await welt.setzeZeuge(true);
    await welt.schreiber().tick();
    expect(await welt.staende(nie)).toMatchObject([{ groesse: 2, bezeugt: 2, angehalten: null }]);
    expect((await welt.staende(nie))[0]?.vkey).toContain(key.name);
    expect(await beweisbar(nie, strom)).toBe(2);
  });
});
