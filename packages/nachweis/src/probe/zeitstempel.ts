import { createTimestampResponse, parseTimestampResponse, requestTimestamp } from '@rathausverbund/siegel';
import type { Welt } from './welt.ts';

/** The time-stamp authority of a small world at a time of one's choice, for tests. */
export function stempelstelle({ krypto, tsa }: Welt, uhr: () => Date) {
  const antworte = (request: Uint8Array) =>
    createTimestampResponse({
      request,
      krypto,
      key: tsa.key,
      certificate: tsa.certificate,
      serial: krypto.random(8),
      jetzt: uhr(),
      policyOid: '1.3.6.1.4.1.99999.1',
    });
  const stempel = async (digest: Uint8Array) => {
    const antwort = parseTimestampResponse(await antworte(requestTimestamp(digest)));
    if (!antwort.ok) throw new Error(antwort.meldung);
    return antwort.token;
  };
  return { antworte, stempel };
}
