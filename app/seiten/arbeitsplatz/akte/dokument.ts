import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { type DokumentZeile, findDokument } from '../../../dokumente/index.ts';
import { vermerkeLesen } from '../../../nachweise/index.ts';
import { arbeitskontext } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfEinsehen } from '../berechtigung.ts';
import { sendeUnbekannt } from '../rahmen.tsx';

/** What the browser shows by itself, without running anything of it. */
const ZEIGBAR: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png']);

/** A PDF or a picture opens in the browser or beside its case; everything else is only handed out as a file. */
export function sendeDatei(
  deps: Pick<SeitenDeps, 'dateien'>,
  antwort: FastifyReply,
  d: Pick<DokumentZeile, 'koerperschaft' | 'vorgang' | 'datei'>,
) {
  const zeigbar = ZEIGBAR.has(d.datei.mime);
  const name = d.datei.name.replace(/[^\w.-]/g, '_');
  return antwort
    .type(zeigbar ? d.datei.mime : 'application/octet-stream')
    .header(
      'content-disposition',
      `${zeigbar ? 'inline' : 'attachment'}; filename="${name}"; filename*=UTF-8''${encodeURIComponent(d.datei.name)}`,
    )
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'; base-uri 'none'",
    )
    .send(deps.dateien.read(d.koerperschaft, d.vorgang, d.datei.ort));
}

/** GET /arbeitsplatz/vorgang/:id/dokument/:dok; opening a document is a read of the case. */
export async function zeigeDokument(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [id, dok] = [param(anfrage, 'id'), param(anfrage, 'dok')];
  const kontext = isUuid(id) && isUuid(dok) ? await arbeitskontext(deps.aufgaben, kraft, id) : undefined;
  const { grundlage, handelndFuer } = kontext ?? {};
  if (!kontext || !grundlage || !handelndFuer) return sendeUnbekannt(deps, kraft, antwort);
  const d = await deps.db.transaktion(kontext, async (tx) => {
    const gefunden = await findDokument(tx, id, dok);
    if (!gefunden || !darfEinsehen(kraft.rollen, gefunden.leistung)) return undefined;
    vermerkeLesen(tx, deps.protokoll.uhr, handelndFuer, [id], grundlage);
    return gefunden;
  });
  return d ? sendeDatei(deps, antwort, d) : sendeUnbekannt(deps, kraft, antwort);
}
