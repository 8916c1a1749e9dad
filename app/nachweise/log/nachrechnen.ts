import { parseCheckpoint, parseVkey, rootFromLeaves, verifyNote } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Leser } from '../../base/index.ts';
import { EPOCHE } from '../store.ts';

interface LogZeile extends Record<string, unknown> {
  koerperschaft: string;
  epoche: number;
  vkey: string;
  groesse: number;
  wurzel: Buffer | null;
  checkpoint: string | null;
}

/**
 * Recalculates one body's log from its leaves: numbers without a gap, every leaf the stored C of its event, the root of every
 * signed checkpoint, the signature of the newest. @returns what does not hold, in German; nothing when all does
 */
export async function rechneProtokollNach(lies: Leser, krypto: Krypto, koerperschaft: string): Promise<string[]> {
  const [log] = await lies<LogZeile>('select * from nachweise.log where koerperschaft = $1 and epoche = $2', [
    koerperschaft,
    EPOCHE,
  ]);
  if (!log) return [];
  const blaetter = await lies<{ idx: number; c: Buffer; ereignis_c: Buffer | null }>(
    `select b.idx, b.c, e.c as ereignis_c from nachweise.log_leaf b
     left join nachweise.ereignis e on e.koerperschaft = b.koerperschaft and e.id = b.ereignis
     where b.koerperschaft = $1 and b.epoche = $2 order by b.idx`,
    [koerperschaft, EPOCHE],
  );
  const funde: string[] = [];
  if (blaetter.length !== log.groesse) funde.push(`nennt ${log.groesse} Blätter und hat ${blaetter.length}`);
  for (const [i, b] of blaetter.entries()) {
    if (b.idx !== i) funde.push(`hat eine Lücke vor Blatt ${b.idx}`);
    if (!b.ereignis_c?.equals(b.c)) funde.push(`Blatt ${b.idx} ist nicht das C seines Ereignisses`);
    if (funde.length > 20) return funde;
  }
  const fehlend = await lies<{ n: number }>(
    `select count(*)::int as n from nachweise.ereignis e where e.koerperschaft = $1
       and not exists (select from nachweise.log_leaf b where b.koerperschaft = $1 and b.ereignis = e.id)
       and not exists (select from nachweise.log_pending p where p.koerperschaft = $1 and p.ereignis = e.id)`,
    [koerperschaft],
  );
  if (fehlend[0]?.n) funde.push(`${fehlend[0].n} Ereignisse stehen weder darin noch davor`);
  const cs = blaetter.map((b) => b.c);
  if (log.wurzel && !Buffer.from(rootFromLeaves(krypto.sha256, cs.slice(0, log.groesse))).equals(log.wurzel))
    funde.push('hat eine andere Wurzel als seine Blätter');
  return [...funde, ...(await pruefeCheckpoint(krypto, log, cs))];
}

async function pruefeCheckpoint(krypto: Krypto, log: LogZeile, cs: Buffer[]): Promise<string[]> {
  if (!log.checkpoint) return log.groesse > 0 ? ['hat keinen Checkpoint'] : [];
  const gelesen = parseCheckpoint(log.checkpoint);
  const key = parseVkey(krypto.sha256, log.vkey);
  if (!gelesen || !key) return ['hat einen unlesbaren Checkpoint'];
  const { groesse, wurzel } = gelesen.checkpoint;
  const funde: string[] = [];
  if ((await verifyNote(krypto, key, gelesen.note)) !== 'gut')
    funde.push('hat einen falsch unterschriebenen Checkpoint');
  if (
    groesse > cs.length ||
    !Buffer.from(rootFromLeaves(krypto.sha256, cs.slice(0, groesse))).equals(Buffer.from(wurzel))
  )
    funde.push('hat einen Checkpoint, der nicht zu seinen Blättern passt');
  return funde;
}

/** Every Vorgang that has events, and whether it was erased. */
export const readAlleVorgaenge = (lies: Leser) =>
  lies<{ koerperschaft: string; vorgang: string; geloescht: boolean }>(
    `select koerperschaft, vorgang, bool_and(geheim = '') as geloescht from nachweise.ereignis where strom_art = 'vorgang'
     group by koerperschaft, vorgang order by koerperschaft, vorgang`,
  );
