import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { createDatenbank, uuidv7 } from '../../base/index.ts';
import { createSitzung, meldeBuergerAn } from '../../konten/index.ts';
import { antragVon, createBesucher, fuelleAus, vorgangVon } from './besucher.ts';
import { createOrteStand, createPortalStand } from './pruefstand.ts';

const WURZEN = '14729410';
const THALLWITZ = '14729380';
const datenbank = await neueDatenbank();
const db = datenbank.als('app');
let stand: Awaited<ReturnType<typeof createOrteStand>>;

beforeAll(async () => {
  stand = await createOrteStand(datenbank, [
    [WURZEN, 'WUR'],
    [THALLWITZ, 'THW'],
  ]);
});
afterAll(() => stand?.server.close());

const besucher = () => createBesucher(stand.server);
let nr = 0;
/** Somebody signed in by a real session. */
async function angemeldet(niveau: 'basis' | 'substantiell' = 'substantiell') {
  const koerperschaft = stand.deps.verzeichnis.byAgs(WURZEN)?.id ?? '';
  const person = { bpk2: `bpk-${nr++}`, niveau, vorname: 'Mara', nachname: 'Sommer', plz: '04808', ort: 'Wurzen' };
  const { buerger } = await meldeBuergerAn(db, { koerperschaft, person: person as never });
  const { token } = await createSitzung(db, { art: 'person', person: buerger, niveau });
  return createBesucher(stand.server, [{ name: 'rv_sitzung', wert: token, pfad: '/' }]);
}
const count = async (tabelle: string) =>
  Number((await datenbank.setup.query(`select count(*) from ${tabelle}`)).rows[0].count);

describe('Fremde und unbekannte Adressen', () => {
  it('geben dieselbe Seite: Entwurf, Vorgang, Dokument, Nachweis', async () => {
    const eigner = await angemeldet();
    const erste = await eigner.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'konto' });
    const offen = antragVon(await eigner.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'konto' }));
    await fuelleAus(eigner, antragVon(erste));
    const vorgang = vorgangVon(await eigner.post(`${antragVon(erste)}/absenden`));
    const unbekannt = uuidv7(Date.now());
    const fremder = await angemeldet();
    const wege = (antrag: string, v: string) => [
      `${antrag}`,
      `${antrag}/halter`,
      `${antrag}/pruefen`,
      `${antrag}/absenden`,
      `${antrag}/spaeter`,
      `${v}`,
      `${v}?neu=1`,
      `${v}/nachweis`,
      `${v}/dokument/${unbekannt}`,
    ];
    for (const b of [fremder, besucher()]) {
      const fremd = wege(offen, vorgang);
      const keins = wege(`/antrag/${unbekannt}`, `/vorgang/${unbekannt}`);
      for (const [i, weg] of fremd.entries()) {
        const [x, y] = [await b.open(weg), await b.open(keins[i] ?? '')];
        expect([weg, x.status]).toEqual([weg, 404]);
        expect(x.html).toBe(y.html);
      }
      for (const weg of [`${offen}/halter`, `${offen}/absenden`, `${vorgang}/antwort`])
        expect((await b.post(weg, { text: 'x' })).status).toBe(404);
    }
    expect((await eigner.open(vorgang)).status).toBe(200);
  });

  it.each([
    '/antrag/x',
    '/antrag/../x',
    '/antrag/%00',
    '/vorgang/1',
    "/vorgang/'or'1",
    `/vorgang/${'f'.repeat(150)}`,
    '/vorgang/x/dokument/y',
    '/antrag/x?zugang=y',
    '/vorgang/x?zugang[]=1',
  ])('%s: 404', async (weg) => expect((await besucher().open(weg)).status).toBe(404));

  it('unbekannte Schritte sind 404', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    for (const s of ['gibtesnicht', '__proto__', 'constructor']) {
      expect((await b.open(`${antrag}/${s}`)).status).toBe(404);
      expect((await b.post(`${antrag}/${s}`, {})).status).toBe(404);
    }
  });

  it('übersteht unpassende Eingaben: riesig, doppelt, JSON, Steuerzeichen', async () => {
    const b = besucher();
    const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
    const zu = await b.post(`${antrag}/halter`, { 'halter.vorname': 'x'.repeat(1_100_000) });
    expect(zu.status).toBe(413);
    expect(zu.html).toContain('nichts gespeichert');
    expect((await b.post(`${antrag}/halter`, { 'halter.vorname': ['a', 'b'] })).status).toBe(422);
    expect((await b.post(`${antrag}/halter`, { 'halter.vorname': 'A\u0000B', __proto__: 'x' })).status).toBe(422);
    const cookie = [...b.kekse.values()].map((k) => `${k.name}=${k.wert}`).join('; ');
    for (const payload of ['{"halter.vorname":{"a":1},"aktion":7}', '[]', 'null']) {
      const a = await stand.server.inject({
        method: 'POST',
        url: `${antrag}/halter`,
        headers: { cookie, 'content-type': 'application/json' },
        payload,
      });
      expect(a.statusCode).toBe(422);
    }
    const kaputt = await stand.server.inject({
      method: 'POST',
      url: `${antrag}/halter`,
      headers: { cookie, 'content-type': 'application/json' },
      payload: '{',
    });
    expect(kaputt.statusCode).toBe(400);
    expect(kaputt.body).not.toMatch(/JSON|Unexpected/);
    expect((await b.open(`${antrag}/halter`)).status).toBe(200);
  });

  it('ein Post von fremder Seite ändert nichts', async () => {
    const vorher = await count('eingang.entwurf');
    const a = await stand.server.inject({
      method: 'POST',
      url: `/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`,
      headers: { origin: 'https://boese.invalid', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'weg=ohne',
    });
    expect(a.statusCode).toBe(403);
    expect(await count('eingang.entwurf')).toBe(vorher);
  });

  it('eine unerreichbare Datenbank ist 503 mit einem ganzen Satz', async () => {
    const tot = createDatenbank(
      { host: '127.0.0.1', port: 1, database: 'x', user: 'x' },
      { uhr: db.uhr, signiere: () => '', groesse: 1 },
    );
    const s = await createPortalStand(
      { db: tot, bund: datenbank.bund, ordner: datenbank.ordner, plattform: 'x', verzeichnis: stand.deps.verzeichnis },
      stand.deps.nachweis,
    );
    const a = await s.server.inject(`/portal/${WURZEN}/hundesteuer-anmeldung`);
    expect(a.statusCode).toBe(503);
    expect(a.body).toContain('Was gespeichert war, ist noch da');
    expect(a.body).not.toContain('ECONNREFUSED');
    await s.server.close();
  });
});
