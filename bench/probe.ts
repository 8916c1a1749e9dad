import { createInstanz } from './instanz.ts';
import { richteEin, messe } from './prozess/prozess.ts';
import { PROZESSLAST, prozesslast } from './prozess/last.ts';
import { fuelleBestand } from './prozess/bestand.ts';
if (process.env[PROZESSLAST]) { await prozesslast(process.env[PROZESSLAST]!); }
else {
const i = await createInstanz();
try {
  const person = await richteEin(i);
  await fuelleBestand(i.setup, person.stelle, 0, 1000);
  await i.setup.query('alter system set track_io_timing=on').catch(()=>0);
  for (const g of (process.env['G'] ?? '16,1').split(',').map(Number)) for (const wer of (process.env['WER'] ?? 'wir').split(',')) {
    const vorher = i.cpu();
    const r = await messe(i, { wer: wer as never, person, gleichzeitig: g, seed: 1, sekunden: Number(process.env['S'] ?? 5), vorlauf: 2, vorrat: Number(process.env['V'] ?? 1500) });
    const n = i.cpu(); 
    console.log(wer, g, r.toFixed(0), 'steps/s', Object.fromEntries(Object.entries(n).map(([k, v]) => [k, (v - (vorher[k] ?? 0)).toFixed(1)])));
  }
  if (process.env['PGSS']) console.log((await i.setup.query(process.env['PGSS'])).rows);
} finally { await i.stop(); }
process.exit(0);
}
