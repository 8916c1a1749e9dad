import { type Antworten, parseSchritt } from '@rathausverbund/formular';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { type Aufgabe, erledige } from '../../../leistungen/index.ts';
import { erledigeAufgabe } from '../../../prozesse/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Hinweis } from '../../komponenten/index.ts';
import { eingabe, listenweg, mitFrage, param } from '../../personal/anfrage.ts';
import { heuteOf } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeUnbekannt } from '../rahmen.tsx';
import type { Versuch } from './aufgabe.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { VorgangSeite } from './seite.tsx';
import { verlauf } from './verlauf.ts';

/** POST /arbeitsplatz/vorgang/:id/aufgabe/:schritt. Done: back to the list, at the same place. */
export async function erledigeSchritt(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const [id, schritt] = [param(anfrage, 'id'), Number(param(anfrage, 'schritt'))];
  const zurueck = listenweg(eingabe(anfrage, 'zurueck'));
  const akte = await ladeAkte(deps, kraft, id);
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const zeige = (a: Akte, status: number, versuch?: Versuch, mehr?: Parameters<typeof VorgangSeite>[0]['children']) =>
    sende(
      antwort,
      <VorgangSeite
        deps={deps}
        kraft={kraft}
        akte={a}
        teil="antrag"
        zurueck={zurueck}
        {...(versuch ? { versuch } : {})}
      >
        {mehr}
      </VorgangSeite>,
      status,
    );
  const offen = akte.aufgaben.find((a) => a.schritt === schritt);
  if (!offen?.aufgabe) return zeige(akte, 409, undefined, <SchonErledigt deps={deps} akte={akte} anfrage={anfrage} />);
  if (!offen.darf) return verboten(deps, kraft, antwort, offen.gruppe);

  const gelesen = lies(offen.aufgabe, anfrage.body, offen.vorgabe, heuteOf(deps.protokoll.uhr));
  const versuch = (x: Partial<Versuch>): Versuch => ({ schritt, ...gelesen, ...x });
  if (gelesen.fehler.length > 0) return zeige(akte, 422, versuch({}));
  if (gelesen.neu.length > 0) return zeige(akte, 200, versuch({}));
  const entscheidung = eingabe(anfrage, 'entscheidung');
  const e = erledige(offen.aufgabe, entscheidung, gelesen.antworten, heuteOf(deps.protokoll.uhr));
  if (!e.ok)
    return zeige(akte, 422, versuch({ fehler: e.fehler, ...(e.fehler.length === 0 ? { meldung: e.meldung } : {}) }));
  const werte = { ...e.variablen[offen.aufgabe.variable] };
  delete werte['entscheidung'];
  const r = await erledigeAufgabe(deps.aufgaben, kraft, { vorgang: id, schritt, entscheidung, werte });
  if (r.ok) return antwort.redirect(`${mitFrage(zurueck, 'getan', id)}#v-${id}`, 303);

  const neu = (await ladeAkte(deps, kraft, id)) ?? akte;
  if (r.grund === 'aufgabe.schon-erledigt')
    return zeige(neu, 409, undefined, <SchonErledigt deps={deps} akte={neu} anfrage={anfrage} />);
  const m = meldungOf(deps.t, r);
  if (m.status === 403 || m.status === 404) return verboten(deps, kraft, antwort, offen.gruppe, r.grund);
  return zeige(neu, m.status, versuch({ meldung: m.text }));
}

function verboten(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, gruppe: string, grund?: string) {
  const m = meldungOf(deps.t, {
    grund: grund ?? (gruppe === 'anordnung' ? 'anordnung.nicht-befugt' : 'aufgabe.nicht-berechtigt'),
  });
  return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.verboten.titel'), ...m });
}

/** All steps of the task's form at once: they stand on one page. */
function lies(a: Aufgabe, body: unknown, vorgabe: Antworten, heute: ReturnType<typeof heuteOf>) {
  const rohwerte = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    string | string[] | undefined
  >;
  let antworten = vorgabe;
  const alle = { roh: {} as Record<string, string>, neu: [] as string[] };
  const fehler: Versuch['fehler'][number][] = [];
  for (const { id } of a.formular.schritte) {
    const e = parseSchritt(a.formular, id, rohwerte, antworten, heute);
    antworten = e.antworten;
    Object.assign(alle.roh, e.roh);
    // a field that has only now come up is a question, no fault
    fehler.push(...e.fehler.filter((f) => !e.neu.includes(f.feld)));
    alle.neu.push(...e.neu);
  }
  return { ...alle, antworten, fehler };
}

/** Somebody was faster: what happened, and what this person had typed, so that nothing is lost. */
function SchonErledigt({ deps, akte, anfrage }: { deps: SeitenDeps; akte: Akte; anfrage: FastifyRequest }) {
  const { t } = deps;
  const formular = akte.leistung.schritte.get(eingabe(anfrage, 'element'))?.formular;
  const felder = formular?.schritte.flatMap((s) => s.felder) ?? [];
  const getippt = felder
    .map((f) => ({ name: f.beschriftung, wert: eingabe(anfrage, f.id) }))
    .filter((x) => x.wert !== '');
  const letzte = verlauf(deps, akte)
    .filter((_, i) => akte.ereignisse[i]?.ereignis.kind !== 'regel.angewandt')
    .slice(-2);
  return (
    <Hinweis t={t} ton="warning" titel={meldungOf(t, { grund: 'aufgabe.schon-erledigt' }).text}>
      <p>{t('arbeitsplatz.konflikt.inzwischen')}</p>
      <ul class="haus-liste">
        {letzte.map((z) => (
          <li>
            {z.wann}: {z.was} ({z.wer})
          </li>
        ))}
      </ul>
      {getippt.length > 0 && (
        <>
          <p>{t('arbeitsplatz.konflikt.getippt')}</p>
          <Angaben angaben={getippt} dicht />
        </>
      )}
    </Hinweis>
  );
}
