import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wiederholeLoeschungen } from '../akten/index.ts';
import { createDateien, createRollen } from '../base/index.ts';
import { hasInstallation, joinGrabsteine } from '../base/sicherung/index.ts';
import { tresorOf } from './bund.ts';
import type { Antwort } from './daten/antwort.ts';
import { type Aufruf, HILFE, liesAufruf } from './daten/aufruf.ts';
import { fuehreBefehl } from './daten/befehl.ts';
import { readKennwort } from './daten/kennwort.ts';
import { rechneNach } from './daten/nachrechnen.ts';
import { pruefeDateien, pruefeSicherung, readKopf } from './daten/pruefen.ts';
import { sichere } from './daten/sichern.ts';
import { zieheUm } from './daten/umziehen.ts';
import {
  pruefeGrabsteine,
  pruefeVersion,
  stelleDateienHer,
  stelleDatenbankHer,
  stelleSchluesselHer,
} from './daten/wiederherstellen.ts';
import { type Anlage, Hindernis, keineInstallation, mitDatenbank } from './daten/zugriff.ts';
import { LOESCHRAEUME } from './raeume.ts';

const sage = (zeile: string) => console.log(zeile);

async function fuehreAus(anlage: Anlage, a: Exclude<Aufruf, { befehl: 'hilfe' }>): Promise<number> {
  if (!existsSync(anlage.ordner.schluessel) && !(a.befehl === 'wiederherstellen' && a.schluessel))
    throw new Hindernis(
      `${keineInstallation(anlage)}${a.befehl === 'wiederherstellen' ? ' Auf einer leeren Maschine geben Sie auch --schluessel an.' : ''}`,
    );
  if (a.befehl === 'sichern') return sichern(anlage, a);
  if (a.befehl === 'umziehen') return zieheUm(anlage, a, new Date(), sage);
  if (a.befehl === 'wiederherstellen') return wiederherstellen(anlage, a);
  return mitDatenbank(anlage, { allein: false }, (z) => rechneNach(z, anlage, sage));
}

function kennwortOf(datei: string | null, orte: readonly string[]): string | null {
  const gelesen = datei === null ? null : readKennwort(datei, orte);
  if (gelesen && !gelesen.ok) throw new Hindernis(gelesen.meldung);
  return gelesen?.kennwort ?? null;
}

async function sichern(anlage: Anlage, a: Aufruf & { befehl: 'sichern' }): Promise<number> {
  const kennwort = kennwortOf(a.kennwort, [a.ziel, a.schluessel]);
  return mitDatenbank(anlage, { allein: false }, async ({ client }) => {
    sage('Datenbank und Dateien werden gesichert …');
    const d = { client, ordner: anlage.ordner, jetzt: new Date(), kennwort, melde: sage };
    const e = await sichere(d, a.ziel, a.schluessel);
    if (!e.ok) throw new Hindernis(e.meldung);
    sage(`\nDaten:     ${e.daten}\nSchlüssel: ${e.schluessel}\n`);
    sage('Bewahren Sie beides getrennt auf. Der Gegenzeichner wird nicht gesichert.');
    sage(
      kennwort === null
        ? 'Schlüssel und Namen sind nicht verschlüsselt: Die Datenträger müssen es sein. Oder geben Sie --kennwort DATEI an.'
        : 'Daten und Schlüssel sind mit dem Kennwort verschlüsselt. Ohne es sind beide wertlos: Bewahren Sie auch das Kennwort auf, an einem dritten Ort.',
    );
    return 0;
  });
}

/** While it stands in the data folder, `npm start` refuses: a half restored database must not look like a new one. */
const marke = (anlage: Anlage) => join(anlage.config.DATEN_DIR, 'wiederherstellung.unfertig');

