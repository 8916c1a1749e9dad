import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { localDateOf } from '@rathausverbund/fristen';
import type pg from 'pg';
import { bundle } from '../../tools/bundle.mjs';
import { type Datenbank, echteUhr } from '../base/index.ts';
import { createSatz } from '../dokumente/index.ts';
import { readVerzeichnis } from '../kommunen/index.ts';
import {
  type Befund,
  compileLeistung,
  type Dateien,
  type Kennung,
  pruefeOrdner,
  readBeispiele,
  readFassung,
  readFruehere,
  readOrdner,
  readRueckweg,
  readVorbehalte,
  readVorlage,
  type Stand,
  setzeGeltung,
  type Umgebung,
  vergleiche,
  wechsle,
} from '../leistungen/index.ts';
import { fuehreBefehl } from './daten/befehl.ts';
import { type Anlage, Hindernis, keineInstallation, mitDatenbank, type Zugriff } from './daten/zugriff.ts';
import { LEISTUNGEN, UMGEBUNG } from './kern.ts';
import { type Aufruf, HILFE, liesAufruf, SCHLUESSEL } from './leistung/aufruf.ts';
import { berichte, berichteUnterschied, codeOf, hinweiseOf } from './leistung/bericht.ts';

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
    case 'publish': {
      const ordner = pfad(a.ordner);
      return keinOrdner(ordner) ?? veroeffentliche(anlage, ordner, a);
    }
    case 'zurueck':
    case 'beenden':
      return lasseGelten(anlage, a);
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

/** @param andere by what the others are told from it; without them those that lie beside it */
async function urteile(ordner: string, andere?: readonly Kennung[]): Promise<Befund> {
  const satz = createSatz({ kindDatei: await bundle('app/dokumente/satz/kind.ts') });
  return pruefeOrdner(ordner, UMGEBUNG, satz, andere).finally(() => satz.stop());
}

async function pruefe(ordner: string, json: boolean): Promise<number> {
  const befund = await urteile(ordner);
  if (json) {
    const { leistung, katalog, dateien: _, ...rest } = befund;
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
      : 'Veröffentlicht wird sie mit npm run leistung -- publish.',
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

function inInstallation<T>(anlage: Anlage, fn: (z: Zugriff) => Promise<T>): Promise<T> {
  if (!existsSync(anlage.ordner.schluessel)) throw new Hindernis(keineInstallation(anlage));
  return mitDatenbank(anlage, { allein: false }, fn);
}

const NICHTS_GEAENDERT = '\nEs wurde nichts verändert. Zum Eintragen rufen Sie noch einmal auf, mit --eintragen.';

async function veroeffentliche(
  anlage: Anlage,
  ordner: string,
  { eintragen }: Extract<Auftrag, { befehl: 'publish' }>,
): Promise<number> {
  return inInstallation(anlage, async ({ client, worker }) => {
    const befund = await urteile(ordner, await readFruehere(client));
    const { leistung, katalog, dateien } = befund;
    if (katalog) return falsch(`Die Leistung in ${ordner} steht nur im Katalog: Es gibt nichts zu veröffentlichen.`);
    const code = codeOf(befund);
    if (code !== 0 || !leistung) {
      sage(berichte(befund));
      console.error('\nSo wird sie nicht veröffentlicht. Es wurde nichts verändert.');
      return code;
    }
    const { schluessel, fassung, angaben } = leistung;
    const weg = await readRueckweg(client, schluessel);
    sage([`${angaben.name} (${schluessel}), Fassung ${fassung}`]);
    if (weg?.jetzt === fassung) {
      sage(['Diese Fassung gilt schon. Es gibt nichts zu tun.']);
      return 0;
    }
    const bisher = weg?.jetzt && (await readFassung(worker(), schluessel, weg.jetzt));
    if (bisher) {
      const alt = await standOf(bisher, `der Fassung ${weg.jetzt}`, null, { ...UMGEBUNG, laeuftSchon: true });
      const neu = { dateien, leistung, beispiele: readBeispiele(ordner) };
      sage([`Bisher gilt Fassung ${weg.jetzt}.`, '']);
      if (alt) sage(berichteUnterschied(vergleiche(alt, neu)).zeilen);
    } else sage(['Bisher wird sie hier nicht angeboten.']);
    sage(hinweiseOf(befund));
    if (!eintragen) {
      sage([NICHTS_GEAENDERT]);
      return 0;
    }
    await setzeGeltung(client, schluessel, dateien, echteUhr.jetzt());
    sage([
      '',
      ...GILT,
      ...(await readWartende(client, worker(), schluessel)),
      `Zurück führt: npm run leistung -- publish --zurueck ${schluessel}`,
    ]);
    return 0;
  });
}

/** Who releases new versions for itself, in a sentence. */
async function readWartende(client: pg.Client, db: Datenbank, schluessel: string): Promise<string[]> {
  const ids = await readVorbehalte(client, schluessel);
  if (ids.length === 0) return [];
  const verzeichnis = await readVerzeichnis(db, localDateOf(echteUhr.jetzt(), 'Europe/Berlin'));
  const namen = ids.map((id) => verzeichnis.byId(id)?.name ?? id).sort();
  return [`Erst nach eigener Freigabe gilt sie bei: ${namen.join(', ')} (Steuerung, Satzung).`];
}

const GILT = [
  'Sie gilt ab jetzt. Eine laufende Installation bietet sie in wenigen Sekunden an.',
  'Begonnene Vorgänge bleiben in ihrer Fassung; die Leitung stellt sie am Arbeitsplatz um.',
];

async function lasseGelten(
  anlage: Anlage,
  { befehl, schluessel, eintragen }: Extract<Auftrag, { befehl: 'zurueck' | 'beenden' }>,
): Promise<number> {
  return inInstallation(anlage, async ({ client, worker }) => {
    const weg = await readRueckweg(client, schluessel);
    if (!weg) return falsch(`Hier wurde noch keine Leistung „${schluessel}“ veröffentlicht.`);
    const { jetzt: von } = weg;
    const nach = befehl === 'zurueck' ? weg.davor : null;
    sage([von ? `Jetzt gilt Fassung ${von}.` : 'Jetzt wird sie nicht angeboten.']);
    if (von === nach) {
      sage(['Es gibt nichts zu tun.']);
      return 0;
    }
    sage([
      nach ? `Davor galt Fassung ${nach}.` : 'Sie wird dann nicht mehr angeboten. Begonnene Vorgänge laufen weiter.',
    ]);
    if (!eintragen) {
      sage([NICHTS_GEAENDERT]);
      return 0;
    }
    if (!(await wechsle(client, schluessel, { von, nach }, echteUhr.jetzt()))) {
      console.error(
        'Inzwischen wurde etwas anderes veröffentlicht. Es wurde nichts verändert. Rufen Sie noch einmal auf.',
      );
      return 1;
    }
    sage([
      '',
      ...(nach
        ? [...GILT, ...(await readWartende(client, worker(), schluessel))]
        : [`Eingetragen. Wieder angeboten wird sie mit: npm run leistung -- publish --zurueck ${schluessel}`]),
    ]);
    return 0;
  });
}

function readLetzte(anlage: Anlage, schluessel: string, fassung: string | null): Promise<Dateien> {
  return inInstallation(anlage, async (z) => {
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
