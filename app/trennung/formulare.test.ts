import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { stellbareUhr, uuidv7 } from '../base/index.ts';
import { mitBefehlen } from './befehle.ts';
import { type Formular, nenneFormulare, OHNE_NUMMERN, WORTE } from './formulare.ts';
import { baueFremd, type Nummern } from './fremd.ts';
import { readAlleRouten, setzeEin } from './routen.ts';

// Every form and question with an id in it, given somebody else's: refused as an id that does not exist, and nothing is changed.
const t = await neueDatenbank();
const f = await baueFremd(t, stellbareUhr(Date.parse('2026-11-24T10:00:00Z')));
const { w, alle, kraefte } = f;
afterAll(f.schliesse);

/** The name of a field, whose number may stand in it. */
const feldOf = (name: string) => name.replace(/[0-9a-f]{8}-[0-9a-f-]{27}(\.\d+)?$/, '…');

/** Names that were read from a question or a form, by route. */
const gelesen = new Map<string, Set<string>>();
w.server.addHook('preHandler', async (anfrage) => {
  const weg = `${anfrage.method} ${anfrage.routeOptions.url}`;
  const namen = gelesen.get(weg) ?? new Set();
  gelesen.set(weg, namen);
  const merke = (x: object) =>
    new Proxy(x, {
      getOwnPropertyDescriptor(ziel, name) {
        if (typeof name === 'string') namen.add(feldOf(name));
        return Reflect.getOwnPropertyDescriptor(ziel, name);
      },
      get(ziel, name) {
        if (typeof name === 'string') namen.add(feldOf(name));
        return Reflect.get(ziel, name);
      },
    });
  anfrage.query = merke((anfrage.query ?? {}) as object);
  if (typeof anfrage.body === 'object') anfrage.body = merke(anfrage.body ?? {});
});

const formulare = await nenneFormulare(f);
await w.leeren();
const routen = readAlleRouten(w.server);
const ohneIds = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

function sende(x: Formular, n: Nummern, cookie: string, ziel: Nummern) {
  const [methode = '', muster = ''] = x.weg.split(' ');
  const url = setzeEin({ methode: methode as 'GET', muster }, ziel);
  const felder = new URLSearchParams(x.felder(n)).toString();
  if (methode === 'GET') return w.server.inject({ method: 'GET', url: `${url}?${felder}`, headers: { cookie } });
  const kopf = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  return w.server.inject({ method: 'POST', url, payload: felder, headers: kopf });
}

/** All that is learned from an answer, and from what it set going. */
async function antwort(x: Formular, n: Nummern, cookie: string, ziel: Nummern) {
  const { wert, befehle } = await mitBefehlen(async () => {
    const r = await sende(x, n, cookie, ziel);
    await w.leeren();
    return r;
  });
  // what was typed stands there again
  const getippt = new RegExp(`(["=„])(?:${['-', ...Object.values(n)].join('|')})(?=["&“])`, 'g');
  const ohne = (text: string) => ohneIds(text.replaceAll(getippt, '$1ID'));
  return { status: wert.statusCode, weiter: ohne(String(wert.headers.location)), seite: ohne(wert.body), befehle };
}

/** What is only written because something was read, or sent, is no change. */
const VERMERKE = ['nachweise.lesezugriff', 'konten.sitzung', 'base.auftrag'];

/** What stands in the tables: that of Bennewitz, and that of everybody else. */
async function stand() {
  const abdruecke = alle
    .filter((x) => !VERMERKE.includes(x.name) && !x.name.startsWith('nachweise.log'))
    .map((x) => {
      const wessen = x.spalten.some((s) => s.name === 'koerperschaft')
        ? `koerperschaft = '${w.ort.bennewitz}'`
        : 'false';
      return `select '${x.name}' as tabelle, ${wessen} as eigen, md5(string_agg(z::text, '|' order by z::text)) as abdruck from ${x.name} z group by 2`;
    });
  const { rows } = await t.setup.query<{ eigen: boolean }>(`${abdruecke.join(' union all ')} order by 1, 2`);
  return { eigenes: rows.filter((r) => r.eigen), fremdes: rows.filter((r) => !r.eigen) };
}

