import { BEWEISPROGRAMM, befehleOf, beweisbefehle, quote, type Stand, TLOG_PROOFS, WERTE, WURZELN } from './befehle.ts';
import { fassungszeile } from './fassung.ts';
import { type BuendelAngaben, buendelName, type Fundstelle, ORT, regelDatei, standDatei } from './inhalt.ts';
import { beweisdatensatz, MANIFEST, STEMPEL } from './manifest.ts';

/** What lies in a bundle: the commands follow from it. */
export interface Stuecke {
  readonly dokumente: readonly string[];
  /** How many. */
  readonly ereignisse: number;
  readonly staende: readonly Stand[];
  readonly gestempelt: boolean;
}

const TEST = 'TEST - Siegel, Zeitstempel und Zeugen dieses Nachweises sind Prüfstücke ohne rechtliche Wirkung.';

/** PRUEFEN.txt: how to check the bundle with programs that are not ours. Every line with three spaces before it is a command. */
export function anleitung(angaben: BuendelAngaben, stuecke: Stuecke): string {
  const absaetze = [
    ...(angaben.test ? [TEST] : []),
    `Nachweis zum Aktenzeichen ${angaben.aktenzeichen}\n${angaben.koerperschaft}\n${fassungszeile(fassungOf(stuecke))}`,
    'Diese Datei gehört zu einem Nachweisbündel (ASiC-E, EN 319 162). Es lässt sich ohne Netz und ohne die Kommune prüfen.\n' +
      'Die Anker, das sind die Schlüssel von Protokoll und Zeugen und die Stammzertifikate, liegen nicht bei: Holen Sie sie auf\n' +
      'einem anderen Weg, sonst prüfen Sie das Bündel nur gegen sich selbst. Die Kommune gibt sie heraus. ORDNER steht für den\n' +
      'Ordner, in den Sie sie legen: anker.json, siegel-*.pem, zeitstempel-*.pem und, wo es sie gibt, *.crl und *.ocsp.' +
      woAnker(angaben.anker),
    allesAufEinmal(angaben),
    `2. Auspacken\n\n   unzip ${buendelName(angaben.aktenzeichen)}`,
    ...dokumente(stuecke.dokumente),
    protokoll(stuecke),
    zeitstempel(stuecke),
    ...(angaben.hinweise.length > 0 ? [`Hinweise\n\n${angaben.hinweise.map((h) => `- ${h}`).join('\n')}`] : []),
  ];
  return `${absaetze.join('\n\n')}\n`;
}

/** The lowest number that describes what lies there. */
const fassungOf = ({ staende }: Stuecke): number => (staende.some((s) => s.eigeneRegel) ? 3 : 2);

const ANKER = [
  '\nDie Anlage, aus der dieses Bündel kommt, nennt ihre Anker unter ',
  '. Vergleichen Sie sie auf einem zweiten Weg.',
];
const woAnker = (adresse: string | undefined) => (adresse === undefined ? '' : ANKER.join(adresse));

/** What a PRUEFEN.txt says beyond its commands, read so that `anleitung` of it can be compared; null when it is none of ours. */
export function readAngaben(text: string): BuendelAngaben | null {
  const [, aktenzeichen, koerperschaft] = /^Nachweis zum Aktenzeichen (.+)\n(.+)$/m.exec(text) ?? [];
  if (aktenzeichen === undefined || koerperschaft === undefined) return null;
  const [, hinweise = ''] = /\n\nHinweise\n\n((?:- .+\n)+)$/.exec(text) ?? [];
  const [pruefprogramm, pruefseite] = [fundstelle(text, 'pruefen.mjs'), fundstelle(text, 'pruefen.html')];
  const anker = text.split(ANKER[0] ?? '', 2)[1]?.split(ANKER[1] ?? '', 1)[0];
  return {
    aktenzeichen,
    koerperschaft,
    ...(anker === undefined ? {} : { anker }),
    hinweise: hinweise.split('\n').flatMap((h) => (h === '' ? [] : [h.slice(2)])),
    test: text.startsWith(`${TEST}\n`),
    ...(pruefprogramm ? { pruefprogramm } : {}),
    ...(pruefseite ? { pruefseite } : {}),
  };
}

const lines = (commands: readonly string[]) => commands.map((c) => `   ${c}`).join('\n') || '(keine)';

function allesAufEinmal({ aktenzeichen, pruefprogramm, pruefseite }: BuendelAngaben): string {
  return [
    `1. Alles auf einmal\n\n   node pruefen.mjs ${buendelName(aktenzeichen)} --anker ORDNER`,
    ...(pruefprogramm ? [woher('Das Programm', 'pruefen.mjs', pruefprogramm)] : []),
    ...(pruefseite ? [woher('Oder im Browser, ohne Netz: Die Seite', 'pruefen.html', pruefseite)] : []),
  ].join('\n\n');
}

