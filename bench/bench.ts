// npm run bench -- NAME [--json] [flags of the bench]
import { abrechnung } from './abrechnung/abrechnung.ts';
import { bench } from './lauf.ts';
import { LAST, last } from './nachweis/last.ts';
import { nachweis } from './nachweis/nachweis.ts';
import { PROZESSLAST, prozesslast } from './prozess/last.ts';
import { prozess } from './prozess/prozess.ts';
import { regelwerk } from './regelwerk/regelwerk.ts';

// the load comes from a process of its own: the same program, called by the bench
const auftrag = process.env[LAST];
const prozessauftrag = process.env[PROZESSLAST];
if (auftrag) await last(auftrag);
else if (prozessauftrag) await prozesslast(prozessauftrag);
else
  process.exitCode = await bench({ abrechnung, nachweis, prozess, regelwerk }, process.argv.slice(2), (zeile) =>
    console.log(zeile),
  );
