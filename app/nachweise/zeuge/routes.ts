import type { Server } from '../../base/http/server.ts';
import type { Zeugenwerk } from './zeuge.ts';

const HOECHSTENS_BYTES = 64 * 1024;
/** Of `add-checkpoints`: all logs that a writer holds need a handful of requests. */
const ZUGLEICH = 128;
const ZUGLEICH_BYTES = 1024 * 1024;

export interface ZeugenAngabe {
  name: string;
  /** run by the operator of the logs: counts as intern */
  intern: boolean;
}

/**
 * `POST /add-checkpoint` (C2SP tlog-witness) and `GET /`, which says who it is. Beside the standard `POST /add-checkpoints`: a JSON
 * array of such bodies, answered by an array of `{status, typ, text}`, each what the body alone would have got. Most of what a
 * cosignature costs is its request.
 */
export function zeugenRoutes(server: Server, werk: Zeugenwerk, angabe: ZeugenAngabe): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: ZUGLEICH_BYTES }, (_, body, done) =>
    done(null, body),
  );
  server.get('/', async () => ({ ...angabe, vkey: werk.vkey }));
  server.post<{ Body: string | undefined }>('/add-checkpoints', async (anfrage, antwort) => {
    const bodies = parseBodies(anfrage.body ?? '');
    if (!bodies) return antwort.code(400).type('text/plain; charset=utf-8').send('Die Anfrage ist nicht lesbar.\n');
    return Promise.all(bodies.map((body) => werk.addCheckpoint(body)));
  });
  server.post<{ Body: string | undefined }>(
    '/add-checkpoint',
    { bodyLimit: HOECHSTENS_BYTES },
    async (anfrage, antwort) => {
      const a = await werk.addCheckpoint(anfrage.body ?? '');
      return antwort
        .code(a.status)
        .type(a.typ === 'text/plain' ? 'text/plain; charset=utf-8' : a.typ)
        .send(a.text);
    },
  );
}

function parseBodies(text: string): string[] | null {
  try {
    const alle: unknown = JSON.parse(text);
    const gut = Array.isArray(alle) && alle.length > 0 && alle.length <= ZUGLEICH;
    return gut && alle.every((b) => typeof b === 'string' && b.length <= HOECHSTENS_BYTES) ? alle : null;
  } catch {
    return null;
  }
}