const woher = (was: string, datei: string, { adresse, sha256 }: Fundstelle) =>
  `${was} ${datei} gibt es unter ${adresse}\nEcht ist die Datei nur mit dieser Prüfsumme (SHA-256): ${sha256}\n\n   sha256sum ${datei}`;

function fundstelle(text: string, datei: string): Fundstelle | null {
  const form = new RegExp(
    `${datei.replace('.', '\\.')} gibt es unter (\\S+)\\nEcht ist die Datei nur mit dieser Prüfsumme \\(SHA-256\\): ([0-9a-f]{64})\\n`,
  );
  const [, adresse, sha256] = form.exec(text) ?? [];
  return adresse !== undefined && sha256 !== undefined ? { adresse, sha256 } : null;
}

function dokumente(namen: readonly string[]): string[] {
  const pdfs = namen.filter((d) => /\.pdf$/i.test(d));
  return [
    `3. Dokumente mit dem Protokoll vergleichen\n\n${lines(namen.map((d) => `sha256sum ${quote(d)}`))}\n\nJede Prüfsumme muss in ${ORT.ereignisse} unter "docs" stehen:\n\n   grep -o '"sha256":"[0-9a-f]*"' ${ORT.ereignisse}`,
    `4. Siegel der PDF-Dokumente\n\n${lines(pdfs.map((d) => `pdfsig -nocert ${quote(d)}`))}`,
  ];
}

function protokoll({ ereignisse, staende }: Stuecke): string {
  if (ereignisse === 0) return '5. Protokoll\n\n(keine Ereignisse)';
  const proben = staende.map((stand) => `Stand ${stand.nr}:\n\n${lines(befehleOf(stand))}`);
  const damals = staende
    .filter((s) => s.eigeneRegel)
    .map(({ nr }) => `\nFür Stand ${nr} galt, als er entstand, eine andere Regel: ${regelDatei(nr)}.`);
  return (
    `5. Protokoll\n\nDer Wert C jedes Ereignisses (32 Bytes, je Ereignis eine Datei pruefung-NUMMER.wert):\n\n${lines([WERTE])}\n\n` +
    `Dieser Wert ist das Blatt. Die Zeile in ${ORT.beweise} führt von ihm zur Wurzel des Standes, den sie zuerst nennt\n` +
    `(RFC 9162, Abschnitt 2.1.3.2). Für jedes Ereignis muss hier "Wurzel stimmt" stehen:\n\n${lines([WURZELN])}\n\n` +
    `Wer ein Programm für c2sp.org/tlog-proof hat, gibt ihm diese Werte und diese Dateien:\n\n${lines([TLOG_PROOFS])}\n\n` +
    'Jeden Stand hat das Protokoll unterschrieben, die Zeugen haben ihn gegengezeichnet. Jedes openssl muss\n' +
    `"Signature Verified Successfully" sagen, mit Schlüsseln aus den Ankern. ${proben.join('\n\n')}\n\n` +
    `Wie viele welcher Zeugen gegengezeichnet haben müssen, sagt ${ORT.policy} (c2sp.org/tlog-policy).${damals.join('')}`
  );
}

const WURZEL =
  'WURZEL.pem sind die Stammzertifikate der Zeitstempeldienste aus den Ankern, in einer Datei:\n\n   cat ORDNER/zeitstempel-*.pem > WURZEL.pem';

function zeitstempel({ gestempelt, staende }: Stuecke): string {
  const gesichert = staende.filter((s) => s.gesichert);
  const buendel = gestempelt
    ? `Über das Verzeichnis des Bündels:\n\n   openssl ts -verify -data ${MANIFEST} -in ${STEMPEL} -token_in -CAfile WURZEL.pem -untrusted ${ORT.zertifikate}\n\nDanach die Prüfsummen im Verzeichnis (Base64 von SHA-256):\n\n   openssl dgst -sha256 -binary ${ORT.anleitung} | base64`
    : 'Dieses Bündel trägt keinen eigenen Zeitstempel.';
  const log =
    gesichert.length > 0
      ? beweisdatensaetze(gesichert)
      : 'Ein Zeitstempel über das Protokoll liegt nicht bei: Die Zeit stützt sich auf den Zeitstempel im Dokument.\nEin späterer Abruf enthält ihn.';
  return ['6. Zeit', ...(gestempelt || gesichert.length > 0 ? [WURZEL] : []), buendel, log].join('\n\n');
}

function beweisdatensaetze(gesichert: readonly Stand[]): string {
  const proben = gesichert.map(({ nr }) => lines(beweisbefehle(beweisdatensatz(nr), standDatei(nr)))).join('\n\n');
  return (
    'Über Stände des Protokolls gehen Beweisdatensätze nach RFC 4998. openssl liest sie nicht; Bouncy Castle liest sie (in Debian\n' +
    `die Pakete default-jdk-headless und libbcpkix-java):\n\n${lines(BEWEISPROGRAMM)}\n\n` +
    'Jedes java muss "Beweisdatensatz gilt" und die Zeit sagen, jedes openssl danach "Verification: OK" über den jüngsten Stempel:\n\n' +
    proben
  );
}
