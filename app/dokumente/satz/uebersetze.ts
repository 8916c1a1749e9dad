import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { ablehnung, type SatzAblehnung, type SatzAuftrag, type SatzErgebnis } from './protokoll.ts';

/** Root of the letter's file system: no such folder exists, so a template can read nothing but the files handed in. */
export const wurzel = '/gibt-es-nicht/satz';

type Befund = { message: string; path: string };

/**
 * Typesets one letter as tagged PDF/A-2a, or 3a when it carries attachments. Data travel as the JSON file `/daten.json`, never as Typst source, so
 * that no name can become markup; as `sys.inputs` they would be part of the typesetter's library, made anew each time.
 * Every warning is a refusal: a letter in a substitute font is not our letter.
 */
export function uebersetze(compiler: NodeCompiler, auftrag: SatzAuftrag): SatzErgebnis {
  const erstellt = Date.parse(auftrag.daten.erstelltAm);
  if (!Number.isFinite(erstellt)) {
    return ablehnung('datum-ungueltig', 'Der Brief wurde nicht gesetzt, weil sein Datum unlesbar ist.');
  }
  const verboten = findVerbotenes(auftrag.dateien);
  if (verboten) return ablehnung('vorlage-fehlerhaft', 'Der Brief wurde nicht gesetzt. ' + verboten);

  compiler.resetShadow();
  for (const [pfad, text] of Object.entries(auftrag.dateien)) compiler.addSource(wurzel + pfad, text);
  compiler.mapShadow(`${wurzel}/daten.json`, Buffer.from(JSON.stringify(auftrag.daten)));
  for (const [pfad, bytes] of Object.entries(auftrag.anhaenge ?? {}))
    compiler.mapShadow(wurzel + pfad, Buffer.from(bytes));
  const ergebnis = compiler.compile({ mainFilePath: wurzel + auftrag.haupt });
  const fehler = befunde(ergebnis.takeDiagnostics()?.shortDiagnostics);
  const dokument = ergebnis.result;
  if (fehler.length > 0 || !dokument) return deuteFehler(fehler);
  const warnungen = befunde(ergebnis.takeWarnings()?.shortDiagnostics);
  if (warnungen.length > 0) {
    return ablehnung(
      'vorlage-warnung',
      'Der Brief wurde nicht gesetzt, weil die Vorlage eine Warnung auslöst. Bitte die Vorlage prüfen.',
      warnungen.map(zeile),
    );
  }
  try {
    const pdf = compiler.pdf(dokument, {
      pdfStandard: auftrag.standard ?? 'a-2a',
      pdfTags: true,
      creationTimestamp: Math.floor(erstellt / 1000),
    });
    return { ok: true, pdf: new Uint8Array(pdf) };
  } catch (e) {
    return deuteExport(e instanceof Error ? e.message : String(e));
  }
}

/** The clock and downloaded packages would make two runs of the same letter differ. */
function findVerbotenes(dateien: Readonly<Record<string, string>>): string | undefined {
  for (const [pfad, text] of Object.entries(dateien)) {
    if (/datetime\s*\.\s*today/.test(text)) return `Die Vorlage ${pfad} liest die Uhr; das Datum gehört in die Daten.`;
    if (/["']@\w+\//.test(text)) return `Die Vorlage ${pfad} lädt ein fremdes Paket; das ist nicht erlaubt.`;
  }
  return undefined;
}

function befunde(roh: unknown[] | undefined): Befund[] {
  return (roh ?? []).map((b) => {
    const befund = b as Partial<Befund>;
    return { message: String(befund.message ?? b), path: String(befund.path ?? '').replace(wurzel, '') };
  });
}

const zeile = (b: Befund) => (b.path ? `${b.path}: ${b.message}` : b.message);

function deuteFehler(fehler: Befund[]): SatzAblehnung {
  const einzelheiten = fehler.map(zeile);
  for (const { message } of fehler) {
    const fehlt = /does not contain key "([^"]+)"/.exec(message)?.[1];
    if (fehlt)
      return ablehnung(
        'angabe-fehlt',
        `Der Brief wurde nicht gesetzt, weil die Angabe „${fehlt}“ fehlt.`,
        einzelheiten,
      );
    const grund = /^(?:assertion failed|panicked with): (.+)$/s.exec(message)?.[1];
    if (grund)
      return ablehnung(
        'vorlage-weist-ab',
        `Der Brief wurde nicht gesetzt: ${grund.replace(/^"|"$/g, '')}`,
        einzelheiten,
      );
  }
  return ablehnung(
    'vorlage-fehlerhaft',
    'Der Brief wurde nicht gesetzt, weil die Vorlage einen Fehler enthält.',
    einzelheiten,
  );
}

function deuteExport(text: string): SatzAblehnung {
  const meldungen = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((m) => (m[1] ?? '').replaceAll('\\"', '"'));
  const einzelheiten = meldungen.length > 0 ? meldungen : [text];
  const zeichen = /the text [`"]+(.+?)[`"]+ could not be displayed/.exec(einzelheiten.join('\n'))?.[1];
  if (zeichen) {
    return ablehnung(
      'zeichen-fehlt',
      `Der Brief wurde nicht gesetzt, weil die Schrift das Zeichen „${zeichen}“ nicht enthält.`,
      einzelheiten,
    );
  }
  return ablehnung('vorlage-fehlerhaft', 'Der Brief lässt sich nicht als barrierefreies PDF/A ausgeben.', einzelheiten);
}
