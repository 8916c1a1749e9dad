import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

type Datei = { readonly art: string; readonly inhalt: Buffer };

const KERN = join(dirname(createRequire(import.meta.url).resolve('@kern-ux/native/package.json')), 'dist');
const HAUS = [
  'grund',
  'seite',
  'bausteine',
  'formular',
  'arbeitsplatz',
  'prozess',
  'tabelle',
  'plot',
  'steuerung',
  'ausgabe',
];
const SCHRIFTEN = ['FiraSans-Regular', 'FiraSans-Italic', 'FiraSans-SemiBold'];

/** KERN lies in a layer of its own, so our rules win by standing outside and need neither weight nor `!important`. */
function stylesheet(): string {
  const kern = readFileSync(join(KERN, 'kern.min.css'), 'utf8').replace(/^\uFEFF?(@charset "UTF-8";)?/, '');
  const haus = HAUS.map((name) => readFileSync(join(import.meta.dirname, `${name}.css`), 'utf8'));
  return `@charset "UTF-8";\n@layer kern{${kern}}\n${haus.join('\n')}`;
}

function dateien(): ReadonlyMap<string, Datei> {
  const alle = new Map<string, Datei>([
    ['haus.css', { art: 'text/css; charset=utf-8', inhalt: Buffer.from(stylesheet()) }],
    [
      'arbeitsplatz.js',
      {
        art: 'text/javascript; charset=utf-8',
        inhalt: readFileSync(join(import.meta.dirname, 'arbeitsplatz.js')),
      },
    ],
    ['haus.svg', { art: 'image/svg+xml', inhalt: readFileSync(join(import.meta.dirname, 'haus.svg')) }],
  ]);
  for (const name of SCHRIFTEN) {
    const inhalt = readFileSync(join(KERN, 'fonts', 'fira-sans', `${name}.woff2`));
    alle.set(`${name}.woff2`, { art: 'font/woff2', inhalt });
  }
  return alle;
}

const alle = dateien();
const hash = createHash('sha256');
for (const { inhalt } of alle.values()) hash.update(inhalt);
const basis = `/gestalt/${hash.digest('hex').slice(0, 16)}`;

/** Addresses of the look, for the head of a page. They change with the content, so browsers may keep them for ever. */
export const stylesheetUrl = `${basis}/haus.css`;
/** Keys and news of a run; only pages of staff ask for it, and all work without. */
export const skriptUrl = `${basis}/arbeitsplatz.js`;
export const iconUrl = `${basis}/haus.svg`;
export const schriftUrls: readonly string[] = ['FiraSans-Regular', 'FiraSans-SemiBold'].map(
  (n) => `${basis}/${n}.woff2`,
);

/** Serves stylesheet, icon and fonts; text compressed once at the start. Another hash is a 404, never an old look under a new name. */
export function registerGestalt(server: FastifyInstance): void {
  for (const [name, { art, inhalt }] of alle) {
    const fassungen = art.startsWith('font/') ? { roh: inhalt } : komprimiert(inhalt);
    server.get(`${basis}/${name}`, async (anfrage, antwort) => {
      const { kodierung, koerper } = waehle(fassungen, anfrage.headers['accept-encoding']);
      if (kodierung) antwort.header('content-encoding', kodierung);
      return antwort
        .type(art)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .send(koerper);
    });
  }
}

type Fassungen = { readonly roh: Buffer; readonly br?: Buffer; readonly gzip?: Buffer };

function komprimiert(roh: Buffer): Fassungen {
  const br = brotliCompressSync(roh, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  return { roh, br, gzip: gzipSync(roh, { level: 9 }) };
}

function waehle(f: Fassungen, kann: string | string[] | undefined): { kodierung?: string; koerper: Buffer } {
  const angebot = String(kann ?? '');
  if (f.br && /\bbr\b/.test(angebot)) return { kodierung: 'br', koerper: f.br };
  if (f.gzip && /\bgzip\b/.test(angebot)) return { kodierung: 'gzip', koerper: f.gzip };
  return { koerper: f.roh };
}
