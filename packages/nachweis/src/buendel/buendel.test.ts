import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { ereignisC } from '../baum/hash.ts';
import { base64, fromBase64, hex, utf8 } from '../bytes.ts';
import { baueWelt, gutesBuendel } from '../probe/welt.ts';
import { formatAnker } from '../pruefung/anker.ts';
import { buendelName } from './inhalt.ts';
import { formatManifest, parseManifest } from './manifest.ts';
import { certificatesOf, pem } from './pem.ts';
import { writeBundle } from './write.ts';

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const folder = mkdtempSync(join(tmpdir(), 'nachweis-'));
const there = (...commands: string[]) => commands.every((c) => spawnSync('sh', ['-c', `command -v ${c}`]).status === 0);
const sh = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
afterAll(() => rmSync(folder, { recursive: true }));

describe('a bundle', () => {
  it('refuses file names that are not plain or not unique', async () => {
    const [dokument] = inhalt.dokumente;
    if (!dokument) throw new Error('Dokument erwartet');
    for (const name of ['../x', 'a/b', '', 'a\nb']) {
      await expect(writeBundle({ ...inhalt, dokumente: [{ ...dokument, name }] }, { krypto })).rejects.toThrow(
        'Dateiname',
      );
    }
    await expect(writeBundle({ ...inhalt, dokumente: [dokument, dokument] }, { krypto })).rejects.toThrow('Dateiname');
  });

  it('is not written when the time stamp cannot be had', async () => {
    const stempel = () => Promise.reject(new Error('Dienst nicht erreichbar'));
    await expect(writeBundle(inhalt, { krypto, stempel })).rejects.toThrow('nicht erreichbar');
  });

  it('is named after the Aktenzeichen', () => {
    expect(buendelName('TW 2026/000123')).toBe('Nachweis-TW_2026_000123.asice');
  });

  it.skipIf(!there('unzip', 'openssl', 'sha256sum', 'pdfsig', 'awk', 'od'))(
    'is checked by the foreign commands of PRUEFEN.txt',
    async () => {
      writeFileSync(join(folder, 'pruefen.html'), 'die Prüfseite');
      const pruefseite = {
        sha256: hex(krypto.sha256(utf8('die Prüfseite'))),
        adresse: 'https://v.example/pruefen.html',
      };
      writeFileSync(join(folder, 'pruefen.mjs'), 'das Programm');
      const pruefprogramm = {
        sha256: hex(krypto.sha256(utf8('das Programm'))),
        adresse: 'https://v.example/pruefen.mjs',
      };
      const angaben = { ...inhalt.angaben, pruefseite, pruefprogramm, anker: 'https://v.example/anker' };
      const name = buendelName(angaben.aktenzeichen);
      writeFileSync(join(folder, name), await writeBundle({ ...inhalt, angaben }, { krypto, stempel: welt.stempel }));
      mkdirSync(join(folder, 'ORDNER'));
      writeFileSync(join(folder, 'ORDNER', 'zeitstempel-ca.pem'), pem([welt.ca.certificate]));
      writeFileSync(join(folder, 'ORDNER', 'anker.json'), formatAnker(welt.anker));
      sh(`LC_ALL=C.UTF-8 unzip -q ${name}`);
      const anleitung = sh('cat PRUEFEN.txt');
      expect(anleitung).toContain('TEST');
      expect(anleitung).toContain('nennt ihre Anker unter https://v.example/anker.');
      const commands = [...anleitung.matchAll(/^ {3}(.+)$/gm)].map(([, c = '']) => c);
      expect(commands.splice(0, 1)).toEqual([`node pruefen.mjs ${name} --anker ORDNER`]);
      expect(commands.splice(2, 1)).toEqual([`unzip ${name}`]);
      const said = commands.map((c) => [c, sh(c)] as const);
      const run = (start: string) => said.filter(([c]) => c.startsWith(start)).map(([, out]) => out);
      expect(run('sha256sum pruefen.html')[0]?.slice(0, 64)).toBe(pruefseite.sha256);
      expect(run('sha256sum pruefen.mjs')[0]?.slice(0, 64)).toBe(pruefprogramm.sha256);
      expect(anleitung).toContain(pruefseite.sha256);
      expect(anleitung).toContain(pruefprogramm.sha256);
      expect(run("sha256sum 'dok")[0]).toContain(hex(krypto.sha256(inhalt.dokumente[0]?.bytes ?? utf8(''))));
      expect(run('pdfsig')[0]).toContain('Signature is Valid');
      const cs = run('n=0; while IFS=')[0]
        ?.split('\n')
        .map((line) => line.slice(0, 64));
      expect(cs?.slice(0, -1)).toEqual(
        inhalt.ereignisse.map((e) => hex(ereignisC(krypto.sha256, e.salt, JSON.parse(e.event)))),
      );
      const proofs = inhalt.ereignisse.map((_, i) => sh(`cat pruefung-${i + 1}.tlog-proof`));
      expect(proofs).toEqual(inhalt.ereignisse.map((e) => e.tlogProof));
      expect(run('cmp')).toEqual(['']);
      expect(run('openssl pkeyutl')).toEqual(Array.from({ length: 2 }, () => 'Signature Verified Successfully\n'));
      expect(run('openssl ts')).toHaveLength(1);
      expect(sh('cat META-INF/ASiCManifest.xml')).toContain(run('openssl dgst')[0]?.trim());
    },
  );
});

describe('the manifest', () => {
  const verweise = [
    { name: 'dokumente/Größe & "Maß" <1>.pdf', mime: 'application/pdf', sha256: krypto.sha256(utf8('x')) },
  ];

  it('reads what it wrote, whatever the names are', () => {
    for (const gestempelt of [true, false])
      expect(parseManifest(formatManifest({ verweise, gestempelt }))).toEqual({ verweise, gestempelt });
  });

  it('refuses every other spelling', () => {
    const good = formatManifest({ verweise, gestempelt: true });
    for (const bad of [
      '',
      `${good} `,
      good.replace('<asic:Data', '<!-- x --><asic:Data'),
      good.replace('sha256', 'sha1'),
      good.replaceAll('asic:', 'a:'),
      good.replace('%26', '&amp;'),
    ]) {
      expect(parseManifest(bad)).toBeNull();
    }
  });
});

describe('certificates in files', () => {
  it('are read from PEM and DER', () => {
    const certs = [welt.ca.certificate, welt.tsa.certificate];
    expect(certificatesOf(pem(certs))).toEqual(certs);
    expect(certificatesOf(welt.ca.certificate)).toEqual([welt.ca.certificate]);
    expect(certificatesOf(utf8('nichts'))).toBeNull();
  });
});

describe('Base64', () => {
  it('has one spelling per value', () => {
    expect(fromBase64('AA==')).toEqual(Uint8Array.of(0));
    for (const bad of ['AB==', 'AA', 'AA= =', ' AA==', '-_==']) expect(fromBase64(bad)).toBeNull();
    expect(base64(new Uint8Array(100_000)).length).toBe(133_336);
  });
});
