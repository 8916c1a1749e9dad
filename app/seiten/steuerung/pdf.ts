import type { FastifyReply } from 'fastify';
import { readAuftritt } from '../../kommunen/index.ts';
import { type Bericht, setzeBericht } from '../../steuerung/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { heuteOf } from '../personal/zeit.ts';
import { type Kraft, lesekontext } from '../personal/zugang.ts';
import { sendeMeldung } from './rahmen.tsx';

/** Answers a report of the own body as PDF; when it cannot be typeset, a page says so. */
export async function sendePdf(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, bericht: Bericht, name: string) {
  const { t, protokoll } = deps;
  const auftritt = await deps.db.transaktion(lesekontext(kraft), (tx) => readAuftritt(tx, kraft.stelle));
  const e = auftritt
    ? await setzeBericht(
        deps.satz,
        bericht,
        { auftritt, kuerzel: kraft.haus.kurzname.slice(0, 1), test: deps.demo },
        { jetzt: protokoll.uhr.jetzt(), heute: heuteOf(protokoll.uhr) },
      )
    : null;
  if (!e?.ok)
    return sendeMeldung(deps, kraft, antwort, {
      status: 503,
      titel: t('steuerung.pdf.titel'),
      text: e ? e.meldung : t('steuerung.pdf.ohneBriefkopf'),
    });
  return antwort
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(e.pdf));
}
