import { formatDatumKurz, type LocalDate, localDate } from '@rathausverbund/fristen';
import type pg from 'pg';
import type { Ablehnung } from '../../base/index.ts';
import { trageZusammenschlussEin, type Zusammenschluss } from '../../kommunen/index.ts';

const tag = (t: string): string => formatDatumKurz(localDate(t));

/** What stands against it, as it is printed. */
const GRUENDE: Readonly<Record<string, string>> = {
  'zusammenschluss.unbekannt':
    'Eine der beiden Gemeinden steht an diesem Tag nicht im Gemeindeverzeichnis. Prüfen Sie die Schlüssel.',
  'zusammenschluss.selbst':
    'Beide Schlüssel sind gleich. Nennen Sie zuerst die Gemeinde, die aufgeht, dann die, in der sie aufgeht.',
  'zusammenschluss.schon': 'Für diese Gemeinde ist schon ein Zusammenschluss eingetragen.',
  'zusammenschluss.tag': 'Der Tag liegt nicht in der Zukunft. Rückwirkend wird kein Zusammenschluss eingetragen.',
  'zusammenschluss.nachfolgerin': 'Die Nachfolgerin geht selbst in einer anderen Gemeinde auf. Nennen Sie diese.',
  'zusammenschluss.spaeter':
    'Für eine der beiden Gemeinden gelten nach diesem Tag schon andere Angaben. Wählen Sie einen späteren Tag.',
};
export const grundText = (e: Ablehnung): string => `${GRUENDE[e.grund] ?? e.grund} Es wurde nichts verändert.`;

interface Betroffen extends Record<string, unknown> {
  titel: string;
  leistung: string;
  von: string;
  an: string;
}

/** Agreements that reach into the time after, and pending cases: what somebody has to see to before that day. */
export async function readBetroffene(client: pg.Client, ags: string, ab: string): Promise<string[]> {
  const { rows } = await client.query<Betroffen>(
    `select r.titel, r.leistung, von.kurzname as von, an.kurzname as an from vereinbarungen.regel r
     join kommunen.merkmale von on von.koerperschaft = r.von and von.gueltig @> $2::date - 1
     join kommunen.merkmale an on an.koerperschaft = r.an and an.gueltig @> $2::date - 1
     where $1 in (von.ags, an.ags) and (upper(r.gueltig) is null or upper(r.gueltig) > $2::date) and not isempty(r.gueltig) order by 1, 2`,
    [ags, ab],
  );
  const offen = await client.query<{ n: number }>(
    `select count(*)::int as n from vorgaenge.vorgang v join kommunen.merkmale m on m.koerperschaft = v.koerperschaft and m.gueltig @> $2::date - 1
     where v.offen and m.ags = $1`,
    [ags, ab],
  );
  return [
    ...rows.map((r) => `  ${r.titel}: ${r.leistung}, ${r.an} für ${r.von}. Sie wirkt ab dem ${tag(ab)} nicht mehr.`),
    `  Offene Vorgänge dieser Gemeinde: ${offen.rows[0]?.n ?? 0}. Geben Sie ab, was am ${tag(ab)} noch offen ist.`,
  ];
}

/** Says what a merger would touch, and enters it when told to. @returns exit code */
export async function schliesseZusammen(
  client: pg.Client,
  z: Zusammenschluss,
  eintragen: boolean,
  heute: LocalDate,
  sage: (zeile: string) => void,
): Promise<number> {
  const betroffen = await readBetroffene(client, z.aufgegangen, z.ab);
  sage(`Davon betroffen ab dem ${tag(z.ab)}:`);
  for (const zeile of betroffen) sage(zeile);
  if (!eintragen) {
    sage('\nEs wurde nichts verändert. Zum Eintragen rufen Sie noch einmal auf, mit --eintragen.');
    return 0;
  }
  const e = await trageZusammenschlussEin(client, z, heute);
  if (!e.ok) {
    sage(`\n${grundText(e)}`);
    return 1;
  }
  sage(`\nEingetragen: ${e.aufgegangen.name} geht am ${tag(z.ab)} in ${e.nachfolgerin.name} auf.`);
  sage(
    'Namen und Einwohnerzahlen liest die laufende Installation beim nächsten Start neu; wer zuständig ist, folgt sofort.',
  );
  return 0;
}
