// npm run bench -- NAME [--json] [flags of the bench]
import { abrechnung } from './abrechnung/abrechnung.ts';
import { bench } from './lauf.ts';
import { LAST, last } from './nachweis/last.ts';
import { nachweis } from './nachweis/nachweis.ts';
import { PROZESSLAST, prozesslast } from './prozess/last.ts';
import { prozess } from './prozess/prozess.ts';
import { regelwerk } from './regelwerk/regelwerk.ts';
import { sekunden } from './sekunden/sekunden.ts';
import { TRENNUNGSLAST, trennungslast } from './trennung/last.ts';
import { trennung } from './trennung/trennung.ts';

// the load comes from a process of its own: the same program, called by the bench
const LASTGEBER = { [LAST]: last, [PROZESSLAST]: prozesslast, [TRENNUNGSLAST]: trennungslast };
const gerufen = Object.entries(LASTGEBER).find(([variable]) => process.env[variable]);
if (gerufen) await gerufen[1](process.env[gerufen[0]] ?? '');
else
  process.exitCode = await bench(
    { abrechnung, nachweis, prozess, regelwerk, sekunden, trennung },
    process.argv.slice(2),
    (zeile) => console.log(zeile),
  );
