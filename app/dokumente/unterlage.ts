import { type Ablehnung, ablehnen } from '../base/index.ts';

/** What somebody may hand in with one answer. */
export const UNTERLAGEN = { anzahl: 5, mb: 10 } as const;
const MAX_BYTES = UNTERLAGEN.mb * 1024 * 1024;
const MAX_NAME = 100;

/** Kinds a browser shows by itself and no program runs, by how the bytes begin: what a file calls itself says nothing. */
const ARTEN = [
  { mime: 'application/pdf', endung: 'pdf', beginn: Buffer.from('%PDF-') },
  { mime: 'image/jpeg', endung: 'jpg', beginn: Buffer.from([0xff, 0xd8, 0xff]) },
  {
    mime: 'image/png',
    endung: 'png',
    beginn: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
] as const;

const ENDUNGEN = /\.(?:pdf|jpe?g|png)$/i;

/** A file as it came in, under the name it was sent with. */
export interface Eingereicht {
  name: string;
  bytes: Uint8Array;
}

/** A file that was taken: its kind by its first bytes, its name without a path and what cannot be seen. */
export interface Unterlage extends Eingereicht {
  mime: string;
}

/** Judges files that somebody hands in, all or none. Refuses: `unterlage.zu-viele`, `.leer`, `.zu-gross`, `.art`, each with the name. */
export function liesUnterlagen(dateien: readonly Eingereicht[]): { ok: true; unterlagen: Unterlage[] } | Ablehnung {
  if (dateien.length > UNTERLAGEN.anzahl) return ablehnen('unterlage.zu-viele', { anzahl: String(UNTERLAGEN.anzahl) });
  const unterlagen: Unterlage[] = [];
  const vergeben = new Set<string>();
  for (const d of dateien) {
    const genannt = { name: lesbarerName(d.name) };
    if (d.bytes.length === 0) return ablehnen('unterlage.leer', genannt);
    if (d.bytes.length > MAX_BYTES) return ablehnen('unterlage.zu-gross', { ...genannt, mb: String(UNTERLAGEN.mb) });
    const art = ARTEN.find((a) => a.beginn.equals(d.bytes.subarray(0, a.beginn.length)));
    if (!art) return ablehnen('unterlage.art', genannt);
    const stamm = genannt.name.replace(ENDUNGEN, '');
    let name = `${stamm}.${art.endung}`;
    for (let n = 2; vergeben.has(name); n++) name = `${stamm} (${n}).${art.endung}`;
    vergeben.add(name);
    unterlagen.push({ name, mime: art.mime, bytes: d.bytes });
  }
  return { ok: true, unterlagen };
}

/** Without folders, control characters and those that turn the direction of reading: they make a name look like another. */
function lesbarerName(name: string): string {
  const ohneOrdner = name.split(/[\\/]/).at(-1) ?? '';
  const zeichen = [...ohneOrdner.normalize('NFC').replace(/\p{C}/gu, '').replace(/\s+/g, ' ').trim()];
  return zeichen.slice(0, MAX_NAME).join('').replace(/^\.+/, '').trim() || 'Unterlage';
}
