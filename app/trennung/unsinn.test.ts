import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formulare } from '../../tools/demo/browser.ts';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createLog, stellbareUhr } from '../base/index.ts';
import { ORTE } from '../demo/personen.ts';
import { nenneFormulare, WORTE } from './formulare.ts';
import { baueFremd } from './fremd.ts';
import { type Route, readAlleRouten, setzeEin } from './routen.ts';

// Every form of every page, sent with nonsense in each of its fields: refused in words, or taken, and never a fault of ours.
const t = await neueDatenbank();
const f = await baueFremd(t, stellbareUhr(Date.parse('2026-11-24T10:00:00Z')), createLog('test'));
const { w, p } = f;
afterAll(f.schliesse);

const UNSINN =
  `-1|0|1e999|NaN|1,5|-5,00|0,001|2147483648|99999999999999999999|999999999999999,99|١٢٣|31.12.9999|1.1.0001|0.0.0000|30.2.2027|31.12.275760|9999-12-31|9999-12
2026-13|25:61|00000000-0000-0000-0000-000000000000|__proto__|constructor|'; --|%|\\|/|//fremd.example|../..|<b>|[]|{}| |`
    .split(/[|\n]/)
    .concat('a\0b', '\u202e', '\ud83d', '\r\n', 'x'.repeat(20_000), '💥'.repeat(3_000));
/** As many of them are put into each field; another field gets others. */
const JE_FELD = 6;

/** A form as somebody sees it, filled in so that it is taken as far as can be guessed. */
interface Gesehen {
  server: FastifyInstance;
  cookie: string;
  methode: 'GET' | 'POST';
  url: string;
  felder: Record<string, string>;
}

const HAUS = 'http://127.0.0.1:8080';
const ohneNummern = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replaceAll(/\d{4,}/g, 'N');
const gesehen = new Map<string, Gesehen>();
const merke = (x: Gesehen, knopf: string) => {
  const namen = [...new Set(Object.keys(x.felder).map(ohneNummern))].sort().join(' ');
  const name = `${x.methode} ${ohneNummern(x.url.split('?')[0] ?? '')} ${knopf} (${namen})`;
  if (!gesehen.has(name)) gesehen.set(name, x);
};

/** What a careful person would type into an empty field of this name. */
function typisch(name: string): string {
  if (/(^|\.)(ab|bis|tag|letzter|geschlossen|von|fortgesetzt|angehalten|beginn)/i.test(name)) return '1.12.2026';
  if (/betrag|kosten|ansatz|entgelt/i.test(name)) return '100,00';
  if (/jahr/i.test(name)) return '2026';
  return /monat|stunden|menge|wochen|zahl|richtig|satz/i.test(name) ? '5' : 'Test';
}

function liesFormulare(server: FastifyInstance, cookie: string, url: string, html: string): void {
  for (const text of html.match(/<form[\s\S]*?<\/form>/g) ?? []) {
    const [x] = formulare({ url: HAUS + url, html: text, status: 200, bytes: new Uint8Array(), dateiname: '' });
    // leaving would end what follows
    if (!x?.action.startsWith(HAUS) || x.action.includes('abmelden')) continue;
    const wahl = new Map<string, string>();
    for (const [, name = '', rumpf = ''] of text.matchAll(/<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
      wahl.set(name, /value="([^"]+)"/.exec(rumpf)?.[1] ?? '');
    for (const [tag] of text.matchAll(/<input[^>]*type="(?:radio|checkbox)"[^>]*>/g))
      wahl.set(/name="([^"]*)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? 'on');
    const felder = Object.fromEntries([...x.namen].map((n) => [n, x.felder[n] || wahl.get(n) || typisch(n)]));
    const methode = x.method === 'post' ? 'POST' : 'GET';
    for (const k of x.knoepfe.length > 0 ? x.knoepfe : [{ name: '', wert: '' }]) {
      const mit = k.name ? { ...felder, [k.name]: k.wert } : felder;
      merke({ server, cookie, methode, url: x.action.slice(HAUS.length), felder: mit }, ohneNummern(k.wert));
    }
  }
}

