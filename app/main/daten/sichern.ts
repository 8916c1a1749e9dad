import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type pg from 'pg';
import { SICHERUNG_TAGE } from '../../akten/index.ts';
import { addZweitorte, type Ordner, spiegleGrabsteine, writeDurable } from '../../base/index.ts';
import {
  createVerschluss,
  dump,
  istGanz,
  legeAb,
  packSchluessel,
  readSalz,
  type Verschluss,
  writeZeilen,
} from '../../base/sicherung/index.ts';

export interface SichernDeps {
  /** setup role */
  client: pg.Client;
  ordner: Pick<Ordner, 'dateien' | 'schluessel'>;
  jetzt: Date;
  /** closes keys and data; null: they lie there in clear */
  kennwort: string | null;
  melde(zeile: string): void;
}

/** Of a backup, in clear beside its files; says what they must hash to. */
export interface Beschrieb {
  art: 'daten' | 'schluessel';
  zeit: string;
  datei: string;
  sha256: string;
  /** SHA-256 of the list of the documents' files; backups of keys, and of data once, have none */
  verzeichnis?: string;
}

/** The paths of the documents' files, one a line. */
export const VERZEICHNIS = 'verzeichnis.jsonl.gz';
/** What a closed file of a backup is: neither one of another kind nor one of another day opens in its place. */
export const zweckOf = (zeit: string, datei: string) => `${zeit}/${datei}`;

