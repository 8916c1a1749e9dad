// npm run chaos -- --seed S --minutes M [--json]
import { randomInt } from 'node:crypto';
import { HILFE, liesAufruf } from './aufruf.ts';
import { berichte } from './bericht.ts';
import { laufe } from './lauf.ts';

const a = liesAufruf(process.argv.slice(2), randomInt(1_000_000));
if (a === null || typeof a === 'string') {
  for (const zeile of a === null ? HILFE : [a]) console.log(zeile);
  process.exit(a === null ? 0 : 3);
}
const start = performance.now();
const sage = (text: string) => console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  ${text}`);
const auftrag = { ...a, dauerMs: a.minuten * 60_000 };
const halt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => halt.abort());
try {
  const ergebnis = await laufe(auftrag, sage, halt.signal);
  const { zeilen, code, json } = berichte(a, ergebnis);
  for (const zeile of zeilen) console.log(zeile);
  if (a.json) console.log(JSON.stringify(json));
  process.exit(code);
} catch (fehler) {
  const grund = halt.signal.aborted ? (fehler as Error).message : (fehler as Error).stack;
  console.error(`\nDer Lauf ist gescheitert und sagt nichts über die Anlage: ${grund}`);
  if (a.json) console.log(JSON.stringify({ ok: null, seed: a.seed, grund: (fehler as Error).message }));
  process.exit(2);
}
