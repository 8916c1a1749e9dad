import { uuidv7 } from '../../base/index.ts';
import { imDienst, mitarbeit, person } from '../welt.ts';
import { type Angriff, type Tuerwelt } from './welt.ts';

/** Read log, proofs, public heads of the logs. */
export function nachweise(w: Tuerwelt): Angriff[] {
  const { o, buergerin, andere, bennewitz, fremd } = w;
  return [
    {
      tuer: 'nachweise.lesen_vermerken',
      was: 'zu einem Vorgang, den man nicht sieht',
      kontext: bennewitz,
      sql: `select nachweise.lesen_vermerken($1, $2, now(), array[$3::uuid], '{}')`,
      werte: () => [uuidv7(5), o.thallwitz, fremd.vorgang.id],
    },
    {
      tuer: 'nachweise.lesen_vermerken',
      was: 'als Bürgerin',
      kontext: person(andere),
      sql: `select nachweise.lesen_vermerken($1, $2, now(), array[$3::uuid], '{}')`,
      werte: () => [uuidv7(5), o.thallwitz, fremd.vorgang.id],
    },
    {
      tuer: 'nachweise.lesen_vermerken',
      was: 'zu anderer Zeit',
      kontext: mitarbeit(o.thallwitz),
      sql: `select nachweise.lesen_vermerken($1, $2, '2020-01-01', array[$3::uuid], '{}')`,
      werte: () => [uuidv7(5), o.thallwitz, fremd.vorgang.id],
    },
    {
      tuer: 'nachweise.beweis_lage',
      was: 'zu fremden Ereignissen',
      kontext: bennewitz,
      sql: 'select * from nachweise.beweis_lage($1, $2)',
      werte: () => [o.thallwitz, fremd.ereignisse.map((e) => e.id)],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.beweis_zeit',
      was: 'zu fremden Ereignissen',
      kontext: bennewitz,
      sql: 'select * from nachweise.beweis_zeit($1, $2)',
      werte: () => [o.thallwitz, fremd.ereignisse.map((e) => e.id)],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.einsicht',
      was: 'in einen fremden Vorgang',
      kontext: person(buergerin),
      sql: 'select * from nachweise.einsicht($1, $2)',
      werte: () => [o.thallwitz, fremd.vorgang.id],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.einsicht',
      was: 'als Sachbearbeitung',
      kontext: mitarbeit(o.thallwitz),
      sql: 'select * from nachweise.einsicht($1, $2)',
      werte: () => [o.thallwitz, fremd.vorgang.id],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'nachweise.epoche_eroeffnen',
      was: 'eines fremden Protokolls',
      kontext: bennewitz,
      sql: 'select nachweise.epoche_eroeffnen($1, 2, 0)',
      werte: () => [o.thallwitz],
    },
    {
      tuer: 'nachweise.epoche_eroeffnen',
      was: 'ohne Ereignis',
      kontext: mitarbeit(o.thallwitz),
      sql: 'select nachweise.epoche_eroeffnen($1, 2, 0)',
      werte: () => [o.thallwitz],
    },
    {
      tuer: 'nachweise.epoche_eroeffnen',
      was: 'durch ein Programm',
      kontext: imDienst(o.thallwitz),
      sql: 'select nachweise.epoche_eroeffnen($1, 2, 0)',
      werte: () => [o.thallwitz],
    },
    // public by design: hashes and signed heads, which say nothing without salts
    {
      tuer: 'nachweise.knoten',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: `select * from nachweise.knoten($1, 1, '{0}', '{0}')`,
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => Object.keys(x).join() === 'hash'),
    },
    {
      tuer: 'nachweise.zeit_lesen',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: 'select * from nachweise.zeit_lesen($1, 1, 1)',
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => Object.keys(x).join() === 'note,record'),
    },
    {
      tuer: 'nachweise.zeit_stand_von',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: 'select * from nachweise.zeit_stand_von($1)',
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => Object.keys(x).join() === 'steht,eigenes,aller,gut'),
    },
    {
      tuer: 'nachweise.kachel_blaetter',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: 'select * from nachweise.kachel_blaetter($1, 1, 0, 256)',
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => Object.keys(x).join() === 'c'),
    },
    {
      tuer: 'nachweise.log_oeffentlich',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: 'select * from nachweise.log_oeffentlich($1, 1)',
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => !('ereignis' in x)),
    },
    {
      tuer: 'nachweise.zeugenstaende',
      was: 'eines anderen Hauses',
      kontext: bennewitz,
      sql: 'select * from nachweise.zeugenstaende($1)',
      werte: () => [o.thallwitz],
      harmlos: (z) => z.every((x) => Object.keys(x).join() === 'epoche,zeuge,groesse,at'),
    },
    {
      tuer: 'nachweise.protokolle',
      was: 'aller Häuser',
      kontext: bennewitz,
      sql: 'select * from nachweise.protokolle()',
      werte: () => [],
      harmlos: (z) => z.every((x) => !('ereignis' in x)),
    },
  ];
}
