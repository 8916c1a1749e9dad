import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Grundlage, isUuid, type Kontext, type Tx } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import {
  findKlaerung,
  type KlaerungsZeile,
  legeAb,
  readAblage,
  readInhalt,
  readKlaerung,
} from '../../../eingang/index.ts';
import { vermerkeLesen } from '../../../nachweise/index.ts';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { eingabe, frage, param } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfKlaeren } from '../berechtigung.ts';
import { vermerkeListe } from '../lesen.ts';
import { sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { sendeKlaerung, sendeNachricht } from './klaerung-seite.tsx';

const POST = 'posteingang';
const NOTIZ_LAENGE = 2000;

/** On which basis she opens the post of a body: the agreement on it, or her own house. */
async function grundlageOf(tx: Tx, deps: SeitenDeps, kraft: Kraft, koerperschaft: string): Promise<Grundlage> {
  const tag = heuteOf(deps.protokoll.uhr);
  const regel = (await readRegeln(tx)).find(
    (r) =>
      r.leistung === POST &&
      r.von === koerperschaft &&
      r.an === kraft.stelle &&
      r.stand === 'in_kraft' &&
      (r.ab ?? '') <= tag &&
      tag < (r.bis ?? '9'),
  );
  const eigene = koerperschaft === kraft.stelle || !regel;
  const { t } = deps;
  return {
    vereinbarung: eigene ? null : regel.vereinbarung,
    norm: eigene ? null : '§ 71 Abs. 2 SächsKomZG',
    aufgabe: t('arbeitsplatz.klaerung.aufgabe'),
    zweck: t('arbeitsplatz.klaerung.zweck'),
  };
}

/** GET /arbeitsplatz/klaerung[?tab=erledigt] */
export async function zeigeKlaerung(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  if (!darfKlaeren(kraft.rollen)) return sendeVerboten(deps, kraft, antwort);
  const erledigte = frage(anfrage, 'tab') === 'erledigt';
  const zeilen = await deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const liste = await readKlaerung(tx, erledigte);
    const gelesen = [];
    for (const z of liste)
      gelesen.push({
        koerperschaft: z.koerperschaft,
        vorgang: z.id,
        ...(await grundlageOf(tx, deps, kraft, z.koerperschaft)),
      });
    vermerkeListe(
      tx,
      deps.protokoll,
      gelesen,
      deps.t('arbeitsplatz.klaerung.aufgabe'),
      deps.t('arbeitsplatz.klaerung.zweck'),
    );
    return liste;
  });
  return sendeKlaerung(deps, kraft, antwort, { zeilen, erledigte, getan: frage(anfrage, 'getan') !== '' });
}

/** The message and the context to work on it; undefined: not there for her. The reading is logged. */
async function oeffne(deps: SeitenDeps, kraft: Kraft, id: string) {
  if (!isUuid(id) || !darfKlaeren(kraft.rollen)) return undefined;
  return deps.db.transaktion(lesekontext(kraft), async (tx) => {
    const zeile = await findKlaerung(tx, id);
    if (!zeile) return undefined;
    const grundlage = await grundlageOf(tx, deps, kraft, zeile.koerperschaft);
    vermerkeLesen(tx, deps.protokoll.uhr, zeile.koerperschaft, [id], grundlage);
    const kontext: Kontext = { ...lesekontext(kraft), handelndFuer: zeile.koerperschaft, grundlage };
    return { zeile, kontext, ablage: await readAblage(tx, deps.protokoll, zeile) };
  });
}

const bytesOf = (deps: SeitenDeps, z: KlaerungsZeile) =>
  z.datei ? deps.dateien.read(z.koerperschaft, z.id, z.datei.ort) : undefined;

/** GET /arbeitsplatz/klaerung/:id */
export async function zeigeNachricht(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const offen = await oeffne(deps, kraft, param(anfrage, 'id'));
  if (!offen) return sendeUnbekannt(deps, kraft, antwort);
  const bytes = bytesOf(deps, offen.zeile);
  return sendeNachricht(deps, kraft, antwort, { ...offen, inhalt: bytes && readInhalt(deps.nachricht, bytes) });
}

/** GET /arbeitsplatz/klaerung/:id/roh: the bytes as they came, as a file; a browser never shows foreign XML as a page. */
export async function sendeRoh(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const offen = await oeffne(deps, kraft, param(anfrage, 'id'));
  const bytes = offen && bytesOf(deps, offen.zeile);
  if (!offen || !bytes) return sendeUnbekannt(deps, kraft, antwort);
  return antwort
    .type('application/octet-stream')
    .header('content-disposition', `attachment; filename="nachricht-${offen.zeile.id}.xml"`)
    .send(bytes);
}

/** POST /arbeitsplatz/klaerung/:id with a note. */
export async function legeNachrichtAb(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const offen = await oeffne(deps, kraft, param(anfrage, 'id'));
  if (!offen) return sendeUnbekannt(deps, kraft, antwort);
  const vermerk = eingabe(anfrage, 'vermerk').trim();
  if (vermerk === '' || vermerk.length > NOTIZ_LAENGE) {
    const bytes = bytesOf(deps, offen.zeile);
    const meldung = deps.t(
      vermerk === '' ? 'arbeitsplatz.klaerung.ohneVermerk' : 'arbeitsplatz.klaerung.langerVermerk',
    );
    return sendeNachricht(deps, kraft, antwort, {
      ...offen,
      inhalt: bytes && readInhalt(deps.nachricht, bytes),
      versuch: { formular: 'ablegen', werte: { vermerk }, meldung, feld: 'vermerk' },
    });
  }
  const e = await deps.db.transaktion(offen.kontext, (tx) =>
    legeAb(tx, deps.protokoll, offen.zeile.id, kraft.person, vermerk),
  );
  if (!e.ok)
    return sendeMeldung(deps, kraft, antwort, {
      titel: deps.t('arbeitsplatz.klaerung.nicht'),
      ...meldungOf(deps.t, e),
    });
  return antwort.redirect('/arbeitsplatz/klaerung?getan=1', 303);
}
