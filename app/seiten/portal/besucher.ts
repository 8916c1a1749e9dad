import type { Server } from '../../base/http/server.ts';

export interface Antwortseite {
  status: number;
  weg: string;
  html: string;
  kopf: Record<string, unknown>;
}

interface Keks {
  name: string;
  wert: string;
  pfad: string;
}

/** A browser without script over `inject`: keeps cookies by path, follows 303. */
export function createBesucher(server: Server, anfang: Keks[] = []) {
  const kekse = new Map(anfang.map((k) => [`${k.name}${k.pfad}`, k]));
  async function rufe(
    method: 'GET' | 'POST',
    weg: string,
    koerper?: { typ: string; bytes: string | Buffer },
  ): Promise<Antwortseite> {
    const passend = [...kekse.values()].filter(
      (k) => k.pfad === '/' || weg === k.pfad || weg.startsWith(`${k.pfad}/`) || weg.startsWith(`${k.pfad}?`),
    );
    const a = await server.inject({
      method,
      url: weg,
      headers: {
        cookie: passend.map((k) => `${k.name}=${k.wert}`).join('; '),
        ...(koerper ? { 'content-type': koerper.typ } : {}),
      },
      ...(koerper ? { payload: koerper.bytes } : {}),
    });
    for (const c of a.cookies)
      kekse.set(`${c.name}${c.path}`, { name: c.name, wert: c.value, pfad: String(c.path ?? '/') });
    if (a.statusCode === 303) return rufe('GET', String(a.headers.location));
    return { status: a.statusCode, weg, html: a.body, kopf: a.headers };
  }
  return {
    kekse,
    open: (weg: string) => rufe('GET', weg),
    post: (weg: string, felder: Record<string, string | string[]> = {}) => {
      const paare = Object.entries(felder).flatMap(([k, v]) => [v].flat().map((x) => [k, x]));
      return rufe('POST', weg, { typ: 'application/x-www-form-urlencoded', bytes: `${new URLSearchParams(paare)}` });
    },
    /** as a form with files is sent */
    async sende(weg: string, felder: Record<string, string>, dateien: { name: string; bytes: Uint8Array }[]) {
      const form = new FormData();
      for (const [k, v] of Object.entries(felder)) form.append(k, v);
      for (const d of dateien) form.append('unterlagen', new Blob([new Uint8Array(d.bytes)]), d.name);
      const gepackt = new Response(form);
      const bytes = Buffer.from(await gepackt.arrayBuffer());
      return rufe('POST', weg, { typ: gepackt.headers.get('content-type') ?? '', bytes });
    },
  };
}
export type Besucher = ReturnType<typeof createBesucher>;

export const HUND: Readonly<Record<string, Record<string, string>>> = {
  halter: {
    'halter.vorname': 'Ina',
    'halter.nachname': 'Krüger',
    'halter.geburtsdatum': '7.3.1990',
    'halter.strasse': 'Lindenweg 900',
    'halter.plz': '04808',
    'halter.ort': 'Wurzen',
    'mithalter.vorhanden': 'nein',
  },
  hund: {
    'hund.name': 'Bello',
    'hund.rasse': 'Dackel',
    'hund.geschlecht': 'ruede',
    'hund.geburtsdatum': '1.2.2024',
    'hund.farbe': 'braun',
    'hund.aufnahme': '1.6.2026',
    'hund.herkunft': 'eigenerWurf',
    'hund.vorhandene': '0',
    'hund.gefaehrlich': 'ja',
  },
  ermaessigung: { 'ermaessigung.art': 'keine' },
  zahlung: { 'zahlung.lastschrift': 'nein' },
};

/** Fills in all steps of the dog form and stops at the review. */
export async function fuelleAus(b: Besucher, antrag: string): Promise<Antwortseite> {
  let seite: Antwortseite | undefined;
  for (const [schritt, felder] of Object.entries(HUND))
    seite = await b.post(`${antrag}/${schritt}`, { ...felder, aktion: 'weiter' });
  if (!seite) throw new Error('kein Schritt');
  return seite;
}

/** `/antrag/<id>` of the page where somebody is. */
export const antragVon = (seite: Antwortseite): string => /^\/antrag\/[0-9a-f-]{36}/.exec(seite.weg)?.[0] ?? '';
export const vorgangVon = (seite: Antwortseite): string => /^\/vorgang\/[0-9a-f-]{36}/.exec(seite.weg)?.[0] ?? '';
