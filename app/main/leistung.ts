import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { bundle } from '../../tools/bundle.mjs';
import { createSatz } from '../dokumente/index.ts';
import {
  compileLeistung,
  type Dateien,
  pruefeOrdner,
  readBeispiele,
  readFassung,
  readOrdner,
  readVorlage,
  type Stand,
  type Umgebung,
  vergleiche,
} from '../leistungen/index.ts';
import { fuehreBefehl } from './daten/befehl.ts';
import { type Anlage, Hindernis, keineInstallation, mitDatenbank } from './daten/zugriff.ts';
import { LEISTUNGEN, UMGEBUNG } from './kern.ts';
import { type Aufruf, HILFE, liesAufruf, SCHLUESSEL } from './leistung/aufruf.ts';
import { berichte, berichteUnterschied, codeOf } from './leistung/bericht.ts';

type Auftrag = Exclude<Aufruf, { befehl: 'hilfe' }>;

/** A path as it is meant where the command was called: npm itself changes to the folder of the project. */
const pfad = (angabe: string): string => resolve(process.env['INIT_CWD'] ?? '.', angabe);
const sage = (zeilen: readonly string[]) => void zeilen.forEach((z) => console.log(z));

/** Says why on the other stream and ends as misused. */
function falsch(satz: string): 3 {
  console.error(satz);
  return 3;
}

async function fuehreAus(anlage: Anlage, a: Auftrag): Promise<number> {
  switch (a.befehl) {
    case 'test': {
      const ordner = pfad(a.ordner);
      return keinOrdner(ordner) ?? pruefe(ordner, a.json);
    }
    case 'new':
      return lege(a.ordner);
    case 'diff': {
      const [neu, alt] = [pfad(a.neu), a.alt === null ? null : pfad(a.alt)];
      return keinOrdner(neu) ?? (alt === null ? null : keinOrdner(alt)) ?? vergleicheMit(anlage, neu, alt);
    }
    case 'export':
      return exportiere(anlage, a);
  }
}

const keinOrdner = (ordner: string): 3 | null =>
  existsSync(join(ordner, 'leistung.yaml'))
    ? null
    : falsch(
        `In ${ordner} liegt keine leistung.yaml. Nennen Sie den Ordner einer Leistung, etwa leistungen/gewerbe-anmeldung.`,
      );

async function pruefe(ordner: string, json: boolean): Promise<number> {
  const satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
  const befund = await pruefeOrdner(ordner, UMGEBUNG, satz).finally(() => satz.stop());
  if (json) {
    const { leistung, katalog, ...rest } = befund;
    const wer = leistung ?? katalog;
    console.log(JSON.stringify({ schluessel: wer?.schluessel ?? null, fassung: leistung?.fassung ?? null, ...rest }));
  } else sage(berichte(befund));
  return codeOf(befund);
}

function lege(ordner: string): number {
  const ziel = pfad(ordner);
  const schluessel = basename(ziel);
  if (!SCHLUESSEL.test(schluessel))
    return falsch(
      `„${schluessel}“ taugt nicht als Schlüssel: kleine Buchstaben a bis z, Ziffern und einzelne Bindestriche, vorn ein Buchstabe. Umlaute schreiben Sie aus.`,
    );
  if (existsSync(ziel)) return falsch(`${ziel} gibt es schon. Es wurde nichts verändert.`);
  schreibe(ziel, readVorlage(schluessel));
  sage([
    `${ziel} ist angelegt: Formular, Ablauf, Regel, Brief und drei Beispiele. So, wie sie ist, lässt sie sich prüfen:`,
    `  npm run leistung -- test ${/\s/.test(ordner) ? `"${ordner}"` : ordner}`,
    'Suchen Sie zuerst eigene Buchstaben für das Aktenzeichen aus: In leistung.yaml steht noch kurz: XX.',
    dirname(ziel) === LEISTUNGEN
      ? 'Beim nächsten Start ist sie für alle zu beantragen. Soll sie das noch nicht sein, verschieben Sie den Ordner so lange.'
      : 'Veröffentlicht wird sie beim Start, sobald der Ordner unter leistungen/ liegt.',
  ]);
  return 0;
}