export const DATENBANK = 'datenbank.jsonl.gz';
export const SCHLUESSEL = 'schluessel.jsonl.gz';
const TAG_MS = 86_400_000;
/** 2026-11-26T01-02-03Z */
const stempel = (d: Date) => `${d.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
const STEMPEL = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/;
/** When a backup of that name was taken, in ms. */
export const zeitOf = (name: string) => Date.parse(name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'));
/** Names of the whole backups in a folder, the newest last. */
export const staende = (ziel: string) =>
  existsSync(ziel)
    ? readdirSync(ziel)
        .filter((n) => STEMPEL.test(n))
        .sort()
    : [];
const liegtIn = (a: string, b: string) => !relative(resolve(b), resolve(a)).startsWith('..');

/**
 * Backs up database and files into `ziel`, the keys into `schluesselZiel`: never one in the other, so that no medium opens what it
 * holds. Each appears whole, under its time, or not at all. Older ones than 30 days go. The witness is not in any backup: one
 * that is put back has forgotten what it saw. Beside the backups the list of erasures is kept, from now on after every erasure.
 */
export async function sichere(
  d: SichernDeps,
  ziel: string,
  schluesselZiel: string,
): Promise<{ ok: true; daten: string; schluessel: string } | { ok: false; meldung: string }> {
  if (liegtIn(ziel, schluesselZiel) || liegtIn(schluesselZiel, ziel))
    return {
      ok: false,
      meldung:
        'Schlüssel und Daten dürfen nicht im selben Ordner liegen. Es wurde nichts gesichert. Nennen Sie mit --schluessel einen anderen.',
    };
  const name = stempel(d.jetzt);
  if (existsSync(join(ziel, name)) || existsSync(join(schluesselZiel, name)))
    return {
      ok: false,
      meldung: `Die Sicherung ${name} gibt es schon. Warten Sie eine Sekunde und rufen Sie noch einmal auf.`,
    };
  const zeit = d.jetzt.toISOString();
  const voriges = staende(ziel).at(-1);
  const altes = voriges === undefined ? null : join(ziel, voriges);
  const verschluss = d.kennwort === null ? null : await verschlussNach(altes, d.kennwort);
  const huelle = (datei: string) => verschluss?.verschliesse(zweckOf(zeit, datei));
  const daten = await stand(ziel, name, 'daten', d, async (bau) => {
    const zeilen = dump(d.client, (t, n) => d.melde(`  ${t}: ${n} Zeilen`));
    const sha256 = await writeZeilen(join(bau, DATENBANK), zeilen, huelle(DATENBANK));
    const dateien = legeAb(
      d.ordner.dateien,
      { ordner: join(bau, 'dateien'), verschluss },
      altes && join(altes, 'dateien'),
    );
    let n = 0;
    async function* pfade() {
      for await (const pfad of dateien) {
        n++;
        yield JSON.stringify(pfad);
      }
    }
    const verzeichnis = await writeZeilen(join(bau, VERZEICHNIS), pfade(), huelle(VERZEICHNIS));
    d.melde(`  ${n} Dateien`);
    return { datei: DATENBANK, sha256, verzeichnis };
  });
  const schluessel = await stand(schluesselZiel, name, 'schluessel', d, async (bau) => ({
    datei: SCHLUESSEL,
    sha256: await packSchluessel(d.ordner.schluessel, join(bau, SCHLUESSEL), huelle(SCHLUESSEL)),
  }));
  addZweitorte(d.ordner.schluessel, [resolve(ziel), resolve(schluesselZiel)]);
  for (const { ort, meldung } of spiegleGrabsteine(d.ordner.schluessel))
    d.melde(`  Die Liste der Löschungen konnte nicht geschrieben werden: ${ort}: ${meldung}`);
  for (const z of [ziel, schluesselZiel])
    for (const alt of staende(z))
      if (zeitOf(alt) < d.jetzt.getTime() - SICHERUNG_TAGE * TAG_MS) {
        rmSync(join(z, alt), { recursive: true });
        d.melde(`  abgelaufen und gelöscht: ${join(z, alt)}`);
      }
  return { ok: true, daten, schluessel };
}

/** Under the salt of the backup before, where this passphrase opens that one: its files can then be linked. */
async function verschlussNach(altes: string | null, kennwort: string): Promise<Verschluss> {
  try {
    const datei = join(altes ?? '', VERZEICHNIS);
    const salz = altes === null ? null : readSalz(datei);
    const { zeit } = JSON.parse(readFileSync(join(altes ?? '', 'sicherung.json'), 'utf8')) as Beschrieb;
    const v = salz && (await createVerschluss(kennwort, salz));
    if (v && (await istGanz(() => v.oeffne(datei, zweckOf(zeit, VERZEICHNIS))))) return v;
  } catch {
    // none before, or one that cannot be read: this one stands for itself
  }
  return createVerschluss(kennwort);
}

async function stand(
  ziel: string,
  name: string,
  art: Beschrieb['art'],
  d: SichernDeps,
  baue: (bau: string) => Promise<Omit<Beschrieb, 'art' | 'zeit'>>,
): Promise<string> {
  const bau = join(ziel, `${name}.unfertig`);
  mkdirSync(ziel, { recursive: true, mode: 0o700 });
  rmSync(bau, { recursive: true, force: true });
  mkdirSync(bau, { mode: 0o700 });
  try {
    const b: Beschrieb = { art, zeit: d.jetzt.toISOString(), ...(await baue(bau)) };
    writeFileSync(join(bau, 'LIESMICH.txt'), liesmich(art, d.kennwort !== null));
    writeDurable(join(bau, 'sicherung.json'), Buffer.from(`${JSON.stringify(b, null, 2)}\n`));
    renameSync(bau, join(ziel, name));
    return join(ziel, name);
  } catch (fehler) {
    rmSync(bau, { recursive: true, force: true });
    throw fehler;
  }
}

function liesmich(art: Beschrieb['art'], verschlossen: boolean): string {
  const was = {
    daten: `Datenbank und Dateien des Rathausverbunds. ${verschlossen ? '' : 'Die Dateien sind verschlüsselt, in der Datenbank stehen auch Namen im Klartext.\n'}Die Schlüssel sind nicht hier.`,
    schluessel: 'Schlüssel des Rathausverbunds. Getrennt von Datenbank und Dateien aufbewahren, unter Verschluss.',
  }[art];
  return `${verschlossen ? 'Mit einem Kennwort verschlüsselt: Ohne es ist diese Sicherung wertlos.\n' : ''}${was}
Spätestens nach 30 Tagen löschen: Erst dann ist vollständig, was gelöscht wurde. grabsteine.txt im Ordner darüber bleibt.
`;
}
