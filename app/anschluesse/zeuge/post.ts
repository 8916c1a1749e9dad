import http from 'node:http';
import https from 'node:https';
import type { RufErgebnis } from '../rufe.ts';

export interface PostOptionen {
  /** over everything, from the first byte sent to the last one read */
  readonly zeitlimitMs: number;
  readonly hoechstensBytes: number;
  /** most connections kept open to this address */
  readonly verbindungen: number;
}

/**
 * Posts plain text to one address over connections that stay open. For many small requests in a short time: `fetch` costs several
 * times as much for each. Redirects are not followed. Never rejects for the network.
 */
export function createPost(url: string, o: PostOptionen): (body: string) => Promise<RufErgebnis> {
  const { Agent, request } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: o.verbindungen });

  const einmal = (body: string) =>
    new Promise<RufErgebnis | 'veraltet'>((gib) => {
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(body) };
      const r = request(url, { method: 'POST', agent, headers }, (antwort) => {
        const status = antwort.statusCode ?? 0;
        const teile: Buffer[] = [];
        let laenge = 0;
        antwort.on('data', (teil: Buffer) => {
          laenge += teil.length;
          if (laenge <= o.hoechstensBytes) return void teile.push(teil);
          gib({ art: 'zu_gross', status });
          r.destroy();
        });
        antwort.on('end', () => {
          const typ = antwort.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
          gib({ art: 'antwort', status, typ, bytes: new Uint8Array(Buffer.concat(teile)) });
        });
        antwort.on('error', () => gib({ art: 'unerreichbar' }));
      });
      let zuSpaet = false;
      const uhr = setTimeout(() => {
        zuSpaet = true;
        r.destroy();
      }, o.zeitlimitMs);
      r.on('error', () => gib(r.reusedSocket && !zuSpaet ? 'veraltet' : { art: 'unerreichbar' }));
      r.on('close', () => {
        clearTimeout(uhr);
        gib({ art: 'unerreichbar' });
      });
      r.end(body);
    });

  return async (body) => {
    // the other side may have closed a kept connection just now; what is posted here may be posted twice
    for (let versuch = 0; versuch <= o.verbindungen; versuch++) {
      const e = await einmal(body);
      if (e !== 'veraltet') return e;
    }
    return { art: 'unerreichbar' };
  };
}
