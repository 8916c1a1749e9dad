import { parseSchritt, pruefeAlles, sichtbareSchritte } from '@rathausverbund/formular';
import type { FastifyInstance } from 'fastify';
import { deleteEntwurf, readEntwurf, reicheEin, saveEntwurf } from '../../../eingang/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { formwerte, geheZu, sendeSeite } from '../basis/antworten.ts';
import { kopfOf } from '../basis/kopf.ts';
import { ENTWURF_TAGE, merkeZugang, readZugang, zugangOf } from '../basis/zugang.ts';
import { nichtDa, zeigeAblehnung } from '../fehlerseite.tsx';
import { readLage } from '../leistung/lage.ts';
import { AbsendenSeite } from './absenden-seite.tsx';
import { geheOhneSchritt, geheZuVorgang, naechster, readAntrag } from './lage.ts';
import { PruefenSeite } from './pruefen-seite.tsx';
import { SchrittSeite } from './schritt-seite.tsx';
import { SpaeterSeite } from './spaeter-seite.tsx';

type Antrag = { Params: { entwurf: string }; Querystring: Record<string, unknown> };
type Schritt = { Params: { entwurf: string; schritt: string }; Querystring: Record<string, unknown> };

/** The form, step by step, from the draft to the submission. Answers are saved at every post. */
export function registerAntrag(server: FastifyInstance, deps: SeitenDeps): void {
  const privat = { persoenlich: true };

  server.get<Antrag>('/antrag/:entwurf', async (anfrage, reply) => {
    const { zugang } = anfrage.query;
    const { entwurf } = anfrage.params;
    if (zugang !== undefined) {
      if ((await readZugang(deps, zugang)) !== entwurf) return nichtDa(deps, reply);
      merkeZugang(deps, reply, `/antrag/${entwurf}`, String(zugang), ENTWURF_TAGE);
      return geheZu(reply, `/antrag/${entwurf}`);
    }
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    const schritte = sichtbareSchritte(lage.leistung.formular, lage.entwurf.antworten);
    const hier = schritte.find((s) => s.id === lage.entwurf.schritt) ?? schritte[0];
    return geheZu(reply, `${lage.weg}/${hier?.id ?? 'pruefen'}`);
  });

  server.get<Antrag>('/antrag/:entwurf/pruefen', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    return sendeSeite(reply, <PruefenSeite kopf={await kopfOf(deps, anfrage, lage.kommune)} lage={lage} />, privat);
  });

  server.get<Antrag>('/antrag/:entwurf/spaeter', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    const link = lage.wer.angemeldet ? undefined : `${deps.basisUrl}${lage.weg}?zugang=${zugangOf(anfrage)}`;
    const kopf = await kopfOf(deps, anfrage, lage.kommune);
    return sendeSeite(reply, <SpaeterSeite kopf={kopf} lage={lage} link={link} />, privat);
  });

  server.post<Antrag>('/antrag/:entwurf/loeschen', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    await deps.db.transaktion(lage.wer.kontext, (tx) => deleteEntwurf(tx, lage.entwurf.id));
    return geheZu(reply, lage.wer.angemeldet ? '/meine' : `/portal/${lage.kommune.ags}`);
  });

  server.get<Antrag>('/antrag/:entwurf/absenden', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    if (!pruefeAlles(lage.leistung.formular, lage.entwurf.antworten, lage.heute).ok)
      return geheZu(reply, `${lage.weg}/pruefen`);
    const an = (await readLage(deps, lage.kommune.ags, lage.leistung.schluessel))?.wer;
    const kopf = await kopfOf(deps, anfrage, lage.kommune);
    return sendeSeite(reply, <AbsendenSeite kopf={kopf} lage={lage} an={an} />, privat);
  });

  server.post<Antrag>('/antrag/:entwurf/absenden', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    const { wer, entwurf, leistung, kommune, weg } = lage;
    const e = await reicheEin(deps.einreichen, {
      schluessel: entwurf.id,
      kontext: wer.kontext,
      buerger: wer.kontext.person,
      leistung,
      ort: kommune,
      antworten: entwurf.antworten,
      niveau: wer.niveau,
      kanal: 'portal',
    });
    if (e.ok) return geheZuVorgang(deps, reply, wer, e.vorgang);
    if ('schritte' in e) return geheZu(reply, `${weg}/pruefen`);
    const zurueck = e.grund === 'antrag.niveau' ? `/portal/${kommune.ags}/${leistung.schluessel}` : `${weg}/pruefen`;
    return zeigeAblehnung(deps, reply, e, zurueck);
  });

  server.get<Schritt>('/antrag/:entwurf/:schritt', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    const { schritt } = anfrage.params;
    const { formular } = lage.leistung;
    if (!formular.schritte.some((s) => s.id === schritt)) return geheOhneSchritt(deps, reply, lage);
    // an answer has hidden it since
    if (!sichtbareSchritte(formular, lage.entwurf.antworten).some((s) => s.id === schritt))
      return geheZu(reply, lage.weg);
    const kopf = await kopfOf(deps, anfrage, lage.kommune);
    const dann = anfrage.query['dann'] === 'pruefen' ? { dann: 'pruefen' } : {};
    return sendeSeite(reply, <SchrittSeite kopf={kopf} lage={lage} schritt={schritt} {...dann} />, privat);
  });

  server.post<Schritt>('/antrag/:entwurf/:schritt', async (anfrage, reply) => {
    const lage = await readAntrag(deps, anfrage, reply);
    if (!lage) return reply;
    const { wer, entwurf, leistung, heute, weg } = lage;
    const { schritt } = anfrage.params;
    if (!leistung.formular.schritte.some((s) => s.id === schritt)) return geheOhneSchritt(deps, reply, lage);
    const werte = formwerte(anfrage.body);
    const r = parseSchritt(leistung.formular, schritt, werte, entwurf.antworten, heute);
    const dann = werte['dann'] === 'pruefen' ? { dann: 'pruefen' } : {};
    const offen = werte['aktion'] !== 'spaeter' && (r.fehler.length > 0 || r.neu.length > 0);
    const ziel =
      offen || werte['aktion'] === 'spaeter' ? undefined : naechster(leistung.formular, r.antworten, schritt)?.id;
    const { bund, uhr } = deps.protokoll;
    const neu = await deps.db.transaktion(wer.kontext, async (tx) => {
      const { id, koerperschaft, leistung: l } = entwurf;
      await saveEntwurf(tx, bund, uhr, {
        id,
        koerperschaft,
        leistung: l,
        fassung: leistung.fassung,
        antworten: r.antworten,
        schritt: ziel ?? schritt,
      });
      return readEntwurf(tx, bund, id);
    });
    if (!neu) return nichtDa(deps, reply);
    if (neu.abgesendet) return geheZuVorgang(deps, reply, wer, neu.abgesendet);
    if (werte['aktion'] === 'spaeter') return geheZu(reply, `${weg}/spaeter`);
    if (!offen) return geheZu(reply, dann.dann || !ziel ? `${weg}/pruefen` : `${weg}/${ziel}`);
    const kopf = await kopfOf(deps, anfrage, lage.kommune);
    const seite = (
      <SchrittSeite
        kopf={kopf}
        lage={{ ...lage, entwurf: neu }}
        schritt={schritt}
        fehler={r.fehler}
        roh={r.roh}
        neu={r.neu}
        {...dann}
      />
    );
    return sendeSeite(reply, seite, { ...privat, status: r.fehler.length > 0 ? 422 : 200 });
  });
}
