// npm run check [-- NAME…]: types, rules, form, boundaries, dead code and checks of our own. 0 all good, 1 not, 3 misused.
import { resolve } from 'node:path';
import { leseQuellen } from './check/dateien.ts';
import { eigene } from './check/eigene/eigene.ts';
import { pruefeGrenzen } from './check/grenzen/grenzen.ts';
import { alsText, laufe } from './check/lauf.ts';
import type { Quelle } from './check/model.ts';
import { werkzeuge } from './check/werkzeuge.ts';

const wurzel = resolve(import.meta.dirname, '..');
let gelesen: Quelle[] | undefined;
const quellen = () => {
  gelesen ??= leseQuellen(wurzel);
  return gelesen;
};

// the slow ones first; our own do not wait for other processes and fill the gaps
const alle = [{ name: 'Grenzen', pruefe: () => pruefeGrenzen(wurzel) }, ...werkzeuge(wurzel), ...eigene(quellen)];
const gewuenscht = process.argv.slice(2);
const unbekannt = gewuenscht.filter((n) => !alle.some((p) => p.name === n));
if (unbekannt.length > 0) {
  console.error(`Unbekannte Prüfung: ${unbekannt.join(', ')}. Es gibt: ${alle.map((p) => p.name).join(', ')}.`);
  process.exit(3);
}

const start = performance.now();
const ergebnis = await laufe(
  alle.filter((p) => gewuenscht.length === 0 || gewuenscht.includes(p.name)),
  2,
  () => performance.now(),
  (g) => console.log(alsText(g)),
);
const rot = ergebnis.filter((g) => g.fehler.length > 0);
const dauer = ((performance.now() - start) / 1000).toFixed(1).replace('.', ',');
console.log(
  rot.length === 0
    ? `\nAlles in Ordnung (${dauer} s).`
    : `\nFEHLER in: ${rot.map((g) => g.name).join(', ')} (${dauer} s).`,
);
process.exitCode = rot.length === 0 ? 0 : 1;
