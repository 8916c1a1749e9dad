import { echteUhr } from '../base/index.ts';
import { untersuche } from './doctor/bericht.ts';

const HILFE = `Aufruf: npm run doctor
    Nennt jede Einstellung und woher sie kommt (Geheimes nur als „gesetzt“) und sieht nach: Node, Datenordner, laufende Anlage,
    Schlüssel, Datenbank, Sicherungen. Startet und verändert nichts, auch neben der laufenden Anlage.
Ende: 0 kein Fehler, 1 Fehler, jeder mit dem, was zu tun ist, 3 falscher Aufruf.`;

/** `npm run doctor`. */
const [wort] = process.argv.slice(2);
if (wort !== undefined) {
  const hilfe = ['hilfe', '--hilfe', '--help'].includes(wort);
  console.log(hilfe ? HILFE : `„${wort}“ gibt es nicht.\n\n${HILFE}`);
  process.exit(hilfe ? 0 : 3);
}
const { zeilen, code } = await untersuche(process.env, process.versions.node, echteUhr.jetzt());
for (const zeile of zeilen) console.log(zeile);
process.exit(code);
