import type { Einstieg } from '../seiten/index.ts';
import { buerger, mitarbeitende, ORTE } from './personen.ts';

/** Text key of each role and the person who plays it. */
const KRAEFTE = [
  ['sachbearbeitungWurzen', 'k.weber'],
  ['anordnungWurzen', 's.hartig'],
  ['sachbearbeitungAugustusburg', 'm.uhlig'],
  ['kaemmereiAugustusburg', 'c.seifert'],
  ['hauptamtBennewitz', 'h.reichelt'],
] as const;

/** The roles of the first door: a real sign-in each, the account preselected. */
export function einstiege(): Einstieg[] {
  const [erste] = buerger;
  const alsBuergerin = {
    kommune: ORTE.thallwitz,
    schnell: erste?.id ?? '',
    niveau: 'substantiell',
    zurueck: '/portal',
  };
  return [
    {
      schluessel: 'buergerinThallwitz',
      name: `${erste?.vorname} ${erste?.nachname}`,
      weg: `/anmelden?${new URLSearchParams(alsBuergerin)}`,
    },
    ...KRAEFTE.map(([schluessel, sub]) => ({
      schluessel,
      name: mitarbeitende.find((m) => m.sub === sub)?.name ?? sub,
      weg: `/arbeitsplatz/anmelden?person=${sub}`,
    })),
  ];
}
