// Composition: the only place where everything meets. Without a role it is the supervisor; with one, a child process of it.
import { starteAlles } from './main/alles.ts';
import { postgresProzess } from './main/postgres.ts';
import { seedProzess } from './main/seed.ts';
import { sequencerProzess } from './main/sequencer.ts';
import { webProzess } from './main/web.ts';
import { workerProzess } from './main/worker.ts';
import { zeugeProzess } from './main/zeuge.ts';

const rollen: Record<string, () => Promise<void>> = {
  alles: starteAlles,
  postgres: postgresProzess,
  zeuge: zeugeProzess,
  sequencer: sequencerProzess,
  seed: seedProzess,
  worker: workerProzess,
  web: webProzess,
};

const rolle = process.argv[3] ?? 'alles';
const start = rollen[rolle];
if (!start) {
  console.error(`Unbekannte Rolle: ${rolle}`);
  process.exit(3);
}
await start();
