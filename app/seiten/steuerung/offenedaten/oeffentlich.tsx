import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { oeffentlich } from '../../../base/index.ts';
import {
  type Datensatz,
  LIZENZ,
  type Namen,
  readDatensaetze,
  toCsv,
  toJson,
  toKatalog,
  wegOf,
} from '../../../steuerung/index.ts';
import type { SeitenDeps } from '../../deps.ts';
import { LeererZustand, PortalSeite, renderSeite } from '../../komponenten/index.ts';
import { quartalText, Tafel } from './seite.tsx';

const namenOf = ({ verzeichnis, katalog }: SeitenDeps): Namen => ({
  haus: (id) => {
    const k = verzeichnis.byId(id);
    return { name: k?.name ?? '', ags: k?.ags ?? '' };
  },
  leistung: (l) => (l === '' ? '' : katalog.name(l)),
});

const lies = (deps: SeitenDeps): Promise<Datensatz[]> => deps.db.transaktion(oeffentlich, readDatensaetze);

/** The open data for everybody: a page, the catalogue for machines, and each table as CSV and JSON. */
export function registerOffeneDaten(server: FastifyInstance, deps: SeitenDeps): void {
  const n = namenOf(deps);
  server.get('/daten', { exposeHeadRoute: false }, async (_a, antwort: FastifyReply) => {
    const daten = await lies(deps);
    return antwort.type('text/html; charset=utf-8').send(renderSeite(<Seite deps={deps} n={n} daten={daten} />));
  });
  server.get('/daten/katalog.jsonld', { exposeHeadRoute: false }, async (_a, antwort) =>
    antwort
      .type('application/ld+json; charset=utf-8')
      .send(JSON.stringify(toKatalog(await lies(deps), n, deps.basisUrl), null, 2)),
  );
  server.get<{ Params: { ags: string; datei: string } }>(
    '/daten/:ags/:datei',
    { exposeHeadRoute: false },
    async (anfrage: FastifyRequest<{ Params: { ags: string; datei: string } }>, antwort) => {
      const { ags, datei } = anfrage.params;
      const m = /^(\d{4}-Q[1-4])\.(csv|json)$/.exec(datei);
      const d = (await lies(deps)).find((x) => x.quartal === m?.[1] && n.haus(x.koerperschaft).ags === ags);
      if (!d || !m) return antwort.code(404).type('text/plain; charset=utf-8').send(deps.t('offenedaten.fehlt'));
      return m[2] === 'csv'
        ? antwort.type('text/csv; charset=utf-8').send(toCsv(d, n))
        : antwort.type('application/json; charset=utf-8').send(JSON.stringify(toJson(d, n), null, 2));
    },
  );
}

function Seite({ deps, n, daten }: { deps: SeitenDeps; n: Namen; daten: readonly Datensatz[] }) {
  const { t } = deps;
  const titel = t('offenedaten.oeffentlichTitel');
  return (
    <PortalSeite t={t} titel={titel} demo={deps.demo}>
      <h1>{titel}</h1>
      <p class="haus-einleitung">{t('offenedaten.oeffentlichText')}</p>
      <p>
        {t('offenedaten.lizenz')} <a href={LIZENZ.adresse}>{LIZENZ.name}</a>.{' '}
        <a href="/daten/katalog.jsonld">{t('offenedaten.katalog')}</a>
      </p>
      {daten.length === 0 && <LeererZustand titel={t('offenedaten.nochNichts')} />}
      {daten.map((d) => (
        <section class="haus-abstand" aria-labelledby={`d-${n.haus(d.koerperschaft).ags}-${d.quartal}`}>
          <h2 id={`d-${n.haus(d.koerperschaft).ags}-${d.quartal}`}>
            {n.haus(d.koerperschaft).name}, {quartalText(t, d.quartal)}
          </h2>
          <Tafel deps={deps} id={`${n.haus(d.koerperschaft).ags}-${d.quartal}`} tafel={d.inhalt} />
          <p>
            <a href={wegOf(d, n, 'csv')}>{t('offenedaten.csv')}</a> ·{' '}
            <a href={wegOf(d, n, 'json')}>{t('offenedaten.json')}</a>
          </p>
        </section>
      ))}
    </PortalSeite>
  );
}
