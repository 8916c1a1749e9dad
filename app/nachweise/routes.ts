import { istUnabhaengig } from '@rathausverbund/nachweis';
import type { FastifyReply } from 'fastify';
import type { Server } from '../base/http/server.ts';
import { type Datenbank, isUuid, oeffentlich } from '../base/index.ts';
import { isGefuellt, parseKachel, readKachel } from './kacheln.ts';
import { readOeffentlich, readZeugenstaende } from './log/store.ts';
import type { Zeugenkreis } from './zeugen/kreis.ts';

export interface ProtokollRoutenDeps {
  db: Datenbank;
  zeugen: () => Zeugenkreis | null;
}

interface Welches {
  koerperschaft: string;
  epoche: string;
}

const BLEIBT = 'public, max-age=31536000, immutable';

/**
 * Each log as C2SP tlog-tiles below `/log/<koerperschaft>/<epoche>`: `checkpoint`, `tile/…`, `tile/entries/…`, and our own
 * `stand`, which says in JSON how far the witnesses are and why a log was stopped. Public: hashes say nothing without salts.
 */
export function registerProtokolle(server: Server, d: ProtokollRoutenDeps): void {
  const find = ({ koerperschaft, epoche }: Welches) =>
    isUuid(koerperschaft) && /^[1-9]\d{0,8}$/.test(epoche)
      ? d.db.transaktion(oeffentlich, (tx) => readOeffentlich(tx, koerperschaft, Number(epoche)))
      : undefined;

  server.get<{ Params: Welches }>('/log/:koerperschaft/:epoche/checkpoint', async (anfrage, antwort) => {
    const log = await find(anfrage.params);
    if (!log?.pruefpunkt) return nichts(antwort, 404, 'Dieses Protokoll gibt es nicht.');
    return offen(antwort, 'no-cache').type('text/plain; charset=utf-8').send(log.pruefpunkt);
  });

  server.get<{ Params: Welches & { '*': string } }>('/log/:koerperschaft/:epoche/tile/*', async (anfrage, antwort) => {
    const kachel = parseKachel(anfrage.params['*']);
    if (!kachel) return nichts(antwort, 400, 'So heißt keine Kachel.');
    const log = await find(anfrage.params);
    if (!log || !isGefuellt(kachel, log.groesse)) return nichts(antwort, 404, 'Diese Kachel gibt es nicht.');
    const { koerperschaft, epoche } = anfrage.params;
    const bytes = await d.db.transaktion(oeffentlich, (tx) => readKachel(tx, koerperschaft, Number(epoche), kachel));
    return offen(antwort, BLEIBT).type('application/octet-stream').send(bytes);
  });

  server.get<{ Params: Welches }>('/log/:koerperschaft/:epoche/stand', async (anfrage, antwort) => {
    const log = await find(anfrage.params);
    if (!log) return nichts(antwort, 404, 'Dieses Protokoll gibt es nicht.');
    const { koerperschaft, epoche } = anfrage.params;
    const staende = await d.db.transaktion(oeffentlich, (tx) => readZeugenstaende(tx, koerperschaft));
    const kreis = d.zeugen();
    const { pruefpunkt: _, ...stand } = log;
    return offen(antwort, 'no-cache').send({
      ...stand,
      bedingung: kreis?.bedingung(koerperschaft) ?? null,
      zeugen: (kreis?.zeugen ?? []).map((z) => {
        const s = staende.find((x) => x.zeuge === z.key.name && x.epoche === Number(epoche));
        const { name, betreiber, intern } = z;
        const unabhaengig = istUnabhaengig(kreis?.zeugen ?? [], z);
        return { name, betreiber, intern, unabhaengig, key: z.key.name, groesse: s?.groesse ?? 0, at: s?.at ?? null };
      }),
    });
  });
}

/** Browsers elsewhere may read what is public anyhow. */
const offen = (antwort: FastifyReply, cache: string) =>
  antwort.header('cache-control', cache).header('access-control-allow-origin', '*');

const nichts = (antwort: FastifyReply, status: 400 | 404, satz: string) =>
  offen(antwort, 'no-store').code(status).type('text/plain; charset=utf-8').send(`${satz}\n`);
