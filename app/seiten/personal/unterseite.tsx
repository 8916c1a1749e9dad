import type { ComponentChildren, FunctionComponent } from 'preact';
import type { SeitenDeps } from '../deps.ts';
import { Fehlerliste, type Fehlerzeile, type Krume } from '../komponenten/index.ts';
import type { Kraft } from './zugang.ts';

type RahmenProps<Bereich> = {
  deps: SeitenDeps;
  kraft: Kraft;
  bereich: Bereich;
  titel: string;
  krumen: readonly Krume[];
  fehler: boolean;
  children: ComponentChildren;
};

export type UnterseiteProps<Bereich> = Pick<RahmenProps<Bereich>, 'deps' | 'kraft' | 'bereich' | 'titel'> & {
  /** the page above, and the way back to it */
  ueber: Required<Krume>;
  /** why what was sent was refused */
  fehler?: readonly Fehlerzeile[];
  /** where it says more than the title */
  ueberschrift?: ComponentChildren;
  children?: ComponentChildren;
};

/** A page below another, in the frame of its area: the way back, what was refused, the heading. */
export const createUnterseite = <Bereich,>(Rahmen: FunctionComponent<RahmenProps<Bereich>>) =>
  function Unterseite({ ueber, fehler = [], ueberschrift, children, ...p }: UnterseiteProps<Bereich>) {
    return (
      <Rahmen {...p} krumen={[ueber, { titel: p.titel }]} fehler={fehler.length > 0}>
        <Fehlerliste t={p.deps.t} fehler={fehler} />
        <h1>{ueberschrift ?? p.titel}</h1>
        {children}
      </Rahmen>
    );
  };