async function wiederherstellen(anlage: Anlage, a: Aufruf & { befehl: 'wiederherstellen' }): Promise<number> {
  const { ordner } = anlage;
  const gut = <T>(e: Antwort<T>) => {
    if (!e.ok) throw new Hindernis(e.meldung);
    return e;
  };
  sage('Die Sicherung wird geprüft …');
  const kennwort = kennwortOf(a.kennwort, [a.quelle, ...(a.schluessel ? [a.schluessel] : [])]);
  const schluessel = a.schluessel ? gut(await pruefeSicherung(a.schluessel, 'schluessel', kennwort)) : null;
  const daten = gut(await pruefeSicherung(a.quelle, 'daten', kennwort, schluessel?.alt));
  const kopf = await readKopf(daten.zeilen());
  gut(pruefeVersion(kopf));
  const { ohne } = gut(await pruefeDateien(daten, ordner.dateien, a.trotzLuecken));
  for (const pfad of ohne) sage(`  fehlt oder ist beschädigt und wird ausgelassen: ${pfad}`);
  const liste = gut(pruefeGrabsteine(ordner.schluessel, a.grabsteine, [a.schluessel ?? a.quelle, a.quelle]));
  // before the keys: one that was destroyed since the backup does not come back
  if (liste.text !== null) {
    const { anzahl, juengster } = joinGrabsteine(liste.text, ordner.schluessel);
    sage(`  Liste der Löschungen: ${anzahl}${juengster ? `, die jüngste vom ${juengster.toISOString()}` : ''}`);
  }
  if (schluessel)
    sage(
      `  ${await stelleSchluesselHer(schluessel, ordner.schluessel, tresorOf(anlage.config))} Schlüsseldateien ergänzt`,
    );
  return mitDatenbank(anlage, { allein: true }, async (z) => {
    if (!a.ersetzen && !existsSync(marke(anlage)) && (await hasInstallation(z.client)))
      throw new Hindernis(
        'Es gibt schon eine Datenbank. Sie wurde nicht verändert. Sichern Sie sie, dann geben Sie --ersetzen an.',
      );
    writeFileSync(marke(anlage), daten.zeit);
    const ctxSchluessel = z.bund.datei('kontext.key', () => {
      throw new Hindernis('Im Schlüsselordner fehlt kontext.key. Geben Sie --schluessel an.');
    });
    await createRollen(z.client, z.zugang);
    sage(`Datenbank vom ${kopf.zeit} wird hergestellt …`);
    const n = await stelleDatenbankHer(z.client, daten.zeilen(), kopf, { rollen: z.zugang.praefix, ctxSchluessel });
    sage(`  ${n} Zeilen\n  ${await stelleDateienHer(daten, ordner.dateien, ohne)} Dateien ergänzt`);
    const aktive = await z.client.query<{ id: string }>('select id from kommunen.aktive');
    const db = z.worker();
    const protokoll = { bund: z.bund, uhr: db.uhr, plattform: kopf.plattform };
    const w = await wiederholeLoeschungen(
      { db, protokoll, raeume: LOESCHRAEUME, dateien: createDateien(ordner.dateien, z.bund) },
      aktive.rows.map((r) => r.id),
    );
    sage(`  ${w.geloescht} Vorgänge wieder gelöscht, ${w.vernichtet} Schlüssel wieder vernichtet`);
    rmSync(marke(anlage));
    if (a.grabsteine === 'ohne')
      sage(
        `\nOhne Liste der Löschungen: Was nach dem ${daten.zeit} gelöscht wurde, ist mit Inhalt und Schlüssel wieder da. Gehen Sie die Löschbescheide und Vermerke seit diesem Tag durch und löschen Sie die Vorgänge noch einmal.`,
      );
    sage(
      '\nWiederhergestellt. Der Gegenzeichner behält, was er gesehen hat: Ein Protokoll, das er weiter kennt als diese Sicherung, wird nicht mehr gezeichnet, bis eine Person eine neue Epoche eröffnet. Anträge werden angenommen.',
    );
    return 0;
  });
}

/** `npm run daten`: backup, restore, recalculation, move to another PostgreSQL. Exit 0 good, 1 not, 2 undecided, 3 misused. */
await fuehreBefehl(liesAufruf(process.argv.slice(2)), HILFE, fuehreAus);
