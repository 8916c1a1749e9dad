import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUuid } from '../../../base/index.ts';
import { meldungOf } from '../../../base/meldungen/index.ts';
import { gibAb } from '../../../eingang/index.ts';
import { hatRolle } from '../../../konten/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { fehlerOf, Hinweis, Mehrzeilig, type Versuch, Wahl } from '../../komponenten/index.ts';
import { eingabe, param } from '../../personal/anfrage.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { sende, sendeMeldung, sendeUnbekannt, sendeVerboten } from '../rahmen.tsx';
import { type Akte, ladeAkte } from './lade.ts';
import { Folgen, type Vorhaben, VorhabenLink, Vorhabenseite } from './vorhaben.tsx';

const VORHABEN: Vorhaben = { art: 'abgabe', seite: 'abgeben' };

/** More than a reason needs. */
const GRUND_LAENGE = 1000;
/** Refusals that the form can mend, and at which field. */
const FELD: Readonly<Record<string, 'ort' | 'grund'>> = {
  'abgabe.ohne-grund': 'grund',
  'abgabe.ohne-ort': 'ort',
  'abgabe.gleiche-stelle': 'ort',
  'zustaendigkeit.niemand': 'ort',
};

/** Open, and she works on it or leads the competent body. */
export const darfAbgeben = (kraft: Kraft, { zeile, vorgang }: Akte): boolean =>
  vorgang.abgeschlossen === null &&
  ((vorgang.stelle === kraft.stelle && hatRolle(kraft.rollen, 'sachbearbeitung', zeile.leistung)) ||
    (vorgang.koerperschaft === kraft.stelle && hatRolle(kraft.rollen, 'leitung', zeile.leistung)));

/** GET /arbeitsplatz/vorgang/:id/abgeben: what will happen, the place, the reason, the button. */
export async function zeigeAbgeben(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  if (!darfAbgeben(kraft, akte)) return sendeVerboten(deps, kraft, antwort);
  return sende(antwort, <AbgebenSeite deps={deps} kraft={kraft} akte={akte} />);
}

/** POST: gives it away, or says why not; what was chosen and typed stays. */
export async function gibAkteAb(deps: SeitenDeps, kraft: Kraft, anfrage: FastifyRequest, antwort: FastifyReply) {
  const akte = await ladeAkte(deps, kraft, param(anfrage, 'id'));
  if (!akte) return sendeUnbekannt(deps, kraft, antwort);
  const [ort, grund] = [eingabe(anfrage, 'ort'), eingabe(anfrage, 'grund').slice(0, GRUND_LAENGE)];
  const r = await gibAb({ ...deps.einreichen, ...deps.aufgaben }, kraft, {
    vorgang: akte.zeile.id,
    ort: isUuid(ort) ? ort : '',
    grund,
  });
  if (r.ok) return antwort.redirect(`/arbeitsplatz/vorgang/${akte.zeile.id}`, 303);
  const m = meldungOf(deps.t, r);
  const feld = FELD[r.grund];
  if (!feld) return sendeMeldung(deps, kraft, antwort, { titel: deps.t('arbeitsplatz.abgabe.nicht'), ...m });
  const meldung =
    r.grund === 'zustaendigkeit.niemand'
      ? deps.t('arbeitsplatz.abgabe.niemand', { ort: deps.verzeichnis.byId(ort)?.name ?? '' })
      : m.text;
  const versuch = { formular: 'abgabe', werte: { ort, grund }, meldung, feld };
  return sende(antwort, <AbgebenSeite {...{ deps, kraft, akte, versuch }} />, m.status);
}

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  akte: Akte;
  versuch?: Versuch;
};

function AbgebenSeite({ deps, kraft, akte, versuch }: Props) {
  const { t } = deps;
  const orte = [...deps.verzeichnis.alle]
    .filter((k) => k.kuerzel || k.id === akte.vorgang.oertlich)
    .sort((a, b) => a.name.localeCompare(b.name, 'de'));
  const v = { t, formular: 'abgabe', versuch };
  const folgen = <Folgen t={t} art={VORHABEN.art} folgen={['ende', 'neu', 'person']} />;
  return (
    <Vorhabenseite {...VORHABEN} {...{ deps, kraft, akte, folgen }} fehler={fehlerOf(versuch)}>
      <Wahl
        {...v}
        name="ort"
        titel={t('arbeitsplatz.abgabe.ort')}
        hilfe={t('arbeitsplatz.abgabe.ortHilfe')}
        wert={akte.vorgang.oertlich}
        werte={orte.map((k) => ({ wert: k.id, titel: k.name }))}
      />
      <Mehrzeilig
        {...v}
        name="grund"
        titel={t('arbeitsplatz.abgabe.grund')}
        hilfe={t('arbeitsplatz.abgabe.grundHilfe')}
        pflicht
        zeilen={3}
        maxLaenge={GRUND_LAENGE}
      />
    </Vorhabenseite>
  );
}

/** On the page of a case: where it went or came from. */
export function Herkunft({ deps: { t, verzeichnis }, akte: { vorgang } }: { deps: SeitenDeps; akte: Akte }) {
  const { abgegeben, uebernommen } = vorgang;
  const werte = (g: NonNullable<typeof abgegeben>) => ({
    name: verzeichnis.byId(g.koerperschaft)?.name ?? '',
    aktenzeichen: g.aktenzeichen,
  });
  return (
    <>
      {abgegeben && <Hinweis t={t} ton="info" titel={t('arbeitsplatz.abgabe.getan', werte(abgegeben))} />}
      {uebernommen && <Hinweis t={t} ton="info" titel={t('arbeitsplatz.abgabe.uebernommen', werte(uebernommen))} />}
    </>
  );
}

/** Beside the task: another body is competent. */
export function AbgebenLink({ deps: { t }, kraft, akte }: { deps: SeitenDeps; kraft: Kraft; akte: Akte }) {
  return darfAbgeben(kraft, akte) ? <VorhabenLink {...VORHABEN} {...{ t, akte }} /> : null;
}
