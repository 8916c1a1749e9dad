import { LOESCHRAEUME } from '../../main/raeume.ts';
import { mitarbeit, person } from '../welt.ts';
import type { Angriff, Tuerwelt } from './welt.ts';

/** Erasure: each room's part, by those to whom the Vorgang does not belong; and what only a service may do. */
export function loeschung({ o, andere, bennewitz, dienst, fremd }: Tuerwelt): Angriff[] {
  const wer = [
    ['einer anderen Körperschaft', bennewitz],
    ['im Dienst einer anderen', dienst],
    ['als Bürgerin, der er gehört', person(andere)],
    ['durch die beauftragte Stelle', mitarbeit(o.wurzen, o.thallwitz)],
  ] as const;
  return [
    ...LOESCHRAEUME.flatMap((raum) =>
      wer.map(
        ([was, kontext]): Angriff => ({
          tuer: `${raum}.loesche_vorgang`,
          was: `einen Vorgang ${was}`,
          kontext,
          sql: `select * from ${raum}.loesche_vorgang($1, $2, now())`,
          werte: () => [o.thallwitz, fremd.vorgang.id],
        }),
      ),
    ),
    {
      tuer: 'eingang.loesche_vorgang',
      was: 'den Eingang eines fremden Vorgangs unter eigenem Namen',
      kontext: bennewitz,
      sql: 'select * from eingang.loesche_vorgang($1, $2, now())',
      werte: () => [o.bennewitz, fremd.vorgang.id],
      harmlos: (z) => z.length === 0,
    },
    {
      tuer: 'dokumente.ersetze_datei',
      was: 'durch die Anwendung',
      kontext: dienst,
      sql: `select dokumente.ersetze_datei($1, $2, $2, '', '{}')`,
      werte: () => [o.bennewitz, fremd.vorgang.id],
    },
    {
      tuer: 'nachweise.vernichtet_melden',
      was: 'durch die Anwendung',
      kontext: dienst,
      sql: 'select nachweise.vernichtet_melden($1, $2, now())',
      werte: () => [o.bennewitz, fremd.vorgang.id],
    },
    {
      tuer: 'nachweise.lesezugriffe_loeschen',
      was: 'durch die Anwendung',
      kontext: dienst,
      sql: 'select nachweise.lesezugriffe_loeschen(30)',
      werte: () => [],
    },
  ];
}
