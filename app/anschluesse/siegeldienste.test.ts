import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyPdf } from '@rathausverbund/siegel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../packages/siegel/node/krypto.ts';
import { typesetPdf } from '../../packages/siegel/test/pdfs.ts';
import { Aufschub, createSchluesselbund, echteUhr, stellbareUhr } from '../base/index.ts';
import {
  createSchluesselordner,
  createSiegelfaeden,
  createSiegelstelle,
  type Siegelstelle,
} from '../dokumente/index.ts';
import { bundleFaden } from '../dokumente/satz/pruefwerkzeuge.ts';
import type { Siegeldienst, Unterschriftsdienst } from '../ports/index.ts';
import { createFernsignatur } from './fernsignatur/index.ts';
import { createPkcs11 } from './pkcs11/index.ts';
import { type Pruefstand, startPruefstand, VERTRAUENSDIENST } from './pruefstand/gegenstellen.ts';
import { fehltFuerSoftHsm, type SoftHsm, startSoftHsm } from './pruefstand/softhsm.ts';
import { createTsa } from './tsa/index.ts';

const THALLWITZ = { id: '019a0000-0000-7000-8000-000000000001', name: 'Gemeinde Thallwitz' };
const WEBER = { id: '019a0000-0000-7000-8000-000000000002', name: 'Katrin Weber' };
const OHNE_SIEGEL = { id: '019a0000-0000-7000-8000-000000000003', name: 'Stadt Nirgendwo' };

const fehlt = fehltFuerSoftHsm();
if (fehlt) process.stderr.write(`${fehlt}: die Prüfung des Siegels aus dem HSM entfällt.\n`);

let stand: Pruefstand;
let hsm: SoftHsm | undefined;
let ordner: string;
let pdf: Uint8Array;
let faeden: ReturnType<typeof createSiegelfaeden>;
const uhr = () => new Date();
/** clock of the seals; moved on past the pause after an outage */
const siegeluhr = stellbareUhr(Date.now());
const der = (pem: string) => new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));

beforeAll(async () => {
  stand = await startPruefstand();
  ordner = mkdtempSync(join(tmpdir(), 'siegeldienste-'));
  pdf = typesetPdf();
  faeden = createSiegelfaeden({ fadenDatei: await bundleFaden(), anzahl: 1 });
  if (fehlt) return;
  hsm = startSoftHsm();
  hsm.legeAn({ id: '01', label: THALLWITZ.id, organisation: THALLWITZ.name });
  hsm.legeAn({ id: '02', label: WEBER.id, organisation: 'Stadt Wurzen' });
});
afterAll(async () => {
  await faeden.stop();
  hsm?.entferne();
  rmSync(ordner, { recursive: true, force: true });
  expect(await stand.stop()).toBe(0);
});

const fern = (abweichend: Partial<Parameters<typeof createFernsignatur>[0]> = {}) =>
  createFernsignatur(
    {
      url: stand.vertrauensdienst.url,
      clientId: VERTRAUENSDIENST.clientId,
      clientSecret: VERTRAUENSDIENST.clientSecret,
      pin: VERTRAUENSDIENST.pin,
      wurzeln: [der(stand.vertrauensdienst.caPem)],
      zuordnung: { [WEBER.id]: 'unterschrift-1' },
      // the stand-in makes its RSA keys at the first question
      zeitlimitMs: 100_000,
      merkzeitMs: 0,
      ...abweichend,
    },
    { fetch, krypto, uhr },
  );
const ausHsm = (abweichend: Partial<Parameters<typeof createPkcs11>[0]> = {}) => {
  if (!hsm) throw new Error('ohne HSM');
  const { modul, token, pin, ca } = hsm;
  return createPkcs11({ modul, token, pin, kette: [ca], ...abweichend }, { krypto, uhr });
};
const lokal = () => createSchluesselordner({ bund: createSchluesselbund(ordner), krypto, uhr: echteUhr });

type Dienst = Siegeldienst & Unterschriftsdienst;
const stelle = (dienst: Dienst): Siegelstelle => {
  const anker = [der(stand.tsa.caPem)];
  const tsa = createTsa(
    { url: stand.tsa.url, anker, zeitlimitMs: 25_000, uhrabweichungMs: 60_000 },
    { fetch, krypto, uhr },
  );
  return createSiegelstelle({ siegel: dienst, unterschriften: dienst, tsa, umstellungen: {}, uhr: siegeluhr, faeden });
};
const pruefe = async (gesiegelt: Uint8Array, dienst: Dienst) =>
  verifyPdf(gesiegelt, {
    krypto,
    anker: [...Object.values(await dienst.wurzeln()), der(stand.tsa.caPem)],
    jetzt: new Date(),
  });

/** What a document is refused with. */
const scheitert = (s: Siegelstelle, wer = THALLWITZ): Promise<Error> =>
  s.siegele(wer, pdf, 'Bescheid').then(
    () => new Error('gesiegelt'),
    (grund: Error) => grund,
  );
