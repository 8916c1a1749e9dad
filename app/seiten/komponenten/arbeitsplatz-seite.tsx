import type { ComponentChildren } from 'preact';
import { HandelndFuer, type HandelndFuerAngabe } from './handelnd-fuer.tsx';
import { Absender, Anmeldestand, Brotkrumen, Fuss } from './kopf.tsx';
import { Reiter } from './reiter.tsx';
import { Seite } from './seite.tsx';
import type { Angemeldet, Haus, Krume, Texte, Ziel } from './typen.ts';

export type ArbeitsplatzSeiteProps = {
  t: Texte;
  titel: string;
  demo: boolean;
  /** The office where the person works. */
  haus: Haus;
  person: Angemeldet;
  /** Main tabs: Eingang, Alle, Meine … */
  reiter: readonly Ziel[];
  /** Search field in the header. */
  suche?: ComponentChildren;
  /** Left column: filters or the parts of a case. On a narrow screen it opens by a link. */
  spalte?: ComponentChildren;
  /** What the left column is called, "Filter" when nothing else is said. */
  spaltenName?: string;
  /** For whom this page acts; the line stays on the screen. Lists over several bodies leave it out. */
  handelndFuer?: HandelndFuerAngabe;
  krumen?: readonly Krume[];
  fehler?: boolean;
  /** Opens over the page by a key: a <dialog>. */
  hilfe?: ComponentChildren;
  children: ComponentChildren;
};

/** A page for staff: wide, dense, calm. The heading of level 1 belongs to the children. */
export function ArbeitsplatzSeite(p: ArbeitsplatzSeiteProps) {
  const name = p.spaltenName ?? p.t('haus.filter');
  return (
    <Seite
      t={p.t}
      titel={p.titel}
      haus={p.haus.name}
      demo={p.demo}
      fehler={p.fehler ?? false}
      skript={p.hilfe !== undefined}
      art="arbeitsplatz"
    >
      <header class="haus-kopf haus-kopf--dicht">
        <div class="haus-kopf__innen">
          <Absender haus={p.haus} klein />
          {p.suche}
          <Anmeldestand t={p.t} person={p.person} />
        </div>
        <Reiter name={p.t('haus.hauptbereiche')} ziele={p.reiter} faltbar />
      </header>
      {p.handelndFuer && <HandelndFuer t={p.t} {...p.handelndFuer} />}
      <div class={p.spalte ? 'haus-tisch haus-tisch--spalte' : 'haus-tisch'}>
        {p.spalte && (
          <>
            <nav class="haus-tisch__auf" aria-label={name}>
              <a class="haus-knopf-klein" href="#spalte">
                {name}
              </a>
            </nav>
            <aside id="spalte" class="haus-tisch__spalte" aria-label={name}>
              {p.spalte}
              <a class="haus-tisch__zu haus-knopf-klein" href="#inhalt">
                {p.t('haus.spalteSchliessen')}
              </a>
            </aside>
          </>
        )}
        <main id="inhalt" class="haus-tisch__inhalt" tabindex={-1}>
          <Brotkrumen t={p.t} krumen={p.krumen ?? []} />
          {p.children}
        </main>
      </div>
      <Fuss t={p.t} />
      {p.hilfe}
    </Seite>
  );
}
