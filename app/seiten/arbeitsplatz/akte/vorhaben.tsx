import type { ComponentChildren } from 'preact';
import type { SeitenDeps } from '../../deps.ts';
import { Aufklappen, Knoepfe, Knopf, KnopfLink, type Texte } from '../../komponenten/index.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Unterseite } from '../rahmen.tsx';
import type { Akte } from './lade.ts';

/** Something of weight with a case, on a page of its own under it: what follows from it, the form, the button, and the way back. */
export interface Vorhaben {
  /** its texts, below `arbeitsplatz` */
  art: string;
  /** its page, below the case's */
  seite: string;
}

/** The page of the case. */
export const wegZurAkte = (akte: Akte) => `/arbeitsplatz/vorgang/${akte.zeile.id}`;

export function Vorhabenseite({
  deps,
  kraft,
  akte,
  art,
  seite,
  folgen,
  fehler,
  children,
}: Vorhaben & {
  deps: SeitenDeps;
  kraft: Kraft;
  akte: Akte;
  folgen: ComponentChildren;
  fehler: Parameters<typeof Unterseite>[0]['fehler'];
  children: ComponentChildren;
}) {
  const { t } = deps;
  const { aktenzeichen } = akte.zeile;
  return (
    <Unterseite
      deps={deps}
      kraft={kraft}
      bereich={null}
      titel={t(`arbeitsplatz.${art}.frage`, { aktenzeichen })}
      ueber={{ titel: aktenzeichen, weg: wegZurAkte(akte) }}
      fehler={fehler}
    >
      {folgen}
      <form class="haus-formular" method="post" action={`${wegZurAkte(akte)}/${seite}`} novalidate>
        {children}
        <Knoepfe>
          <Knopf rang="primary">{t(`arbeitsplatz.${art}.knopf`)}</Knopf>
          <KnopfLink rang="tertiary" weg={wegZurAkte(akte)}>
            {t(`arbeitsplatz.${art}.abbrechen`)}
          </KnopfLink>
        </Knoepfe>
      </form>
    </Unterseite>
  );
}

/** What follows from it, one sentence each. */
export const Folgen = ({ t, art, folgen }: { t: Texte; art: string; folgen: readonly string[] }) => (
  <ul class="haus-punkte">
    {folgen.map((x) => (
      <li>{t(`arbeitsplatz.${art}.folge.${x}`)}</li>
    ))}
  </ul>
);

/** Beside the task, folded away: the way to that page. */
export const VorhabenLink = ({ t, akte, art, seite }: Vorhaben & { t: Texte; akte: Akte }) => (
  <Aufklappen titel={t(`arbeitsplatz.${art}.titel`)}>
    <p>{t(`arbeitsplatz.${art}.kurz`)}</p>
    <KnopfLink weg={`${wegZurAkte(akte)}/${seite}`}>{t(`arbeitsplatz.${art}.weiter`)}</KnopfLink>
  </Aufklappen>
);