async function vergleicheMit(anlage: Anlage, neu: string, alt: string | null): Promise<number> {
  const neuer = await standOf(readOrdner(neu), neu, neu, UMGEBUNG);
  if (!neuer) return 1;
  const dateien = alt === null ? await readLetzte(anlage, neuer.leistung.schluessel, null) : readOrdner(alt);
  // what is published already may be judged by rules of its time
  const alter = await standOf(dateien, alt ?? 'der Installation', alt, { ...UMGEBUNG, laeuftSchon: true });
  if (!alter) return 1;
  const { zeilen, gleich } = berichteUnterschied(vergleiche(alter, neuer));
  sage([`${neuer.leistung.schluessel}: Fassung ${alter.leistung.fassung} → ${neuer.leistung.fassung}`, '', ...zeilen]);
  return gleich ? 0 : 1;
}

/** @param beispiele folder of the examples; null where there are none @returns null when it cannot be published, which is said */
async function standOf(
  dateien: Dateien,
  wo: string,
  beispiele: string | null,
  umgebung: Umgebung,
): Promise<Stand | null> {
  const u = await compileLeistung(dateien, umgebung);
  if (u.ok && 'leistung' in u)
    return { dateien, leistung: u.leistung, beispiele: beispiele === null ? [] : readBeispiele(beispiele) };
  console.error(
    u.ok
      ? `Die Leistung in ${wo} steht nur im Katalog: Es gibt nichts zu vergleichen.`
      : [
          `Die Leistung in ${wo} lässt sich nicht veröffentlichen:`,
          ...u.fehler.map((f) => `  ${f.datei}: ${f.meldung}`),
        ].join('\n'),
  );
  return null;
}

function readLetzte(anlage: Anlage, schluessel: string, fassung: string | null): Promise<Dateien> {
  if (!existsSync(anlage.ordner.schluessel)) throw new Hindernis(keineInstallation(anlage));
  return mitDatenbank(anlage, { allein: false }, async (z) => {
    const dateien = await readFassung(z.worker(), schluessel, fassung);
    if (dateien) return dateien;
    throw new Hindernis(
      fassung === null
        ? `Hier wurde noch keine Leistung „${schluessel}“ veröffentlicht.`
        : `Eine Fassung ${fassung} von „${schluessel}“ wurde hier nie veröffentlicht.`,
    );
  });
}

async function exportiere(anlage: Anlage, a: Extract<Auftrag, { befehl: 'export' }>): Promise<number> {
  const ziel = pfad(a.ordner);
  if (existsSync(ziel)) return falsch(`${ziel} gibt es schon. Es wurde nichts verändert.`);
  const dateien = await readLetzte(anlage, a.schluessel, a.fassung);
  schreibe(ziel, dateien);
  sage([
    `${Object.keys(dateien).length} Dateien stehen in ${ziel}. Die Beispiele gehören nicht zur Fassung und fehlen.`,
  ]);
  return 0;
}

function schreibe(ordner: string, dateien: Dateien): void {
  try {
    for (const [datei, text] of Object.entries(dateien)) {
      const ziel = join(ordner, datei);
      mkdirSync(dirname(ziel), { recursive: true });
      writeFileSync(ziel, text);
    }
  } catch (fehler) {
    const grund = (fehler as NodeJS.ErrnoException).code ?? (fehler as Error).message;
    throw new Hindernis(`In ${ordner} lässt sich nicht schreiben (${grund}). Nennen Sie einen anderen Ordner.`);
  }
}

/** `npm run leistung`: the workshop of authors. Exit 0 good, 1 not, 2 no example to judge by, 3 misused. */
await fuehreBefehl(liesAufruf(process.argv.slice(2)), HILFE, fuehreAus);
