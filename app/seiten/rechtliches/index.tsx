import type { FastifyInstance } from 'fastify';
import type { SeitenDeps } from '../deps.ts';
import { PortalSeite, renderSeite } from '../komponenten/index.ts';

const SEITEN = ['impressum', 'datenschutz', 'barrierefreiheit'] as const;

/** The pages behind the footer: text only. */
export function registerRechtliches(server: FastifyInstance, { t, demo }: Pick<SeitenDeps, 't' | 'demo'>): void {
  for (const name of SEITEN) {
    const titel = t(`rechtliches.${name}.titel`);
    const html = renderSeite(
      <PortalSeite t={t} titel={titel} demo={demo}>
        <h1>{titel}</h1>
        {t(`rechtliches.${name}.text`)
          .trim()
          .split('\n\n')
          .map((absatz) => (
            <p>{absatz}</p>
          ))}
      </PortalSeite>,
    );
    server.get(`/${name}`, async (_anfrage, antwort) => antwort.type('text/html; charset=utf-8').send(html));
  }
}
