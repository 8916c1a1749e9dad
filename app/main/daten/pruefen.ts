import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  type Ablage,
  createAltOeffner,
  createVerschluss,
  type DumpKopf,
  filesBelow,
  findLuecken,
  isAltVerschlossen,
  istGanz,
  readSalz,
  readZeilen,
  sha256Of,
} from '../../base/sicherung/index.ts';
import { type Antwort, NICHTS } from './antwort.ts';
import { type Beschrieb, DATENBANK, SCHLUESSEL, VERZEICHNIS, zweckOf } from './sichern.ts';

/** A backup that was found whole: everything in it but the documents' files, which `pruefeDateien` looks at. */
export interface Sicherung {
  zeit: string;
  /** closed when keys only were: the data of such a day are open */
  alt: boolean;
  zeilen(): AsyncIterable<string>;
  ablage: Ablage;
  /** paths of the documents' files */
  pfade(): AsyncIterable<string>;
}

const nein = (meldung: string) => ({ ok: false, meldung: `${meldung} ${NICHTS}` }) as const;

/**
 * Reads and checks a backup before anything is changed.
 * @param offenErlaubt with a passphrase: whether it may be open nevertheless
 */
export async function pruefeSicherung(
  ordner: string,
  art: Beschrieb['art'],
  kennwort: string | null,
  offenErlaubt = false,
): Promise<Antwort<Sicherung>> {
  const b = readBeschrieb(join(ordner, 'sicherung.json'));
  if (!b) return nein(`${ordner} ist keine vollständige Sicherung.`);
  if (existsSync(join(ordner, 'gegenzeichner')))
    return nein(
      `In ${ordner} liegt ein Gegenzeichner. Er wird nie aus einer Sicherung hergestellt: Er hätte vergessen, was er gesehen hat.`,
    );
  const name = art === 'daten' ? DATENBANK : SCHLUESSEL;
  const { zeit } = b;
  if (b.art !== art || b.datei !== name || !zeit)
    return nein(`${ordner} enthält keine ${art === 'daten' ? 'Daten' : 'Schlüssel'}.`);
  const datei = join(ordner, name);
  const salz = existsSync(datei) ? readSalz(datei) : null;
  const teile = [[name, b.sha256]];
  if (b.verzeichnis || (salz && art === 'daten')) teile.push([VERZEICHNIS, b.verzeichnis]);
  for (const [teil = '', sha256] of teile) {
    const da = existsSync(join(ordner, teil));
    if (!da || (await sha256Of(join(ordner, teil))) !== sha256)
      return nein(
        `Die Sicherung ${ordner} ist beschädigt: ${teil} ${da ? 'hat einen anderen Hash' : 'fehlt'}. Nehmen Sie eine andere.`,
      );
  }
  const alt = art === 'schluessel' && isAltVerschlossen(datei);
  const zu = salz !== null || alt;
  if (!zu && kennwort !== null && !offenErlaubt)
    return nein(
      `${ordner} ist nicht verschlüsselt. Ist das nicht, was Sie erwarten, nehmen Sie die Sicherung nicht; sonst lassen Sie --kennwort weg.`,
    );
  if (zu && kennwort === null)
    return nein(`${ordner} ist verschlüsselt. Nennen Sie mit --kennwort die Datei, in der das Kennwort steht.`);
  const verschluss = salz && (await createVerschluss(kennwort ?? '', salz));
  const oeffneAlt = alt ? await createAltOeffner(datei, kennwort ?? '') : null;
  const lies = (teil: string): Readable =>
    oeffneAlt?.() ??
    verschluss?.oeffne(join(ordner, teil), zweckOf(zeit, teil)) ??
    createReadStream(join(ordner, teil));
  for (const [teil = ''] of zu ? teile : [])
    if (!(await istGanz(() => lies(teil))))
      return nein(
        `Das Kennwort passt nicht zu ${join(ordner, teil)}, oder die Datei wurde verändert. Prüfen Sie das Kennwort; stimmt es, nehmen Sie eine andere Sicherung.`,
      );
  async function* pfade() {
    if (teile.length === 1) return yield* filesBelow(join(ordner, 'dateien'));
    for await (const zeile of readZeilen(lies(VERZEICHNIS))) yield JSON.parse(zeile) as string;
  }
  const ablage = { ordner: join(ordner, 'dateien'), verschluss };
  return { ok: true, zeit, alt, zeilen: () => readZeilen(lies(name)), ablage, pfade };
}

function readBeschrieb(datei: string): Partial<Beschrieb> | null {
  try {
    return JSON.parse(readFileSync(datei, 'utf8')) as Partial<Beschrieb> | null;
  } catch {
    return null;
  }
}

/** The paths of the documents' files that the installation lacks. */
export async function* fehlendeDateien(s: Sicherung, ordner: string): AsyncGenerator<string> {
  for await (const pfad of s.pfade()) if (!existsSync(join(ordner, pfad))) yield pfad;
}

/** Whether the backup has, whole, each file that the installation lacks. `ohne`: those left out, where that is wished. */
export async function pruefeDateien(
  s: Sicherung,
  ordner: string,
  trotzLuecken: boolean,
): Promise<Antwort<{ ohne: ReadonlySet<string> }>> {
  const ohne = await findLuecken(s.ablage, fehlendeDateien(s, ordner));
  if (ohne.length === 0 || trotzLuecken) return { ok: true, ohne: new Set(ohne) };
  const genannt = ohne.slice(0, 3).join(', ');
  return nein(
    `In der Sicherung fehlen ${ohne.length} Dateien von Dokumenten oder sind beschädigt: ${genannt}${ohne.length > 3 ? ' …' : ''}. Nehmen Sie eine andere Sicherung; gibt es keine, stellen Sie mit --trotz-luecken alles Übrige her.`,
  );
}

export async function readKopf(zeilen: AsyncIterable<string>): Promise<DumpKopf> {
  for await (const zeile of zeilen) return JSON.parse(zeile) as DumpKopf;
  throw new Error('Die Sicherung ist leer.');
}
