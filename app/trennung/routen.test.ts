import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { mitBefehlen } from './befehle.ts';
import { baueFremd, type Nummern } from './fremd.ts';
import { type Route, readRouten, setzeEin } from './routen.ts';

// Every address with an id in it, asked for somebody else's: the answer is that of an id which does not exist.
const t = await neueDatenbank();
const { w, p, thallwitz, mandat, fremd, eigen, niemandes, unbekannt, kraefte, andere, antragsteller, schliesse } =
  await baueFremd(t);
afterAll(schliesse);

/** Addresses whose parameters name nothing that belongs to somebody: towns, Leistungen, files of the house. */
const OEFFENTLICH = [
  /^\/portal\/:ags/,
  /^\/gestalt\//,
  /^\/schrift/,
  /^\/pruefen/,
  /^\/protokoll\//,
  /:ags\/eingang/,
  /^\/daten\//,
];

function anfrage(server: FastifyInstance, r: Route, werte: Nummern, cookie: string) {
  const url = setzeEin(r, werte);
  const kopf = { cookie, origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' };
  if (r.methode === 'GET') return server.inject({ method: 'GET', url, headers: kopf });
  return server.inject({
    method: 'POST',
    url,
    payload: 'text=x',
    headers: { ...kopf, 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** Same words, whichever id was asked for: the address itself may stand in the page. */
const ohneIds = (text: string) => text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

/** All somebody learns from an answer, and the statements it took, which tell by the time they need. */
async function antwort(server: FastifyInstance, r: Route, werte: Nummern, cookie: string) {
  const { wert, befehle } = await mitBefehlen(() => anfrage(server, r, werte, cookie));
  const { statusCode, headers, body } = wert;
  return { statusCode, art: headers['content-type'], seite: ohneIds(body), befehle };
}

type Stand = [name: string, server: FastifyInstance, leser: [string, string][], eigene: [string, string][]];
const staende: Stand[] = [
  ['Arbeitsplatz', w.server, kraefte, kraefte],
  [
    'Portal',
    p.server,
    [
      ['andere Bürgerin', andere],
      ['niemand', ''],
      ['geratenes Geheimnis', `rv_zugang=${'A'.repeat(43)}`],
    ],
    [['Antragstellerin', antragsteller]],
  ],
];

describe('Die Probe', () => {
  it('nimmt Nummern, die es gibt: wer darf, bekommt die Seite', async () => {
    const r: Route = { methode: 'GET', muster: '/arbeitsplatz/vorgang/:id' };
    const cookie = w.cookies.get('k.weber') ?? '';
    expect((await anfrage(w.server, r, fremd(r), cookie)).statusCode).toBe(200);
    expect((await anfrage(w.server, r, unbekannt(r), cookie)).statusCode).toBe(404);
    const v: Route = { methode: 'GET', muster: '/steuerung/vereinbarungen/:id' };
    expect(fremd(v)['id']).toBe(mandat);
    expect((await anfrage(w.server, v, fremd(v), w.cookies.get('s.hartig') ?? '')).statusCode).toBe(200);
    // the post room of Wurzen opens the letters of Thallwitz, by agreement
    expect((await w.geh('d.lorenz', '/arbeitsplatz/klaerung')).body).toContain(thallwitz.klaerung);
  });

  it('scheitert an einer neuen Adresse, für die niemand einen fremden Wert genannt hat', async () => {
    const server = Fastify();
    server.get('/akte/:akte/blatt/:blatt', async () => '');
    server.post('/akte/:akte', async () => '');
    await server.ready();
    const routen = readRouten(server);
    expect(routen).toEqual(
      expect.arrayContaining([
        { methode: 'GET', muster: '/akte/:akte/blatt/:blatt' },
        { methode: 'POST', muster: '/akte/:akte' },
      ]),
    );
    for (const r of routen) expect(() => setzeEin(r, fremd(r))).toThrow(/"akte" ist kein fremder Wert bekannt/);
  });

  it('zählt die Befehle: wer darf, braucht mehr als wer abgewiesen wird', async () => {
    const r: Route = { methode: 'GET', muster: '/arbeitsplatz/vorgang/:id' };
    const darf = await antwort(w.server, r, fremd(r), w.cookies.get('k.weber') ?? '');
    const nicht = await antwort(w.server, r, unbekannt(r), w.cookies.get('k.weber') ?? '');
    expect(nicht.befehle.length).toBeGreaterThan(3);
    expect(darf.befehle.length).toBeGreaterThan(nicht.befehle.length);
  });
});

describe.each(staende)('%s', (_name, server, leser, eigene) => {
  const routen = readRouten(server).filter((r) => !OEFFENTLICH.some((o) => o.test(r.muster)));
  const einzeln = routen.flatMap((r) => {
    const nummern = [...r.muster.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '').filter((n) => n in niemandes);
    return nummern.length > 1 ? nummern.map((n) => [`${r.methode} ${r.muster}`, n, r] as const) : [];
  });

  it('hat Adressen mit Nummern darin, auch mit mehreren', () => {
    expect(routen.length).toBeGreaterThan(3);
    expect(einzeln.length).toBeGreaterThan(1);
    expect(leser.length).toBeGreaterThan(0);
  });

  it.each(routen.map((r) => [`${r.methode} ${r.muster}`, r] as const))(
    '%s: fremd ist wie unbekannt',
    async (_weg, r) => {
      for (const [sub, cookie] of leser) {
        const x = await antwort(server, r, fremd(r), cookie);
        const y = await antwort(server, r, unbekannt(r), cookie);
        expect([sub, x.statusCode], x.seite.slice(0, 300)).toEqual([sub, 404]);
        expect(y).toEqual(x);
      }
    },
  );

  it.each(einzeln)('%s: nur :%s fremd, der Rest eigen, ist wie unbekannt', async (_weg, nummer, r) => {
    const da: number[] = [];
    for (const [sub, cookie] of eigene) {
      const mit = (woher: Nummern) => ({ ...eigen(r), [nummer]: woher[nummer] ?? '' });
      const x = await antwort(server, r, mit(fremd(r)), cookie);
      const y = await antwort(server, r, mit(niemandes), cookie);
      expect([sub, x.statusCode], x.seite.slice(0, 300)).toEqual([sub, 404]);
      expect(y).toEqual(x);
      da.push((await anfrage(server, r, eigen(r), cookie)).statusCode);
    }
    // with all of them her own, somebody gets something else
    expect(da.some((s) => s !== 404)).toBe(true);
  });
});
