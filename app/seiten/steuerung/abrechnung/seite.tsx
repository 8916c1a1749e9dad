import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { Hinweis } from '../../komponenten/index.ts';
import { frage } from '../../personal/anfrage.ts';
import { Unterseite, type UnterseiteProps } from '../rahmen.tsx';

type Props = Pick<UnterseiteProps, 'deps' | 'kraft' | 'titel' | 'ueberschrift'> & {
  anfrage: FastifyRequest;
  jahr: number;
  children: ComponentChildren;
};

/** A page below the statements of a year; it says when something was done. */
export function Abrechnungsseite({ anfrage, jahr, children, ...p }: Props) {
  const { t } = p.deps;
  return (
    <Unterseite
      bereich="abrechnung"
      ueber={{ titel: t('abrechnung.titel'), weg: `/steuerung/abrechnung?jahr=${jahr}` }}
      {...p}
    >
      {frage(anfrage, 'getan') !== '' && <Hinweis t={t} ton="success" titel={t('abrechnung.getan')} />}
      {children}
    </Unterseite>
  );
}
