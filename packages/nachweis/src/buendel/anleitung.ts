import type { BuendelAngaben } from './inhalt.ts';
import { buendelName, ORT } from './inhalt.ts';
import { MANIFEST, STEMPEL } from './manifest.ts';

interface Stuecke {
  readonly dokumente: readonly string[];
  readonly ereignisse: readonly string[];
  readonly gestempelt: boolean;
}

/** PRUEFEN.txt: how to check the bundle with programs that are not ours. */
export function anleitung(angaben: BuendelAngaben, { dokumente, ereignisse, gestempelt }: Stuecke): string {
  const datei = buendelName(angaben.aktenzeichen);
  const absaetze = [
    ...(angaben.test
      ? ['TEST - Siegel, Zeitstempel und Zeugen dieses Nachweises sind Prüfstücke ohne rechtliche Wirkung.']
      : []),
    `Nachweis zum Aktenzeichen ${angaben.aktenzeichen}\n${angaben.koerperschaft}`,
    'Diese Datei gehört zu einem Nachweisbündel (ASiC-E, EN 319 162). Es lässt sich ohne Netz und ohne die Kommune prüfen.\n' +
      'Die Stammzertifikate und die Schlüssel von Protokoll und Zeugen liegen nicht bei: Holen Sie sie auf einem anderen Weg,\n' +
      'sonst prüfen Sie das Bündel nur gegen sich selbst.',
    `1. Alles auf einmal\n\n   node pruefen.mjs ${datei} --anker ORDNER`,
    `2. Auspacken\n\n   unzip ${datei}`,
    `3. Dokumente mit dem Protokoll vergleichen\n\n${lines(dokumente, (d) => `sha256sum '${quote(d)}'`)}\n\n   Jede Prüfsumme muss in einer der Dateien ${ORT.ereignisse}*.json unter "docs" stehen:\n\n   grep -o '"sha256":"[0-9a-f]*"' ${ORT.ereignisse}*.json`,
    `4. Siegel der PDF-Dokumente\n\n${lines(
      dokumente.filter((d) => /\.pdf$/i.test(d)),
      (d) => `pdfsig -nocert '${quote(d)}'`,
    )}`,
    `5. Blatt im Protokoll (der Wert C jedes Ereignisses)\n\n${lines(ereignisse, (e) => `(printf 'rv-event-v1\\0'; cat ${e}.salt ${e}.json) | sha256sum`)}\n\n   Dieser Wert ist das Blatt; ${ORT.ereignisse}*.tlog-proof (c2sp.org/tlog-proof) führt von ihm zur Wurzel, die das\n   Protokoll unterschrieben und die Zeugen gegengezeichnet haben.`,
    gestempelt
      ? `6. Zeitstempel über das Verzeichnis des Bündels\n\n   openssl ts -verify -data ${MANIFEST} -in ${STEMPEL} -token_in -CAfile WURZEL.pem -untrusted ${ORT.zertifikate}\n\n   Danach die Prüfsummen im Verzeichnis (Base64 von SHA-256):\n\n   openssl dgst -sha256 -binary ${ORT.anleitung} | base64`
      : '6. Dieses Bündel trägt keinen eigenen Zeitstempel. Die Zeit stützt sich auf die Zeitstempel in den Dokumenten.',
    ...(angaben.hinweise.length > 0 ? [`Hinweise\n\n${angaben.hinweise.map((h) => `- ${h}`).join('\n')}`] : []),
  ];
  return `${absaetze.join('\n\n')}\n`;
}

const lines = (names: readonly string[], command: (name: string) => string) =>
  names.map((name) => `   ${command(name)}`).join('\n') || '   (keine)';
const quote = (name: string) => name.replaceAll("'", "'\\''");
