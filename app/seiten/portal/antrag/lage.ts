import { type Formular, type Schritt, sichtbareSchritte } from '@rathausverbund/formular';
import { localDateOf } from '@rathausverbund/fristen';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Entwurf } from '../../../eingang/index.ts';
import type { Kommune } from '../../../kommunen/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { geheZu } from '../basis/antworten.ts';
import { findEntwurf, type Wer } from '../basis/besitz.ts';
import { createZugang, merkeZugang, VORGANG_TAGE } from '../basis/zugang.ts';
import { nichtDa, zeigeAblehnung } from '../fehlerseite.tsx';
import { readFassungBei } from '../leistung/lage.ts';

/** An open draft of this browser with the newest form of its Leistung; older answers are kept as far as it knows them. */
export interface Antragslage {
  wer: Wer;
  entwurf: Entwurf;
  leistung: Leistung;
  kommune: Kommune;
  heute: ReturnType<typeof localDateOf>;
  /** path of the draft */
  weg: string;
}

/** Reads the draft, or has answered already: 404, sent before (on to its Vorgang), Leistung no longer offered. */
export async function readAntrag(
  deps: SeitenDeps,
  anfrage: FastifyRequest<{ Params: { entwurf: string } }>,
  reply: FastifyReply,
): Promise<Antragslage | undefined> {
  const da = await findEntwurf(deps, anfrage, anfrage.params.entwurf);
  const kommune = da && deps.verzeichnis.byId(da.entwurf.koerperschaft);
  if (!da || !kommune) return void (await nichtDa(deps, reply));
  if (da.entwurf.abgesendet) return void (await geheZuVorgang(deps, reply, da.wer, da.entwurf.abgesendet));
  const leistung = await readFassungBei(deps, kommune, da.entwurf.leistung);
  if (!leistung)
    return void (await zeigeAblehnung(deps, reply, { grund: 'antrag.leistung-beendet' }, `/portal/${kommune.ags}`));
  const heute = localDateOf(deps.protokoll.uhr.jetzt(), 'Europe/Berlin');
  return { ...da, leistung, kommune, heute, weg: `/antrag/${da.entwurf.id}` };
}

/** A step the form has not: where another version counts since the last save, on to what it asks; else there is no such page. */
export const geheOhneSchritt = (deps: SeitenDeps, reply: FastifyReply, { entwurf, leistung, weg }: Antragslage) =>
  entwurf.fassung === leistung.fassung ? nichtDa(deps, reply) : geheZu(reply, weg);

/** On to the Vorgang a draft became. Without account the browser gets the secret of its page. */
export async function geheZuVorgang(deps: SeitenDeps, reply: FastifyReply, wer: Wer, vorgang: string) {
  const weg = `/vorgang/${vorgang}`;
  if (!wer.angemeldet)
    merkeZugang(deps, reply, weg, await createZugang(deps, wer.kontext.person, VORGANG_TAGE), VORGANG_TAGE);
  return geheZu(reply, `${weg}?neu=1`);
}

/** The visible step after this one in the order of the form; undefined after the last. */
export function naechster(formular: Formular, antworten: Entwurf['antworten'], schritt: string): Schritt | undefined {
  const ab = formular.schritte.findIndex((s) => s.id === schritt);
  const spaetere = new Set(formular.schritte.slice(ab + 1).map((s) => s.id));
  return sichtbareSchritte(formular, antworten).find((s) => spaetere.has(s.id));
}
