import { createServer, request } from 'node:http';
import { lausche } from './lauschen.ts';

/** The way from the house to its witness, on which cosignatures can be made wrong. */
export interface Zeugenweg {
  port: number;
  luege(ja: boolean): void;
  /** how many signatures were made wrong */
  gelogen(): number;
  stop(): Promise<void>;
}

/** A line of a signed note (https://c2sp.org/signed-note): name, then key id, time and signature in base64. */
const UNTERSCHRIFT = /(— \S+ [A-Za-z0-9+/]{60})([A-Za-z0-9+/])/g;

/** One bit of the signature is another: the line stays as long and as readable as it was. */
export const verfaelscht = (text: string): string =>
  text.replace(UNTERSCHRIFT, (_, vorn: string, zeichen: string) => vorn + (zeichen === 'A' ? 'B' : 'A'));

/** Passes everything on to `ziel` and lies on order. */
export async function createZeugenweg(ziel: string): Promise<Zeugenweg> {
  const { hostname, port: hinten } = new URL(ziel);
  let luegt = false;
  let gelogen = 0;
  const server = createServer((vorne, antwort) => {
    const dort = request(
      { hostname, port: hinten, path: vorne.url, method: vorne.method, headers: vorne.headers },
      (r) => {
        const stuecke: Buffer[] = [];
        r.on('error', () => antwort.destroy());
        r.on('data', (s: Buffer) => stuecke.push(s));
        r.on('end', () => {
          const wahr = Buffer.concat(stuecke).toString('utf8');
          const gesagt = luegt && vorne.method === 'POST' ? verfaelscht(wahr) : wahr;
          if (gesagt !== wahr) gelogen += 1;
          const { 'transfer-encoding': _, ...kopf } = r.headers;
          antwort.writeHead(r.statusCode ?? 502, { ...kopf, 'content-length': Buffer.byteLength(gesagt) }).end(gesagt);
        });
      },
    );
    dort.on('error', () => antwort.destroy());
    vorne.on('error', () => dort.destroy());
    vorne.pipe(dort);
  });
  const port = await lausche(server);
  return {
    port,
    luege: (ja) => void (luegt = ja),
    gelogen: () => gelogen,
    async stop() {
      server.closeAllConnections();
      await new Promise((r) => server.close(r));
    },
  };
}
