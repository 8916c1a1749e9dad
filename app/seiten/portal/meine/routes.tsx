import type { FastifyInstance } from 'fastify';
import { readEntwuerfe } from '../../../eingang/index.ts';
import { readMeine } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { sendeSeite } from '../basis/antworten.ts';
import { kontoOf } from '../basis/besitz.ts';
import { kopfOf } from '../basis/kopf.ts';
import { AnmeldenSeite, MeineSeite } from './meine-seite.tsx';

/** `GET /meine`: drafts and Vorgänge of the account. */
export function registerMeine(server: FastifyInstance, deps: SeitenDeps): void {
  const aktive = deps.verzeichnis.gemeinden.filter((k) => k.kuerzel !== null);
  server.get('/meine', async (anfrage, reply) => {
    const kopf = await kopfOf(deps, anfrage);
    const wer = await kontoOf(deps, anfrage);
    if (!wer) return sendeSeite(reply, <AnmeldenSeite kopf={kopf} aktive={aktive} />, { persoenlich: true });
    const { entwuerfe, vorgaenge } = await deps.db.transaktion(wer.kontext, async (tx) => ({
      entwuerfe: await readEntwuerfe(tx, deps.protokoll.bund),
      vorgaenge: await readMeine(tx, wer.kontext.person),
    }));
    const ort = (id: string) => deps.verzeichnis.byId(id)?.name ?? '';
    return sendeSeite(
      reply,
      <MeineSeite kopf={kopf} entwuerfe={entwuerfe} vorgaenge={vorgaenge} name={deps.katalog.name} ort={ort} />,
      { persoenlich: true },
    );
  });
}
