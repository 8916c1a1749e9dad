import type { ComponentChildren } from 'preact';
import type { SeitenDeps } from '../../deps.ts';
import { Fehlerliste, type Fehlerzeile, Reiter } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen } from '../rahmen.tsx';

export const WEG = '/steuerung/zugang';
const TEILE = ['freigaben', 'vorgang', 'bericht'] as const;
export type Teil = (typeof TEILE)[number];

type Props = {
  deps: SeitenDeps;
  kraft: Kraft;
  teil: Teil;
  titel: string;
  /** why what was sent was refused */
  fehler?: readonly Fehlerzeile[];
  children: ComponentChildren;
};

/** The pages about access: who may, who can see one case, who looked. */
export function ZugangRahmen({ deps, kraft, teil, titel, fehler = [], children }: Props) {
  const { t } = deps;
  return (
    <Rahmen deps={deps} kraft={kraft} bereich="zugang" titel={titel} fehler={fehler.length > 0}>
      <Fehlerliste t={t} fehler={fehler} />
      <h1>{titel}</h1>
      <Reiter
        zweite
        name={t('zugang.teile')}
        ziele={TEILE.map((x) => ({
          titel: t(`zugang.teil.${x}`),
          weg: x === 'freigaben' ? WEG : `${WEG}/${x}`,
          aktuell: x === teil,
        }))}
      />
      {children}
    </Rahmen>
  );
}
