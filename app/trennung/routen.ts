import type { FastifyInstance } from 'fastify';

export interface Route {
  methode: 'GET' | 'POST';
  /** fastify's pattern: /vorgang/:id/dokument/:dok */
  muster: string;
}

/** Every route of a server with a parameter. */
export const readRouten = (server: FastifyInstance): Route[] =>
  readAlleRouten(server).filter((r) => r.muster.includes(':'));

/** Every address of a server, read from the router itself. */
export function readAlleRouten(server: FastifyInstance): Route[] {
  const routen: Route[] = [];
  const pfad: string[] = [];
  for (const zeile of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const m = /^(.*?)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(zeile);
    if (!m) continue;
    const tiefe = (m[1] ?? '').length / 4;
    pfad.length = tiefe;
    pfad.push(m[2] ?? '');
    const muster = pfad.join('');
    for (const methode of (m[3] ?? '').split(', '))
      if (methode === 'GET' || methode === 'POST') routen.push({ methode, muster });
  }
  return routen;
}

/** The address of a route with these values; a parameter without value is an error of the test's author. */
export function setzeEin(route: Route, werte: Record<string, string>): string {
  return route.muster.replaceAll(/:(\w+)/g, (_, name: string) => {
    const wert = werte[name];
    if (wert === undefined)
      throw new Error(
        `${route.methode} ${route.muster}: für den Parameter "${name}" ist kein fremder Wert bekannt. In routen.test.ts ergänzen.`,
      );
    return wert;
  });
}
