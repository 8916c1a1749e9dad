import type { FeldFehler } from '@rathausverbund/formular';
import {
  findWahl,
  type Inhalt,
  klauselnFuer,
  type Stand,
  schreibeText,
  vorlageOf,
} from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import {
  Fehlerliste,
  Feld,
  Fortschritt,
  feldId,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  VersteckteFelder,
} from '../../../komponenten/index.ts';
import type { Kraft } from '../../../personal/zugang.ts';
import { Rahmen } from '../../rahmen.tsx';
import { WEG } from '../liste.tsx';
import { type Entwurfsschritt, formularOf, type Roh, SCHRITTE } from './formular.ts';

type Basis = { deps: SeitenDeps; kraft: Kraft; roh: Roh; aendert: Stand | null };

const titelOf = ({ deps: { t }, aendert }: Basis) => t(aendert ? 'vereinbarungen.aendern' : 'vereinbarungen.neu');

function Entwurfsrahmen(p: Basis & { fehler: boolean; children: preact.ComponentChildren }) {
  const { deps, kraft } = p;
  const titel = titelOf(p);
  return (
    <Rahmen
      deps={deps}
      kraft={kraft}
      bereich="vereinbarungen"
      titel={titel}
      fehler={p.fehler}
      krumen={[{ titel: deps.t('steuerung.bereich.vereinbarungen'), weg: WEG }, { titel }]}
    >
      {p.children}
    </Rahmen>
  );
}

/** One step of the draft. What was typed in the others travels along in hidden fields. */
export function SchrittSeite(p: Basis & { schritt: Entwurfsschritt; fehler: readonly FeldFehler[] }) {
  const { deps, kraft, roh, aendert, schritt, fehler } = p;
  const { t } = deps;
  const form = formularOf(deps, kraft, roh, aendert !== null).schritte.find((s) => s.id === schritt);
  const felder = form?.felder ?? [];
  const andere = Object.fromEntries(Object.entries(roh).filter(([n]) => !felder.some((f) => f.id === n)));
  const nr = SCHRITTE.indexOf(schritt) + 1;
  return (
    <Entwurfsrahmen {...p} fehler={fehler.length > 0}>
      <Fehlerliste t={t} fehler={fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) }))} />
      <Fortschritt t={t} schritt={nr} von={SCHRITTE.length + 1} />
      <h1>{form?.titel}</h1>
      <p>{form?.hinweis}</p>
      <form class="haus-formular" method="post" action={`${WEG}/neu`} novalidate>
        <VersteckteFelder felder={{ ...andere, schritt, ...(aendert ? { aendert: aendert.id } : {}) }} />
        {felder.map((feld) => (
          <Feld t={t} feld={feld} wert={roh[feld.id] ?? ''} fehler={fehler.find((f) => f.feld === feld.id)?.meldung} />
        ))}
        <Knoepfe>
          <Knopf rang="primary" name="aktion" wert="weiter">
            {t('vereinbarungen.entwurf.weiter')}
          </Knopf>
          {nr > 1 && (
            <Knopf name="aktion" wert="zurueck">
              {t('vereinbarungen.entwurf.zurueck')}
            </Knopf>
          )}
          <KnopfLink rang="tertiary" weg={aendert ? `${WEG}/${aendert.id}` : WEG}>
            {t('vereinbarungen.entwurf.abbrechen')}
          </KnopfLink>
        </Knoepfe>
      </form>
    </Entwurfsrahmen>
  );
}

/** The text as it will be declared; with the button it becomes a draft that both sides see. */
export function PruefSeite(p: Basis & { inhalt: Inhalt; meldung?: string }) {
  const { deps, roh, aendert, inhalt, meldung } = p;
  const { t, verzeichnis } = deps;
  const name = (id: string) => verzeichnis.byId(id)?.name ?? '';
  const namen = { auftraggeber: name(inhalt.auftraggeber), auftragnehmer: name(inhalt.auftragnehmer) };
  const ohne = klauselnFuer(inhalt).filter((k) => !findWahl(k, inhalt.klauseln[k.schluessel]));
  return (
    <Entwurfsrahmen {...p} fehler={meldung !== undefined}>
      <Fehlerliste t={t} fehler={meldung ? [{ meldung }] : []} />
      <Fortschritt t={t} schritt={SCHRITTE.length + 1} von={SCHRITTE.length + 1} />
      <h1>{t('vereinbarungen.entwurf.schritt.pruefen')}</h1>
      <p>{t('vereinbarungen.entwurf.hinweis.pruefen')}</p>
      {ohne.map((k) => (
        <Hinweis t={t} ton="warning" titel={t('vereinbarungen.entwurf.ohneKlausel', { klausel: k.titel })} />
      ))}
      <h2>{inhalt.titel}</h2>
      <p>
        {vorlageOf(inhalt.art).titel} ({vorlageOf(inhalt.art).norm})
      </p>
      {schreibeText(inhalt, namen).map((abschnitt) => (
        <section>
          <h3>{abschnitt.titel}</h3>
          {abschnitt.absaetze.map((a) => (
            <p>{a}</p>
          ))}
        </section>
      ))}
      <form class="haus-formular" method="post" action={`${WEG}/neu`} novalidate>
        <VersteckteFelder felder={{ ...roh, schritt: 'pruefen', ...(aendert ? { aendert: aendert.id } : {}) }} />
        <Knoepfe>
          <Knopf rang="primary" name="aktion" wert="entwerfen">
            {t('vereinbarungen.entwurf.entwerfen')}
          </Knopf>
          <Knopf name="aktion" wert="zurueck">
            {t('vereinbarungen.entwurf.zurueck')}
          </Knopf>
        </Knoepfe>
      </form>
    </Entwurfsrahmen>
  );
}
