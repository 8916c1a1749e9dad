import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSchluesselbund, echteUhr } from '../../app/base/index.ts';
import { readBeispiele } from '../../app/dokumente/satz/beispiele.ts';
import type { SatzAuftrag } from '../../app/dokumente/satz/protokoll.ts';
import { echteWerkbank } from '../../app/pruefstand/werkbank.ts';

/** Milliseconds per letter, in order; `notice_ms` is the whole of a letter, the others are its parts. */
export interface Briefzeiten {
  readonly notice_ms: number[];
  readonly satz_ms: number[];
  readonly siegel_ms: number[];
}

const GEMEINDE = { id: '00000000-0000-7000-8000-000000000001', name: 'Gemeinde Thallwitz' };

/** A fee notice like no other before: own addressee, file number, date, amount, check code. */
function brief(vorlage: SatzAuftrag, n: number): SatzAuftrag {
  const nr = String(n).padStart(6, '0');
  const betrag = `${50 + (n % 62)},${String(n % 100).padStart(2, '0')} €`;
  const { daten } = vorlage;
  const inhalt = daten.inhalt as { positionen: { betrag: string }[] };
  return {
    ...vorlage,
    daten: {
      ...daten,
      erstelltAm: new Date(Date.parse(daten.erstelltAm) + n * 61_000).toISOString(),
      empfaenger: { zeilen: ['Frau', `Mareike Vogel-${nr}`, `Am Lossabach ${n}`, '04808 Thallwitz'] },
      bezug: { ...daten.bezug, aktenzeichen: `THW-GA-2026-${nr}` },
      anrede: `Sehr geehrte Frau Vogel-${nr},`,
      inhalt: {
        ...inhalt,
        schuldner: `Frau Mareike Vogel-${nr}`,
        summe: betrag,
        positionen: inhalt.positionen.map((p) => ({ ...p, betrag })),
      },
      ...(daten.zahlung ? { zahlung: { ...daten.zahlung, betrag, kassenzeichen: `THW-GA-2026-${nr}` } } : {}),
      pruefung: { adresse: 'thallwitz.example/pruefen', code: `9FKD-2QWM-${nr}` },
    },
  };
}

/**
 * Typesets and seals letters one after the other as the worker does: typesetter in its own process, PDF/UA mark and body's
 * seal B-T, time stamp of a TEST authority in this process. Every letter differs from every other; the first ones only warm up.
 */
export async function messeBrief(anzahl = 200, aufwaermen = 40): Promise<Briefzeiten> {
  const vorlage = readBeispiele().find((b) => b.name === 'kostenbescheid-mandat')?.auftrag;
  if (!vorlage) throw new Error('Das Beispiel kostenbescheid-mandat fehlt.');
  const ordner = mkdtempSync(join(tmpdir(), 'bench-brief-'));
  const werkzeug = await echteWerkbank(createSchluesselbund(ordner), echteUhr);
  const zeiten: Briefzeiten = { notice_ms: [], satz_ms: [], siegel_ms: [] };
  try {
    for (let n = 0; n < aufwaermen + anzahl; n++) {
      const start = performance.now();
      const gesetzt = await werkzeug.satz.setze(brief(vorlage, n));
      if (!gesetzt.ok) throw new Error(gesetzt.meldung);
      const mitte = performance.now();
      await werkzeug.siegelstelle.siegele(GEMEINDE, gesetzt.pdf, 'Kostenbescheid');
      const ende = performance.now();
      if (n < aufwaermen) continue;
      zeiten.notice_ms.push(ende - start);
      zeiten.satz_ms.push(mitte - start);
      zeiten.siegel_ms.push(ende - mitte);
    }
  } finally {
    await werkzeug.satz.stop();
    await werkzeug.siegelstelle.stop();
    rmSync(ordner, { recursive: true, force: true });
  }
  return zeiten;
}
