// npm run bench -- NAME [--json] [flags of the bench]
import { bench } from './lauf.ts';
import { LAST, last } from './nachweis/last.ts';
import { nachweis } from './nachweis/nachweis.ts';
import { regelwerk } from './regelwerk/regelwerk.ts';

// the load comes from a process of its own: the same program, called by the bench
const auftrag = process.env[LAST];
if (auftrag) await last(auftrag);
else process.exitCode = await bench({ nachweis, regelwerk }, process.argv.slice(2), (zeile) => console.log(zeile));