const spaeter = () => siegeluhr.stelle(siegeluhr.jetzt() + 5_000);

const treiber: readonly [string, () => Dienst][] = [
  ['lokal', lokal],
  ...(fehlt ? [] : [['pkcs11', ausHsm] as [string, () => Dienst]]),
  ['fern', fern],
];

// first of all: a token somebody is logged in to takes any PIN
it.skipIf(fehlt)('Eine falsche PIN wird dem HSM nur einmal gesagt', async () => {
  const dienst = ausHsm({ pin: '0815' });
  expect(await dienst.siegel(THALLWITZ)).toMatchObject({ code: 'pkcs11.pin' });
  expect(await scheitert(stelle(dienst))).not.toBeInstanceOf(Aufschub);
});

describe.each(treiber)('Siegel: %s', (name, oeffne) => {
  it('siegelt B-T, und das Siegel hält gegen die Wurzel des Dienstes', async () => {
    const dienst = oeffne();
    const u = await pruefe(await stelle(dienst).siegele(THALLWITZ, pdf, 'Bescheid'), dienst);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(u.unterschriften).toMatchObject([
      { art: 'siegel', niveau: 'B-T', organisation: 'Gemeinde Thallwitz', test: true },
    ]);
    expect(Object.keys(await dienst.wurzeln())).toEqual([
      { lokal: 'siegel-ca.pem', pkcs11: 'siegel-hsm-ca.pem', fern: 'siegel-fern-ca.pem' }[name],
    ]);
  });

  it('nimmt die Unterschrift einer Person dazu, und das Siegel deckt sie', async () => {
    const dienst = oeffne();
    const u = await pruefe(await stelle(dienst).siegele(THALLWITZ, pdf, 'Bescheid', WEBER), dienst);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds' });
    expect(u.unterschriften.map((x) => [x.feld, x.niveau])).toEqual([
      ['Unterschrift1', 'B-T'],
      ['Siegel1', 'B-T'],
    ]);
  });

  it('gibt ohne Zeitstempel nichts heraus und siegelt beim nächsten Mal', async () => {
    const s = stelle(oeffne());
    await stand.order('tsa', 'fehler500');
    const grund = await scheitert(s);
    expect(grund).toBeInstanceOf(Aufschub);
    expect(grund.message).toContain('Zeitstempel: Der Zeitstempeldienst ist gerade nicht erreichbar.');
    // heard of at once by whoever comes next
    expect((await scheitert(s)).message).toBe(grund.message);
    expect(() => s.pruefe()).toThrow(grund.message);
    spaeter();
    expect(() => s.pruefe()).not.toThrow();
    await expect(s.siegele(THALLWITZ, pdf, 'Bescheid')).resolves.toBeInstanceOf(Uint8Array);
  });
});

it('Zwei Dienste stehen nebeneinander für verschiedene Wurzeln ein', async () => {
  const gesiegelt = await stelle(fern()).siegele(THALLWITZ, pdf, 'Bescheid');
  expect(await pruefe(gesiegelt, lokal())).toMatchObject({ unversehrt: 'holds', vertrauen: 'does not hold' });
});

describe('Fernsignatur', () => {
  it.each([
    ['fehler500', 'nicht erreichbar', true],
    ['fremder_hash', 'etwas anderes unterschrieben', false],
    ['anderes_zertifikat', 'Das Zertifikat führt zu keinem', false],
    ['antwort_verloren', 'nicht erreichbar', true],
  ])('gibt nichts heraus bei %s und siegelt beim nächsten Mal', async (was, meldung, wartet) => {
    const s = stelle(fern({ zuordnung: { [THALLWITZ.id]: 'siegel-1' } }));
    await stand.order('vertrauensdienst', was);
    const grund = await scheitert(s);
    expect(grund.message).toContain(meldung);
    expect(grund instanceof Aufschub).toBe(wartet);
    spaeter();
    await expect(s.siegele(THALLWITZ, pdf, 'Bescheid')).resolves.toBeInstanceOf(Uint8Array);
  });

  it('wartet nicht länger als erlaubt', async () => {
    await stand.order('vertrauensdienst', 'langsam', 4000);
    expect(await fern({ zeitlimitMs: 300 }).siegel(THALLWITZ)).toMatchObject({ code: 'fernsignatur.nicht_erreichbar' });
  });

  it('lehnt ab, was nicht hinterlegt ist, falsche Zugangsdaten und eine falsche PIN', async () => {
    expect(await fern().siegel(OHNE_SIEGEL)).toMatchObject({ code: 'fernsignatur.kein_siegel' });
    expect(await fern({ zuordnung: {} }).unterschrift(WEBER)).toMatchObject({
      code: 'fernsignatur.keine_unterschrift',
      meldung: expect.stringContaining(WEBER.id),
    });
    expect(await fern({ clientSecret: 'falsch' }).siegel(THALLWITZ)).toMatchObject({ code: 'fernsignatur.zugang' });
    const m = await fern({ pin: '0000' }).siegel(THALLWITZ);
    expect(m.ok && (await m.signiere(Uint8Array.of(1)))).toMatchObject({ code: 'fernsignatur.abgelehnt' });
  });

  it('lässt warten, wessen Siegel noch nicht hinterlegt ist, nicht, wem der Zugang verweigert wird', async () => {
    expect(await scheitert(stelle(fern()), OHNE_SIEGEL)).toBeInstanceOf(Aufschub);
    expect(await scheitert(stelle(fern({ clientSecret: 'falsch' })))).not.toBeInstanceOf(Aufschub);
    expect(await scheitert(stelle(fern({ pin: '0000' })))).not.toBeInstanceOf(Aufschub);
  });

  it('siegelt nicht mit dem Siegel einer anderen Körperschaft', async () => {
    const vertauscht = fern({ zuordnung: { [OHNE_SIEGEL.id]: 'siegel-1' } });
    expect(await vertauscht.siegel(OHNE_SIEGEL)).toMatchObject({ code: 'fernsignatur.fremdes_siegel' });
  });
});

