import { warteereignis } from '../ereignis.ts';
import type { Bereich, Element, Fluss, Knoten, Prozess } from '../model.ts';

interface Teile {
  readonly id: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly starts: readonly string[];
  readonly bereiche: ReadonlyMap<string, Bereich>;
  readonly knoten: ReadonlyMap<string, Knoten>;
  readonly fluesse: ReadonlyMap<string, Fluss>;
  readonly elemente: readonly Element[];
}

/** Puts the process together and lists what it needs from others, for the check when it is published. */
export function stelleProzessZusammen({ version, ...teile }: Teile): Prozess {
  const alle = [...teile.knoten.values()];
  return Object.freeze({
    ...teile,
    start: teile.starts[0] ?? '',
    ...(version === undefined ? {} : { version }),
    aufgaben: alle.flatMap((k) => (k.art === 'aufgabe' ? [aufgabe(k)] : [])),
    dienste: alle.flatMap((k) =>
      k.art === 'dienst'
        ? [{ ...wer(k), typ: k.typ, kopf: k.kopf, ...(k.versuche === undefined ? {} : { versuche: k.versuche }) }]
        : [],
    ),
    entscheidungen: alle.flatMap((k) =>
      k.art === 'entscheidung' ? [{ ...wer(k), decision: k.decision, variable: k.variable }] : [],
    ),
    nachrichten: alle.flatMap((k) => {
      const ereignis = warteereignis(k);
      return ereignis?.art === 'nachricht' ? [{ ...wer(k), nachricht: ereignis.nachricht }] : [];
    }),
    variablen: [...new Set(alle.flatMap(namen))],
  });
}

/** Variables a node brings in. */
function namen(k: Knoten): string[] {
  const zuordnungen = [...k.ausgaben, ...('eingaben' in k ? k.eingaben : [])].flatMap((z) => z.ziel[0] ?? []);
  const mehrfach = 'mehrfach' in k ? k.mehrfach : undefined;
  return [
    ...zuordnungen,
    ...(k.art === 'entscheidung' || k.art === 'skript' ? [k.variable] : []),
    ...(mehrfach ? ['loopCounter'] : []),
    ...(mehrfach?.bis ? ZAEHLER : []),
    ...(mehrfach?.eintrag === undefined ? [] : [mehrfach.eintrag]),
    ...(mehrfach?.ausgabe
      ? [mehrfach.ausgabe.sammlung, ...(mehrfach.ausgabe.lokal === undefined ? [] : [mehrfach.ausgabe.lokal])]
      : []),
  ];
}

const ZAEHLER = [
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
];

function aufgabe(k: Knoten & { art: 'aufgabe' }) {
  return {
    ...wer(k),
    ...(k.gruppe?.fest ? { gruppe: k.gruppe.text } : {}),
    gruppeBerechnet: k.gruppe !== undefined && !k.gruppe.fest,
    ...(k.formular === undefined ? {} : { formular: k.formular }),
    kopf: k.kopf,
  };
}

function wer(k: Knoten) {
  return { element: k.id, name: k.name };
}
