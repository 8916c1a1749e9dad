import { parse } from 'node:path';

/** A page as a person without script sees it. */
export interface Seite {
  url: string;
  status: number;
  bytes: Uint8Array;
  html: string;
  dateiname: string;
}

export interface Formular {
  action: string;
  method: 'get' | 'post';
  /** current values: what a browser would send, without buttons */
  felder: Record<string, string>;
  /** names of all controls, also of radio groups where nothing is chosen */
  namen: Set<string>;
  knoepfe: { name: string; wert: string; text: string }[];
}

const ZEICHEN: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
export const decode = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (alles, n: string) => ZEICHEN[n] ?? alles);
const attr = (tag: string, name: string) => {
  const m = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return m ? decode(m[1] ?? '') : undefined;
};

/** All forms of a page with their controls. */
export function formulare(seite: Seite): Formular[] {
  return (seite.html.match(/<form[\s\S]*?<\/form>/g) ?? []).map((form) => {
    const kopf = /^<form[^>]*>/.exec(form)?.[0] ?? '';
    const f: Formular = {
      action: new URL(attr(kopf, 'action') ?? seite.url, seite.url).href,
      method: attr(kopf, 'method') === 'post' ? 'post' : 'get',
      felder: {},
      namen: new Set(),
      knoepfe: [],
    };
    for (const tag of form.match(/<input[^>]*>/g) ?? []) {
      const name = attr(tag, 'name');
      const art = attr(tag, 'type') ?? 'text';
      // a file is chosen by a person; without one nothing of it counts
      if (!name || art === 'submit' || art === 'file') continue;
      f.namen.add(name);
      if ((art !== 'radio' && art !== 'checkbox') || attr(tag, 'checked') !== undefined)
        f.felder[name] = attr(tag, 'value') ?? (art === 'checkbox' ? 'on' : '');
    }
    for (const [, tag = '', text = ''] of form.matchAll(/(<textarea[^>]*>)([\s\S]*?)<\/textarea>/g)) {
      const name = attr(tag, 'name');
      if (name) f.felder[name] = (f.namen.add(name), decode(text));
    }
    for (const [, tag = '', rumpf = ''] of form.matchAll(/(<select[^>]*>)([\s\S]*?)<\/select>/g)) {
      const name = attr(tag, 'name');
      if (!name) continue;
      f.namen.add(name);
      const gewaehlt = /<option[^>]*\sselected[^>]*>/.exec(rumpf)?.[0];
      f.felder[name] = gewaehlt ? (attr(gewaehlt, 'value') ?? '') : '';
    }
    for (const [, tag = '', text = ''] of form.matchAll(/(<button[^>]*>)([\s\S]*?)<\/button>/g))
      f.knoepfe.push({
        name: attr(tag, 'name') ?? '',
        wert: attr(tag, 'value') ?? '',
        text: decode(text.replace(/<[^>]*>/g, '').trim()),
      });
    return f;
  });
}

/** Addresses of links whose address and text fit. */
export const links = (seite: Seite, adresse: RegExp, text = /(?:)/): string[] =>
  [...seite.html.matchAll(/<a[^>]*\shref="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
    .filter(([, href = '', inhalt = '']) => adresse.test(decode(href)) && text.test(inhalt.replace(/<[^>]*>/g, '')))
    .map(([, href = '']) => new URL(decode(href), seite.url).href);

/** Keeps cookies per host and follows redirects, with nothing but `fetch` or what `hole` makes of it. */
export function createBrowser(hole: typeof fetch = fetch) {
  const kekse = new Map<string, Map<string, string>>();

  async function ask(url: string, init: RequestInit): Promise<Response> {
    const host = new URL(url).host;
    const eigene = kekse.get(host) ?? new Map<string, string>();
    kekse.set(host, eigene);
    const cookie = [...eigene].map(([n, w]) => `${n}=${w}`).join('; ');
    const antwort = await hole(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) },
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    for (const zeile of antwort.headers.getSetCookie()) {
      const paar = zeile.split(';')[0] ?? '';
      const i = paar.indexOf('=');
      if (paar.length > i + 1) eigene.set(paar.slice(0, i), paar.slice(i + 1));
      else eigene.delete(paar.slice(0, i));
    }
    return antwort;
  }

  async function walk(url: string, init: RequestInit): Promise<Seite> {
    const antwort = await ask(url, init);
    const ziel = antwort.headers.get('location');
    if (ziel && antwort.status >= 300 && antwort.status < 400) return walk(new URL(ziel, url).href, {});
    const bytes = new Uint8Array(await antwort.arrayBuffer());
    const name =
      /filename="([^"]+)"/.exec(antwort.headers.get('content-disposition') ?? '')?.[1] ??
      parse(new URL(url).pathname).base;
    return { url, status: antwort.status, bytes, html: new TextDecoder().decode(bytes), dateiname: name };
  }

  return {
    open: (url: string) => walk(url, {}),
    submit: (f: Formular, felder: Record<string, string> = {}) => {
      const alle = new URLSearchParams({ ...f.felder, ...felder });
      return f.method === 'get'
        ? walk(`${f.action.split('?')[0]}?${alle}`, {})
        : walk(f.action, { method: 'POST', body: alle });
    },
    /** posts a form and takes the first answer as it is: where it leads, nobody has gone yet */
    async send(f: Formular, felder: Record<string, string> = {}): Promise<{ status: number; ziel: string }> {
      const antwort = await ask(f.action, { method: 'POST', body: new URLSearchParams({ ...f.felder, ...felder }) });
      await antwort.arrayBuffer();
      return { status: antwort.status, ziel: antwort.headers.get('location') ?? '' };
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;
