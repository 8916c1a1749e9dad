import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSchluesselbund, echteUhr } from '../../app/base/index.ts';
import { girocode } from '../../app/dokumente/index.ts';
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

/** An example made into a letter like no other before: own surname, file number, amounts, date, payment code, check code. */
function einmalig(vorlage: SatzAuftrag, n: number): SatzAuftrag {
  const nr = String(n).padStart(6, '0');
  const { empfaenger, bezug } = vorlage.daten;
  const nachname = empfaenger.zeilen.at(-3)?.split(' ').at(-1) ?? '';
  const text = JSON.stringify(vorlage.daten)
    .replaceAll(nachname, `${nachname}-${nr}`)
    .replaceAll(bezug.aktenzeichen, bezug.aktenzeichen.replace(/\d+$/, nr))
    .replace(/\d+,\d\d €/g, `${50 + (n % 62)},${String(n % 100).padStart(2, '0')} €`);
  const daten = JSON.parse(text) as SatzAuftrag['daten'];
  const { zahlung } = daten;
  const code = zahlung?.girocode && paymentCode(zahlung, n);
  return {
    ...vorlage,
    daten: {
      ...daten,
      erstelltAm: new Date(Date.parse(daten.erstelltAm) + n * 61_000).toISOString(),
      ...(zahlung && code ? { zahlung: { ...zahlung, girocode: code } } : {}),
      pruefung: { adresse: 'thallwitz.example/pruefen', code: `9FKD-2QWM-${nr}` },
    },
  };
}

function paymentCode(z: NonNullable<SatzAuftrag['daten']['zahlung']>, n: number): string[] {
  const { kontoinhaber, iban, kassenzeichen, bic } = z;
  const g = girocode({
    kontoinhaber,
    iban,
    ...(bic ? { bic } : {}),
    betragCent: 5000 + n,
    verwendungszweck: `${kassenzeichen}-${n}`,
  });
  if (!g.ok) throw new Error(g.meldung);
  return g.matrix;
}

/**
 * Typesets and seals letters one after the other as the worker does: typesetter in its own process, PDF/UA mark and body's
 * seal B-T in a thread, time stamp of a TEST authority in this process. All letters of the house in turn, every one unique; the
 * first ones only warm up.
 */
export async function messeBrief(anzahl = 220, aufwaermen = 66): Promise<Briefzeiten> {
  const vorlagen = readBeispiele().map((b) => b.auftrag);
  const ordner = mkdtempSync(join(tmpdir(), 'bench-brief-'));
  const werkzeug = await echteWerkbank(createSchluesselbund(ordner), echteUhr);
  const zeiten: Briefzeiten = { notice_ms: [], satz_ms: [], siegel_ms: [] };
  try {
    for (let n = 0; n < aufwaermen + anzahl; n++) {
      const vorlage = vorlagen[n % vorlagen.length];
      if (!vorlage) throw new Error('Es gibt keine Beispielbriefe.');
      const auftrag = einmalig(vorlage, n);
      const start = performance.now();
      const gesetzt = await werkzeug.satz.setze(auftrag);
      if (!gesetzt.ok) throw new Error(gesetzt.meldung);
      const mitte = performance.now();
      await werkzeug.siegelstelle.siegele(GEMEINDE, gesetzt.pdf, auftrag.daten.betreff);
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
