import type { Tx } from '../base/index.ts';

export interface Geloescht {
  vorgang: string;
  at: Date;
  /** when keys and files were destroyed; null while the job waits */
  vernichtet: Date | null;
}

/** Vorgaenge of a body that were erased. */
export const readGeloeschte = (tx: Tx, koerperschaft: string): Promise<Geloescht[]> =>
  tx.zeilen<Geloescht & Record<string, unknown>>(
    'select vorgang, at, vernichtet from nachweise.geloescht where koerperschaft = $1 order by at, vorgang',
    [koerperschaft],
  );

export const isGeloescht = async (tx: Tx, koerperschaft: string, vorgang: string): Promise<boolean> =>
  (await tx.eine('select 1 from nachweise.geloescht where koerperschaft = $1 and vorgang = $2', [
    koerperschaft,
    vorgang,
  ])) !== undefined;

/** Marks that keys and files of an erased Vorgang are gone. */
export const meldeVernichtet = async (tx: Tx, koerperschaft: string, vorgang: string, at: Date): Promise<void> =>
  void (await tx.zeilen('select nachweise.vernichtet_melden($1, $2, $3)', [koerperschaft, vorgang, at]));

/** Number and C (hex) of the last event of a Vorgang that still has content; undefined when there is none. */
export const readStromKopf = (
  tx: Tx,
  koerperschaft: string,
  vorgang: string,
): Promise<{ n: number; c: string } | undefined> =>
  tx.eine<{ n: number; c: string }>(
    `select n, encode(c, 'hex') as c from nachweise.ereignis
     where koerperschaft = $1 and vorgang = $2 and strom_art = 'vorgang' and geheim <> '' order by n desc limit 1`,
    [koerperschaft, vorgang],
  );