describe.skipIf(fehlt)('Siegel aus dem HSM', () => {
  it('der Schlüssel verlässt es nicht', () => {
    const liste = hsm?.zeigeSchluessel() ?? '';
    expect(liste).toContain('never extractable');
    expect(liste).not.toMatch(/Access:\s+.*(?<!never )extractable/);
  });

  it('siegelt auch mit RSA, aber nicht mit einem Schlüssel, der nicht mehr als sicher gilt', async () => {
    hsm?.legeAn({ id: '06', label: 'kurz', organisation: 'Stadt Kurz', art: 'rsa:2048' });
    expect(await ausHsm().siegel({ id: 'kurz', name: 'Stadt Kurz' })).toMatchObject({ code: 'pkcs11.zertifikat' });
    hsm?.legeAn({ id: '03', label: 'rsa', organisation: 'Stadt Wurzen', art: 'rsa:3072' });
    const dienst = ausHsm();
    const gesiegelt = await stelle(dienst).siegele({ id: 'rsa', name: 'Stadt Wurzen' }, pdf, 'Bescheid');
    expect(await pruefe(gesiegelt, dienst)).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds' });
  });

  it('ein Zertifikat, das zu einem anderen Schlüssel gehört, fällt auf, bevor etwas herausgeht', async () => {
    hsm?.legeAn({ id: '04', label: 'leer', organisation: 'Stadt Nerchau' });
    hsm?.verwechsle({ id: '01', unter: '04', label: 'falsch', organisation: 'Stadt Falsch' });
    const s = stelle(ausHsm());
    await expect(s.siegele({ id: 'falsch', name: 'Stadt Falsch' }, pdf, 'Bescheid')).rejects.toThrow(
      'Die Signatur passt nicht zum Zertifikat',
    );
  });

  it('lehnt einen auslesbaren Schlüssel ab', async () => {
    hsm?.legeAn({ id: '05', label: 'offen', organisation: 'Stadt Offen', auslesbar: true });
    expect(await ausHsm().siegel({ id: 'offen', name: 'Stadt Offen' })).toMatchObject({ code: 'pkcs11.auslesbar' });
  });

  it('lehnt ab, was nicht hinterlegt oder einer anderen Körperschaft ausgestellt ist', async () => {
    expect(await ausHsm().siegel(OHNE_SIEGEL)).toMatchObject({
      code: 'pkcs11.kein_siegel',
      meldung: expect.stringContaining(OHNE_SIEGEL.id),
    });
    expect(await ausHsm().siegel({ ...THALLWITZ, name: 'Stadt Wurzen' })).toMatchObject({
      code: 'pkcs11.fremdes_siegel',
    });
    expect(await ausHsm({ kette: [] }).siegel(THALLWITZ)).toMatchObject({ code: 'pkcs11.zertifikat' });
  });

  it('sagt, dass das Gerät nicht erreichbar ist, und geht wieder, wenn es da ist', async () => {
    expect(await ausHsm({ token: 'gezogen' }).siegel(THALLWITZ)).toMatchObject({ code: 'pkcs11.nicht_erreichbar' });
    expect(await ausHsm({ modul: '/gibt/es/nicht.so' }).siegel(THALLWITZ)).toMatchObject({
      code: 'pkcs11.nicht_erreichbar',
    });
    const grund = await scheitert(stelle(ausHsm({ token: 'gezogen' })));
    expect(grund).toBeInstanceOf(Aufschub);
    expect(grund.message).toContain('Siegel: Das Siegelgerät (HSM) ist gerade nicht erreichbar.');
    expect(await scheitert(stelle(ausHsm()), OHNE_SIEGEL)).toBeInstanceOf(Aufschub);
    expect(await ausHsm().siegel(THALLWITZ)).toMatchObject({ ok: true });
  });
});
