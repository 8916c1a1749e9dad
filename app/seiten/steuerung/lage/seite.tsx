import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SeitenDeps } from '../../deps.ts';
import { Tabelle } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { darfHinein, Rahmen, sende, sendeVerboten } from '../rahmen.tsx';
import { Arbeit } from './arbeit.tsx';
import { Faelle, Fristen, Widersprueche, Zeiten, Zugriffe } from './karten.tsx';
import { Allein, Kosten } from './kosten.tsx';
import { type Lage, ladeLage } from './lade.ts';

/** GET /steuerung: what is done in the name of the own body, how fast, at what price, and by whom. */
export async function zeigeLage(deps: SeitenDeps, kraft: Kraft, _anfrage: FastifyRequest, antwort: FastifyReply) {
  const { t } = deps;
  if (!darfHinein(kraft, 'lage')) return sendeVerboten(deps, kraft, antwort);
  const l = await ladeLage(deps, kraft);
  const p = { deps, kraft, l };
  const titel = t('lage.titel', { haus: kraft.haus.kurzname });
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="lage" titel={titel}>
      <h1>{titel}</h1>
      <p>{t('lage.einleitung', { tag: tagText(l.heute) })}</p>
      <div class="haus-fragen">
        <Fristen {...p} />
        <Faelle {...p} />
        <Zeiten {...p} />
        {l.kosten.length > 0 && <Kosten {...p} />}
        {l.kosten.length > 0 && <Allein {...p} />}
        {l.arbeit.length > 0 && <Arbeit {...p} />}
        <Widersprueche {...p} />
        <Zugriffe {...p} />
      </div>
      <Beziehungen {...p} id="fuerUns" />
      <Beziehungen {...p} id="fuerAndere" />
    </Rahmen>,
  );
}

/** Who works for whom today, by agreement or statute. */
function Beziehungen({
  deps: { t, katalog, verzeichnis },
  l,
  kraft,
  id,
}: {
  deps: SeitenDeps;
  l: Lage;
  kraft: Kraft;
  id: 'fuerUns' | 'fuerAndere';
}) {
  const zeilen = l.gelten.filter((r) => (id === 'fuerUns' ? r.von : r.an) === kraft.stelle);
  return (
    <div class="haus-abstand">
      <h2>{t(`lage.${id}`)}</h2>
      <Tabelle
        id={id}
        titel={t(`lage.${id}`)}
        leer={t(`lage.leer.${id}`)}
        titelVersteckt
        dicht
        stapeln
        spalten={['leistung', 'haus', 'art', 'seit'].map((s, i) => ({
          titel: t(`lage.spalte.${s}`),
          zeilenkopf: i === 0,
        }))}
        zeilen={zeilen.map((r) => ({
          zellen: [
            katalog.name(r.leistung),
            verzeichnis.byId(id === 'fuerUns' ? r.an : r.von)?.name ?? '',
            t(`lage.art.${r.art}`),
            r.ab === null ? '' : tagText(r.ab),
          ],
        }))}
      />
    </div>
  );
}
