import { Unterseite, type UnterseiteProps } from '../rahmen.tsx';
import { WEG } from './liste.tsx';

/** A page below the list of agreements. */
export const Vereinbarungsseite = (p: Omit<UnterseiteProps, 'bereich' | 'ueber'>) => (
  <Unterseite
    bereich="vereinbarungen"
    ueber={{ titel: p.deps.t('steuerung.bereich.vereinbarungen'), weg: WEG }}
    {...p}
  />
);
