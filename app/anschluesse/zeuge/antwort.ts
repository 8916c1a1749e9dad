import type { Ablehnung, Gegengezeichnet, Konflikt } from '../../ports/index.ts';

export type Antwort = Gegengezeichnet | Konflikt | Ablehnung;

const GRUENDE: Readonly<Record<number, readonly [code: string, meldung: string]>> = {
  400: ['zeuge.ungueltig', 'Der Gegenzeichner versteht die Vorlage nicht.'],
  403: ['zeuge.schluessel', 'Der Gegenzeichner traut dem Schlüssel dieses Protokolls nicht.'],
  404: ['zeuge.unbekannt', 'Der Gegenzeichner kennt dieses Protokoll nicht.'],
  422: ['zeuge.beweis', 'Der Gegenzeichner hat den Konsistenzbeweis abgelehnt.'],
};

const refuse = (code: string, meldung: string): Ablehnung => ({ ok: false, code, meldung });

export const STUMM = refuse('zeuge.nicht_erreichbar', 'Der Gegenzeichner antwortet nicht.');
export const UNLESBAR = refuse('zeuge.unlesbar', 'Die Antwort des Gegenzeichners ist nicht lesbar.');

function size(typ: string, text: string): number | null {
  const groesse = typ === 'text/x.tlog.size' && /^(0|[1-9]\d*)\n?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(groesse) ? groesse : null;
}

/** What an answer to `add-checkpoint` says (https://c2sp.org/tlog-witness). */
export function readAntwort(status: number, typ: string, text: string): Antwort {
  if (status === 409) {
    const meldung = 'Der Gegenzeichner kennt einen anderen Stand dieses Protokolls.';
    return { ok: false, code: 'zeuge.konflikt', meldung, groesse: size(typ, text) };
  }
  const grund = GRUENDE[status];
  if (grund) return refuse(...grund);
  const zeilen = status === 200 && /^(?:\u2014 [^\s]+ [A-Za-z0-9+/]+={0,2}\n)+$/.test(text);
  return zeilen ? { ok: true, cosignature: text } : UNLESBAR;
}

/** Answers to `add-checkpoints`, as many as were asked for; null when it is no such answer. */
export function readAntworten(text: string, anzahl: number): Antwort[] | null {
  let alle: unknown;
  try {
    alle = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(alle) || alle.length !== anzahl) return null;
  return alle.map((a: { status?: unknown; typ?: unknown; text?: unknown } | null) =>
    typeof a?.status === 'number' && typeof a.typ === 'string' && typeof a.text === 'string'
      ? readAntwort(a.status, a.typ, a.text)
      : UNLESBAR,
  );
}
