import { expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { oeffentlich } from './index.ts';

const t = await neueDatenbank();

it('zeigt die 418 Kommunen als Rolle der Anwendung', async () => {
  const [z] = await t
    .als('app')
    .lesen<{ n: number }>(oeffentlich, `select count(*) as n from kommunen.koerperschaft where art = 'gemeinde'`);
  expect(z?.n).toBe(418);
});
