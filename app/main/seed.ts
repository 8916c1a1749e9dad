import { createLog, createWarteschlange, oeffentlich, stellbareUhr, vereine } from '../base/index.ts';
import { elternEnde } from '../base/prozess/aufsicht.ts';
import { seed } from '../demo/index.ts';
import { createKern, laufzeitOf } from './kern.ts';
import { kindConfig } from './kind.ts';
import { createWerkstatt } from './werkstatt.ts';

/** First start of a demo: plays past days by the ordinary actions, with a clock of its own, then closes that door for good. */
export async function seedProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('seed');
  const jetzt = Date.now();
  const uhr = stellbareUhr(jetzt);
  void elternEnde().then(() => process.exit(0));
  const web = await createKern(kind, 'app', 3, uhr);
  const worker = await createKern(kind, 'worker', 4, uhr);
  const werkstatt = await createWerkstatt(kind, worker, log);
  const schlange = vereine(createWarteschlange(worker.db, werkstatt.handler, log), werkstatt.laufzeit.zeitlauf(log));
  let gesagt = 0;
  await seed(
    {
      db: web.db,
      protokoll: web.protokoll,
      verzeichnis: web.verzeichnis,
      katalog: web.katalog,
      einreichen: web.einreichen,
      aufgaben: { db: web.db, protokoll: web.protokoll, katalog: web.katalog, laufzeit: laufzeitOf(web, new Map()) },
      uhr,
      leeren: schlange.leeren,
      melde(fertig, von) {
        const prozent = Math.floor((fertig / von) * 10) * 10;
        if (prozent > gesagt) console.log(`  ${(gesagt = prozent)} %`);
      },
    },
    jetzt,
    kind.config.DEMO_BESTAND === 'voll',
  );
  await web.db.lesen(oeffentlich, 'select base.seed_beenden()');
  await werkstatt.satz.stop();
  await werkstatt.werkbank.siegelstelle.stop();
  await Promise.all([web.db.ende(), worker.db.ende()]);
  process.exit(0);
}
