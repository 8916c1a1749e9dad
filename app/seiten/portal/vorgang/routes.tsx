import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ablehnen, isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { findDokument } from '../../../dokumente/index.ts';
import { findZeile } from '../../../vorgaenge/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { geheZu, sendeSeite } from '../basis/antworten.ts';
import { findVorgang, ohneKonto } from '../basis/besitz.ts';
import { kopfOf } from '../basis/kopf.ts';
import { merkeZugang, readZugang, VORGANG_TAGE, zugangOf } from '../basis/zugang.ts';
import { nichtDa, zeigeAblehnung } from '../fehlerseite.tsx';
import { ANTWORT_LAENGE, type Antwortfeld, type Antwortversuch } from './antwort.tsx';
import { GRENZEN, liesAntwort } from './einreichen.ts';
import { beantworte, vermerkeAbruf } from './handeln.ts';
import { offeneNachforderung, readVorgangslage } from './lage.ts';
import { VorgangSeite } from './vorgang-seite.tsx';

type Frage = { Params: { id: string }; Querystring: Record<string, unknown> };

/** The citizen's own Vorgang. Foreign ids get the same page as unknown ones. */
export function registerVorgang(server: FastifyInstance, deps: SeitenDeps): void {
  async function zeige(anfrage: FastifyRequest<Frage>, reply: FastifyReply, antwort?: Antwortversuch) {
    const da = await findVorgang(deps, anfrage, anfrage.params.id);
    if (!da) return nichtDa(deps, reply);
    const lage = await readVorgangslage(deps, da.wer, da.zeile);
    const { neu, gesendet } = anfrage.query;
    const link =
      neu === '1' && !da.wer.angemeldet
        ? { link: `${deps.basisUrl}/vorgang/${da.zeile.id}?zugang=${zugangOf(anfrage)}` }
        : {};
    const seite = (
      <VorgangSeite
        verzeichnis={deps.verzeichnis}
        kopf={await kopfOf(deps, anfrage, lage.zustaendig)}
        lage={lage}
        neu={neu === '1'}
        gesendet={gesendet === '1'}
        schluessel={da.wer.angemeldet ? '' : `?zugang=${zugangOf(anfrage)}`}
        name={(stelle) => deps.verzeichnis.byId(stelle)?.name ?? ''}
        {...link}
        {...(antwort ? { antwort } : {})}
      />
    );
    return sendeSeite(reply, seite, { persoenlich: true, status: antwort ? 422 : 200 });
  }

  server.get<Frage>('/vorgang/:id', async (anfrage, reply) => {
    const { zugang } = anfrage.query;
    if (zugang === undefined) return zeige(anfrage, reply);
    // the secret moves into a cookie, so that it does not stay in the address
    const { id } = anfrage.params;
    const wer = await readZugang(deps, zugang);
    const seins =
      wer && isUuid(id) ? await deps.db.transaktion(ohneKonto(wer).kontext, (tx) => findZeile(tx, id)) : undefined;
    if (!seins) return nichtDa(deps, reply);
    merkeZugang(deps, reply, `/vorgang/${id}`, String(zugang), VORGANG_TAGE);
    return geheZu(reply, `/vorgang/${id}`);
  });

  // own scope, so that no other page takes files
  server.register(async (raum) => {
    await raum.register(multipart, { limits: GRENZEN });
    raum.post<Frage>('/vorgang/:id/antwort', async (anfrage, reply) => {
      const da = await findVorgang(deps, anfrage, anfrage.params.id);
      if (!da) return nichtDa(deps, reply);
      const lage = await readVorgangslage(deps, da.wer, da.zeile);
      const offen = offeneNachforderung(lage);
      const zurueck = `/vorgang/${da.zeile.id}`;
      if (!offen) return zeigeAblehnung(deps, reply, ablehnen('vorgang.wartet-nicht'), zurueck);
      const { frage, text, unterlagen } = await liesAntwort(anfrage);
      const nein = (feld: Antwortfeld, fehler: string) => zeige(anfrage, reply, { feld, fehler, text });
      // an old page, and meanwhile something else is asked
      if (frage !== '' && frage !== String(offen.nr)) return nein('text', deps.t('portal.antwort.andereFrage'));
      if (!unterlagen.ok) return nein('unterlagen', meldungOf(deps.t, unterlagen).text);
      if (text.trim() === '' && unterlagen.unterlagen.length === 0) return nein('text', deps.t('portal.antwort.leer'));
      if (text.length > ANTWORT_LAENGE)
        return nein('text', deps.t('portal.antwort.zuLang', { anzahl: ANTWORT_LAENGE }));
      const antwort = { text: text.trim(), unterlagen: unterlagen.unterlagen };
      const e = await beantworte(deps, da.wer, da.zeile, lage.leistung, antwort);
      if (!e.ok) return zeigeAblehnung(deps, reply, e, zurueck);
      return geheZu(reply, `${zurueck}?gesendet=1`);
    });
  });

  // opening a notice is recorded: a HEAD or a link on another site must not do that
  server.get<{ Params: { id: string; dok: string } }>(
    '/vorgang/:id/dokument/:dok',
    { exposeHeadRoute: false },
    async (anfrage, reply) => {
      const { id, dok } = anfrage.params;
      const da = isUuid(dok) ? await findVorgang(deps, anfrage, id) : undefined;
      const d = da && (await deps.db.transaktion(da.wer.kontext, (tx) => findDokument(tx, id, dok)));
      if (!da || !d) return nichtDa(deps, reply);
      if (anfrage.headers['sec-fetch-site'] === 'cross-site') return geheZu(reply, `/vorgang/${id}`);
      const bytes = deps.dateien.read(d.koerperschaft, id, d.datei.ort);
      await vermerkeAbruf(deps, da.wer, da.zeile, d.id);
      const name = d.art === 'unterlage' ? d.datei.name : `${da.zeile.aktenzeichen}-${d.art}.pdf`;
      return sendeDatei(reply, name, d.datei.mime, bytes);
    },
  );

  server.get<{ Params: { id: string } }>(
    '/vorgang/:id/nachweis',
    { exposeHeadRoute: false },
    async (anfrage, reply) => {
      const da = await findVorgang(deps, anfrage, anfrage.params.id);
      if (!da) return nichtDa(deps, reply);
      const n = await deps.nachweis(da.zeile, da.wer.kontext);
      if (!n.ok) return zeigeAblehnung(deps, reply, n, `/vorgang/${da.zeile.id}`);
      return sendeDatei(reply, n.name, 'application/octet-stream', n.bytes);
    },
  );
}

/** As a download under a plain file name. */
function sendeDatei(reply: FastifyReply, name: string, mime: string, bytes: Uint8Array) {
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
    .type(mime)
    .send(Buffer.from(bytes));
}
