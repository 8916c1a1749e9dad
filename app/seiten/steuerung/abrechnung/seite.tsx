import type { ComponentChildren } from 'preact';
import { Fehlerliste, fehlerOf, Hinweis, type Texte } from '../../komponenten/index.ts';
import { Rahmen, Unterseite, type UnterseiteProps } from '../rahmen.tsx';
import type { Nachricht } from './versuch.ts';

type Props = Pick<UnterseiteProps, 'deps' | 'kraft' | 'titel' | 'ueberschrift'> &
  Nachricht & {
    jahr: number;
    children: ComponentChildren;
  };

type KontoProps = Pick<UnterseiteProps, 'deps' | 'kraft' | 'titel' | 'bereich'> &
  Nachricht & { children: ComponentChildren };

/** A page of the account itself, under its tab; it says when something was done, and what was refused. */
export function Kontoseite({ deps, kraft, bereich, titel, getan, hinweis, versuch, children }: KontoProps) {
  const { t } = deps;
  return (
    <Rahmen deps={deps} kraft={kraft} bereich={bereich} titel={titel} fehler={versuch !== undefined}>
      <Fehlerliste t={t} fehler={fehlerOf(versuch)} />
      <h1>{titel}</h1>
      <Getan t={t} getan={getan} hinweis={hinweis} />
      {children}
    </Rahmen>
  );
}

const Getan = ({ t, getan, hinweis }: Pick<Nachricht, 'getan' | 'hinweis'> & { t: Texte }) => (
  <>
    {getan && <Hinweis t={t} ton="success" titel={t('abrechnung.getan')} />}
    {hinweis && <Hinweis t={t} ton="info" titel={hinweis} />}
  </>
);

/** A page below the statements of a year; it says when something was done, and what was refused. */
export function Abrechnungsseite({ getan, hinweis, versuch, jahr, children, ...p }: Props) {
  const { t } = p.deps;
  return (
    <Unterseite
      bereich="abrechnung"
      ueber={{ titel: t('abrechnung.titel'), weg: `/steuerung/abrechnung?jahr=${jahr}` }}
      fehler={fehlerOf(versuch)}
      {...p}
    >
      <Getan t={t} getan={getan} hinweis={hinweis} />
      {children}
    </Unterseite>
  );
}
