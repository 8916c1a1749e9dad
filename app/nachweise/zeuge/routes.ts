import type { Server } from '../../base/http/server.ts';
import type { Zeugenwerk } from './zeuge.ts';

const HOECHSTENS_BYTES = 64 * 1024;

export interface ZeugenAngabe {
  name: string;
  /** run by the operator of the logs: counts as intern */
  intern: boolean;
}

/** `POST /add-checkpoint` (C2SP tlog-witness) and `GET /`, which says who it is. */
export function zeugenRoutes(server: Server, werk: Zeugenwerk, angabe: ZeugenAngabe): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string', bodyLimit: HOECHSTENS_BYTES }, (_, body, done) =>
    done(null, body),
  );
  server.get('/', async () => ({ ...angabe, vkey: werk.vkey }));
  server.post<{ Body: string | undefined }>('/add-checkpoint', async (anfrage, antwort) => {
    const a = await werk.addCheckpoint(anfrage.body ?? '');
    return antwort
      .code(a.status)
      .type(a.typ === 'text/plain' ? 'text/plain; charset=utf-8' : a.typ)
      .send(a.text);
  });
}
