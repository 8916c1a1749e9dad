import { writeCii, writeUbl } from '@rathausverbund/xoev';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { darf, findRechnung, stelleRechnung } from '../../../abrechnung/index.ts';
import { isUuid } from '../../../base/index.ts';
import { readDokumente } from '../../../dokumente/index.ts';
import { sendeDatei } from '../../arbeitsplatz/akte/dokument.ts';
import type { SeitenDeps } from '../../deps.ts';
import { param } from '../../personal/anfrage.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { handle } from '../abrechnung/handeln.ts';
import { immer } from '../rahmen.tsx';

/** POST /steuerung/abrechnung/rechnung */
export const stelleRechnungen = handle('rechnung', [], (d, kraft, z, _anfrage, deps) =>
  stelleRechnung({ ...d, leistungsname: (l) => deps.katalog.name(l) }, kraft, {
    vereinbarung: z.vereinbarung,
    jahr: z.jahr,
    periode: z.perioden[0] ?? 0,
  }),
);

const sendeUnbekannt = immer(404, 'rechnung.nicht', 'rechnung.unbekannt');
const SCHREIBER = { ubl: writeUbl, cii: writeCii };

/** GET /steuerung/abrechnung/rechnung/:rechnung/:form: the file of an invoice of the own body, written from what was given. */
export async function sendeRechnung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [id, form] = [param(anfrage, 'rechnung'), param(anfrage, 'form')];
  const erlaubt = isUuid(id) && darf(kraft, 'lesen') && (form === 'ubl' || form === 'cii' || form === 'pdf');
  const da = erlaubt
    ? await deps.db.transaktion(lesekontext(kraft), async (tx) => ({
        gestellt: await findRechnung(tx, id),
        pdf: (await readDokumente(tx, kraft.stelle, id))[0],
      }))
    : undefined;
  if (!da?.gestellt) return sendeUnbekannt(deps, kraft, antwort);
  if (form === 'pdf') return da.pdf ? sendeDatei(deps, antwort, da.pdf) : sendeUnbekannt(deps, kraft, antwort);
  const geschrieben = SCHREIBER[form === 'ubl' ? 'ubl' : 'cii'](da.gestellt.rechnung);
  if (!geschrieben.ok) throw new Error(geschrieben.meldung);
  return antwort
    .type('application/xml; charset=utf-8')
    .header('content-disposition', `attachment; filename="${da.gestellt.nummer}-${form}.xml"`)
    .send(geschrieben.xml);
}
