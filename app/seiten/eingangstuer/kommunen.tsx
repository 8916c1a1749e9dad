import type { FastifyReply, FastifyRequest } from 'fastify';
import { suche } from '../../kommunen/index.ts';
import type { SeitenDeps } from '../deps.ts';
import { LeererZustand, Marke, PortalSeite, renderSeite, Suchfeld, Tabelle } from '../komponenten/index.ts';
import { zahl } from './tuer.tsx';

/** GET /kommunen[?q=…]: every Gemeinde of the register, filtered by name or postcode of the town hall. */
export function zeigeKommunen(deps: SeitenDeps, anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t, verzeichnis } = deps;
  const q = (anfrage.query as Record<string, unknown>)['q'];
  const text = typeof q === 'string' ? q.slice(0, 100) : '';
  const { kommunen, aehnlich } =
    text.trim() === '' ? { kommunen: [...verzeichnis.gemeinden], aehnlich: false } : suche(verzeichnis, text);
  const titel = t('tuer.kommunen.titel', { anzahl: verzeichnis.gemeinden.length });
  return antwort.type('text/html; charset=utf-8').send(
    renderSeite(
      <PortalSeite
        t={t}
        titel={titel}
        demo={deps.demo}
        breit
        krumen={[{ titel: t('tuer.titel'), weg: '/' }, { titel }]}
      >
        <h1>{titel}</h1>
        <Suchfeld t={t} weg="/kommunen" beschriftung={t('tuer.ortSuchen')} hilfe={t('tuer.ortHilfe')} wert={text} />
        {aehnlich && <p>{t('tuer.kommunen.aehnlich')}</p>}
        {kommunen.length === 0 ? (
          <LeererZustand titel={t('tuer.kommunen.nichts')}>
            <p>
              <a href="/kommunen">{t('tuer.kommunen.alle')}</a>
            </p>
          </LeererZustand>
        ) : (
          <Tabelle
            id="kommunen"
            titel={t('tuer.kommunen.gezeigt', { anzahl: kommunen.length })}
            dicht
            stapeln
            spalten={['name', 'kreis', 'verband', 'einwohner', 'plz', 'ags', 'hier'].map((s) => ({
              titel: t(`tuer.kommunen.spalte.${s}`),
              zeilenkopf: s === 'name',
              zahl: s === 'einwohner',
            }))}
            zeilen={kommunen.map((k) => ({
              zellen: [
                <a href={`/portal/${k.ags}`}>{k.name}</a>,
                k.kreisName ?? t('tuer.kommunen.kreisfrei'),
                k.verband ?? t('tuer.kommunen.ohne'),
                zahl(k.einwohner),
                k.plz ?? t('tuer.kommunen.ohne'),
                k.ags,
                k.kuerzel === null ? '' : <Marke ton="success">{t('tuer.kommunen.aktiv')}</Marke>,
              ],
            }))}
          />
        )}
        <p>{t('tuer.kommunen.quelle')}</p>
      </PortalSeite>,
    ),
  );
}
