import type { FastifyRequest } from 'fastify';
import { type Ablehnung, ablehnen } from '../../../base/index.ts';
import { type Eingereicht, liesUnterlagen, UNTERLAGEN, type Unterlage } from '../../../dokumente/index.ts';
import { eingabe, formwerte } from '../basis/antworten.ts';

/** Limits of a form with files; one file more than allowed is read to say so. */
export const GRENZEN = {
  fileSize: UNTERLAGEN.mb * 1024 * 1024,
  files: UNTERLAGEN.anzahl + 1,
  fields: 10,
  fieldSize: 200_000,
};

/** What was sent with the form: text without control characters, and files that were taken or why not. */
export interface Gesendet {
  /** which request it answers, as the page said; empty when it said nothing */
  frage: string;
  text: string;
  unterlagen: { ok: true; unterlagen: Unterlage[] } | Ablehnung;
}

/** Reads the form, with files or without. What breaks off or is too large is a refusal like any other; the text stays as far as it came. */
export async function liesAntwort(anfrage: FastifyRequest): Promise<Gesendet> {
  if (!anfrage.isMultipart()) {
    const { text, frage } = formwerte(anfrage.body);
    return { frage: eingabe(frage), text: textOf(text), unterlagen: liesUnterlagen([]) };
  }
  let [text, frage] = ['', ''];
  const dateien: Eingereicht[] = [];
  try {
    for await (const teil of anfrage.parts()) {
      if (teil.type === 'field') {
        if (teil.fieldname === 'text') text = textOf(teil.value);
        if (teil.fieldname === 'frage') frage = eingabe(teil.value);
        continue;
      }
      const bytes = await teil.toBuffer();
      // a field where nothing was chosen is sent as an empty file without a name
      if (teil.filename || bytes.length > 0) dateien.push({ name: teil.filename ?? '', bytes });
    }
  } catch (fehler) {
    return { frage, text, unterlagen: grundOf(fehler as { code?: string }) };
  }
  return { frage, text, unterlagen: liesUnterlagen(dateien) };
}

function grundOf({ code }: { code?: string }): Ablehnung {
  if (code === 'FST_REQ_FILE_TOO_LARGE') return ablehnen('unterlage.zu-gross', { name: '', mb: String(UNTERLAGEN.mb) });
  if (code === 'FST_FILES_LIMIT') return ablehnen('unterlage.zu-viele', { anzahl: String(UNTERLAGEN.anzahl) });
  return ablehnen('unterlage.abgebrochen');
}

const textOf = (wert: unknown): string =>
  eingabe(wert, 100_000).replace(/\p{Cc}/gu, (c) => (/[\n\r\t]/.test(c) ? c : ' '));
