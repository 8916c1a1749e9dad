import { expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, echteUhr, uuidv7 } from '../base/index.ts';
import { liesEreignis } from './ereignis.ts';
import { ANFANG, packKlartext, pruefeZeilen, readStrom, schreibe, unpackKlartext } from './index.ts';

const t = await neueDatenbank();
const app = t.als('app');
const protokoll = { bund: t.bund, uhr: echteUhr, plattform: t.plattform };

it.each(['{"v":2}', '{"v":"1"}', '{"kind":"x"}', 'null', '[]', '7'])('%s ist kein Ereignis, das wir lesen', (json) => {
  expect(() => liesEreignis(json)).toThrow(/Dieses Programm liest Ereignisse der Version 1/);
});

it('Ein Ereignis, das eine neuere Fassung schrieb, wird nicht gefaltet, sondern mit einem Satz abgelehnt', async () => {
  const { rows } = await t.setup.query<{ koerperschaft: string }>(
    'select koerperschaft from kommunen.merkmale limit 1',
  );
  const haus = rows[0]?.koerperschaft ?? '';
  const id = uuidv7(Date.now());
  const strom = { art: 'vorgang' as const, id, koerperschaft: haus, leistung: 'g', buerger: null };
  const umstand = {
    actor: { pseudonym: 'p-1', role: 'buergerin', loa: null },
    fuer: { oertlich: haus, zustaendig: haus, stelle: haus },
    grundlage: { vereinbarung: null, norm: 'GewO § 14', aufgabe: 'Gewerbe', zweck: 'Test' },
  };
  await app.transaktion(dienst(haus, 'Test'), (tx) =>
    schreibe(tx, protokoll, strom, ANFANG, umstand, [{ kind: 'test.geschehen', data: {} }]),
  );
  const lies = () => app.transaktion(dienst(haus, 'Test'), (tx) => readStrom(tx, protokoll, haus, id));
  const [e] = await lies();
  expect(e?.ereignis.v).toBe(1);

  const { rows: zeilen } = await t.setup.query('select geheim from nachweise.ereignis where vorgang = $1', [id]);
  const { json, salt } = unpackKlartext(t.bund.decrypt(haus, id, zeilen[0].geheim, 'ereignis-1'));
  const neuer = packKlartext({ json: json.replace('"v":1', '"v":2'), salt });
  await t.setup.query('alter table nachweise.ereignis disable trigger user');
  await t.setup.query('update nachweise.ereignis set geheim = $2 where vorgang = $1', [
    id,
    t.bund.encrypt(haus, id, neuer, 'ereignis-1'),
  ]);
  await expect(lies()).rejects.toMatchObject({
    code: 'ereignis.version',
    message: expect.stringMatching(/die Version 2\. Eine neuere Fassung/),
  });
  const { funde } = await pruefeZeilen(async (sql, werte) => (await t.setup.query(sql, werte)).rows, protokoll);
  expect(funde).toContainEqual(
    expect.objectContaining({ strom: id, feld: 'Inhalt', ist: expect.stringContaining('Version 2') }),
  );
});
