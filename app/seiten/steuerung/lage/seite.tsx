import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRegeln } from '../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { Karte, Karten, LeererZustand, Tabelle } from '../../komponenten/index.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import { type Kraft, lesekontext } from '../../personal/zugang.ts';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';

/** GET /steuerung: what is done in the name of the own body and by whom, and what it does for others, today. */
export async function zeigeLage(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t, verzeichnis } = deps;
  if (!darfHinein(kraft, 'lage')) return sendeVerboten(deps, kraft, antwort);
  const heute = heuteOf(deps.protokoll.uhr);
  const gelten = (await deps.db.transaktion(lesekontext(kraft), readRegeln)).filter(
    (r) =>
      (r.von === kraft.stelle || r.an === kraft.stelle) &&
      r.stand !== 'genehmigung_offen' &&
      (r.ab === null || r.ab <= heute) &&
      (r.bis === null || heute < r.bis),
  );
  const titel = t('steuerung.bereich.lage');
  const liste = (id: 'fuerUns' | 'fuerAndere', zeilen: typeof gelten) => (
    <Karte titel={t(`steuerung.lage.${id}`)}>
      {zeilen.length === 0 ? (
        <LeererZustand titel={t(`steuerung.lage.leer.${id}`)} />
      ) : (
        <Tabelle
          id={id}
          titel={t(`steuerung.lage.${id}`)}
          titelVersteckt
          dicht
          stapeln
          spalten={['leistung', 'haus', 'art', 'seit'].map((s, i) => ({
            titel: t(`steuerung.lage.spalte.${s}`),
            zeilenkopf: i === 0,
          }))}
          zeilen={zeilen.map((r) => ({
            zellen: [
              deps.katalog.name(r.leistung),
              verzeichnis.byId(id === 'fuerUns' ? r.an : r.von)?.name ?? '',
              t(`steuerung.lage.art.${r.art}`),
              r.ab === null ? '' : tagText(r.ab),
            ],
          }))}
        />
      )}
    </Karte>
  );
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="lage" titel={titel}>
      <h1>{titel}</h1>
      <Karten>
        {liste(
          'fuerUns',
          gelten.filter((r) => r.von === kraft.stelle),
        )}
        {liste(
          'fuerAndere',
          gelten.filter((r) => r.an === kraft.stelle),
        )}
      </Karten>
    </Rahmen>,
  );
}
