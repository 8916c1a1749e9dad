import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, type Ordner, readZweitorte } from '../../base/index.ts';
import { halterVon } from '../../base/prozess/sperre.ts';
import { checkTresor } from '../bund.ts';
import { staende, zeitOf } from '../daten/sichern.ts';
import { checkSiegelzugang } from '../siegeldienst.ts';
import { readZeugendatei } from '../zeugenkreis.ts';
import { type Befund, fehler, gut, hinweis } from './befund.ts';

const PLATZ_MINDESTENS = 1e9;
const TAG_MS = 86_400_000;

export function pruefeNode(version: string): Befund {
  const [haupt = 0, neben = 0] = version.split('.').map(Number);
  if (haupt > 20 || (haupt === 20 && neben >= 20)) return gut(`Node ${version}`);
  return fehler(`Node ${version} ist zu alt.`, 'Installieren Sie Node 20.20 oder 24.');
}

/** The files of the start that it would refuse itself. */
export function pruefeDateien(config: Config, o: Ordner): Befund[] {
  const zeugen = readZeugendatei(config, o);
  const siegel = checkSiegelzugang(config);
  const tresor = checkTresor(config, o);
  return [
    ...(zeugen.ok ? [] : [fehler(zeugen.meldung, `Berichtigen Sie ${o.zeugen}.`)]),
    ...(siegel === null ? [] : [fehler(siegel, 'Berichtigen Sie SIEGEL und die Datei SIEGEL_ZUGANG.')]),
    ...(tresor === null ? [] : [fehler(tresor, 'Berichtigen Sie SCHLUESSEL und die Datei SCHLUESSEL_ZUGANG.')]),
    ...(config.SCHLUESSEL === 'pkcs11' && tresor === null
      ? [gut('Das HSM der Schlüssel verschließt und öffnet.')]
      : []),
  ];
}

export function pruefeDatenordner(datenDir: string): Befund[] {
  const da = naechsterDa(datenDir);
  const befunde: Befund[] = [];
  if (!darf(da, constants.W_OK | constants.X_OK))
    befunde.push(
      fehler(
        `In ${da} darf dieser Benutzer nicht schreiben.`,
        'Rufen Sie unter dem Benutzer der Anlage auf oder setzen Sie DATEN_DIR auf einen eigenen Ordner.',
      ),
    );
  else if (da === datenDir) befunde.push(gut(`Der Datenordner ${datenDir} ist da und beschreibbar.`));
  else befunde.push(hinweis(`Den Datenordner ${datenDir} gibt es noch nicht; der erste Start legt ihn an.`));
  const { bavail, bsize } = statfsSync(da);
  const frei = bavail * bsize;
  const gb = (frei / 1e9).toFixed(1).replace('.', ',');
  befunde.push(
    frei < PLATZ_MINDESTENS
      ? fehler(
          `Auf seinem Datenträger sind nur ${gb} GB frei.`,
          'Schaffen Sie Platz: Ist er voll, wird nichts angenommen.',
        )
      : gut(`Auf seinem Datenträger sind ${gb} GB frei.`),
  );
  return befunde;
}

/** Whether the installation runs, and whether a restore was broken off. */
export function pruefeLauf(config: Config, o: Ordner): { pid: number | null; befunde: Befund[] } {
  const pid = halterVon(o.sperre);
  const unfertig = existsSync(join(config.DATEN_DIR, 'wiederherstellung.unfertig'));
  return {
    pid,
    befunde: [
      gut(pid === null ? 'Die Anlage läuft nicht.' : `Die Anlage läuft (Prozess ${pid}).`),
      ...(unfertig
        ? [
            fehler(
              'Eine Wiederherstellung wurde unterbrochen.',
              'Rufen Sie „npm run daten -- wiederherstellen“ noch einmal auf.',
            ),
          ]
        : []),
    ],
  };
}

/** @param jetzt in ms */
export function pruefeSicherungen(schluessel: string, jetzt: number): Befund[] {
  const orte = darf(schluessel, constants.R_OK | constants.X_OK) ? readZweitorte(schluessel) : [];
  const fehlend = orte
    .filter((o) => !existsSync(o))
    .map((o) => hinweis(`Der Ort ${o} für Sicherungen und Löschungen ist gerade nicht da.`));
  const letzte = orte
    .flatMap((ort) =>
      staende(ort)
        .slice(-1)
        .map((name) => ({ ort, zeit: zeitOf(name) })),
    )
    .sort((a, b) => b.zeit - a.zeit)
    .map(({ ort, zeit }) => {
      const tage = Math.floor((jetzt - zeit) / TAG_MS);
      const wann = `${new Date(zeit).toISOString()}, ${tage === 0 ? 'heute' : tage === 1 ? 'vor einem Tag' : `vor ${tage} Tagen`}`;
      const text = `Letzte Sicherung in ${ort}: ${wann}.`;
      return tage > 7 ? hinweis(text, 'Sichern Sie: npm run daten -- sichern ZIEL') : gut(text);
    });
  const keine =
    letzte.length === 0
      ? [hinweis('Es ist keine Sicherung bekannt.', 'Sichern Sie: npm run daten -- sichern ZIEL')]
      : [];
  return [...fehlend, ...letzte, ...keine];
}

/** What is in the key folder from birth on; `neu`: made again when it is missing. */
const schluesseldateien = (eingebettet: boolean): { name: string; neu: boolean }[] => [
  { name: 'kontext.key', neu: false },
  ...(eingebettet ? ['postgres.kennwort', 'setup.kennwort'].map((name) => ({ name, neu: false })) : []),
  ...['rollen.json', 'oidc.geheim'].map((name) => ({ name, neu: true })),
];

export function pruefeSchluessel(ordner: string, eingebettet: boolean): Befund[] {
  if (!existsSync(ordner))
    return [hinweis(`Den Schlüsselordner ${ordner} gibt es noch nicht; der erste Start legt ihn an.`)];
  if (!darf(ordner, constants.R_OK | constants.X_OK))
    return [
      fehler(`Der Schlüsselordner ${ordner} lässt sich nicht lesen.`, 'Rufen Sie unter dem Benutzer der Anlage auf.'),
    ];
  const rechte = statSync(ordner).mode & 0o777;
  const fehlend = schluesseldateien(eingebettet).filter(({ name }) => !existsSync(join(ordner, name)));
  return [
    (rechte & 0o077) === 0
      ? gut(`Den Schlüsselordner liest nur sein Benutzer (${rechte.toString(8)}).`)
      : fehler(`Den Schlüsselordner dürfen auch andere benutzen (${rechte.toString(8)}).`, `chmod 700 ${ordner}`),
    ...fehlend.map(({ name, neu }) =>
      neu
        ? hinweis(`Im Schlüsselordner fehlt ${name}; der nächste Start macht es neu.`)
        : fehler(
            `Im Schlüsselordner fehlt ${name}.`,
            'Legen Sie die Datei aus der Schlüsselsicherung zurück; ein neuer Schlüssel passt nicht.',
          ),
    ),
    ...(fehlend.length === 0 ? [gut('Im Schlüsselordner liegt, was der Start braucht.')] : []),
  ];
}

function darf(pfad: string, was: number): boolean {
  try {
    accessSync(pfad, was);
    return true;
  } catch {
    return false;
  }
}

const naechsterDa = (pfad: string): string =>
  existsSync(pfad) || dirname(pfad) === pfad ? pfad : naechsterDa(dirname(pfad));
