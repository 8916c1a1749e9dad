import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline as leite, PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** Writes lines into a gzip file (0600), durable on return. `huelle`: what is put around it. @returns SHA-256 of the file, hex */
export async function writeZeilen(
  datei: string,
  zeilen: AsyncIterable<string> | Iterable<string>,
  huelle: Transform = new PassThrough(),
): Promise<string> {
  const hash = createHash('sha256');
  const mithoeren = new Transform({
    transform(stueck: Buffer, _k, weiter) {
      hash.update(stueck);
      weiter(null, stueck);
    },
  });
  async function* mitEnde() {
    for await (const z of zeilen) yield `${z}\n`;
  }
  await pipeline(Readable.from(mitEnde()), createGzip(), huelle, mithoeren, createWriteStream(datei, { mode: 0o600 }));
  const h = await open(datei, 'r');
  await h.sync().finally(() => h.close());
  return hash.digest('hex');
}

/** The lines of a gzip stream. @throws when it is cut or damaged */
export async function* readZeilen(quelle: Readable): AsyncGenerator<string> {
  const strom = leite(quelle, createGunzip(), () => undefined);
  const fehler = new Promise<never>((_, nein) => strom.once('error', nein));
  fehler.catch(() => undefined);
  const zeilen = createInterface({ input: strom, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const z = await Promise.race([zeilen.next(), fehler]);
      if (z.done) return;
      yield z.value;
    }
  } finally {
    strom.destroy(); // whoever needs the head only leaves early
  }
}

export async function sha256Of(datei: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const stueck of createReadStream(datei)) hash.update(stueck as Buffer);
  return hash.digest('hex');
}
