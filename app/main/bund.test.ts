import {
  copyFileSync,
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fehltFuerSoftHsm, type SoftHsm, startSoftHsm } from '../anschluesse/pruefstand/softhsm.ts';
import { createSchluesselbund, kekName, ordner as ordnerOf, readConfig, TresorZu } from '../base/index.ts';
import { packSchluessel, readZeilen, unpackSchluessel } from '../base/sicherung/index.ts';
import { bundOf, checkTresor, tresorOf } from './bund.ts';

const WUR = '019a0000-0000-7000-8000-000000000001';
const THA = '019a0000-0000-7000-8000-000000000002';
const VORGANG = '019a0000-0000-7000-8000-0000000000aa';
const ZWEITER = '019a0000-0000-7000-8000-0000000000ab';
const TEXT = Buffer.from('Antwort der Bürgerin');

const fehlt = fehltFuerSoftHsm();
if (fehlt) process.stderr.write(`${fehlt}: die Prüfung der Schlüssel hinter einem HSM entfällt.\n`);

let daten: string;
beforeEach(() => {
  daten = mkdtempSync(join(tmpdir(), 'rv-tresor-'));
  return () => rmSync(daten, { recursive: true });
});

function lies(env: Record<string, string>) {
  const gelesen = readConfig({ DATEN_DIR: daten, ...env });
  if (!gelesen.ok) throw new Error(gelesen.meldung);
  return { config: gelesen.config, ordner: ordnerOf(gelesen.config.DATEN_DIR) };
}

function zugang(inhalt: object | string): Record<string, string> {
  const datei = join(daten, 'tresor.json');
  writeFileSync(datei, typeof inhalt === 'string' ? inhalt : JSON.stringify(inhalt), { mode: 0o600 });
  return { SCHLUESSEL: 'pkcs11', SCHLUESSEL_ZUGANG: datei };
}

const pruefe = ({ config, ordner }: ReturnType<typeof lies>) => checkTresor(config, ordner);

describe('Einstellungen', () => {
  it('ein HSM ohne Zugangsdatei wird abgelehnt', () => {
    expect(readConfig({ DATEN_DIR: daten, SCHLUESSEL: 'pkcs11' })).toEqual({
      ok: false,
      meldung: 'Die Einstellung SCHLUESSEL_ZUGANG ist ungültig: SCHLUESSEL=pkcs11 braucht sie.',
    });
    expect(readConfig({ DATEN_DIR: daten, SCHLUESSEL: 'kms' })).toMatchObject({ ok: false });
  });

  it.each(['kein JSON', '{}', '{"modul":"/x","token":"t","pin":""}', 'null'])(
    'eine Zugangsdatei, die nicht stimmt, nennt ein Satz: %s',
    (inhalt) => {
      expect(pruefe(lies(zugang(inhalt)))).toMatch(
        /^Die Datei SCHLUESSEL_ZUGANG \(.*\) ist nicht lesbar oder unvollständig\.$/,
      );
    },
  );

  it('ein Modul, das es nicht gibt, wird vor dem Start genannt', () => {
    expect(pruefe(lies(zugang({ modul: '/gibt/es/nicht.so', token: 't', pin: '1', schluessel: 's' })))).toBe(
      'Das Modul des HSM gibt es nicht: /gibt/es/nicht.so (SCHLUESSEL_ZUGANG, „modul“).',
    );
  });

  it('ohne HSM gibt es nichts zu prüfen', () => {
    expect(pruefe(lies({}))).toBeNull();
  });
});

