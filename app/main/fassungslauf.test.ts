import { expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { DIENSTE, veroeffentliche } from '../leistungen/index.ts';
import { baueHaus, WURZEL } from '../pruefstand/haus.ts';
import { fassungslauf } from './fassungslauf.ts';

const t = await neueDatenbank();
const h = await baueHaus(t);

it('Jeder Kommune wird einmal gesagt, was bei ihr gilt; scheitert es bei einer, hält das die anderen nicht auf', async () => {
  const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
  await veroeffentliche(t.setup, `${WURZEL}/leistungen`, umgebung, Date.now());
  await h.katalog.lade();
  const fehler: unknown[] = [];
  /** one look at every body; the first `kaputt` of them fail */
  async function sieh(kaputt: number): Promise<string[]> {
    const halt = new AbortController();
    const db = {
      ...h.worker,
      transaktion: (async (k, tu) => {
        if (kaputt-- > 0) throw new Error('Bruch');
        return h.worker.transaktion(k, tu);
      }) as typeof h.worker.transaktion,
    };
    const gesagt: string[] = [];
    const log = {
      info: (_was: string, d: Record<string, unknown>) => void gesagt.push(`${d['koerperschaft']}: ${d['leistungen']}`),
      fehler: (_was: string, f: unknown) => void fehler.push(f),
    };
    const lauf = fassungslauf({ ...h, db }, log as never, halt.signal);
    await new Promise((weiter) => setTimeout(weiter, 1_500));
    halt.abort();
    await lauf;
    return gesagt;
  }
  const anzahl = h.katalog.leistungen.length;
  const haeuser = h.verzeichnis.alle.filter((x) => x.kuerzel).map((x) => x.id);
  const erste = await sieh(1);
  expect([erste.length, fehler.map(String)]).toEqual([haeuser.length - 1, ['Error: Bruch']]);
  // a worker that starts tells only the one that was not told
  expect([...erste, ...(await sieh(0))].sort()).toEqual(haeuser.map((id) => `${id}: ${anzahl}`).sort());
  expect(await sieh(0)).toEqual([]);
});
