import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { localDateOf } from '@rathausverbund/fristen';
import type pg from 'pg';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { createTexte, type Datenbank, dienst, readYamlText, verstoesse } from '../../base/index.ts';
import { meldungenOrdner, meldungOf } from '../../base/meldungen/index.ts';
import {
  AuftrittSchema,
  aktiviere,
  findKuerzel,
  Lesbar,
  pruefeBankverbindung,
  readVerzeichnis,
  setzeAuftritt,
} from '../../kommunen/index.ts';
import { eroeffneProtokoll, type Protokoll } from '../../nachweise/index.ts';
import { liesPerson, setzeErsteLeitung } from '../../steuerung/index.ts';

const texte = createTexte([meldungenOrdner]);
const strict = { additionalProperties: false };
/** A municipality as it joins: letterhead and payment data as on its letters, and who leads it first. */
const Aufnahme = Type.Object(
  {
    gemeindeschluessel: Type.String({ pattern: '^[0-9]{8}$' }),
    kuerzel: Type.String({ pattern: '^[A-Z]{2,4}$' }),
    briefkopf: AuftrittSchema,
    leitung: Type.Object({ kennung: Lesbar, name: Lesbar, funktion: Lesbar, telefon: Type.String() }, strict),
  },
  strict,
);
export type Aufnahme = Static<typeof Aufnahme>;

const NAMEN = { iban: 'Diese IBAN', glaeubigerId: 'Diese Gläubiger-ID' } as const;

/** A file to fill in; what stands there is invented. Digits in quotes, or YAML takes them for a number. */
export const VORLAGE = `gemeindeschluessel: "14729040"   # AGS, acht Ziffern
kuerzel: BOE                     # zwei bis vier Großbuchstaben; steht in jedem Aktenzeichen und ändert sich nie
briefkopf:
  name: Stadt Böhlen
  strasse: Rathausplatz 1
  plz: "04564"
  ort: Böhlen
  telefon: "034206 000-0"
  email: post@boehlen.example
  web: boehlen.example
  oeffnungszeiten: "Di 9–12 und 14–18 Uhr"
  farbe: "#1f5a4c"
  amt: Der Bürgermeister         # so steht es über „Im Auftrag“
  leitung: Vorname Nachname
  iban: "DE02 1203 0000 0000 2020 51"
  bic: BYLADEM1001
  kontoinhaber: Stadt Böhlen
  glaeubigerId: DE98ZZZ09999999999
  kasse: Musterbank
leitung:                         # wer zuerst alles Weitere einträgt: Personal, Rollen, Vereinbarungen
  kennung: m.muster              # Name beim Anmeldedienst der Verwaltung
  name: Maria Muster
  funktion: Hauptamtsleiterin
  telefon: "034206 000-12"`;

/** Reads the file of a municipality that joins; every fault as a sentence. Relative to where the command was typed. */
export function readAufnahme(datei: string): { ok: true; wert: Aufnahme } | { ok: false; fehler: string[] } {
  let text: string;
  try {
    text = readFileSync(resolve(process.env['INIT_CWD'] ?? '', datei), 'utf8');
  } catch {
    return { ok: false, fehler: [`Die Datei „${datei}“ lässt sich nicht lesen.`] };
  }
  const y = readYamlText(text);
  if (!y.ok) return { ok: false, fehler: [y.fehler] };
  if (!Value.Check(Aufnahme, y.wert)) return { ok: false, fehler: verstoesse(Aufnahme, y.wert) };
  const bank = pruefeBankverbindung(y.wert.briefkopf);
  if (!bank.ok)
    return {
      ok: false,
      fehler: [`briefkopf.${bank.feld}: ${NAMEN[bank.feld]} gibt es nicht. Prüfen Sie die Ziffern.`],
    };
  const leitung = liesPerson(y.wert.leitung);
  if (!leitung.ok)
    return { ok: false, fehler: [`leitung.${leitung.angaben?.['feld']}: ${meldungOf(texte, leitung).text}`] };
  return { ok: true, wert: { ...y.wert, briefkopf: { ...y.wert.briefkopf, ...bank.wert } } };
}