/** Walks all pages, and where they lead to inside the house. */
async function besehe(server: FastifyInstance, cookie: string, werte: ((r: Route) => Record<string, string>)[]) {
  const seiten = readAlleRouten(server).filter((r) => r.methode === 'GET' && !r.muster.startsWith('/gestalt'));
  const offen = seiten.flatMap((r) => werte.map((n) => setzeEin(r, n(r))));
  const da = new Set<string>();
  for (let i = 0; i < offen.length; i++) {
    const url = offen[i] ?? '';
    if (da.has(ohneNummern(url))) continue;
    da.add(ohneNummern(url));
    const a = await server.inject({ method: 'GET', url, headers: { cookie } });
    if (a.statusCode !== 200 || !String(a.headers['content-type']).includes('html')) continue;
    liesFormulare(server, cookie, url, a.body);
    for (const [, href = ''] of a.body.matchAll(/href="(\/[^"#]*)/g))
      if (!href.startsWith('/gestalt')) offen.push(href.replaceAll('&amp;', '&'));
  }
}

function sende(x: Gesehen, felder: Record<string, string> | string) {
  const rumpf = typeof felder === 'string' ? felder : new URLSearchParams(felder).toString();
  const headers = { cookie: x.cookie, origin: HAUS, host: '127.0.0.1:8080' };
  if (x.methode === 'GET') return x.server.inject({ method: 'GET', url: `${x.url.split('?')[0]}?${rumpf}`, headers });
  const kopf = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  return x.server.inject({ method: 'POST', url: x.url, payload: rumpf, headers: kopf });
}

beforeAll(async () => {
  // what the typesetter is given is what a PDF says
  w.deps.satz = { setze: async ({ daten }) => ({ ok: true, pdf: Buffer.from(JSON.stringify(daten)) }) };
  const portal = { ags: ORTE.bennewitz, leistung: 'gewerbe-anmeldung', datei: 'katalog.csv' };
  for (const x of await nenneFormulare(f)) {
    const [methode = '', muster = ''] = x.weg.split(' ');
    const r = { methode: methode as Route['methode'], muster };
    const cookie = w.cookies.get(x.darf ?? 's.hartig') ?? '';
    const felder = x.felder(x.fremd);
    merke({ server: w.server, cookie, methode: r.methode, url: setzeEin(r, x.dort ?? f.fremd(r)), felder }, '');
  }
  await w.leeren();
  // Wurzen works for Thallwitz, Thallwitz looks at it, Bennewitz has its own
  const [dort, hier] = [(r: Route) => ({ ...portal, ...f.fremd(r) }), (r: Route) => ({ ...portal, ...f.eigen(r) })];
  for (const [sub, werte] of [
    ['s.hartig', dort],
    ['k.weber', dort],
    ['d.lorenz', dort],
    ['f.naumann', dort],
    ['m.gruhl', hier],
  ] as const)
    await besehe(w.server, w.cookies.get(sub) ?? '', [werte]);
  for (const cookie of [f.antragsteller, f.andere]) await besehe(p.server, cookie, [hier]);
  // what no page shows in this world is asked with every name there is
  const felder = Object.fromEntries([...WORTE].map((n) => [n, typisch(n)]));
  for (const [server, cookie, werte] of [
    [w.server, w.cookies.get('s.hartig') ?? '', dort],
    [p.server, f.antragsteller, hier],
  ] as const) {
    const adressen = [...gesehen.values()].map((x) => `${x.methode} ${x.url.split('?')[0]}`);
    const offen = readAlleRouten(server)
      .filter((r) => r.methode === 'POST' && !r.muster.includes('abmelden'))
      .filter((r) => {
        const passt = new RegExp(`^POST ${r.muster.replaceAll(/:\w+/g, '[^/]+')}$`);
        return !adressen.some((a) => passt.test(a));
      });
    for (const r of offen) merke({ server, cookie, methode: 'POST', url: setzeEin(r, werte(r)), felder }, 'ungesehen');
  }
}, 300_000);

describe('Unsinn in jedem Feld jedes Formulars', { timeout: 600_000 }, () => {
  it('ist nie ein Fehler von uns', async () => {
    const kaputt: string[] = [];
    let [nr, gesendet] = [0, 0];
    for (const [name, x] of gesehen) {
      const namen = Object.keys(x.felder);
      // rows the generator made up cannot all be shown: where the form itself fails, nonsense tells nothing
      if ((await sende(x, x.felder)).statusCode >= 500) continue;
      const versuche: [string, Record<string, string> | string][] = [
        ['leer', ''],
        ['falsch kodiert', '%zz=%&%00'],
        ['doppelt', namen.map((n) => `${encodeURIComponent(n)}=1&${encodeURIComponent(n)}=2`).join('&')],
      ];
      const erraten = namen.length === WORTE.size;
      for (const n of erraten ? [] : namen)
        for (let i = 0; i < JE_FELD; i++) {
          const wert = UNSINN[nr++ % UNSINN.length] ?? '';
          versuche.push([`${n} = ${JSON.stringify(wert.slice(0, 20))}`, { ...x.felder, [n]: wert }]);
        }
      for (const wert of UNSINN.filter((_, i) => erraten || i % 8 === nr % 8))
        versuche.push([
          `alles = ${JSON.stringify(wert.slice(0, 20))}`,
          Object.fromEntries(namen.map((n) => [n, wert])),
        ]);
      for (const [was, felder] of versuche) {
        gesendet++;
        const { statusCode } = await sende(x, felder);
        if (statusCode >= 500) kaputt.push(`${statusCode} ${name}: ${ohneNummern(was)}`);
      }
    }
    expect(kaputt).toEqual([]);
    expect(gesehen.size).toBeGreaterThan(120);
    expect(gesendet).toBeGreaterThan(2_500);
  });
});
