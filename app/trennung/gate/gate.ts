import type pg from 'pg';
import type { Befund } from './abfrage.ts';
import { pruefeDefiner } from './funktionen.ts';
import { pruefeRechte, pruefeRollen } from './rollen.ts';
import { pruefeFremdschluessel, pruefeSchluessel } from './schluessel.ts';
import { pruefeArten, pruefeKlassen } from './tabellen.ts';

const TEILE = [
  pruefeArten,
  pruefeKlassen,
  pruefeSchluessel,
  pruefeFremdschluessel,
  pruefeRollen,
  pruefeRechte,
  pruefeDefiner,
];

/** The whole catalogue gate. @param client setup role, inside a transaction */
export async function pruefeKatalog(client: pg.Client): Promise<Befund> {
  const befund: Befund = [];
  for (const teil of TEILE) befund.push(...(await teil(client)));
  return befund;
}
