import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { hasBouncyCastle } from '../../test/bouncycastle.ts';
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
      const dort = hasBouncyCastle() ? commands : commands.filter((c) => !/^java |pruefung-stempel/.test(c));
      const said = dort.map((c) => [c, sh(c)] as const);
      const run = (start: string) => said.filter(([c]) => c.startsWith(start)).map(([, out]) => out);
      expect(run('sha256sum pruefen.html')[0]?.slice(0, 64)).toBe(pruefseite.sha256);
      expect(run('sha256sum pruefen.mjs')[0]?.slice(0, 64)).toBe(pruefprogramm.sha256);
      expect(anleitung).toContain(pruefseite.sha256);
      expect(anleitung).toContain(pruefprogramm.sha256);
      expect(run("sha256sum 'dok")[0]).toContain(hex(krypto.sha256(inhalt.dokumente[0]?.bytes ?? utf8(''))));
      expect(run('pdfsig')[0]).toContain('Signature is Valid');
      expect(inhalt.ereignisse.map((_, i) => readFileSync(join(folder, `pruefung-${i + 1}.wert`), 'hex'))).toEqual(
        inhalt.ereignisse.map((e) => hex(ereignisC(krypto.sha256, e.salt, JSON.parse(e.event)))),
      );
      expect(run('n=0; while read -r nr index hashes; do n=$((n + 1)); stand')).toEqual([
        inhalt.ereignisse.map((_, i) => `Ereignis ${i + 1}: Wurzel stimmt\n`).join(''),
      ]);
      const proofs = inhalt.ereignisse.map((_, i) => sh(`cat pruefung-${i + 1}.tlog-proof`));
      expect(proofs).toEqual(inhalt.ereignisse.map((e) => e.tlogProof));
      expect(run('cmp')).toEqual(['']);
      expect(run('openssl pkeyutl')).toEqual(Array.from({ length: 2 }, () => 'Signature Verified Successfully\n'));
      expect(run('openssl ts')).toHaveLength(hasBouncyCastle() ? 2 : 1);
      if (hasBouncyCastle())
        expect(run('java')).toEqual([expect.stringMatching(/^Beweisdatensatz gilt: gestempelt 20/)]);
      if (hasBouncyCastle()) {
        const [java = ''] = commands.filter((c) => c.startsWith('java '));
        sh('cp protokoll/0001.txt gut.txt; echo >> protokoll/0001.txt');
        expect(() => sh(java)).toThrow('not found');
        sh('mv gut.txt protokoll/0001.txt; rm pruefung-stempel.*');
        expect(sh(java)).toContain('Beweisdatensatz gilt');
        sh('cp META-INF/evidencerecord0001.ers gut.ers; head -c -40 gut.ers > META-INF/evidencerecord0001.ers');
        expect(() => sh(java)).toThrow();
        sh('mv gut.ers META-INF/evidencerecord0001.ers');
      }
      expect(sh('cat META-INF/ASiCManifest.xml')).toContain(run('openssl dgst')[0]?.trim());
    },
    120_000,
  );

  it.skipIf(!there('unzip', 'openssl'))(
    'altered in any part, no longer leads to its root by these commands',
    async () => {
      const name = buendelName(inhalt.angaben.aktenzeichen);
      const commands = (ort: string) => [
        ...readFileSync(join(ort, 'PRUEFEN.txt'), 'utf8').matchAll(
          /^ {3}(n=0; .+(?:wert|"\$nr"\.checkpoint; i=\$index).+)$/gm,
        ),
      ];
      const written = await writeBundle(inhalt, { krypto, stempel: welt.stempel });
      const says = (aendere: (ort: string) => void): string[] => {
        const ort = mkdtempSync(join(folder, 'anders-'));
        writeFileSync(join(ort, name), written);
        execFileSync('sh', ['-c', `LC_ALL=C.UTF-8 unzip -q ${name}`], { cwd: ort });
        aendere(ort);
        const out = commands(ort).map(([, c = '']) => execFileSync('sh', ['-c', c], { cwd: ort, encoding: 'utf8' }));
        return out.join('').split('\n').slice(0, -1);
      };
      const edit = (datei: string, how: (text: string) => string) => (ort: string) =>
        writeFileSync(join(ort, datei), how(readFileSync(join(ort, datei), 'utf8')));
      const good = inhalt.ereignisse.map((_, i) => `Ereignis ${i + 1}: Wurzel stimmt`);
      const bad = good.map((z) => `${z} NICHT`);
      const first = [bad[0], ...good.slice(1)];
      const base64s = (text: string) => text.replace(/[A-Za-z0-9+/]{43}=/, 'A'.repeat(43).concat('='));
      expect(says(() => {})).toEqual(good);
      expect(says(edit('ereignisse/ereignisse.jsonl', (t) => t.replace('"n":1', '"n":7')))).toEqual(first);
      expect(says(edit('ereignisse/salze.txt', base64s))).toEqual(first);
      expect(says(edit('ereignisse/beweise.txt', base64s))).toEqual(first);
      expect(says(edit('ereignisse/beweise.txt', (t) => t.replace(/^0001 1 /, '0001 0 ')))).toEqual(first);
      expect(says(edit('ereignisse/beweise.txt', (t) => t.replace(/^0001 1 /, '0001 99 ')))).toEqual(first);
      expect(says(edit('ereignisse/beweise.txt', (t) => t.replace('\n', ` ${'A'.repeat(43)}=\n`)))).toEqual(first);
      expect(says(edit('ereignisse/beweise.txt', (t) => t.replace(/ \S+\n/, '\n')))).toEqual(first);
      expect(says(edit('protokoll/0001.checkpoint', base64s))).toEqual(bad);
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
