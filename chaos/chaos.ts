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
try {
  const ergebnis = await laufe(auftrag, sage);
  const { zeilen, code, json } = berichte(a, ergebnis);
  for (const zeile of zeilen) console.log(zeile);
  if (a.json) console.log(JSON.stringify(json));
  process.exit(code);
} catch (fehler) {
  console.error(`\nDer Lauf ist gescheitert und sagt nichts über die Anlage: ${(fehler as Error).stack}`);
  if (a.json) console.log(JSON.stringify({ ok: null, seed: a.seed, grund: (fehler as Error).message }));
  process.exit(2);
}
