import type { Halt } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Hinweis } from '../../komponenten/index.ts';
import { wann } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';

/** What stands still between two town halls, in plain words for the people of either. */
export function Gehalten({ deps, kraft, halte }: { deps: SeitenDeps; kraft: Kraft; halte: readonly Halt[] }) {
  const { t, katalog, verzeichnis } = deps;
  return (
    <>
      {halte.map((h) => {
        const werte = {
          leistung: katalog.name(h.leistung),
          wir: verzeichnis.byId(h.koerperschaft)?.name ?? '',
          stelle: verzeichnis.byId(h.stelle)?.name ?? '',
          zeit: wann(t, h.seit),
        };
        const seite = h.koerperschaft === kraft.stelle ? 'hier' : 'dort';
        return (
          <Hinweis t={t} ton="warning" titel={t('arbeitsplatz.gehalten.titel', werte)}>
            <p>{t(`arbeitsplatz.gehalten.${seite}`, werte)}</p>
          </Hinweis>
        );
      })}
    </>
  );
}
