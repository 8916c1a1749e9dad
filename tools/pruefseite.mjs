// Builds pruefen.html, the verifier as one page that needs no network, and pruefen.mjs, the same as a command. The same sources give
// the same bytes everywhere.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'fflate';
import { bundle, root } from './bundle.mjs';
import { baue } from './esbuild.mjs';

const ORDNER = join(root, 'packages/nachweis/browser');

async function skript(datei) {
  const { outputFiles } = await baue({
    absWorkingDir: root,
    entryPoints: [join(ORDNER, datei)],
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['chrome120', 'firefox129', 'safari17'],
    format: 'iife',
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'silent',
  });
  return outputFiles[0].text.trim();
}

const hash = (text, art = 'base64') => createHash('sha256').update(text).digest(art);

/**
 * The page and its SHA-256 (hex), by which PRUEFEN.txt names it. The library is packed (deflate in JavaScript, because
 * zlib gives other bytes on other machines); scripts and style are allowed by their hash alone.
 */
export async function bauePruefseite() {
  const kern = deflateSync(Buffer.from(await skript('kern.ts')), { level: 9 });
  const teile = {
    STIL: readFileSync(join(ORDNER, 'seite.css'), 'utf8'),
    SKRIPT: await skript('seite.ts'),
    KERN: Buffer.from(kern).toString('base64'),
  };
  const alle = { ...teile, STIL_HASH: `sha256-${hash(teile.STIL)}`, SKRIPT_HASH: `sha256-${hash(teile.SKRIPT)}` };
  const vorlage = readFileSync(join(ORDNER, 'seite.html'), 'utf8');
  const html = vorlage.replace(/\{\{([A-Z_]+)\}\}/g, (_, name) => alle[name]);
  return { html, sha256: hash(html, 'hex') };
}

/** The command in one file, with its npm packages, and its SHA-256 (hex). */
export async function bauePruefprogramm() {
  const text = readFileSync(await bundle('packages/nachweis/bin/pruefen.ts', { alone: true }), 'utf8');
  return { text, sha256: hash(text, 'hex') };
}
