import { type Krypto, parseTimestampResponse, requestTimestamp, verifyTimestamp } from '@rathausverbund/siegel';
import type { Ablehnung, Zeitstempeldienst } from '../../ports/index.ts';
import { type Fetch, rufe } from '../rufe.ts';

export interface TsaKonfiguration {
  readonly url: string;
  /** Trusted roots, DER. Without any, every answer is refused. */
  readonly anker: readonly Uint8Array[];
  readonly zeitlimitMs: number;
  /** Largest accepted difference between the authority's time and ours. */
  readonly uhrabweichungMs: number;
}

export interface TsaDeps {
  readonly fetch: Fetch;
  readonly krypto: Krypto;
  readonly uhr: () => Date;
}

const HOECHSTENS_BYTES = 64 * 1024;

const refuse = (grund: string, meldung: string): Ablehnung => ({ ok: false, code: `tsa.${grund}`, meldung });

/** RFC 3161 over HTTP (RFC 3161 3.4). What comes back is verified before it is believed. */
export function createTsa(konfiguration: TsaKonfiguration, deps: TsaDeps): Zeitstempeldienst {
  const { krypto } = deps;
  return {
    async stempel(digest) {
      const nonce = krypto.random(8);
      const antwort = await rufe(deps.fetch, konfiguration.url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: requestTimestamp(digest, { nonce, certReq: true }),
        zeitlimitMs: konfiguration.zeitlimitMs,
        hoechstensBytes: HOECHSTENS_BYTES,
      });
      if (antwort.art === 'zu_gross') return refuse('ungueltig', 'Die Antwort des Zeitstempeldienstes ist zu groß.');
      if (antwort.art === 'unerreichbar' || antwort.status !== 200)
        return refuse('nicht_erreichbar', 'Der Zeitstempeldienst ist gerade nicht erreichbar.');
      if (antwort.typ !== 'application/timestamp-reply')
        return refuse('ungueltig', 'Die Antwort des Zeitstempeldienstes ist kein Zeitstempel.');
      const gelesen = parseTimestampResponse(antwort.bytes);
      if (!gelesen.ok) return refuse('ungueltig', gelesen.meldung);
      const urteil = await verifyTimestamp(gelesen.token, { digest }, { krypto, anker: konfiguration.anker, nonce });
      if (!urteil.ok) return refuse('ungueltig', urteil.meldung);
      if (urteil.vertrauen !== 'holds')
        return refuse('vertrauen', urteil.gruende[0]?.meldung ?? 'Dem Zeitstempeldienst wird nicht vertraut.');
      if (urteil.geeignetBis && urteil.geeignetBis < urteil.zeit)
        return refuse('vertrauen', 'Prüfsumme oder Schlüssel des Zeitstempeldienstes gelten nicht mehr als sicher.');
      if (Math.abs(urteil.zeit.getTime() - deps.uhr().getTime()) > konfiguration.uhrabweichungMs)
        return refuse('zeit', 'Die Zeit des Zeitstempeldienstes weicht zu weit von unserer ab.');
      return { ok: true, token: gelesen.token, zeit: urteil.zeit };
    },
  };
}
