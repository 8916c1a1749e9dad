import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { registerWebBasis } from './basis.ts';
import { createCookies } from './cookies.ts';

async function sitzungscookie(basisUrl: string): Promise<unknown> {
  const server = Fastify();
  await registerWebBasis(server);
  server.get('/', async (_, reply) => createCookies(basisUrl).merkeSitzung(reply, 'token').send());
  return (await server.inject('/')).headers['set-cookie'];
}

it('setzt Secure genau dann, wenn die Seite über https erreicht wird', async () => {
  expect(await sitzungscookie('https://rathaus.invalid')).toBe(
    'rv_sitzung=token; Path=/; HttpOnly; Secure; SameSite=Lax',
  );
  expect(await sitzungscookie('http://127.0.0.1:8080')).toBe('rv_sitzung=token; Path=/; HttpOnly; SameSite=Lax');
});
