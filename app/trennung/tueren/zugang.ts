import { uuidv7 } from '../../base/index.ts';
import { GEWERBE, mitarbeit } from '../welt.ts';
import { type Angriff, leer, type Tuerwelt } from './welt.ts';

const HALTE_AN = 'select vereinbarungen.halte_an($1, $2, $3, $4)';

/** Stops, and what is told about access: each body for itself. */
export function zugang({ o, bennewitz, dienst, fremd }: Tuerwelt): Angriff[] {
  const halt = uuidv7(Date.now());
  const anhalten = (was: string, kontext: Angriff['kontext'], stelle: string): Angriff => ({
    tuer: 'vereinbarungen.halte_an',
    was,
    kontext,
    sql: HALTE_AN,
    werte: () => [uuidv7(Date.now()), stelle, GEWERBE, 'x'],
  });
  return [
    anhalten('wo nichts vereinbart ist', mitarbeit(o.bennewitz, o.bennewitz), o.augustusburg),
    anhalten('im Namen des Auftraggebers durch die beauftragte Stelle', mitarbeit(o.wurzen, o.thallwitz), o.wurzen),
    anhalten('ohne in jemandes Namen zu handeln', bennewitz, o.wurzen),
    anhalten('durch einen Dienst', dienst, o.wurzen),
    {
      tuer: 'vereinbarungen.setze_fort',
      was: 'was ein anderer angehalten hat',
      kontext: mitarbeit(o.wurzen, o.wurzen),
      sql: 'select * from vereinbarungen.setze_fort($1)',
      werte: () => [halt],
      harmlos: leer,
    },
    {
      tuer: 'vereinbarungen.setze_fort',
      was: 'durch einen Dienst',
      kontext: dienst,
      sql: 'select * from vereinbarungen.setze_fort($1)',
      werte: () => [halt],
    },
    {
      tuer: 'ctx.zugang',
      was: 'zu einem Vorgang, den man selbst nicht sieht',
      kontext: bennewitz,
      sql: 'select * from ctx.zugang($1, $2, $3, now())',
      werte: () => [o.thallwitz, GEWERBE, fremd.vorgang.id],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'ctx.eigene_freigaben',
      was: 'der anderen',
      kontext: bennewitz,
      sql: `select 1 from ctx.eigene_freigaben() where (select ctx.stelle()) not in (besitzer, stelle)`,
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.fremde_zugriffe',
      was: 'auf Vorgänge der anderen',
      kontext: bennewitz,
      sql: `select * from nachweise.fremde_zugriffe('2000-01-01', '2999-01-01')`,
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.fremde_zugriffe',
      was: 'im Namen eines anderen Hauses',
      kontext: mitarbeit(o.wurzen, o.thallwitz),
      sql: `select 1 from nachweise.fremde_zugriffe('2000-01-01', '2999-01-01') where stelle <> '${o.augustusburg}'`,
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.fremde_zugriffe',
      was: 'durch einen Dienst',
      kontext: dienst,
      sql: `select * from nachweise.fremde_zugriffe('2000-01-01', '2999-01-01')`,
      werte: () => [],
      harmlos: (z) => z.length === 0,
    },
  ];
}
