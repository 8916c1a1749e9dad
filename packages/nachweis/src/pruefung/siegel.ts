import { type Antwort, type Grund, type Krypto, type PdfUrteil, verifyPdf } from '@rathausverbund/siegel';
import type { Anker } from './anker.ts';
import type { Beilagen } from './beilagen.ts';
import { type Befund, befund } from './ergebnis.ts';
import { pfadmittel } from './pfadmittel.ts';

export interface SiegelAntwort {
  readonly name: string;
  readonly urteil: PdfUrteil;
  readonly befunde: readonly Befund[];
}

type SiegelFrage = 'unversehrt' | 'vertrauen' | 'zeit';

const SATZ: Record<SiegelFrage, Record<Antwort, string>> = {
  unversehrt: {
    holds: 'Das Siegel deckt das ganze Dokument.',
    'does not hold': 'Das Siegel ist falsch oder deckt nicht das ganze Dokument.',
    'cannot be decided': 'Ob das Siegel das Dokument deckt, ist nicht zu entscheiden.',
  },
  vertrauen: {
    holds: 'Das Siegelzertifikat führt zu einem Anker.',
    'does not hold': 'Dem Siegelzertifikat ist nicht zu trauen.',
    'cannot be decided': 'Ob dem Siegelzertifikat zu trauen ist, ist nicht zu entscheiden.',
  },
  zeit: {
    holds: 'Das Dokument trägt einen gültigen Zeitstempel.',
    'does not hold': 'Der Zeitstempel des Dokuments gilt nicht.',
    'cannot be decided': 'Die Zeit des Siegels ist nicht zu entscheiden.',
  },
};

export function isPdf(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
}

/** Whether the file could be opened at all. */
export function isReadable({ unterschriften, unversehrt, gruende }: PdfUrteil): boolean {
  return (
    unterschriften.length > 0 ||
    unversehrt === 'does not hold' ||
    gruende.some((g) => g.code === 'pdf.keine-unterschrift')
  );
}

/** Judges the seals of one PDF. A PDF that bears none gives no findings. */
export async function pruefeSiegel(
  krypto: Krypto,
  anker: Anker | null,
  name: string,
  pdf: Uint8Array,
  jetzt: Date,
  beilagen: Beilagen,
): Promise<SiegelAntwort> {
  const mittel = pfadmittel(anker, 'siegelwurzeln', beilagen);
  const urteil = await verifyPdf(pdf, { ...mittel, krypto, jetzt, zeitanker: anker?.zeitwurzeln ?? [] });
  if (urteil.unterschriften.length === 0 && urteil.unversehrt !== 'does not hold') return { name, urteil, befunde: [] };
  const words = (['unversehrt', 'vertrauen', 'zeit'] as const).map((frage) =>
    befund(
      frage,
      urteil[frage],
      `siegel.${frage}`,
      `${name}: ${SATZ[frage][urteil[frage]]}${frage === 'zeit' ? niveau(urteil) : ''}`,
    ),
  );
  const gruende = [...urteil.gruende, ...urteil.unterschriften.flatMap((u) => u.gruende)];
  const unique = gruende.filter((g, i) => gruende.findIndex((other) => other.code === g.code) === i);
  // The reasons explain; the weight is that of the three words.
  const reasons = unique.map((g) => befund(frageOf(g), urteil[frageOf(g)], g.code, `${name}: ${g.meldung}`));
  return { name, urteil, befunde: [...words, ...reasons] };
}

/** How long the proof carries (EN 319 142-1), as far as its time holds. */
function niveau({ zeit, unterschriften }: PdfUrteil): string {
  const namen = [...new Set(unterschriften.filter((u) => u.art !== 'zeitstempel').map((u) => u.niveau))];
  return zeit === 'holds' ? ` Niveau: PAdES ${namen.join(', ')}.` : '';
}

function frageOf({ code }: Grund): SiegelFrage {
  if (/^tsp\.|^pdf\.ohne-zeitstempel$/.test(code)) return 'zeit';
  return /^x509\.|^pdf\.(ohne-anker|nachweise-unvollstaendig)$/.test(code) ? 'vertrauen' : 'unversehrt';
}
