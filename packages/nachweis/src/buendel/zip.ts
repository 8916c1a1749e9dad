import { type Zippable, zipSync } from 'fflate';
import { Inflate } from 'pako';
import { fromUtf8 } from '../bytes.ts';
import { crc32 } from './crc32.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Not compressed, as ASiC asks for `mimetype`. */
  readonly stored?: boolean;
}

export const ZIP_LIMITS = { entries: 2000, total: 64 * 1024 * 1024, ratio: 200, free: 1024 * 1024 } as const;

/** Packs deterministically: same entries, same bytes, in every time zone. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  // ZIP stores local time: the parts of a local date make the same bytes everywhere.
  const mtime = new Date(1980, 0, 1, 12);
  // "Made by Unix, -rw-r--r--": made by DOS, unzip would read umlauts in the code page of the eighties.
  const origin = { os: 3, attrs: 0o100644 << 16, mtime };
  const files: Zippable = {};
  for (const { name, bytes, stored } of entries) files[name] = [bytes, { level: stored ? 0 : 6, ...origin }];
  return zipSync(files);
}

class Refused extends Error {}

function must(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Refused(why);
}

/**
 * Unpacks an archive, stricter than the format: entries lie one after the other from the first byte to the directory,
 * local headers say what the directory says, no extra fields, comments, encryption, ZIP64, repeated or climbing names.
 * So no two programs can see different contents in it. Limits: `ZIP_LIMITS`.
 */
export function readZip(
  bytes: Uint8Array,
): { readonly ok: true; readonly entries: readonly ZipEntry[] } | { readonly ok: false; readonly meldung: string } {
  try {
    return { ok: true, entries: unpack(bytes) };
  } catch (error) {
    const meldung = error instanceof Refused ? error.message : 'Das Archiv ist beschädigt.';
    return { ok: false, meldung };
  }
}

function unpack(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const eocd = bytes.length - 22;
  must(
    eocd >= 0 && u32(eocd) === 0x06054b50 && u16(eocd + 20) === 0,
    'Das Archiv ist unvollständig oder kein ZIP-Archiv.',
  );
  const count = u16(eocd + 10);
  must(count <= ZIP_LIMITS.entries, 'Das Archiv hat zu viele Einträge.');
  let at = u32(eocd + 16);
  must(
    u32(eocd + 4) === 0 && u16(eocd + 8) === count && at + u32(eocd + 12) === eocd,
    'Das Verzeichnis des Archivs passt nicht.',
  );
  const directory = at;
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let local = 0;
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    must(at + 46 <= eocd && u32(at) === 0x02014b50, 'Das Verzeichnis des Archivs ist beschädigt.');
    const [flags, method, crc, packed, size, nameLength] = [
      u16(at + 8),
      u16(at + 10),
      u32(at + 16),
      u32(at + 20),
      u32(at + 24),
      u16(at + 28),
    ];
    must(u32(at + 30) === 0 && u16(at + 34) === 0 && u32(at + 42) === local, 'Ein Eintrag des Archivs ist mehrdeutig.');
    must(
      (flags & ~0x0806) === 0 && (method === 0 || method === 8),
      'Ein Eintrag des Archivs ist verschlüsselt oder unbekannt gepackt.',
    );
    total += size;
    must(total <= ZIP_LIMITS.total, 'Das Archiv ist ausgepackt zu groß.');
    must(size <= ZIP_LIMITS.free || size <= packed * ZIP_LIMITS.ratio, 'Das Archiv ist auffällig stark gepackt.');
    const data = local + 30 + nameLength;
    must(data + packed <= directory && u32(local) === 0x04034b50, 'Ein Eintrag des Archivs ist unvollständig.');
    const header = (from: number, length: number) => bytes.subarray(from, from + length).join();
    must(
      header(local + 4, 24) === header(at + 6, 24) && u16(local + 28) === 0,
      'Ein Eintrag des Archivs ist mehrdeutig.',
    );
    must(header(local + 30, nameLength) === header(at + 46, nameLength), 'Ein Eintrag des Archivs ist mehrdeutig.');
    const name = fromUtf8(bytes.subarray(local + 30, data)) ?? '';
    must(isSafePath(name) && !names.has(name), 'Ein Eintrag des Archivs hat einen unzulässigen Namen.');
    names.add(name);
    const raw = bytes.subarray(data, data + packed);
    const content = method === 0 ? raw : inflate(raw, size);
    must(content.length === size && crc32(content) === crc, `Der Eintrag „${name}“ ist beschädigt.`);
    entries.push({ name, bytes: content, stored: method === 0 });
    at += 46 + nameLength;
    local = data + packed;
  }
  must(at === eocd && local === directory, 'Im Archiv liegen Daten, die zu keinem Eintrag gehören.');
  return entries;
}

/** Plain relative paths only: nothing that climbs, hides or differs between systems. */
export function isSafePath(name: string): boolean {
  const parts = name.split('/');
  return (
    name.length <= 255 &&
    !/[\p{Cc}\p{Surrogate}\\:*?"<>|]/u.test(name) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}

/** What a stream of pako has and its types do not tell: whether its end has come, and how many bytes lie behind it. */
interface Ende {
  readonly ended: boolean;
  readonly strm: { readonly avail_in: number };
}

/**
 * Inflates in small steps, so that a bomb that lies about its size stops early. As strict as zlib: a code that is no code, an end that
 * does not come, anything behind it. A reader that overlooks those would accept what `unzip` refuses. Passed over, as there: the bits
 * that fill up a byte before a block without compression and behind the end.
 */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate({ raw: true, chunkSize: 16 * 1024 });
  stream.onData = (data) => {
    const part = data as Uint8Array;
    must(length + part.length <= size, 'Ein Eintrag des Archivs ist größer als angegeben.');
    out.set(part, length);
    length += part.length;
  };
  stream.push(packed, true);
  const { ended, strm } = stream as unknown as Ende;
  must(ended && stream.err === 0 && strm.avail_in === 0, 'Ein Eintrag des Archivs ist falsch gepackt.');
  return out.subarray(0, length);
}
