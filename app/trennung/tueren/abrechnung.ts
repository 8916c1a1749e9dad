import { mitarbeit, person } from '../welt.ts';
import { type Angriff, type Tuerwelt } from './welt.ts';

/** The account of other parties: asked by staff, by a service that is no party, by a citizen, by the application at all. */
export function abrechnung({ o, andere, bennewitz, dienst, fremdeVereinbarung }: Tuerwelt): Angriff[] {
  const wer = [
    ['durch die Anwendung', dienst],
    ['als Sachbearbeitung', bennewitz],
    ['als Partei, aber ohne Dienst', mitarbeit(o.wurzen)],
    ['als Bürgerin', person(andere)],
  ] as const;
  return wer.map(([was, kontext]) => ({
    tuer: 'abrechnung.eintraege_der_anderen',
    was,
    kontext,
    sql: 'select * from abrechnung.eintraege_der_anderen($1, 0, 10)',
    werte: () => [fremdeVereinbarung],
  }));
}