describe.skipIf(fehlt)('Schlüssel der Kommunen hinter einem HSM', () => {
  let hsm: SoftHsm;
  beforeAll(() => {
    hsm = startSoftHsm();
    hsm.legeGeheimAn({ label: 'TEST-KEK' });
    hsm.legeGeheimAn({ label: 'TEST-ANDERER' });
    hsm.legeGeheimAn({ label: 'TEST-OFFEN', auslesbar: true });
    for (let i = 0; i < 2; i++) hsm.legeGeheimAn({ label: 'TEST-DOPPELT' });
  });
  afterAll(() => hsm.entferne());

  const mit = (abweichend: object = {}) => {
    const { modul, token, pin } = hsm;
    return lies(zugang({ modul, token, pin, schluessel: 'TEST-KEK', ...abweichend }));
  };
  const kekDatei = (k = WUR) => join(daten, 'schluessel', kekName(k));

  it('im Ordner liegt nur, was das Gerät öffnet; das Gerät gibt seinen Schlüssel nicht her', async () => {
    const anlage = mit();
    expect(pruefe(anlage)).toBeNull();
    const bund = bundOf(anlage);
    await bund.createDek(WUR, VORGANG);
    const geheim = bund.encrypt(WUR, VORGANG, TEXT, 'probe');
    expect(bundOf(anlage).decrypt(WUR, VORGANG, geheim, 'probe').equals(TEXT)).toBe(true);
    expect(statSync(kekDatei()).size).toBe(1 + 12 + 32 + 16);
    expect(hsm.zeigeGeheime()).toContain('never extractable');
  });

  it('ohne das Gerät und mit einem anderen Schlüssel öffnet sich nichts, und der Grund wird gesagt', async () => {
    const bund = bundOf(mit());
    await bund.createDek(WUR, VORGANG);
    const geheim = bund.encrypt(WUR, VORGANG, TEXT, 'probe');
    const oeffne = (b: ReturnType<typeof bundOf>) => () => b.decrypt(WUR, VORGANG, geheim, 'probe');
    expect(oeffne(createSchluesselbund(join(daten, 'schluessel')))).toThrow(/SCHLUESSEL=pkcs11/);
    expect(oeffne(bundOf(mit({ schluessel: 'TEST-ANDERER' })))).toThrow(TresorZu);
    // the start says it before anything runs
    expect(pruefe(lies({}))).toMatch(/SCHLUESSEL=pkcs11/);
    expect(pruefe(mit({ schluessel: 'TEST-ANDERER' }))).toMatch(/^Das HSM hat einen Schlüssel nicht geöffnet/);
    expect(pruefe(mit())).toBeNull();
  });

  it('der Schlüssel einer Kommune öffnet sich nicht an der Stelle einer anderen, und jedes geänderte Bit fällt auf', async () => {
    const bund = bundOf(mit());
    await bund.createDek(WUR, VORGANG);
    copyFileSync(kekDatei(), kekDatei(THA));
    await expect(bundOf(mit()).createDek(THA, VORGANG)).rejects.toThrow(TresorZu);
    const heil = readFileSync(kekDatei());
    for (let bit = 8; bit < heil.length * 8; bit += 37) {
      const b = Buffer.from(heil);
      b[bit >> 3] = (b[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(kekDatei(), b);
      await expect(bundOf(mit()).createDek(WUR, ZWEITER)).rejects.toThrow(TresorZu);
    }
    writeFileSync(kekDatei(), heil.subarray(0, 20));
    await expect(bundOf(mit()).createDek(WUR, ZWEITER)).rejects.toThrow();
    writeFileSync(kekDatei(), heil);
    await bundOf(mit()).createDek(WUR, ZWEITER);
  });

  it('ein Bestand mit offenen Schlüsseln geht über: alles bleibt lesbar, und der offene ist fort', async () => {
    const vorher = createSchluesselbund(join(daten, 'schluessel'));
    await vorher.createDek(WUR, VORGANG);
    const geheim = vorher.encrypt(WUR, VORGANG, TEXT, 'probe');
    expect(vorher.lager.bare()).toEqual([]);
    const offener = readFileSync(kekDatei());

    const bund = bundOf(mit());
    expect(bund.lager.bare()).toEqual([WUR]);
    expect(bund.decrypt(WUR, VORGANG, geheim, 'probe').equals(TEXT)).toBe(true);
    expect(await bund.lager.rotate(WUR)).toBe(1);
    expect(bund.lager.bare()).toEqual([]);
    expect(bundOf(mit()).decrypt(WUR, VORGANG, geheim, 'probe').equals(TEXT)).toBe(true);
    const reste = readdirSync(join(daten, 'schluessel', 'kek')).map((n) =>
      readFileSync(join(daten, 'schluessel', 'kek', n)),
    );
    expect(reste.some((r) => r.includes(offener))).toBe(false);
    // and once more, now from one closed key to the next
    const zu = readFileSync(kekDatei());
    expect(await bund.lager.rotate(WUR)).toBe(1);
    expect(readFileSync(kekDatei()).equals(zu)).toBe(false);
    expect(bundOf(mit()).decrypt(WUR, VORGANG, geheim, 'probe').equals(TEXT)).toBe(true);
  });

  it('eine Sicherung der Schlüssel enthält sie nur verschlossen, und zurückgeholt passen sie zum heutigen', async () => {
    const anlage = mit();
    const bund = bundOf(anlage);
    await bund.createDek(WUR, VORGANG);
    const geheim = bund.encrypt(WUR, VORGANG, TEXT, 'probe');
    const datei = join(daten, 'schluessel.jsonl.gz');
    await packSchluessel(anlage.ordner.schluessel, datei);
    await bund.lager.rotate(WUR);
    // the key of the case is lost, that of its body was changed since
    rmSync(join(anlage.ordner.schluessel, 'dek'), { recursive: true });
    expect(
      await unpackSchluessel(readZeilen(createReadStream(datei)), anlage.ordner.schluessel, tresorOf(anlage.config)),
    ).toBe(1);
    expect(bundOf(anlage).decrypt(WUR, VORGANG, geheim, 'probe').equals(TEXT)).toBe(true);
  });

  it.each([
    ['TEST-FEHLT', 'Im HSM liegt unter dem Namen TEST-FEHLT nicht genau ein AES-Schlüssel.'],
    ['TEST-DOPPELT', 'Im HSM liegt unter dem Namen TEST-DOPPELT nicht genau ein AES-Schlüssel.'],
    ['TEST-OFFEN', 'Der Schlüssel TEST-OFFEN im HSM ließe sich auslesen; mit ihm wird nicht verschlossen.'],
  ])('der Start nennt, was am Schlüssel im Gerät nicht stimmt: %s', (schluessel, meldung) => {
    expect(pruefe(mit({ schluessel }))).toBe(meldung);
  });

  it('der Start nennt ein Token, das es nicht gibt', () => {
    expect(pruefe(mit({ token: 'NIRGENDS' }))).toBe('Das HSM der Schlüssel ist gerade nicht erreichbar.');
  });
});
