import type { ComponentChildren } from 'preact';
import { Absender, Anmeldestand, Brotkrumen, Fuss, type Fusswege } from './kopf.tsx';
import { Seite } from './seite.tsx';
import type { Angemeldet, Haus, Krume, Texte } from './typen.ts';

export type PortalSeiteProps = {
  t: Texte;
  titel: string;
  demo: boolean;
  /** Without a body (first door, verification page) the name of the platform stands in the header. */
  haus?: Haus;
  person?: Angemeldet;
  /** Address of the sign-in; shown while nobody is signed in. */
  anmelden?: string;
  krumen?: readonly Krume[];
  fehler?: boolean;
  fusswege?: Fusswege;
  /** Cards and maps beside each other on a wide screen; text keeps its 75 characters. */
  breit?: boolean;
  children: ComponentChildren;
};

/** A page for citizens: one column, phone first. The heading of level 1 belongs to the children. */
export function PortalSeite(p: PortalSeiteProps) {
  return (
    <Seite
      t={p.t}
      titel={p.titel}
      haus={p.haus?.name ?? p.t('haus.plattform')}
      demo={p.demo}
      fehler={p.fehler ?? false}
      art="portal"
    >
      <header class="haus-kopf">
        <div class="haus-kopf__innen">
          {p.haus ? (
            <Absender haus={p.haus} />
          ) : (
            <a class="haus-absender" href="/">
              <span class="haus-absender__name">{p.t('haus.plattform')}</span>
            </a>
          )}
          <Anmeldestand t={p.t} person={p.person} anmelden={p.anmelden} />
        </div>
      </header>
      <div class={p.breit ? 'haus-blatt haus-blatt--breit' : 'haus-blatt'}>
        <Brotkrumen t={p.t} krumen={p.krumen ?? []} />
        <main id="inhalt" class="haus-text" tabindex={-1}>
          {p.children}
        </main>
      </div>
      <Fuss t={p.t} wege={p.fusswege} />
    </Seite>
  );
}
