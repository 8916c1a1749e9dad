import type { Leser } from '../base/index.ts';

/** What of the key folder the database cannot do without: which of these bodies have events to be read, and the newest log of each. */
export async function readSchluesselbedarf(lies: Leser, koerperschaften: string[]) {
  const inhalte = await lies<{ koerperschaft: string }>(
    `select k.koerperschaft from unnest($1::uuid[]) k (koerperschaft)
     where exists (select from nachweise.ereignis e where e.koerperschaft = k.koerperschaft and e.geheim <> '')`,
    [koerperschaften],
  );
  const protokolle = await lies<{ koerperschaft: string; epoche: number }>(
    'select koerperschaft, max(epoche) as epoche from nachweise.log group by koerperschaft',
  );
  return { inhalte: inhalte.map((z) => z.koerperschaft), protokolle };
}
