/** `fetch` as the adapters need it; tests and proxies may give another. */
export type Fetch = typeof fetch;

export interface RufOptionen {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly zeitlimitMs: number;
  readonly hoechstensBytes: number;
}

export type RufErgebnis =
  | { readonly art: 'antwort'; readonly status: number; readonly typ: string; readonly bytes: Uint8Array }
  /** Nothing came back in time or whole: whether the other side acted is unknown. */
  | { readonly art: 'unerreichbar' }
  | { readonly art: 'zu_gross'; readonly status: number };

async function readAtMost(body: ReadableStream<Uint8Array> | null, hoechstens: number): Promise<Uint8Array | null> {
  const teile: Uint8Array[] = [];
  let laenge = 0;
  for await (const teil of body ?? []) {
    laenge += teil.length;
    if (laenge > hoechstens) return null;
    teile.push(teil);
  }
  return new Uint8Array(Buffer.concat(teile));
}

/** One HTTP call with a time limit over everything, a size limit on the answer, and no redirects followed. Never throws for the network. */
export async function rufe(fetch: Fetch, url: string, optionen: RufOptionen): Promise<RufErgebnis> {
  const { zeitlimitMs, hoechstensBytes, body, ...init } = optionen;
  const signal = AbortSignal.timeout(zeitlimitMs);
  try {
    const inhalt = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : body;
    const antwort = await fetch(url, {
      ...init,
      ...(inhalt === undefined ? {} : { body: inhalt }),
      signal,
      redirect: 'error',
    });
    const bytes = await readAtMost(antwort.body, hoechstensBytes);
    if (!bytes) return { art: 'zu_gross', status: antwort.status };
    const typ = antwort.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    return { art: 'antwort', status: antwort.status, typ, bytes };
  } catch {
    return { art: 'unerreichbar' };
  }
}

/** The answer's JSON object, or null when it is none. */
export function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const wert: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof wert === 'object' && wert !== null && !Array.isArray(wert) ? (wert as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
