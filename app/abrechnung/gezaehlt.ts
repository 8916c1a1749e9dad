import type { Tx } from '../base/index.ts';

/** Where the own account has counted a case: the agreement, and the local day. Undefined where none has, or not yet. */
export const readGezaehlt = (tx: Tx, vorgang: string): Promise<{ vereinbarung: string; tag: string } | undefined> =>
  tx.eine(
    `select e.vereinbarung, e.tag::text as tag from abrechnung.konto k
     join abrechnung.eintrag e on e.koerperschaft = k.koerperschaft and e.vereinbarung = k.vereinbarung
       and e.art = 'leistung.gezaehlt' and e.quelle = $2
     where k.koerperschaft = $1 and e.einheit = 'fall' and not e.angaben ? 'zu' order by e.n limit 1`,
    [tx.kontext.stelle, vorgang],
  );
