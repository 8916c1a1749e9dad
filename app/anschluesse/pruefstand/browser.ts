/** A page as a person without script sees it: its address and text, its first form. */
export interface Seite {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

export interface Formular {
  readonly action: string;
  /** Hidden fields, and radio buttons that are already checked. */
  readonly felder: Readonly<Record<string, string>>;
}

export interface Browser {
  open(url: string): Promise<Seite>;
  submit(url: string, felder: Readonly<Record<string, string>>): Promise<Seite>;
}

const ZEICHEN: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (alles, name: string) => ZEICHEN[name] ?? alles);

function attribute(tag: string, name: string): string | undefined {
  const wert = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return wert === undefined ? undefined : decode(wert);
}

/** The first form of a page. Throws when there is none. */
export function firstForm(seite: Seite): Formular {
  const form = /<form[^>]*>[\s\S]*?<\/form>/.exec(seite.html)?.[0];
  if (!form) throw new Error(`Kein Formular auf ${seite.url} (${seite.status}): ${seite.html.slice(0, 300)}`);
  const eingaben = (form.match(/<input[^>]*>/g) ?? []).filter((tag) => / type="hidden"| checked/.test(tag));
  const felder = Object.fromEntries(
    eingaben.map((tag) => [attribute(tag, 'name') ?? '', attribute(tag, 'value') ?? '']),
  );
  return { action: new URL(attribute(form, 'action') ?? '', seite.url).href, felder };
}

/**
 * Follows redirects and keeps cookies with nothing but `fetch`. A redirect to `halt` is not followed: the page's `url` is
 * then that address.
 */
export function createBrowser(ruf: typeof fetch, halt?: string): Browser {
  const kekse = new Map<string, string>();

  async function walk(url: string, init: RequestInit): Promise<Seite> {
    const cookie = [...kekse].map(([name, wert]) => `${name}=${wert}`).join('; ');
    const antwort = await ruf(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const zeile of antwort.headers.getSetCookie()) {
      const [name = '', wert = ''] = (zeile.split(';')[0] ?? '').split('=');
      if (wert) kekse.set(name, wert);
      else kekse.delete(name);
    }
    const ziel = antwort.headers.get('location');
    if (!ziel) return { url, status: antwort.status, html: await antwort.text() };
    const naechste = new URL(ziel, url).href;
    return halt && naechste.startsWith(halt) ? { url: naechste, status: antwort.status, html: '' } : walk(naechste, {});
  }

  return {
    open: (url) => walk(url, {}),
    submit: (url, felder) => walk(url, { method: 'POST', body: new URLSearchParams(felder) }),
  };
}
