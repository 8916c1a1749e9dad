import type { ComponentChildren } from 'preact';
import { hatRolle } from '../../../konten/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Fehlerliste, type Fehlerzeile, KnopfLink, LeererZustand, Reiter } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';

export const TEILE = ['uebersicht', 'vorschlaege', 'probe', 'einrichten'] as const;
export type Teil = (typeof TEILE)[number];
export const wegOf = (teil: Teil): string => (teil === 'uebersicht' ? '/steuerung/last' : `/steuerung/last/${teil}`);

export const leitet = (kraft: Kraft): boolean => hatRolle(kraft.rollen, 'leitung', '*');

/** Keys of every Leistung that can be entered for: those of the catalogue. */
export const leistungenOf = ({ katalog }: SeitenDeps): string[] =>
  [...new Set([...katalog.leistungen, ...katalog.eintraege].map((l) => l.schluessel))].sort();

/** The same to choose from. */
export const leistungswerte = (deps: SeitenDeps) =>
  leistungenOf(deps).map((l) => ({ wert: l, titel: deps.katalog.name(l) }));

export type Basis = { deps: SeitenDeps; kraft: Kraft };

/** Frame of the area: its parts as second tabs, for who leads; everybody else has one page only. */
export function LastRahmen({
  deps,
  kraft,
  teil,
  titel,
  fehler = [],
  children,
}: Basis & { teil: Teil; titel: string; fehler?: readonly Fehlerzeile[]; children: ComponentChildren }) {
  const { t } = deps;
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="last" titel={titel} fehler={fehler.length > 0}>
      <Fehlerliste t={t} fehler={fehler} />
      <h1>{titel}</h1>
      {leitet(kraft) && (
        <Reiter
          zweite
          name={t('last.reiter')}
          ziele={TEILE.map((x) => ({ titel: t(`last.teil.${x}`), weg: wegOf(x), aktuell: x === teil }))}
        />
      )}
      {children}
    </Rahmen>
  );
}

/** What stands in place of every figure while no Dienstvereinbarung is in force; `hier` is where one is entered. */
export function Ausgeschaltet({ deps: { t }, kraft, hier = false }: Basis & { hier?: boolean }) {
  return (
    <LeererZustand titel={t('last.aus.titel')}>
      <p>{t('last.aus.text')}</p>
      <p>{t('last.aus.fehlt')}</p>
      {leitet(kraft) && !hier && (
        <p>
          <KnopfLink weg={wegOf('einrichten')}>{t('last.aus.weiter')}</KnopfLink>
        </p>
      )}
    </LeererZustand>
  );
}
