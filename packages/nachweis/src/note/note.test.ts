import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { concat, utf8 } from '../bytes.ts';
import { newSigner } from '../probe/schluessel.ts';
import { formatCheckpoint, logOrigin, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosign, verifyCosignature } from './cosignature.ts';
import { formatNote, formatSignature, parseNote, verifyNote } from './note.ts';
import { formatTlogProof, parseTlogProof } from './tlogproof.ts';
import { formatVkey, parseVkey, spkiFromRaw } from './vkey.ts';

const UUID = '0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11';
const origin = logOrigin('verbund.example', UUID, 1);
const wurzel = krypto.sha256(utf8('wurzel'));
const log = await newSigner(krypto, origin, 'log');
const zeuge = await newSigner(krypto, 'zeuge.example/w1', 'zeuge');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('signed notes', () => {
  it('verify the example of the Go note package', async () => {
    const key = parseVkey(krypto.sha256, 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    const note = parseNote(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
        '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
    );
    if (!key || !note) throw new Error('nicht gelesen');
    expect(await verifyNote(krypto, key, note)).toBe('gut');
    expect(await verifyNote(krypto, key, { ...note, text: `${note.text}x\n` })).toBe('falsch');
    expect(await verifyNote(krypto, { ...key, name: 'Other' }, note)).toBe('fehlt');
  });

  it('know the key id of a public log', () => {
    const vkey = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const key = parseVkey(krypto.sha256, vkey);
    expect(key && formatVkey(key)).toBe(vkey);
    expect(parseVkey(krypto.sha256, vkey.replace('033de0ae', '033de0af'))).toBeNull();
    expect(parseVkey(krypto.sha256, `x ${vkey}`)).toBeNull();
  });

  it('are refused when malformed', () => {
    const good = formatNote({
      text: 'a\n',
      signatures: [{ name: 'n', id: new Uint8Array(4), bytes: new Uint8Array(64) }],
    });
    expect(parseNote(good)).not.toBeNull();
    const bad = [
      '',
      '\n',
      'a\n',
      good.slice(0, -1),
      `${good}x`,
      good.replace('—', '-'),
      `\t${good}`,
      good.replace('— n', '— n+'),
      `${good}\n`,
      `\ud800${good}`,
    ];
    for (const text of bad) expect(parseNote(text), JSON.stringify(text)).toBeNull();
  });
});

describe('checkpoints', () => {
  it('are signed by the key of their log and read back', async () => {
    const text = await signCheckpoint(krypto, log, { origin, groesse: 7, wurzel });
    const gelesen = parseCheckpoint(text);
    expect(gelesen?.checkpoint).toEqual({ origin, groesse: 7, wurzel });
    expect(gelesen && (await verifyNote(krypto, log.key, gelesen.note))).toBe('gut');
    await expect(signCheckpoint(krypto, log, { origin: 'other', groesse: 7, wurzel })).rejects.toThrow('anderen');
  });

  it.skipIf(!hasOpenssl)('verify with openssl alone', async () => {
    const gelesen = parseCheckpoint(await signCheckpoint(krypto, log, { origin, groesse: 7, wurzel }));
    const folder = mkdtempSync(join(tmpdir(), 'nachweis-'));
    try {
      const file = (name: string, data: Uint8Array) => {
        writeFileSync(join(folder, name), data);
        return join(folder, name);
      };
      const command = (text: string) => {
        const paths = [
          file('key', spkiFromRaw(log.key.publicKey)),
          file('sig', gelesen?.note.signatures[0]?.bytes ?? utf8('')),
          file('text', utf8(text)),
        ];
        return `pkeyutl -verify -pubin -keyform DER -rawin -inkey ${paths[0]} -sigfile ${paths[1]} -in ${paths[2]}`.split(
          ' ',
        );
      };
      expect(execFileSync('openssl', command(gelesen?.note.text ?? ''), { encoding: 'utf8' })).toContain(
        'Verified Successfully',
      );
      expect(spawnSync('openssl', command(`${gelesen?.note.text}x`)).status).not.toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are refused with leading zeroes, extension lines or a short root', () => {
    const sig = `\n${formatSignature({ name: 'n', id: new Uint8Array(4), bytes: new Uint8Array(64) })}`;
    const good = formatCheckpoint({ origin, groesse: 7, wurzel });
    expect(parseCheckpoint(good + sig)).not.toBeNull();
    for (const bad of [
      good.replace('\n7\n', '\n07\n'),
      good.replace('\n7\n', '\n-7\n'),
      `${good}mehr\n`,
      formatCheckpoint({ origin, groesse: 7, wurzel: wurzel.slice(1) }),
    ]) {
      expect(parseCheckpoint(bad + sig)).toBeNull();
    }
  });

  it('carry the name of the platform, the body and the epoch', () => {
    expect(origin).toBe(`verbund.example/log/${UUID}/1`);
    expect(() => logOrigin('a b', UUID, 1)).toThrow();
    expect(() => logOrigin('verbund.example', 'wurzen', 1)).toThrow();
  });
});

describe('cosignatures', () => {
  it('bind the witness, the time and the checkpoint', async () => {
    const text = await signCheckpoint(krypto, log, { origin, groesse: 7, wurzel });
    const note = parseNote(text);
    if (!note) throw new Error('nicht gelesen');
    const line = await cosign(krypto, zeuge, note.text, 1_700_000_000);
    const signed = parseNote(text + formatSignature(line));
    if (!signed) throw new Error('nicht gelesen');
    expect(await verifyCosignature(krypto, zeuge.key, signed)).toEqual({ state: 'gut', zeit: 1_700_000_000 });
    expect(await verifyCosignature(krypto, zeuge.key, note)).toEqual({ state: 'fehlt' });
    for (const i of [0, 7, 8, 71]) {
      const bytes = line.bytes.map((b, at) => (at === i ? b ^ 1 : b));
      expect(await verifyCosignature(krypto, zeuge.key, { ...note, signatures: [{ ...line, bytes }] })).toEqual({
        state: 'falsch',
      });
    }
    expect(
      await verifyCosignature(krypto, zeuge.key, { ...signed, text: formatCheckpoint({ origin, groesse: 8, wurzel }) }),
    ).toEqual({ state: 'falsch' });
  });

  it('sign exactly the message of C2SP cosignature/v1', async () => {
    const line = await cosign(krypto, zeuge, 'o\n1\nr\n', 1);
    const message = utf8('cosignature/v1\ntime 1\no\n1\nr\n');
    expect(line.bytes.slice(0, 8)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1));
    expect(
      await krypto.verify(spkiFromRaw(zeuge.key.publicKey), { art: 'ed25519' }, line.bytes.slice(8), message),
    ).toBe(true);
  });

  it('are not given with the key of a log, nor checkpoints with the key of a witness', async () => {
    await expect(cosign(krypto, log, 'x\n', 1)).rejects.toThrow('Zeugenschluessel');
    await expect(
      signCheckpoint(krypto, { ...zeuge, key: { ...zeuge.key, name: origin } }, { origin, groesse: 1, wurzel }),
    ).rejects.toThrow();
  });
});

describe('tlog-proof', () => {
  it('reads what it wrote, with and without extra', async () => {
    const checkpoint = await signCheckpoint(krypto, log, { origin, groesse: 7, wurzel });
    for (const extra of [undefined, utf8('salz')]) {
      const text = formatTlogProof({ index: 3, proof: [wurzel, wurzel], checkpoint, ...(extra ? { extra } : {}) });
      expect(parseTlogProof(text)).toMatchObject({
        index: 3,
        proof: [wurzel, wurzel],
        checkpoint,
        ...(extra ? { extra } : {}),
      });
    }
  });

  it('never throws and has one spelling only', async () => {
    const checkpoint = await signCheckpoint(krypto, log, { origin, groesse: 7, wurzel });
    const good = utf8(formatTlogProof({ index: 3, proof: [wurzel], checkpoint }));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(127), (at, byte) => {
        const text = String.fromCharCode(...concat(good.slice(0, at), Uint8Array.of(byte), good.slice(at + 1)));
        const parsed = parseTlogProof(text);
        if (parsed) expect(formatTlogProof(parsed)).toBe(text);
      }),
    );
  });
});
