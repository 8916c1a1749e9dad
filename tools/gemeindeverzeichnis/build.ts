// Writes app/kommunen/daten/gemeindeverzeichnis.json from the register file.
// Usage: node tools/run.mjs tools/gemeindeverzeichnis/build.ts GV100AD.txt [TARGET.json]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUELLE, STAND } from './quelle.ts';
import { type Ergebnis, readSaetze, refuse } from './saetze.ts';
import { formatVerzeichnis } from './schreiben.ts';
import { buildVerzeichnis } from './verzeichnis.ts';

function convert(bytes: Uint8Array): Ergebnis<string> {
  const saetze = readSaetze(bytes);
  if (!saetze.ok) return saetze;
  const verzeichnis = buildVerzeichnis(saetze.wert, QUELLE);
  if (!verzeichnis.ok) return verzeichnis;
  if (verzeichnis.wert.stand !== STAND) {
    return refuse(
      'stand',
      `Die Datei hat den Stand ${verzeichnis.wert.stand}. Bitte zuerst die Quellenangabe in quelle.ts anpassen.`,
    );
  }
  return { ok: true, wert: formatVerzeichnis(verzeichnis.wert) };
}

const [quelldatei, ziel = join(import.meta.dirname, '../../app/kommunen/daten/gemeindeverzeichnis.json')] =
  process.argv.slice(2);
if (!quelldatei) {
  console.error('Aufruf: node tools/run.mjs tools/gemeindeverzeichnis/build.ts GV100AD.txt [ZIEL.json]');
  process.exitCode = 3;
} else {
  const ergebnis = convert(readFileSync(quelldatei));
  if (ergebnis.ok) {
    writeFileSync(ziel, ergebnis.wert);
    console.log(`${ziel} geschrieben.`);
  } else {
    console.error(ergebnis.meldung);
    process.exitCode = 1;
  }
}