/** One foreign number, or all of them, and the same with numbers nobody has. */
function paare({ fremd, eigen }: Formular): [was: string, fremd: Nummern, unbekannt: Nummern][] {
  const namen = Object.keys(fremd);
  // an Aktenzeichen is no uuid
  const unbenutzt = (x: string, i: number) => (/^[A-Z]/.test(x) ? x.replace(/\d{6}$/, '999999') : uuidv7(100 + i));
  const niemandes = Object.fromEntries(namen.map((n, i) => [n, unbenutzt(fremd[n] ?? '', i)]));
  const einzeln = eigen && namen.length > 1 ? namen : [];
  return [
    ['alle', fremd, niemandes],
    ...einzeln.map((n): [string, Nummern, Nummern] => [
      n,
      { ...eigen, [n]: fremd[n] ?? '' },
      { ...eigen, [n]: niemandes[n] ?? '' },
    ]),
  ];
}

const routeOf = ({ weg }: Formular) => ({ methode: 'POST' as const, muster: weg.split(' ')[1] ?? '' });
const nameOf = (x: Formular) => `${x.weg} ${Object.keys(x.felder(x.fremd)).map(feldOf).join(' ')}`;

describe('Formulare und Fragen mit Nummern', () => {
  it.each(formulare.map((x) => [nameOf(x), x] as const))('%s: fremd ist wie unbekannt', async (_name, x) => {
    const r = routeOf(x);
    const hier = x.hier ?? f.eigen(r);
    const gehoert: number[] = [];
    for (const [sub, cookie] of kraefte)
      for (const [was, fremd, unbekannt] of paare(x)) {
        const vorher = await stand();
        const a = await antwort(x, fremd, cookie, hier);
        const b = await antwort(x, unbekannt, cookie, hier);
        expect([sub, was, a]).toEqual([sub, was, b]);
        gehoert.push(a.status);
        const nachher = await stand();
        expect(nachher.fremdes).toEqual(vorher.fremdes);
        if (a.status >= 400 || x.weg.startsWith('GET')) expect(nachher.eigenes).toEqual(vorher.eigenes);
      }
    // somebody has the role for it, so that it is the number which is refused
    expect(gehoert.some((s) => s !== 403)).toBe(true);
  });

  // afterwards, for it changes what is there
  it.each(formulare.filter((x) => x.darf !== null).map((x) => [nameOf(x), x] as const))(
    '%s: wer darf, hört etwas anderes',
    async (_name, x) => {
      const r = routeOf(x);
      const cookie = w.cookies.get(x.darf ?? '') ?? '';
      const [[, fremd, unbekannt] = ['', {}, {}]] = paare(x);
      const dort = x.dort ?? f.fremd(r);
      const nein = await antwort(x, unbekannt, cookie, dort);
      const ja = await antwort(x, fremd, cookie, dort);
      const text = ja.seite.replace(/<[^>]+>/g, ' ');
      expect(ja.status, text).toBeLessThan(500);
      expect(ja, text).not.toEqual(nein);
    },
  );

  it('werden alle genannt: jedes Formular der Seiten steht hier', () => {
    const da = routen.filter((r) => r.methode === 'POST').map((r) => `POST ${r.muster}`);
    const genannt = [...formulare.map((x) => x.weg), ...OHNE_NUMMERN];
    expect(da.filter((weg) => !genannt.includes(weg))).toEqual([]);
    expect(genannt.filter((weg) => weg.startsWith('POST') && !da.includes(weg))).toEqual([]);
  });

  it('und jeder Name, der gelesen wird, ist ein Wort oder bekam eine fremde Nummer', async () => {
    const [[, cookie] = ['', '']] = kraefte;
    for (const r of routen) {
      const x: Formular = { weg: `${r.methode} ${r.muster}`, fremd: {}, felder: () => ({}), darf: null };
      if (r.muster.includes(':ags')) continue;
      for (const [, keks] of [...kraefte, ['', cookie] as const]) await sende(x, {}, keks, f.eigen(r));
    }
    const nummern = new Map<string, Set<string>>();
    for (const x of formulare) {
      const [[, fremd, unbekannt] = ['', {}, {}]] = paare(x);
      const [a, b] = [x.felder(fremd), x.felder(unbekannt)];
      const namen = nummern.get(x.weg) ?? new Set();
      nummern.set(x.weg, namen);
      for (const n of new Set([...Object.keys(a), ...Object.keys(b)])) if (a[n] !== b[n]) namen.add(feldOf(n));
    }
    const offen: Record<string, string[]> = {};
    for (const [weg, namen] of gelesen) {
      const rest = [...namen].filter((n) => !WORTE.has(n) && !nummern.get(weg)?.has(n));
      if (rest.length > 0) offen[weg] = rest;
    }
    expect(offen).toEqual({});
  });
});
