import { expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { ORTE } from '../../../demo/personen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const w = await baueWelt(t);
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

it('Eine Akte, der jemand an der Anwendung vorbei die letzten Ereignisse nimmt, heißt nicht mehr vollständig', async () => {
  const vorgang = await w.gewerbe('01-einfach', ORTE.wurzen);
  const verlauf = async () => text((await w.geh('k.weber', `/arbeitsplatz/vorgang/${vorgang}?teil=verlauf`)).body);
  const { rows } = await t.setup.query<{ n: number }>(
    'select max(n)::int as n from nachweise.ereignis where vorgang = $1',
    [vorgang],
  );
  const n = rows[0]?.n ?? 0;
  expect(await verlauf()).toContain(`Die Akte ist vollständig: ${n} Ereignisse ohne Lücke`);
  await t.setup.query('alter table nachweise.ereignis disable trigger user');
  await t.setup.query('delete from nachweise.ereignis where vorgang = $1 and n >= $2', [vorgang, n - 1]);
  await t.setup.query('alter table nachweise.ereignis enable trigger user');
  const danach = await verlauf();
  expect(danach).not.toContain('Die Akte ist vollständig');
  expect(danach).toContain('Die Akte stimmt nicht mit dem Protokoll überein');
  expect(danach).toContain(`Betroffen: Ereignis ${n - 1}.`);
});
