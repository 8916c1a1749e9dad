import { formatDatumKurz, type LocalDate, localDate } from '@rathausverbund/fristen';
import type pg from 'pg';
import { createTexte, type Datenbank, dienst, oeffentlich } from '../../base/index.ts';
import { meldungenOrdner, meldungOf } from '../../base/meldungen/index.ts';
import {
  pruefeZusammenschluss,
  readVerzeichnis,
  trageZusammenschlussEin,
  type Zusammenschluss,
} from '../../kommunen/index.ts';
import { readRegeln } from '../../vereinbarungen/index.ts';
import { readEingang, readFuerUns } from '../../vorgaenge/index.ts';

const ALLE = 1_000_000;
const tag = (t: string): string => formatDatumKurz(localDate(t));

const texte = createTexte([meldungenOrdner]);

/** Agreements that reach into the time after, and pending cases: what somebody has to see to before that day. */
async function readBetroffene(
  db: Datenbank,
  z: Zusammenschluss,
  heute: string,
  leistung: (schluessel: string) => string,
): Promise<string[]> {
  const verzeichnis = await readVerzeichnis(db, heute);
  const id = verzeichnis.byAgs(z.aufgegangen)?.id;
  if (id === undefined) return [];
  const name = (k: string) => verzeichnis.byId(k)?.kurzname ?? '';
  const linien = (await db.transaktion(oeffentlich, readRegeln)).filter(
    (r) => [r.von, r.an].includes(id) && (r.bis === null || r.bis > z.ab),
  );
  const offen = await db.transaktion(dienst(id, 'Zusammenschluss'), async (tx) => [
    ...(await readEingang(tx, id, ALLE)),
    ...(await readFuerUns(tx, id, ALLE)),
  ]);
  const eigene = new Set(offen.filter((v) => v.koerperschaft === id).map((v) => v.id));
  return [
    ...linien.map(
      (r) =>
        `  ${r.titel}: ${leistung(r.leistung)}, ${name(r.an)} für ${name(r.von)}. Sie wirkt ab dem ${tag(z.ab)} nicht mehr.`,
    ),
    `  Offene Vorgänge dieser Gemeinde: ${eigene.size}. Geben Sie ab, was am ${tag(z.ab)} noch offen ist.`,
  ];
}

/**
 * Says what a merger would touch, and enters it when told to. What could not be entered is refused in the trial, too.
 * @param leistung name of a Leistung for people
 * @returns exit code
 */
export async function schliesseZusammen(
  { client, db }: { client: pg.Client; db: Datenbank },
  z: Zusammenschluss,
  eintragen: boolean,
  heute: LocalDate,
  leistung: (schluessel: string) => string,
  sage: (zeile: string) => void,
): Promise<number> {
  const moeglich = await pruefeZusammenschluss(client, z, heute);
  if (!moeglich.ok) {
    sage(meldungOf(texte, moeglich).text);
    return 1;
  }
  const betroffen = await readBetroffene(db, z, heute, leistung);
  sage(`Davon betroffen ab dem ${tag(z.ab)}:`);
  for (const zeile of betroffen) sage(zeile);
  if (!eintragen) {
    sage('\nEs wurde nichts verändert. Zum Eintragen rufen Sie noch einmal auf, mit --eintragen.');
    return 0;
  }
  const e = await trageZusammenschlussEin(client, z, heute);
  if (!e.ok) {
    sage(`\n${meldungOf(texte, e).text}`);
    return 1;
  }
  sage(`\nEingetragen: ${e.aufgegangen.name} geht am ${tag(z.ab)} in ${e.nachfolgerin.name} auf.`);
  sage(
    'Namen und Einwohnerzahlen liest die laufende Installation beim nächsten Start neu; wer zuständig ist, folgt sofort.',
  );
  return 0;
}
