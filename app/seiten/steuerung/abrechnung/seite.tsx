import type { ComponentChildren } from 'preact';
import { Hinweis } from '../../komponenten/index.ts';
import { Unterseite, type UnterseiteProps } from '../rahmen.tsx';
import { fehlerzeilen, type Nachricht } from './versuch.ts';

type Props = Pick<UnterseiteProps, 'deps' | 'kraft' | 'titel' | 'ueberschrift'> &
  Nachricht & {
    jahr: number;
    children: ComponentChildren;
  };

/** A page below the statements of a year; it says when something was done, and what was refused. */
export function Abrechnungsseite({ getan, versuch, jahr, children, ...p }: Props) {
  const { t } = p.deps;
  return (
    <Unterseite
      bereich="abrechnung"
      ueber={{ titel: t('abrechnung.titel'), weg: `/steuerung/abrechnung?jahr=${jahr}` }}
      fehler={fehlerzeilen(versuch)}
      {...p}
    >
      {getan && <Hinweis t={t} ton="success" titel={t('abrechnung.getan')} />}
      {children}
    </Unterseite>
  );
}
