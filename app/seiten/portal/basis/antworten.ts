import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderSeite } from '../../komponenten/index.ts';

/** Sends a page. Personal ones are never kept by a browser or in between. */
export function sendeSeite(reply: FastifyReply, seite: VNode, o: { status?: number; persoenlich?: boolean } = {}) {
  if (o.persoenlich) reply.header('cache-control', 'no-store');
  return reply
    .code(o.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(renderSeite(seite));
}

/** 303: whatever was posted, go and look there. */
export const geheZu = (reply: FastifyReply, weg: string) =>
  reply.header('cache-control', 'no-store').redirect(weg, 303);

/** One value of a query or form, shortened to what a person would type; everything else is ''. */
export const eingabe = (wert: unknown, hoechstens = 200): string =>
  typeof wert === 'string' ? wert.slice(0, hoechstens) : '';

/** The fields of a posted form. Whatever is not text, such as a foreign JSON body, is left out. */
export function formwerte(body: unknown): Record<string, string | string[]> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  return Object.fromEntries(
    Object.entries(body).filter(
      (e): e is [string, string | string[]] =>
        typeof e[1] === 'string' || (Array.isArray(e[1]) && e[1].every((x) => typeof x === 'string')),
    ),
  );
}
