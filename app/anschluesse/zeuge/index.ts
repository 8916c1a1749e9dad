import type { Ablehnung, Gegenzeichner } from '../../ports/index.ts';
import { createPost } from './post.ts';

export { fetchListe } from './liste.ts';

export interface ZeugeKonfiguration {
  /** Submission prefix of the witness without trailing slash. */
  readonly url: string;
  readonly zeitlimitMs: number;
}

/** Requests at the same time to one witness, and so the most connections kept to it. */
const VERBINDUNGEN = 6;

const GRUENDE: Readonly<Record<number, readonly [code: string, meldung: string]>> = {
  400: ['zeuge.ungueltig', 'Der Gegenzeichner versteht die Vorlage nicht.'],
  403: ['zeuge.schluessel', 'Der Gegenzeichner traut dem Schlüssel dieses Protokolls nicht.'],
  404: ['zeuge.unbekannt', 'Der Gegenzeichner kennt dieses Protokoll nicht.'],
  422: ['zeuge.beweis', 'Der Gegenzeichner hat den Konsistenzbeweis abgelehnt.'],
};

const refuse = (code: string, meldung: string): Ablehnung => ({ ok: false, code, meldung });

function size(typ: string, text: string): number | null {
  const groesse = typ === 'text/x.tlog.size' && /^(0|[1-9]\d*)\n?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(groesse) ? groesse : null;
}

/** Client of a C2SP tlog-witness (https://c2sp.org/tlog-witness). The caller verifies the cosignatures against the keys it trusts. */
export function createZeuge({ url, zeitlimitMs }: ZeugeKonfiguration): Gegenzeichner {
  const post = createPost(`${url}/add-checkpoint`, {
    zeitlimitMs,
    hoechstensBytes: 64 * 1024,
    verbindungen: VERBINDUNGEN,
  });
  return {
    async addCheckpoint(body) {
      const antwort = await post(body);
      if (antwort.art !== 'antwort') return refuse('zeuge.nicht_erreichbar', 'Der Gegenzeichner antwortet nicht.');
      const text = Buffer.from(antwort.bytes).toString('utf8');
      if (antwort.status === 409) {
        const meldung = 'Der Gegenzeichner kennt einen anderen Stand dieses Protokolls.';
        return { ok: false, code: 'zeuge.konflikt', meldung, groesse: size(antwort.typ, text) };
      }
      const grund = GRUENDE[antwort.status];
      if (grund) return refuse(...grund);
      if (antwort.status !== 200 || !/^(?:\u2014 [^\s]+ [A-Za-z0-9+/]+={0,2}\n)+$/.test(text))
        return refuse('zeuge.unlesbar', 'Die Antwort des Gegenzeichners ist nicht lesbar.');
      return { ok: true, cosignature: text };
    },
  };
}
