import type { FastifyRequest } from 'fastify';

/** One text of a query or body; arrays and missing values are empty text, control characters are taken out. */
export const eins = (quelle: unknown, name: string): string => {
  const wert =
    typeof quelle === 'object' && quelle !== null && Object.hasOwn(quelle, name)
      ? (quelle as Record<string, unknown>)[name]
      : '';
  // a database text cannot hold NUL, and no name or note needs the others
  return typeof wert === 'string' ? wert.replace(/(?![\t\n\r])\p{Cc}/gu, '') : '';
};

export const frage = (anfrage: FastifyRequest, name: string): string => eins(anfrage.query, name);
export const param = (anfrage: FastifyRequest, name: string): string => eins(anfrage.params, name);
export const eingabe = (anfrage: FastifyRequest, name: string): string => eins(anfrage.body, name);

/** The inbox with its filters, where a person came from; nothing else is followed. */
export function listenweg(wunsch: string): string {
  return wunsch.length < 500 && /^\/arbeitsplatz(\?[\w=&%.+~-]*)?$/.test(wunsch) ? wunsch : '/arbeitsplatz';
}

/** Adds a query parameter to a path of our own. */
export const mitFrage = (weg: string, name: string, wert: string): string =>
  `${weg}${weg.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(wert)}`;
