import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { escape, seite } from '../base/seite.ts';
import type { Verhalten } from '../base/verhalten.ts';
import type { Umgebung } from '../model.ts';

interface Nachricht {
  readonly schluessel: string;
  readonly an: string;
  readonly betreff: string;
  readonly text: string;
  readonly angenommen: string;
}

function openLedger(ordner: string): {
  add(n: Nachricht): void;
  all(): readonly Nachricht[];
  get(schluessel: string): Nachricht | undefined;
} {
  mkdirSync(ordner, { recursive: true, mode: 0o700 });
  const datei = join(ordner, 'nachrichten.jsonl');
  const zeilen = existsSync(datei) ? readFileSync(datei, 'utf8').split('\n').filter(Boolean) : [];
  const nachrichten = new Map(zeilen.map((zeile) => JSON.parse(zeile) as Nachricht).map((n) => [n.schluessel, n]));
  return {
    add(nachricht) {
      appendFileSync(datei, `${JSON.stringify(nachricht)}\n`, { mode: 0o600, flush: true });
      nachrichten.set(nachricht.schluessel, nachricht);
    },
    all: () => [...nachrichten.values()],
    get: (schluessel) => nachrichten.get(schluessel),
  };
}

const bekannt = ({ schluessel, angenommen }: Nachricht) => ({ schluessel, angenommen });
const nonEmpty = (wert: unknown): wert is string => typeof wert === 'string' && wert.length > 0;

/** Mounts the mail relay under `/mail`. The contract is in README.md. */
export function mailRoutes(app: FastifyInstance, umgebung: Umgebung, verhalten: Verhalten): void {
  const ledger = openLedger(umgebung.ordner);

  app.post<{ Body: Partial<Record<string, unknown>> | null }>('/mail/nachrichten', async (request, reply) => {
    if (await verhalten.disturb('mail', reply)) return reply;
    const schluessel = request.headers['idempotency-key'];
    const { an, betreff, text } = request.body ?? {};
    if (!nonEmpty(schluessel) || !nonEmpty(an) || !nonEmpty(betreff) || !nonEmpty(text) || /[\r\n]/.test(an + betreff))
      return reply.code(400).send({ meldung: 'Idempotency-Key, an, betreff und text sind nötig.' });
    const frueher = ledger.get(schluessel);
    if (frueher && (frueher.an !== an || frueher.betreff !== betreff || frueher.text !== text))
      return reply.code(409).send({ meldung: 'Unter diesem Schlüssel liegt eine andere Nachricht.' });
    const nachricht = frueher ?? { schluessel, an, betreff, text, angenommen: umgebung.uhr().toISOString() };
    if (!frueher) ledger.add(nachricht);
    if (verhalten.take('mail', 'antwort_verloren')) {
      reply.hijack();
      request.raw.destroy();
      return reply;
    }
    return reply.code(frueher ? 200 : 201).send(bekannt(nachricht));
  });

  app.get<{ Params: { schluessel: string } }>('/mail/nachrichten/:schluessel', async (request, reply) => {
    if (await verhalten.disturb('mail', reply)) return reply;
    const nachricht = ledger.get(request.params.schluessel);
    return nachricht ? bekannt(nachricht) : reply.code(404).send({ meldung: 'Unbekannt.' });
  });

  app.get('/mail', async (_, reply) => {
    const zeilen = ledger
      .all()
      .map((n) => `<tr>${[n.angenommen, n.an, n.betreff, n.text].map((t) => `<td>${escape(t)}</td>`).join('')}</tr>`);
    const kopf =
      '<tr><th scope="col">Angenommen</th><th scope="col">An</th><th scope="col">Betreff</th><th scope="col">Text</th></tr>';
    const inhalt = zeilen.length
      ? `<table><thead>${kopf}</thead><tbody>${zeilen.join('')}</tbody></table>`
      : '<p>Noch keine Nachricht.</p>';
    return reply.type('text/html; charset=utf-8').send(seite('Versandte Benachrichtigungen', inhalt));
  });
}
