import { befehleOf, quote, staendeOf } from './befehle.ts';
import type { BuendelAngaben } from './inhalt.ts';
import { buendelName, ORT } from './inhalt.ts';
import { BEWEISDATENSATZ, MANIFEST, STEMPEL } from './manifest.ts';

interface Stuecke {
  readonly dokumente: readonly string[];
  /** Each with the start of its file names, such as `ereignisse/0001`. */
  readonly ereignisse: readonly { readonly stem: string; readonly tlogProof: string }[];
  readonly gestempelt: boolean;
  readonly beweisdatensatz: boolean;
}

/** PRUEFEN.txt: how to check the bundle with programs that are not ours. Every line with three spaces before it is a command. */
export function anleitung(angaben: BuendelAngaben, stuecke: Stuecke): string {
  const absaetze = [
    ...(angaben.test
      ? ['TEST - Siegel, Zeitstempel und Zeugen dieses Nachweises sind Prüfstücke ohne rechtliche Wirkung.']
      : []),
    `Nachweis zum Aktenzeichen ${angaben.aktenzeichen}\n${angaben.koerperschaft}`,
    'Diese Datei gehört zu einem Nachweisbündel (ASiC-E, EN 319 162). Es lässt sich ohne Netz und ohne die Kommune prüfen.\n' +
      'Die Anker, das sind die Schlüssel von Protokoll und Zeugen und die Stammzertifikate, liegen nicht bei: Holen Sie sie auf\n' +
      'einem anderen Weg, sonst prüfen Sie das Bündel nur gegen sich selbst. ORDNER steht für den Ordner mit den Ankern,\n' +
      'WURZEL.pem für das Stammzertifikat des Zeitstempeldienstes.',
    allesAufEinmal(angaben),
    `2. Auspacken\n\n   unzip ${buendelName(angaben.aktenzeichen)}`,
    ...dokumente(stuecke.dokumente),
    protokoll(stuecke),
    zeitstempel(stuecke),
    ...(angaben.hinweise.length > 0 ? [`Hinweise\n\n${angaben.hinweise.map((h) => `- ${h}`).join('\n')}`] : []),
  ];
  return `${absaetze.join('\n\n')}\n`;
}

const lines = (commands: readonly string[]) => commands.map((c) => `   ${c}`).join('\n') || '(keine)';

function allesAufEinmal({ aktenzeichen, pruefseite }: BuendelAngaben): string {
  const programm = `1. Alles auf einmal\n\n   node pruefen.mjs ${buendelName(aktenzeichen)} --anker ORDNER`;
  if (!pruefseite) return programm;
  return (
    `${programm}\n\nOder im Browser, ohne Netz: die Seite pruefen.html von ${pruefseite.adresse}\n` +
    `Sie ist es nur, wenn ihre Prüfsumme (SHA-256) ${pruefseite.sha256} ist:\n\n   sha256sum pruefen.html`
  );
}

function dokumente(namen: readonly string[]): string[] {
  const pdfs = namen.filter((d) => /\.pdf$/i.test(d));
  return [
    `3. Dokumente mit dem Protokoll vergleichen\n\n${lines(namen.map((d) => `sha256sum ${quote(d)}`))}\n\nJede Prüfsumme muss in einer der Dateien ${ORT.ereignisse}*.json unter "docs" stehen:\n\n   grep -o '"sha256":"[0-9a-f]*"' ${ORT.ereignisse}*.json`,
    `4. Siegel der PDF-Dokumente\n\n${lines(pdfs.map((d) => `pdfsig -nocert ${quote(d)}`))}`,
  ];
}

function protokoll({ ereignisse, beweisdatensatz }: Stuecke): string {
  const blatt = (stem: string) => `(printf 'rv-event-v1\\0'; cat ${stem}.salt ${stem}.json) | sha256sum`;
  const staende = staendeOf(ereignisse).map((stand) => lines(befehleOf(stand, beweisdatensatz)));
  return (
    `5. Protokoll\n\nDer Wert C jedes Ereignisses:\n\n${lines(ereignisse.map((e) => blatt(e.stem)))}\n\n` +
    `Dieser Wert ist das Blatt; ${ORT.ereignisse}*.tlog-proof (c2sp.org/tlog-proof) führt von ihm zur Wurzel des Standes.\n` +
    'Den Stand hat das Protokoll unterschrieben, die Zeugen haben ihn gegengezeichnet. Jedes openssl muss\n' +
    `"Signature Verified Successfully" sagen, mit Schlüsseln aus den Ankern:\n\n${staende.join('\n\n') || '(keiner)'}`
  );
}

function zeitstempel({ gestempelt, beweisdatensatz }: Stuecke): string {
  const buendel = gestempelt
    ? `Über das Verzeichnis des Bündels:\n\n   openssl ts -verify -data ${MANIFEST} -in ${STEMPEL} -token_in -CAfile WURZEL.pem -untrusted ${ORT.zertifikate}\n\nDanach die Prüfsummen im Verzeichnis (Base64 von SHA-256):\n\n   openssl dgst -sha256 -binary ${ORT.anleitung} | base64`
    : 'Dieses Bündel trägt keinen eigenen Zeitstempel.';
  const log = beweisdatensatz
    ? `Über den Stand des Protokolls: ${BEWEISDATENSATZ} ist ein Beweisdatensatz nach RFC 4998 über ${ORT.stand}.\nProgramme wie Bouncy Castle oder die DSS der Europäischen Kommission lesen ihn.`
    : 'Ein Zeitstempel über das Protokoll liegt nicht bei: Die Zeit stützt sich auf den Zeitstempel im Dokument.\nEin späterer Abruf enthält ihn.';
  return `6. Zeit\n\n${buendel}\n\n${log}`;
}
