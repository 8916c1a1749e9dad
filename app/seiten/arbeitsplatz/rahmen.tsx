import type { ComponentChildren } from 'preact';
import type { SeitenDeps } from '../deps.ts';
import { ArbeitsplatzSeite, type ArbeitsplatzSeiteProps, Suchfeld } from '../komponenten/index.ts';
import { createMeldungen, sende } from '../personal/antworten.tsx';
import { createUnterseite } from '../personal/unterseite.tsx';
import type { Kraft } from '../personal/zugang.ts';
import { eingangFuer } from '../steuerung/rahmen.tsx';
import { darfKlaeren, darfVersendenHier } from './berechtigung.ts';
import { Tastenhilfe } from './tastenhilfe.tsx';

export const BEREICHE = ['eingang', 'versand', 'klaerung', 'stoerungen', 'register', 'tasten'] as const;
export type Bereich = (typeof BEREICHE)[number];

const wegOf = (b: Bereich) => (b === 'eingang' ? '/arbeitsplatz' : `/arbeitsplatz/${b}`);

/** A tab leads nowhere she may not go. */
function siehtBereich(kraft: Kraft, b: Bereich): boolean {
  if (b === 'stoerungen') return kraft.stoerungen !== null;
  if (b === 'versand') return darfVersendenHier(kraft.rollen);
  return b !== 'klaerung' || darfKlaeren(kraft.rollen);
}

type RahmenProps = Pick<ArbeitsplatzSeiteProps, 'spalte' | 'spaltenName' | 'handelndFuer' | 'krumen' | 'fehler'> & {
  deps: SeitenDeps;
  kraft: Kraft;
  bereich: Bereich | null;
  titel: string;
  /** words of the search so far */
  suche?: string;
  children: ComponentChildren;
};

/** Frame of every page of the Arbeitsplatz: main tabs, search, who works here. */
export function Rahmen({ deps, kraft, bereich, suche = '', children, ...mehr }: RahmenProps) {
  const { t } = deps;
  const steuerung = eingangFuer(kraft);
  return (
    <ArbeitsplatzSeite
      t={t}
      demo={deps.demo}
      haus={kraft.haus}
      person={{ name: kraft.name, stelle: `${kraft.funktion}, ${kraft.haus.name}`, abmelden: '/abmelden' }}
      reiter={[
        ...BEREICHE.filter((b) => siehtBereich(kraft, b)).map((b) => ({
          titel: t(`arbeitsplatz.bereich.${b}`),
          weg: wegOf(b),
          aktuell: b === bereich,
          ...(b === 'stoerungen' && kraft.stoerungen ? { anzahl: kraft.stoerungen } : {}),
        })),
        ...(steuerung ? [{ titel: t('arbeitsplatz.bereich.steuerung'), weg: steuerung, aktuell: false }] : []),
      ]}
      suche={<Suchfeld t={t} weg="/arbeitsplatz" beschriftung={t('arbeitsplatz.suche')} wert={suche} dicht />}
      hilfe={<Tastenhilfe t={t} />}
      {...mehr}
    >
      {children}
    </ArbeitsplatzSeite>
  );
}

export const Unterseite = createUnterseite<Bereich | null>(Rahmen);

const { sendeMeldung, immer } = createMeldungen(Rahmen, 'arbeitsplatz.zurEingangsliste');

export { sende, sendeMeldung };

/** What is not there and what she may not see look the same. */
export const sendeUnbekannt = immer(404, 'arbeitsplatz.unbekannt.titel', 'arbeitsplatz.unbekannt.text');
export const sendeVerboten = immer(403, 'arbeitsplatz.verboten.titel', 'arbeitsplatz.verboten.text');
