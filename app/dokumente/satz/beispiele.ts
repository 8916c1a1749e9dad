import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BriefDaten } from './model.ts';
import type { SatzAuftrag } from './protokoll.ts';
import { readGemeinsameVorlagen, readVorlagen } from './vorlagen.ts';

export type Beispiel = { leistung: string; vorlage: string; name: string; auftrag: SatzAuftrag };

const wurzel = join(import.meta.dirname, '../../..');

/** Every example letter of the shared templates and of all Leistungen; `kostenbescheid-x.json` belongs to `kostenbescheid.typ`. */
export function readBeispiele(): Beispiel[] {
  const leistungen = readdirSync(join(wurzel, 'leistungen')).map(
    (l) => [l, join(wurzel, 'leistungen', l, 'briefe')] as const,
  );
  return [['gemeinsam', join(wurzel, 'app/dokumente/vorlagen')] as const, ...leistungen]
    .filter(([, ordner]) => existsSync(join(ordner, 'beispiele')))
    .flatMap(([leistung, ordner]) => readOrdner(leistung, ordner));
}

function readOrdner(leistung: string, ordner: string): Beispiel[] {
  const eigene = readVorlagen(ordner);
  const dateien = { ...readGemeinsameVorlagen(), ...eigene };
  return readdirSync(join(ordner, 'beispiele')).map((datei) => {
    const haupt = Object.keys(eigene)
      .filter((pfad) => datei.startsWith(pfad.slice(1, -'.typ'.length)))
      .sort((a, b) => b.length - a.length)[0];
    if (!haupt) throw new Error(`Zum Beispiel ${datei} gibt es keine Vorlage.`);
    const daten = JSON.parse(readFileSync(join(ordner, 'beispiele', datei), 'utf8')) as BriefDaten<unknown>;
    return {
      leistung,
      vorlage: haupt.slice(1),
      name: datei.replace(/\.json$/, ''),
      auftrag: { haupt, dateien, daten },
    };
  });
}
