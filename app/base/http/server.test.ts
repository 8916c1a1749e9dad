import { expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { createServer, NICHTS_DA_MS } from './server.ts';

it('Dass etwas nicht da ist, sagt der Server nie früher als nach einer festen Zeit, gleich warum', async () => {
  const server = createServer(createLog('test'));
  server.get('/fremd/:ms', async (anfrage, antwort) => {
    await new Promise((r) => setTimeout(r, Number((anfrage.params as { ms: string }).ms)));
    return antwort.code(404).send('nichts');
  });
  for (const weg of ['/unbekannt', '/fremd/0', '/fremd/4', '/fremd/15']) {
    const beginn = performance.now();
    expect((await server.inject(weg)).statusCode).toBe(404);
    expect(performance.now() - beginn, weg).toBeGreaterThanOrEqual(NICHTS_DA_MS - 0.5);
  }
  await server.close();
});
