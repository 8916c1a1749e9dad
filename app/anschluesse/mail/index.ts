import type { Ablehnung, Angenommen, Benachrichtigung } from '../../ports/index.ts';
import { type Fetch, jsonObject, type RufErgebnis, rufe } from '../rufe.ts';

export interface MailKonfiguration {
  /** Address of the relay without trailing slash, e.g. `https://versand.example/mail`. */
  readonly url: string;
  readonly zeitlimitMs: number;
}

const UNKLAR: Ablehnung = {
  ok: false,
  code: 'mail.unklar',
  meldung: 'Ob die Benachrichtigung versandt wurde, ist ungewiss. Vor einem neuen Versuch wird nachgefragt.',
};

const GRUENDE: Readonly<Record<number, readonly [code: string, meldung: string]>> = {
  400: ['mail.ungueltig', 'Der Versanddienst nimmt die Benachrichtigung so nicht an.'],
  404: ['mail.unbekannt', 'Unter diesem Schlüssel wurde nichts versandt.'],
  409: ['mail.anderer_inhalt', 'Unter diesem Schlüssel wurde bereits eine andere Benachrichtigung versandt.'],
};

function judge(antwort: RufErgebnis, schluessel: string): Angenommen | Ablehnung {
  if (antwort.art !== 'antwort') return UNKLAR;
  const grund = GRUENDE[antwort.status];
  if (grund) return { ok: false, code: grund[0], meldung: grund[1] };
  const inhalt = jsonObject(antwort.bytes);
  const zeit = new Date(typeof inhalt?.angenommen === 'string' ? inhalt.angenommen : Number.NaN);
  const bestaetigt = (antwort.status === 200 || antwort.status === 201) && inhalt?.schluessel === schluessel;
  return bestaetigt && !Number.isNaN(zeit.getTime()) ? { ok: true, schluessel, zeit } : UNKLAR;
}

/** Mail relay with idempotency key and look-up. */
export function createMail(konfiguration: MailKonfiguration, deps: { readonly fetch: Fetch }): Benachrichtigung {
  const grenzen = { zeitlimitMs: konfiguration.zeitlimitMs, hoechstensBytes: 16 * 1024 };
  const url = `${konfiguration.url}/nachrichten`;
  return {
    async sende({ schluessel, ...nachricht }) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': schluessel };
      return judge(
        await rufe(deps.fetch, url, { method: 'POST', headers, body: JSON.stringify(nachricht), ...grenzen }),
        schluessel,
      );
    },
    async frage(schluessel) {
      return judge(await rufe(deps.fetch, `${url}/${encodeURIComponent(schluessel)}`, grenzen), schluessel);
    },
  };
}
