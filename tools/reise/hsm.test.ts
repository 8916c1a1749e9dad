import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyPdf } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fehltFuerSoftHsm, type SoftHsm, startSoftHsm } from '../../app/anschluesse/pruefstand/softhsm.ts';
import { warte } from '../demo/bauen.ts';
import { createPruefer } from '../demo/pruefer.ts';
import { gewerbeSzene } from '../demo/szenen.ts';
import { type Instanz, neuerOrdner, startInstanz } from './instanz.ts';

const MINUTEN = 60_000;
const HAUS = 'Gemeinde Thallwitz';
const fehlt = fehltFuerSoftHsm();
if (fehlt) process.stderr.write(`${fehlt}: der Gang durch ein Haus mit Siegeln aus einem HSM entfällt.\n`);

/** From the outside, as the manual says it: access file, start, keys and certificates on the device, an application, its proof. */
describe.skipIf(fehlt)('Ein Haus, dessen Siegel in einem HSM liegen und dessen Schlüssel es verschließt', () => {
  const ordner = neuerOrdner();
  const anker = join(ordner.daten, '../pruefer/anker');
  let hsm: SoftHsm | undefined;
  let instanz: Instanz | undefined;

  beforeAll(async () => {
    hsm = startSoftHsm();
    const zugang = join(ordner.daten, '../zugang.json');
    const kette = join(ordner.daten, '../kette.pem');
    const base64 = Buffer.from(hsm.ca).toString('base64');
    writeFileSync(kette, `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
    const { modul, token, pin } = hsm;
    writeFileSync(zugang, JSON.stringify({ modul, token, pin, kette }), { mode: 0o600 });
    hsm.legeGeheimAn({ label: 'KEK' });
    const tresor = join(ordner.daten, '../tresor.json');
    writeFileSync(tresor, JSON.stringify({ modul, token, pin, schluessel: 'KEK' }), { mode: 0o600 });
    const umgebung = {
      DEMO_BESTAND: 'leer',
      SIEGEL: 'pkcs11',
      SIEGEL_ZUGANG: zugang,
      SCHLUESSEL: 'pkcs11',
      SCHLUESSEL_ZUGANG: tresor,
    };
    instanz = await startInstanz({ daten: ordner.daten, umgebung });
  }, 4 * MINUTEN);
  afterAll(async () => {
    await instanz?.stop();
    hsm?.entferne();
    ordner.weg();
  });

  const hole = async (weg: string) => {
    const antwort = await fetch(`${instanz?.basis}${weg}`);
    if (antwort.status !== 200) throw new Error(`${weg}: ${antwort.status}`);
    return new Uint8Array(await antwort.arrayBuffer());
  };
  const json = async (weg: string): Promise<unknown> => JSON.parse(new TextDecoder().decode(await hole(weg)));

  /** The identifier of a body stands in the name of its log. */
  async function kennungVon(name: string): Promise<string> {
    type Anker = { logs: { origin: string; koerperschaft: string }[] };
    return warte('Das Protokoll der Kommune', 30, async () => {
      const { logs } = (await json('/anker/anker.json')) as Anker;
      return logs
        .find((l) => l.koerperschaft === name)
        ?.origin.split('/')
        .at(-2);
    });
  }

  it(
    'siegelt Bescheinigung und Bescheid mit dem Schlüssel des Geräts, und der Nachweis hält vor den Ankern des Hauses',
    async () => {
      hsm?.legeAn({ id: '01', label: await kennungVon(HAUS), organisation: HAUS });
      const szene = await gewerbeSzene({
        basis: instanz?.basis ?? '',
        ordner: join(ordner.daten, '../geholt'),
        heute: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date()),
        melde: () => undefined,
        pruefe: await createPruefer(instanz?.basis ?? '', join(anker, '..')),
      });
      expect(szene.verdikt).toBe('holds');
      for (const datei of szene.dokumente) {
        const u = await verifyPdf(new Uint8Array(readFileSync(datei)), {
          krypto,
          anker: [hsm?.ca ?? new Uint8Array()],
          zeitanker: [pemOf('zeitstempel-ca.pem')],
          jetzt: new Date(),
        });
        expect(u, datei).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
        expect(u.unterschriften.map((x) => [x.art, x.organisation, x.niveau])).toEqual([['siegel', HAUS, 'B-T']]);
      }
    },
    3 * MINUTEN,
  );

  const pemOf = (name: string) =>
    new Uint8Array(Buffer.from(readFileSync(join(anker, name), 'latin1').replace(/-----[^-]+-----|\s/g, ''), 'base64'));

  it('hat selbst keinen Schlüssel zum Siegeln und gibt die Wurzel des Geräts als Anker heraus', () => {
    expect(existsSync(join(ordner.daten, 'schluessel', 'siegel'))).toBe(false);
    expect(readdirSync(anker).filter((n) => n.startsWith('siegel-'))).toEqual(['siegel-hsm-ca.pem']);
    expect(hsm?.zeigeSchluessel()).toContain('never extractable');
  });

  it('bewahrt die Schlüssel der Kommunen nur so auf, wie das Gerät sie verschlossen hat', () => {
    const keks = readdirSync(join(ordner.daten, 'schluessel', 'kek')).map((n) =>
      readFileSync(join(ordner.daten, 'schluessel', 'kek', n)),
    );
    expect(keks.length).toBeGreaterThan(0);
    expect(keks.map((k) => [k.length, k[0]])).toEqual(keks.map(() => [61, 2]));
    expect(hsm?.zeigeGeheime()).toContain('never extractable');
  });
});
