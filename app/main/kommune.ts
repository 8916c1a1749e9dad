import { existsSync } from 'node:fs';
import { localDateOf } from '@rathausverbund/fristen';
import { rechneJahrNach } from '../abrechnung/index.ts';
import { echteUhr } from '../base/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import { createKatalog } from '../leistungen/index.ts';
import { fuehreBefehl } from './daten/befehl.ts';
import { type Anlage, Hindernis, keineInstallation, mitDatenbank, type Zugriff } from './daten/zugriff.ts';
import { LEISTUNGEN, UMGEBUNG } from './kern.ts';
import { nimmKommuneAuf, readAufnahme, VORLAGE } from './kommune/aufnahme.ts';
import { type Aufruf, HILFE, liesAufruf } from './kommune/aufruf.ts';
import { berichte } from './kommune/bericht.ts';
import { exportiere } from './kommune/export/befehl.ts';
import { schliesseZusammen } from './kommune/zusammenschluss.ts';

type Auftrag = Exclude<Aufruf, { befehl: 'hilfe' }>;

async function fuehreAus(anlage: Anlage, a: Auftrag): Promise<number> {
  if (a.befehl === 'vorlage') {
    console.log(VORLAGE);
    return 0;
  }
  if (a.befehl === 'add') return nimmAuf(anlage, a);
  if (!existsSync(anlage.ordner.schluessel)) return keine(anlage, a);
  return mitDatenbank(anlage, { allein: false }, (z) => {
    if (a.befehl === 'export') return exportiere(anlage, z, a);
    return a.befehl === 'abrechnung' ? rechneNach(z, anlage.config.PLATTFORM, a) : geheAuf(z, a);
  });
}

async function nimmAuf(anlage: Anlage, a: Extract<Auftrag, { befehl: 'add' }>): Promise<number> {
  const gelesen = readAufnahme(a.datei);
  if (!gelesen.ok) {
    for (const f of gelesen.fehler) console.error(f);
    return 3;
  }
  if (!existsSync(anlage.ordner.schluessel)) return keine(anlage, a);
  const { PLATTFORM: plattform, BETRIEB: betrieb } = anlage.config;
  return mitDatenbank(anlage, { allein: false }, ({ client, bund, worker }) => {
    const deps = { client, db: worker(), protokoll: { bund, uhr: echteUhr, plattform }, betrieb };
    return nimmKommuneAuf(deps, gelesen.wert, a.eintragen, console.log);
  });
}

async function keine(anlage: Anlage, a: Auftrag): Promise<number> {
  const satz = keineInstallation(anlage);
  if (a.befehl !== 'export') throw new Hindernis(satz);
  console.error(satz);
  return 3;
}

async function geheAuf(z: Zugriff, a: Extract<Auftrag, { befehl: 'zusammenschluss' }>): Promise<number> {
  const db = z.worker();
  const katalog = await createKatalog(db, LEISTUNGEN, UMGEBUNG);
  await katalog.lade();
  const heute = localDateOf(echteUhr.jetzt(), 'Europe/Berlin');
  return schliesseZusammen({ client: z.client, db }, a, a.eintragen, heute, katalog.name, console.log);
}

async function rechneNach(
  z: Zugriff,
  plattform: string,
  a: Extract<Auftrag, { befehl: 'abrechnung' }>,
): Promise<number> {
  const db = z.worker();
  const verzeichnis = await readVerzeichnis(db, localDateOf(echteUhr.jetzt(), 'Europe/Berlin'));
  const kommune = verzeichnis.byAgs(a.ags);
  if (!kommune?.kuerzel) {
    console.error(`Unter ${a.ags} arbeitet hier keine Kommune. Prüfen Sie den Gemeindeschlüssel.`);
    return 3;
  }
  console.log(`Abrechnungen ${a.jahr}, nachgerechnet aus dem Protokoll: ${kommune.name}`);
  const jahre = await rechneJahrNach({ db, protokoll: { bund: z.bund, uhr: echteUhr, plattform } }, kommune.id, a.jahr);
  const { zeilen, code } = berichte(jahre, a.jahr, verzeichnis);
  for (const zeile of zeilen) console.log(zeile);
  return code;
}

/** `npm run kommune`: one body's own affairs. Exit 0 good, 1 not, 2 nothing to judge, 3 misused. */
await fuehreBefehl(liesAufruf(process.argv.slice(2)), HILFE, async (anlage, a) => fuehreAus(anlage, a));
