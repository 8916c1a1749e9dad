import type { Krypto } from '@rathausverbund/siegel';
import type { FastifyInstance } from 'fastify';
import { oeffentlich, type Tx } from '../../../base/index.ts';
import { readErneuerungstermine } from '../../../dokumente/index.ts';
import {
  type ProtokollStand,
  readProtokolle,
  readPruefpunkte,
  readZeituebersicht,
  readZeugenstaende,
  vergleiche,
  type Zeugenkreis,
} from '../../../nachweise/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { renderSeite } from '../../komponenten/index.ts';
import { blickeOf, leseGroessen } from './lage.ts';
import { ProtokollSeite } from './protokoll.tsx';
import { Uebersicht } from './uebersicht.tsx';
import type { Frage } from './vergleich.tsx';

const STAENDE = 20;

export type ProtokollDeps = Pick<SeitenDeps, 't' | 'demo' | 'db' | 'verzeichnis'> & {
  krypto: Krypto;
  /** the witnesses of this installation; null until the internal one has its key */
  zeugen: () => Zeugenkreis | null;
};

type Query = Readonly<Record<string, unknown>>;
const text = (q: Query, name: string): string => {
  const wert = q[name];
  return typeof wert === 'string' ? wert.slice(0, 20) : '';
};

/** `/protokoll`: the auditor's view of all logs, public because a log without salts says nothing about anybody. */
export function registerProtokoll(server: FastifyInstance, deps: ProtokollDeps): void {
  const { t, demo, db, verzeichnis, krypto } = deps;

  server.get('/protokoll', async (_anfrage, reply) => {
    const neueste = new Map<string, ProtokollStand>();
    for (const p of await db.transaktion(oeffentlich, (tx) => readProtokolle(tx))) neueste.set(p.koerperschaft, p);
    const zeilen = [...neueste.values()].flatMap((stand) => {
      const k = verzeichnis.byId(stand.koerperschaft);
      return k?.ags ? [{ name: k.name, ags: k.ags, stand }] : [];
    });
    zeilen.sort((a, b) => a.name.localeCompare(b.name, 'de'));
    return reply.type('text/html; charset=utf-8').send(renderSeite(<Uebersicht t={t} demo={demo} zeilen={zeilen} />));
  });

  server.get<{ Params: { ags: string }; Querystring: Query }>('/protokoll/:ags', async (anfrage, reply) => {
    const k = verzeichnis.byAgs(anfrage.params.ags);
    const q = anfrage.query;
    const sicht =
      k &&
      (await db.transaktion(oeffentlich, async (tx) => {
        const alle = await readProtokolle(tx, { koerperschaft: k.id });
        const stand = alle.find((p) => String(p.epoche) === text(q, 'epoche')) ?? alle.at(-1);
        if (!stand) return null;
        const bisher = leseGroessen({ von: text(q, 'bisher'), bis: text(q, 'bisher') }, stand.groesse);
        return {
          name: k.name,
          ags: anfrage.params.ags,
          stand,
          epochen: alle.map((p) => p.epoche),
          ...(await readBezeugung(tx, krypto, deps.zeugen(), stand)),
          zeit: await readZeituebersicht(tx, stand.koerperschaft, stand.epoche),
          dokumente: await readErneuerungstermine(tx, stand.koerperschaft, db.uhr.jetzt()),
          staende: await readPruefpunkte(tx, stand, bisher?.bis ?? stand.groesse, STAENDE),
          frage: await beantworte(q, stand, (von, bis) => vergleiche(tx, stand, von, bis)),
        };
      }));
    if (!sicht) return reply.callNotFound();
    return reply
      .code(sicht.frage.antwort === 'zahl' ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(renderSeite(<ProtokollSeite t={t} demo={demo} sicht={sicht} />));
  });
}

/** What each witness has seen of this log, and how many must have. */
async function readBezeugung(tx: Tx, krypto: Krypto, kreis: Zeugenkreis | null, stand: ProtokollStand) {
  if (!kreis) return { regel: null, zeugen: [] };
  const staende = (await readZeugenstaende(tx, stand.koerperschaft)).filter((s) => s.epoche === stand.epoche);
  const zeugen = await blickeOf(
    krypto,
    kreis,
    stand.koerperschaft,
    (zeuge) => staende.find((s) => s.zeuge === zeuge)?.groesse ?? 0,
    async (groesse) => {
      const [p] = await readPruefpunkte(tx, stand, groesse, 1);
      return p?.groesse === groesse ? p.note : null;
    },
  );
  const { k, namen } = kreis.bedingung(stand.koerperschaft);
  return { regel: { k, von: namen.length }, zeugen };
}

async function beantworte(
  q: Query,
  { groesse }: ProtokollStand,
  frage: (von: number, bis: number) => ReturnType<typeof vergleiche>,
): Promise<Frage> {
  const [von, bis] = [text(q, 'von'), text(q, 'bis')];
  if (von === '' && bis === '') return { von: '1', bis: String(groesse), antwort: null };
  const gelesen = leseGroessen({ von, bis }, groesse);
  return { von, bis, antwort: gelesen ? await frage(gelesen.von, gelesen.bis) : 'zahl' };
}
