import type { FastifyReply, FastifyRequest } from 'fastify';
import { verwendungsnachweis } from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sendePdf } from '../pdf.ts';
import { nimmAkte } from './zugang.ts';

/** GET /steuerung/foerderung/:zuwendung/verwendungsnachweis.pdf: as of now. */
export async function sendeNachweis(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await nimmAkte(deps, kraft, anfrage, antwort);
  if (!akte) return antwort;
  return sendePdf(deps, kraft, antwort, verwendungsnachweis(akte), 'verwendungsnachweis.pdf');
}
