// Outside tools the tests look at PDFs with; absent ones are named once and skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Path of the bundled typesetting process. The build tool is plain JavaScript and therefore imported by address. */
export const bundleKind = (): Promise<string> => bundle('app/dokumente/satz/kind.ts');
/** Path of the bundled sealing thread. */
export const bundleFaden = (): Promise<string> => bundle('app/dokumente/siegel/faden.ts');

async function bundle(einstieg: string): Promise<string> {
  const werkzeug = pathToFileURL(join(import.meta.dirname, '../../../tools/bundle.mjs')).href;
  const { bundle: baue } = (await import(/* @vite-ignore */ werkzeug)) as { bundle(e: string): Promise<string> };
  return baue(einstieg);
}

const hat = (werkzeug: string) => {
  const da = !spawnSync(werkzeug, ['--version']).error;
  if (!da) process.stderr.write(`${werkzeug} ist nicht installiert: diese Prüfung entfällt.\n`);
  return da;
};
const hatPdftotext = hat('pdftotext');
const hatQpdf = hat('qpdf');

function mitDatei<T>(pdf: Uint8Array, tu: (pfad: string) => T): T {
  const ordner = mkdtempSync(join(tmpdir(), 'brief-'));
  try {
    const pfad = join(ordner, 'brief.pdf');
    writeFileSync(pfad, pdf);
    return tu(pfad);
  } finally {
    rmSync(ordner, { recursive: true });
  }
}

/** Text in reading order with single spaces, soft line ends joined; undefined without `pdftotext`. */
export function textAus(pdf: Uint8Array): string | undefined {
  if (!hatPdftotext) return undefined;
  const roh = mitDatei(pdf, (pfad) => spawnSync('pdftotext', ['-raw', pfad, '-'], { encoding: 'utf8' }).stdout);
  return roh.replaceAll(/\u00ad\s*|‐\n/g, '').replaceAll(/[\s\u00a0]+/g, ' ');
}

/** Throws when `qpdf --check` finds anything to complain about. */
export function pruefePdf(pdf: Uint8Array): void {
  if (!hatQpdf) return;
  const lauf = mitDatei(pdf, (pfad) => spawnSync('qpdf', ['--check', pfad], { encoding: 'utf8' }));
  if (lauf.status !== 0) throw new Error(lauf.stdout + lauf.stderr);
}

/** Is this text in the uncompressed parts of the file (catalogue, XMP)? */
export const inPdf = (pdf: Uint8Array, text: string) => Buffer.from(pdf).includes(text);
