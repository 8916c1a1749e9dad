import type { ComponentChildren } from 'preact';
import type { SeitenDeps } from '../../deps.ts';
import { Knoepfe, Knopf, Wahl } from '../../komponenten/index.ts';
import { heuteOf } from '../../personal/zeit.ts';

type Props = { deps: SeitenDeps; jahr: number; weg: string; children?: ComponentChildren };

/** Which year a page shows, with ways to other pages beside the button. */
export function Jahreswahl({ deps, jahr, weg, children }: Props) {
  const { t } = deps;
  const heuer = Number(heuteOf(deps.protokoll.uhr).slice(0, 4));
  const jahre = [jahr, heuer, heuer - 1, heuer - 2].map(String);
  return (
    <form class="haus-formular" method="get" action={weg}>
      <Wahl
        t={t}
        formular="abrechnung"
        name="jahr"
        titel={t('abrechnung.jahr')}
        werte={[...new Set(jahre)].map((x) => ({ wert: x, titel: x }))}
        wert={String(jahr)}
      />
      <Knoepfe>
        <Knopf klein>{t('abrechnung.anzeigen')}</Knopf>
        {children}
      </Knoepfe>
    </form>
  );
}
