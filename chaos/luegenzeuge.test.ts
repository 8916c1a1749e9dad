import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createZeugenweg } from './luegenzeuge.ts';

it('Der Weg zum Gegenzeichner gibt alles weiter und verfälscht auf Anordnung jede Unterschrift', async () => {
  const unterschrift = `— z ${'A'.repeat(60)}B${'C'.repeat(40)}==\n`;
  const antworten = { '/add-checkpoint': unterschrift, '/add-checkpoints': JSON.stringify([{ text: unterschrift }]) };
  const hinten = createServer((r, a) => a.end(antworten[r.url as keyof typeof antworten] ?? 'sonst'));
  await new Promise<void>((r) => hinten.listen(0, '127.0.0.1', r));
  const { port } = hinten.address() as { port: number };
  const weg = await createZeugenweg(`http://127.0.0.1:${port}`);
  const frage = async (pfad: string) =>
    (await fetch(`http://127.0.0.1:${weg.port}${pfad}`, { method: 'POST', body: 'x' })).text();
  expect(await frage('/add-checkpoint')).toBe(unterschrift);
  weg.luege(true);
  const falsch = unterschrift.replace('B', 'A');
  expect(await frage('/add-checkpoint')).toBe(falsch);
  expect(await frage('/add-checkpoints')).toBe(JSON.stringify([{ text: falsch }]));
  expect(await frage('/anders')).toBe('sonst');
  weg.luege(false);
  expect([await frage('/add-checkpoint'), weg.gelogen()]).toEqual([unterschrift, 2]);
  await weg.stop();
  hinten.closeAllConnections();
  hinten.close();
});
