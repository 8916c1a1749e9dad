import { createLog, createWarteschlange, echteUhr, vereine } from '../base/index.ts';
import { BEREIT, elternEnde } from '../base/prozess/aufsicht.ts';
import { fassungslauf } from './fassungslauf.ts';
import { createKern, VERBINDUNGEN } from './kern.ts';
import { kindConfig } from './kind.ts';
import { pflege } from './pflege.ts';
import { createWerkstatt } from './werkstatt.ts';
import { zaehllauf } from './zaehllauf.ts';

export async function workerProzess(): Promise<void> {
  const kind = kindConfig();
  const log = createLog('worker');
  const k = await createKern(kind, 'worker', VERBINDUNGEN.worker, echteUhr, log);
  const w = await createWerkstatt(kind, k, log);
  const halt = new AbortController();
  const arbeit = vereine(createWarteschlange(k.db, w.handler, log), w.laufzeit.zeitlauf(log)).work(halt.signal);
  const gepflegt = pflege(k, kind.ordner, log, halt.signal);
  const gezaehlt = zaehllauf(k, log, halt.signal);
  const vermerkt = fassungslauf(k, log, halt.signal);
  console.log(BEREIT);
  await elternEnde();
  halt.abort();
  await Promise.all([arbeit, gepflegt, gezaehlt, vermerkt]);
  await w.satz.stop();
  await w.werkbank.siegelstelle.stop();
  await k.db.ende();
  process.exit(0);
}
