import { type Angriff, leer, type Tuerwelt } from './welt.ts';

/** Figures of others: only for who has consented as well. */
export function steuerung({ bennewitz, dienst }: Tuerwelt): Angriff[] {
  const vergleich = (was: string, kontext: Angriff['kontext']): Angriff => ({
    tuer: 'steuerung.vergleich',
    was,
    kontext,
    sql: `select * from steuerung.vergleich('mengen')`,
    werte: () => [],
    harmlos: leer,
  });
  return [vergleich('ohne eigene Einwilligung', bennewitz), vergleich('durch einen Dienst', dienst)];
}
