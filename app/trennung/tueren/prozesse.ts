import { GEWERBE, mitarbeit, person } from '../welt.ts';
import { type Angriff, leer, type Tuerwelt } from './welt.ts';

/** The doors of a step: reading and moving somebody else's process, and taking timers, which only the worker may. */
export function prozesse({ o, andere, bennewitz, dienst, fremd, auftrag }: Tuerwelt): Angriff[] {
  const wer = [
    ['einer anderen Körperschaft', bennewitz],
    ['im Dienst einer anderen', dienst],
    ['unter fremdem Namen', { ...bennewitz, handelndFuer: o.thallwitz }],
    ['im Namen der Vereinbarung, aber nur lesend', { ...mitarbeit(o.wurzen), handelndFuer: null }],
    ['als Bürgerin, der er gehört', person(andere)],
  ] as const;
  return [
    ...wer.flatMap(([was, kontext]): Angriff[] => [
      {
        tuer: 'prozesse.schritt_lesen',
        was: `einen Vorgang ${was}`,
        kontext,
        sql: 'select * from prozesse.schritt_lesen($1, $2)',
        werte: () => [o.thallwitz, fremd.vorgang.id],
        harmlos: (z) => z.length === 0 || leer(z),
      },
      {
        tuer: 'prozesse.schritt_schreiben',
        was: `einen Vorgang ${was}`,
        kontext,
        sql: `select prozesse.schritt_schreiben($1, $3, $2, 'f', '', false, '{}', '{}', null, null, null, now())`,
        werte: () => [o.thallwitz, fremd.vorgang.id, GEWERBE],
      },
      {
        tuer: 'prozesse.auftrag_wecken',
        was: `einen Auftrag ${was}`,
        kontext,
        sql: 'select prozesse.auftrag_wecken($1, now()) as geweckt',
        werte: () => [auftrag],
        harmlos: (z) => z[0]?.['geweckt'] === false,
      },
    ]),
    ...[bennewitz, dienst, { ...bennewitz, handelndFuer: o.thallwitz }, mitarbeit(o.lossatal), person(andere)].map(
      (kontext, i): Angriff => ({
        tuer: 'prozesse.auftraege_gescheitert',
        was: `die Aufträge eines anderen Hauses (${i + 1})`,
        kontext,
        sql: 'select * from prozesse.auftraege_gescheitert()',
        werte: () => [],
        harmlos: (z) => z.length === 0,
      }),
    ),
    {
      tuer: 'base.dateien_genannt',
      was: 'durch die Anwendung',
      kontext: dienst,
      sql: 'select base.dateien_genannt($1)',
      werte: () => [['a'.repeat(64)]],
    },
    {
      tuer: 'prozesse.zeitgeber_nehmen',
      was: 'durch die Anwendung',
      kontext: dienst,
      sql: `select * from prozesse.zeitgeber_nehmen(now(), 10, '1 minute')`,
      werte: () => [],
    },
  ];
}
