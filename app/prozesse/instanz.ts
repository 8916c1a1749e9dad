import type { Zustand } from '@rathausverbund/prozess';
import type { Tx } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Gesperrt } from '../vorgaenge/index.ts';

const ZWECK = 'prozess';

/** The state of a Vorgang's process; null before it has started. */
export async function readZustand(tx: Tx, p: Protokoll, koerperschaft: string, vorgang: string): Promise<Zustand | null> {
  const z = await tx.eine<{ zustand: Buffer }>(
    'select zustand from prozesse.instanz where koerperschaft = $1 and vorgang = $2',
    [koerperschaft, vorgang],
  );
  return z ? (JSON.parse(p.bund.decrypt(koerperschaft, vorgang, z.zustand, ZWECK).toString()) as Zustand) : null;
}

/** Stores the state, encrypted under the case key because its variables are the answers. */
export function writeZustand(tx: Tx, p: Protokoll, g: Gesperrt, zustand: Zustand): void {
  const { koerperschaft, id, leistung, fassung } = g.vorgang;
  const geheim = p.bund.encrypt(koerperschaft, id, Buffer.from(JSON.stringify(zustand)), ZWECK);
  tx.sende(
    `insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand, fertig) values ($1, $2, $3, $4, $5, $6)
     on conflict (koerperschaft, vorgang) do update set fassung = excluded.fassung, zustand = excluded.zustand, fertig = excluded.fertig`,
    [koerperschaft, leistung, id, fassung, geheim, zustand.fertig !== undefined],
  );
}
