import type { Feld as Formularfeld } from '@rathausverbund/formular';
import { type Auftritt, BANKVERBINDUNG, type Bankverbindung, BRIEFKOPF } from '../../../kommunen/index.ts';
import * as steuerung from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Hinweis } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Bogen, bogenfehlerOf, feld, type Zurueck } from '../bogen.tsx';
import { Unterseite } from '../rahmen.tsx';
import { WEG } from './felder.ts';
import { auftrittText } from './seite.tsx';

export type Teil = 'briefkopf' | 'bank';

const ART: Readonly<Partial<Record<keyof Auftritt, 'mehrzeilig' | 'plz' | 'email' | 'telefon' | 'iban'>>> = {
  oeffnungszeiten: 'mehrzeilig',
  plz: 'plz',
  email: 'email',
  telefon: 'telefon',
  iban: 'iban',
};
const MIT_HILFE: ReadonlySet<string> = new Set(['amt', 'leitung', 'farbe', 'bic', 'glaeubigerId', 'kasse']);

export const namenOf = (teil: Teil): readonly (keyof Auftritt)[] => (teil === 'briefkopf' ? BRIEFKOPF : BANKVERBINDUNG);

export function auftrittsfelder({ t }: SeitenDeps, teil: Teil): Formularfeld[] {
  return namenOf(teil).map((f) => ({
    ...feld(
      f,
      t(`satzung.feld.${f}`),
      { art: ART[f] ?? 'text' },
      MIT_HILFE.has(f) ? t(`satzung.hilfe.${f}`) : undefined,
    ),
    pflicht: f !== 'zusatz',
  }));
}

/** As it is kept: a BIC or creditor id without the gaps of its typing, a colour in small letters. */
const FORM: Readonly<Record<string, (text: string) => string>> = {
  bic: (x) => x.replace(/\s/g, '').toUpperCase(),
  glaeubigerId: (x) => x.replace(/\s/g, '').toUpperCase(),
  farbe: (x) => x.toLowerCase(),
};

/** Sends what was read to the action of its part. */
export function tueAuftritt(
  deps: SeitenDeps,
  kraft: Kraft,
  teil: Teil,
  werte: Readonly<Record<string, unknown>>,
  stand: string,
) {
  const texte = Object.fromEntries(Object.entries(werte).map(([f, w]) => [f, (FORM[f] ?? String)(String(w))]));
  if (teil === 'bank') return steuerung.schlageBankverbindungVor(deps, kraft, texte as Bankverbindung, stand);
  return steuerung.aendereBriefkopf(deps, kraft, texte, stand);
}

type Props = { deps: SeitenDeps; kraft: Kraft; teil: Teil; auftritt: Auftritt; zurueck?: Zurueck };

/** The form of a part, with what counts now below it where somebody else has changed it meanwhile. */
export function AuftrittSeite({ deps, kraft, teil, auftritt, zurueck }: Props) {
  const { t } = deps;
  const vorgabe = Object.fromEntries(
    namenOf(teil).map((f) => [f, f === 'iban' ? auftrittText(f, auftritt[f]) : (auftritt[f] ?? '')]),
  );
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich="satzung"
      titel={t(`satzung.${teil}.aendern`)}
      ueber={{ titel: t('satzung.titel'), weg: WEG }}
      fehler={bogenfehlerOf(zurueck)}
    >
      <Hinweis t={t} ton="info" titel={t(`satzung.${teil}.abWann`)}>
        <p>{t(`satzung.${teil}.abWannText`)}</p>
      </Hinweis>
      <Bogen
        t={t}
        felder={auftrittsfelder(deps, teil)}
        aktion={`${WEG}/${teil}`}
        knopf={t(`satzung.${teil}.speichern`)}
        versteckt={{ stand: steuerung.abdruckOf(auftritt) }}
        vorgabe={vorgabe}
        zurueck={zurueck}
      />
      {zurueck?.meldung && (
        <section class="haus-abstand" aria-labelledby="jetzt">
          <h2 id="jetzt">{t('satzung.jetzt')}</h2>
          <Angaben
            dicht
            angaben={namenOf(teil).map((f) => ({ name: t(`satzung.feld.${f}`), wert: auftrittText(f, auftritt[f]) }))}
          />
        </section>
      )}
    </Unterseite>
  );
}
