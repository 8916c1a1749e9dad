import type { ComponentChildren } from 'preact';
import { Symbol, type SymbolName } from './symbol.tsx';

/** One `primary` a page: what comes next. `tertiary` looks like a link. */
export type Rang = 'primary' | 'secondary' | 'tertiary';

type Gemeinsam = { rang?: Rang; symbol?: SymbolName; klein?: boolean; children: ComponentChildren };

/**
 * Submits its form. `name` and `wert` tell several buttons of one form apart; `formular` is the id of a form elsewhere. `vorlesen`
 * is what a screen reader says instead: what is written, and of which row. `ziel` is where this button posts to instead of the form's
 * own address: with a fragment, the answer opens at that place.
 */
export function Knopf(
  p: Gemeinsam & { name?: string; wert?: string; formular?: string; vorlesen?: string; ziel?: string },
) {
  return (
    <button
      class={klasse(p)}
      type="submit"
      name={p.name}
      value={p.wert}
      form={p.formular}
      formaction={p.ziel}
      aria-label={p.vorlesen}
    >
      <Innen {...p} />
    </button>
  );
}

/** A link that looks like a button, for going on without changing anything. */
export function KnopfLink(p: Gemeinsam & { weg: string; herunterladen?: boolean }) {
  return (
    <a class={klasse(p)} href={p.weg} download={p.herunterladen}>
      <Innen {...p} />
    </a>
  );
}

/** Buttons in a row; one below the other where it is narrow. */
export function Knoepfe({ children }: { children: ComponentChildren }) {
  return <div class="kern-btn-wrapper haus-knoepfe">{children}</div>;
}

function klasse({ rang = 'secondary', klein }: Gemeinsam): string {
  return `kern-btn kern-btn--${rang}${klein ? ' haus-btn--klein' : ''}`;
}

function Innen({ symbol, children }: Gemeinsam) {
  return (
    <>
      {symbol && <Symbol name={symbol} />}
      <span class="kern-label">{children}</span>
    </>
  );
}
