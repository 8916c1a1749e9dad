import type { FeldFehler } from '@rathausverbund/formular';
import {
  findWahl,
  type Inhalt,
  klauselnFuer,
  type Stand,
  schreibeText,
  vorlageOf,
} from '../../../../vereinbarungen/index.ts';
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
import { beispielTage, heuteOf } from '../../../personal/zeit.ts';
import { Rahmen } from '../../rahmen.tsx';
import { WEG } from '../liste.tsx';
import { formularOf, kostenzeile, type Lage, schritteOf } from './formular.ts';
import { Kostenfelder } from './kostenfelder.tsx';
import { zeilenOf } from './roh.ts';

type Basis = { lage: Lage; aendert: Stand | null };

const titelOf = ({ lage: { deps }, aendert }: Basis) =>
  deps.t(aendert ? 'vereinbarungen.aendern' : 'vereinbarungen.neu');

function Entwurfsrahmen(p: Basis & { fehler: boolean; children: preact.ComponentChildren }) {
  const { deps, kraft } = p.lage;
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

type SchrittProps = Basis & {
  schritt: string;
  fehler: readonly FeldFehler[];
  /** the Leistung whose costs stand in the fields because nothing was said yet */
  uebernommen?: string | null;
};

/** One step of the draft. What was typed in the others travels along in hidden fields. */
export function SchrittSeite(p: SchrittProps) {
  const { lage, aendert, schritt, fehler } = p;
  const { deps, roh } = lage;
  const { t } = deps;
  const alle = schritteOf(lage);
  const form = formularOf(lage).schritte.find((s) => s.id === schritt);
  const felder = form?.felder ?? [];
  const andere = Object.fromEntries(Object.entries(roh).filter(([n]) => !felder.some((f) => f.id === n)));
  const nr = alle.indexOf(schritt) + 1;
  const n = kostenzeile(schritt);
  const meldung = (feld: string) => fehler.find((f) => f.feld === feld)?.meldung;
  return (
    <Entwurfsrahmen {...p} fehler={fehler.length > 0}>
      <Fehlerliste t={t} fehler={fehler.map((f) => ({ meldung: f.meldung, ziel: feldId(f.feld) }))} />
      <Fortschritt t={t} schritt={nr} von={alle.length + 1} />
      <h1>{form?.titel}</h1>
      <p>{form?.hinweis}</p>
      {p.uebernommen && (
        <Hinweis
          t={t}
          ton="info"
          titel={t('vereinbarungen.entwurf.uebernommen', { leistung: deps.katalog.name(p.uebernommen) })}
        />
      )}
      <form class="haus-formular" method="post" action={`${WEG}/neu`} novalidate>
        <Eingabetaste />
        <VersteckteFelder felder={{ ...andere, schritt, ...(aendert ? { aendert: aendert.id } : {}) }} />
        {n === null ? (
          felder.map((feld) => <Feld t={t} feld={feld} wert={roh[feld.id] ?? ''} fehler={meldung(feld.id)} />)
        ) : (
          <Kostenfelder
            t={t}
            roh={roh}
            n={n}
            meldung={meldung}
            beispiel={beispielTage(heuteOf(deps.protokoll.uhr)).erster}
          />
        )}
        {schritt === 'parteien' && (
          <Knoepfe>
            <Knopf
              klein
              name="aktion"
              wert="mehr_leistung"
              ziel={`${WEG}/neu#${feldId(`leistung_${(zeilenOf(roh).at(-1) ?? 1) + 1}`)}`}
            >
              {t('vereinbarungen.entwurf.mehrLeistung')}
            </Knopf>
          </Knoepfe>
        )}
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

/** Enter in a field presses the first button of the form: that is to go on, not to add a row. */
const Eingabetaste = () => (
  <button class="kern-sr-only" type="submit" name="aktion" value="weiter" tabindex={-1} aria-hidden="true" />
);

/** The text as it will be declared; with the button it becomes a draft that both sides see. */
export function PruefSeite(p: Basis & { inhalt: Inhalt; meldung?: string }) {
  const { lage, aendert, inhalt, meldung } = p;
  const { t, verzeichnis } = lage.deps;
  const von = schritteOf(lage).length + 1;
  const name = (id: string) => verzeichnis.byId(id)?.name ?? '';
  const namen = { auftraggeber: name(inhalt.auftraggeber), auftragnehmer: name(inhalt.auftragnehmer) };
  const ohne = klauselnFuer(inhalt).filter((k) => !findWahl(k, inhalt.klauseln[k.schluessel]));
  return (
    <Entwurfsrahmen {...p} fehler={meldung !== undefined}>
      <Fehlerliste t={t} fehler={meldung ? [{ meldung }] : []} />
      <Fortschritt t={t} schritt={von} von={von} />
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
        <VersteckteFelder felder={{ ...lage.roh, schritt: 'pruefen', ...(aendert ? { aendert: aendert.id } : {}) }} />
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
