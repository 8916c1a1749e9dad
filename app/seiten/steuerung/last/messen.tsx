import type { Schalter } from '../../../steuerung/index.ts';
import { Angaben, LeererZustand } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Basis } from './kopf.tsx';

/** What is measured, what is not, and the rule of five: for everybody who may enter, the Personalrat first of all. */
export function Messen({ deps: { t, katalog }, schalter }: Basis & { schalter: Schalter }) {
  return (
    <>
      <h2>{t('last.messen.titel')}</h2>
      {(['ja', 'regel', 'nicht', 'nie'] as const).map((x) => (
        <p>{t(`last.messen.${x}`)}</p>
      ))}
      <h3>{t('last.messen.teams')}</h3>
      {schalter.teams.length === 0 ? (
        <LeererZustand titel={t('last.messen.keineTeams')} />
      ) : (
        <Angaben
          dicht
          angaben={schalter.teams.map((x) => ({
            name: x.name,
            wert: `${t('last.messen.stellen', { anzahl: x.stellen })}: ${x.leistungen.map((l) => katalog.name(l)).join(', ')}`,
          }))}
        />
      )}
    </>
  );
}

export function Gilt({ deps: { t }, schalter }: Pick<Basis, 'deps'> & { schalter: Schalter }) {
  if (!schalter.gilt) return null;
  return <p>{t('last.gilt', { titel: schalter.gilt.titel, ab: tagText(schalter.gilt.ab) })}</p>;
}