interface Deps {
  /** setup role */
  client: pg.Client;
  db: Datenbank;
  protokoll: Protokoll;
  betrieb: 'demo' | 'echt';
}

/** One call after the other: what the second one reads, the first one has written, or never will. */
const SCHLOSS = 4712;

/**
 * Takes a municipality in: its log is opened, letterhead and first leader are entered, at last it gets its Kürzel and is there. Until
 * then a call that broke off can be made again. @returns exit code
 */
export async function nimmKommuneAuf(
  d: Deps,
  a: Aufnahme,
  eintragen: boolean,
  sage: (zeile: string) => void,
): Promise<number> {
  await d.client.query('select pg_advisory_lock($1)', [SCHLOSS]);
  try {
    return await nimmAllein(d, a, eintragen, sage);
  } finally {
    await d.client.query('select pg_advisory_unlock($1)', [SCHLOSS]);
  }
}

async function nimmAllein(d: Deps, a: Aufnahme, eintragen: boolean, sage: (zeile: string) => void): Promise<number> {
  const heute = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
  const kommune = (await readVerzeichnis(d.db, heute)).byAgs(a.gemeindeschluessel);
  const besitzt = await findKuerzel(d.client, a.kuerzel);
  const nein = (satz: string) => {
    sage(`${satz} Es wurde nichts verändert.`);
    return 1;
  };
  if (!kommune) return nein(`Den Schlüssel ${a.gemeindeschluessel} gibt es nicht im Gemeindeverzeichnis.`);
  if (kommune.kuerzel) return nein(`${kommune.name} arbeitet hier schon, mit dem Kürzel ${kommune.kuerzel}.`);
  if (besitzt !== undefined) return nein(`Das Kürzel ${a.kuerzel} hat schon eine andere Kommune.`);
  if (kommune.name !== a.briefkopf.name)
    sage(`Hinweis: Im Gemeindeverzeichnis heißt sie „${kommune.name}“, im Briefkopf „${a.briefkopf.name}“.`);
  sage(`${kommune.name} (${a.gemeindeschluessel}), Kürzel ${a.kuerzel}`);
  sage(`  Briefkopf: ${a.briefkopf.name}, ${a.briefkopf.strasse}, ${a.briefkopf.plz} ${a.briefkopf.ort}`);
  sage(`  Erste Leitung: ${a.leitung.name}, ${a.leitung.funktion}, Kennung ${a.leitung.kennung}`);
  if (!eintragen) {
    sage('\nEs wurde nichts verändert. Zum Eintragen rufen Sie noch einmal auf, mit --eintragen.');
    return 0;
  }
  await eroeffneProtokoll(d.db, d.protokoll, kommune.id, d.betrieb);
  await d.db.transaktion(dienst(kommune.id, 'Einrichten'), (tx) => setzeAuftritt(tx, kommune.id, a.briefkopf));
  const e = await setzeErsteLeitung({ db: d.db, protokoll: d.protokoll }, kommune.id, a.leitung);
  if (!e.ok && e.grund !== 'personal.schon-geleitet') {
    sage(`\n${meldungOf(texte, e).text}`);
    return 1;
  }
  if (!e.ok)
    sage(
      'Hinweis: Eine Leitung ist aus einem früheren Aufruf eingetragen; sie bleibt, die der Datei kommt nicht dazu.',
    );
  await aktiviere(d.client, a.gemeindeschluessel, a.kuerzel, d.protokoll.uhr.jetzt());
  sage(
    '\nAufgenommen. In wenigen Sekunden ist die Kommune im Portal, und ihre Leitung meldet sich am Arbeitsplatz an.',
  );
  return 0;
}
