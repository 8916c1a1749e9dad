import { existsSync } from 'node:fs';
import { localDateOf } from '@rathausverbund/fristen';
import { rechneJahrNach } from '../abrechnung/index.ts';
import { echteUhr, ordner as ordnerOf, readConfig } from '../base/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import { Hindernis, mitDatenbank, type Zugriff } from './daten/zugriff.ts';
import { type Aufruf, HILFE, liesAufruf } from './kommune/aufruf.ts';
import { berichte } from './kommune/bericht.ts';

/** `npm run kommune`: one body's own affairs. Exit 0 good, 1 not, 2 nothing to judge, 3 misused. */
async function kommuneProzess(): Promise<void> {
  const a = liesAufruf(process.argv.slice(2));
  if (a.befehl === 'hilfe') {
    (a.code === 0 ? console.log : console.error)([a.meldung, HILFE].filter(Boolean).join('\n\n'));
    process.exit(a.code);
  }
  const gelesen = readConfig(process.env);
  if (!gelesen.ok) {
    console.error(gelesen.meldung);
    process.exit(3);
  }
  const { config } = gelesen;
  const anlage = { config, ordner: ordnerOf(config.DATEN_DIR) };
  try {
    if (!existsSync(anlage.ordner.schluessel))
      throw new Hindernis(`In ${config.DATEN_DIR} gibt es keine Installation. Prüfen Sie DATEN_DIR.`);
    process.exit(await mitDatenbank(anlage, { allein: false }, (z) => rechneNach(z, config.PLATTFORM, a)));
  } catch (fehler) {
    console.error(fehler instanceof Hindernis ? fehler.message : `Das ist gescheitert: ${(fehler as Error).message}`);
    process.exit(1);
  }
}

async function rechneNach(
  z: Zugriff,
  plattform: string,
  a: Extract<Aufruf, { befehl: 'abrechnung' }>,
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

await kommuneProzess();
