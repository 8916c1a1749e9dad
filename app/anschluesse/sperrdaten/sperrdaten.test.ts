import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCertificate, readOcsp, type Sperrfrage } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFernsignatur } from '../fernsignatur/index.ts';
import { type Pruefstand, startPruefstand, VERTRAUENSDIENST } from '../pruefstand/gegenstellen.ts';
import { createSperrdaten } from './index.ts';

let stand: Pruefstand;
let muell: Server;
let frage: Sperrfrage;
let muellUrl: string;
const gesehen: string[] = [];
const zaehlend: typeof fetch = (url, init) => {
  gesehen.push(`${init?.method ?? 'GET'} ${new URL(String(url)).pathname}`);
  return fetch(url, init);
};
const dienst = (zeitlimitMs = 25_000) => createSperrdaten({ zeitlimitMs }, { fetch: zaehlend, krypto });
const von = (was: Partial<Sperrfrage>): Sperrfrage => ({ ...frage, crl: [], ocsp: [], ...was });

beforeAll(async () => {
  stand = await startPruefstand();
  muell = createServer((_, antwort) => void antwort.end('<html>')).listen(0, '127.0.0.1');
  await once(muell, 'listening');
  muellUrl = `http://127.0.0.1:${(muell.address() as AddressInfo).port}/x`;
  const wurzel = new Uint8Array(Buffer.from(stand.vertrauensdienst.caPem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  const { url } = stand.vertrauensdienst;
  const { clientId, clientSecret, pin } = VERTRAUENSDIENST;
  const siegel = await createFernsignatur(
    { url, clientId, clientSecret, pin, wurzeln: [wurzel], zuordnung: {}, zeitlimitMs: 100_000, merkzeitMs: 0 },
    { fetch, krypto, uhr: () => new Date() },
  ).siegel({ id: '019a0000-0000-7000-8000-000000000001', name: 'Gemeinde Thallwitz' });
  if (!siegel.ok) throw new Error(siegel.meldung);
  const c = readCertificate(siegel.zertifikat) ?? expect.fail('nicht lesbar');
  frage = { zertifikat: c.der, aussteller: wurzel, name: c.name, crl: c.crlAdressen, ocsp: c.ocspAdressen };
});
afterAll(async () => {
  muell.close();
  await stand.stop();
});

describe('Sperrauskünfte', () => {
  it('kommen von der Adresse im Zertifikat, die kleine zuerst', async () => {
    gesehen.length = 0;
    const a = await dienst().sperrdaten([frage]);
    expect(a).toMatchObject({ ok: true, crls: [], ocsps: [expect.any(Uint8Array)] });
    expect(a.ok && readOcsp(a.ocsps[0] ?? new Uint8Array())?.einzeln[0]?.status).toBe('gut');
    expect(gesehen).toEqual(['POST /vertrauensdienst/ocsp']);
  });

  it('kommen aus der Liste, wenn niemand einzeln antwortet, und die Liste nur einmal', async () => {
    gesehen.length = 0;
    await stand.order('vertrauensdienst', 'fehler500');
    const nurListe = von({ crl: frage.crl });
    expect(await dienst().sperrdaten([frage, nurListe])).toMatchObject({
      ok: true,
      crls: [expect.anything()],
      ocsps: [],
    });
    expect(gesehen).toEqual(['POST /vertrauensdienst/ocsp', 'GET /vertrauensdienst/crl']);
    expect(await dienst().sperrdaten([von({ aussteller: null, crl: frage.crl, ocsp: frage.ocsp })])).toMatchObject({
      ocsps: [],
      crls: [expect.anything()],
    });
  });

  it('fehlen, wo das Zertifikat keine Adresse nennt oder keine, die wir rufen', async () => {
    gesehen.length = 0;
    const ldap = von({ crl: ['ldap://verzeichnis.invalid/cn=x', 'file:///etc/passwd'] });
    expect(await dienst().sperrdaten([von({}), ldap])).toEqual({ ok: true, crls: [], ocsps: [] });
    expect(gesehen).toEqual([]);
  });

  it('werden abgelehnt, wenn eine genannte Stelle nichts Lesbares liefert', async () => {
    for (const f of [
      von({ crl: ['http://127.0.0.1:9/crl'] }),
      von({ ocsp: ['http://127.0.0.1:9/ocsp'] }),
      von({ crl: [muellUrl], ocsp: [muellUrl] }),
    ])
      expect(await dienst().sperrdaten([f])).toMatchObject({ ok: false, code: 'sperrdaten.nicht_erreichbar' });
    await stand.order('vertrauensdienst', 'langsam', 4_000);
    expect(await dienst(200).sperrdaten([von({ crl: frage.crl })])).toMatchObject({ ok: false });
  });
});
