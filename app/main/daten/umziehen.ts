import { rmSync } from 'node:fs';
import type pg from 'pg';
import { SICHERUNG_TAGE } from '../../akten/index.ts';
import { createRollen, keyFits } from '../../base/index.ts';
import { hauptversion, prepareEmbedded, stopOrphan } from '../../base/postgres/embedded.ts';
import { neuesZu, readHauptversion, tausche, vollendeUmzug } from '../../base/postgres/umzug.ts';
import { type Abdruck, type DumpKopf, dump, findUnterschiede, nimmAb } from '../../base/sicherung/index.ts';
import { NICHTS } from './antwort.ts';
import type { Aufruf } from './aufruf.ts';
import { mitProgrammen, mitServer } from './herkunft.ts';
import { fuelleDatenbank, pruefeVersion } from './wiederherstellen.ts';
import { type Anlage, Hindernis, mitEigenem, mitSperre, type Zugriff } from './zugriff.ts';

type Auftrag = Extract<Aufruf, { befehl: 'umziehen' }>;
type Sage = (zeile: string) => void;

/**
 * Copies the data of another major version of PostgreSQL, by way of backup and restore, into a new cluster beside the old one; compares
 * every row, and only then exchanges the folders. Broken off before, the old data are where they were; broken off in the exchange, the
 * next start or call goes on.
 */
export async function zieheUm(a: Anlage, auftrag: Auftrag, jetzt: Date, sage: Sage): Promise<number> {
  if (a.config.DATABASE_URL)
    throw new Hindernis(
      `DATABASE_URL nennt einen Server, den Sie selbst betreiben: Heben Sie ihn mit dessen Mitteln an. ${NICHTS} Sollen seine Daten hierher, rufen Sie ohne DATABASE_URL auf und nennen ihn mit --von.`,
    );
  return mitSperre(a, () => ziehe(a, auftrag, jetzt, sage));
}

async function ziehe(a: Anlage, auftrag: Auftrag, jetzt: Date, sage: Sage): Promise<number> {
  const o = a.ordner;
  const vollendet = vollendeUmzug(o.postgres);
  if (vollendet !== null) return sageEnde(sage, vollendet);
  const [haupt, hier] = [readHauptversion(o.postgres), hauptversion()];
  if (haupt === hier) throw new Hindernis(`Die Daten in ${o.postgres} sind schon von PostgreSQL ${hier}. ${NICHTS}`);
  if (haupt === null && 'programme' in auftrag)
    throw new Hindernis(`In ${o.postgres} liegen keine Daten. ${NICHTS} Prüfen Sie DATEN_DIR.`);
  const neu = { ...o, postgres: neuesZu(o.postgres), lauf: `${o.lauf}-neu` };
  // what an earlier call left
  if (readHauptversion(neu.postgres) !== hier) rmSync(neu.postgres, { recursive: true, force: true });
  const hierPg = prepareEmbedded({ daten: neu.postgres, programme: o.programme, lauf: neu.lauf });
  stopOrphan(hierPg);
  rmSync(neu.postgres, { recursive: true });
  let n: number;
  try {
    const kopiereVon = (alt: pg.Client) => mitEigenem({ ...a, ordner: neu }, (z) => kopiere(alt, z, sage));
    n =
      'von' in auftrag
        ? await mitServer(auftrag.von, kopiereVon)
        : await mitProgrammen(a, auftrag.programme, haupt ?? 0, hierPg, kopiereVon);
  } catch (fehler) {
    rmSync(neu.postgres, { recursive: true, force: true });
    if (fehler instanceof Hindernis) throw fehler;
    throw new Hindernis(
      `Der Umzug ist gescheitert: ${(fehler as Error).message} Die bisherigen Daten sind unverändert, was begonnen war, ist verworfen.`,
    );
  } finally {
    rmSync(neu.lauf, { recursive: true, force: true });
  }
  sage(`\nUmgezogen: ${n} Zeilen, alle verglichen.`);
  const stempel = jetzt.toISOString().slice(0, 19).replaceAll(':', '-');
  const beiseite = haupt === null ? '' : `${o.postgres}-${haupt}-${stempel}Z`;
  tausche(o.postgres, beiseite);
  return sageEnde(sage, beiseite);
}

function sageEnde(sage: Sage, beiseite: string): number {
  if (beiseite)
    sage(
      `Die bisherigen Daten liegen, wie sie waren, in ${beiseite}. Löschen Sie den Ordner, wenn alles läuft, spätestens nach ${SICHERUNG_TAGE} Tagen: Was von jetzt an gelöscht wird, steht dort noch.`,
    );
  sage('Der Umzug ist vollendet. Starten Sie mit npm start.');
  return 0;
}

/** @returns number of rows, each of which was found again */
async function kopiere(alt: pg.Client, { client, zugang, bund }: Zugriff, sage: Sage): Promise<number> {
  const ctxSchluessel = bund.datei('kontext.key', () => {
    throw new Hindernis(`Im Schlüsselordner fehlt kontext.key. ${NICHTS}`);
  });
  if (!(await keyFits(alt, ctxSchluessel)))
    throw new Hindernis(`Der Schlüsselordner gehört nicht zu der bisherigen Datenbank (kontext.key). ${NICHTS}`);
  const [vorher, nachher]: [Abdruck, Abdruck] = [new Map(), new Map()];
  const melde = (t: string, n: number) => sage(`  ${t}: ${n} Zeilen`);
  const zeilen = nimmAb(dump(alt, melde), vorher);
  const kopf = JSON.parse((await zeilen.next()).value as string) as DumpKopf;
  const version = pruefeVersion(kopf);
  if (!version.ok) throw new Hindernis(version.meldung);
  await createRollen(client, zugang);
  sage('Die Daten werden kopiert …');
  const n = await fuelleDatenbank(client, zeilen, kopf, { rollen: zugang.praefix, ctxSchluessel });
  sage('Jede Zeile wird verglichen …');
  for await (const _ of nimmAb(
    dump(client, () => undefined),
    nachher,
  ));
  const anders = findUnterschiede(vorher, nachher);
  if (anders.length > 0) throw new Error(`Die Kopie ist nicht gleich: ${anders.join(', ')}.`);
  return n;
}
