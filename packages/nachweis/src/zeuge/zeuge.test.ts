import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { appendLeaves } from '../baum/append.ts';
import type { HoleKnoten } from '../baum/knoten.ts';
import { consistencyProof } from '../baum/proof.ts';
import { utf8 } from '../bytes.ts';
import { signCheckpoint } from '../note/checkpoint.ts';
import { verifyCosignature } from '../note/cosignature.ts';
import { parseNote } from '../note/note.ts';
import { formatVkey } from '../note/vkey.ts';
import { newSigner } from '../probe/schluessel.ts';
import { type Anfrage, formatAddCheckpoint, parseAddCheckpoint } from './anfrage.ts';
import { bezeuge } from './bezeuge.ts';
import { formatPolicy, isQuorum, parsePolicy, policyOf } from './policy.ts';

const origin = 'verbund.example/log/0b6b2f0e-3a52-4b07-9a55-6d2f4f0c7a11/1';
const log = await newSigner(krypto, origin, 'log');
const signer = await newSigner(krypto, 'zeuge.example/w1', 'zeuge');
const zeuge = { krypto, signer, logs: [log.key], jetzt: 1_800_000_000 };

const knoten = new Map<string, Uint8Array>();
const hole: HoleKnoten = async (orte) => orte.map((o) => knoten.get(`${o.ebene}/${o.index}`) ?? new Uint8Array());
const wurzeln: Uint8Array[] = [krypto.sha256(new Uint8Array())];
for (let n = 0; n < 9; n += 1) {
  const anhang = await appendLeaves(krypto.sha256, n, hole, [krypto.sha256(utf8(`blatt ${n}`))]);
  for (const k of anhang.knoten) knoten.set(`${k.ebene}/${k.index}`, k.hash);
  wurzeln.push(anhang.wurzel);
}
const wurzel = (groesse: number) => wurzeln[groesse] as Uint8Array;
const zustand = (groesse: number) => ({ origin, groesse, wurzel: wurzel(groesse) });

async function anfrage(alt: number, neu: number, statt: Partial<Anfrage> = {}): Promise<Anfrage> {
  const checkpoint = await signCheckpoint(krypto, log, { origin, groesse: neu, wurzel: wurzel(neu) });
  return { oldSize: alt, proof: await consistencyProof(krypto.sha256, alt, neu, hole), checkpoint, ...statt };
}

describe('a witness', () => {
  it('cosigns the first checkpoint it sees and each that continues it', async () => {
    let bekannt: Parameters<typeof bezeuge>[1] = null;
    for (const [alt, neu] of [
      [0, 3],
      [3, 3],
      [3, 4],
      [4, 9],
    ] as const) {
      const { checkpoint, ...rest } = await anfrage(alt, neu);
      const antwort = await bezeuge(zeuge, bekannt, { checkpoint, ...rest });
      if (!antwort.ok) throw new Error(antwort.meldung);
      expect(antwort.neuerZustand).toEqual(zustand(neu));
      const note = parseNote(checkpoint + antwort.cosignature);
      expect(note && (await verifyCosignature(krypto, signer.key, note))).toEqual({ state: 'gut', zeit: zeuge.jetzt });
      bekannt = antwort.neuerZustand;
    }
  });

  it('cosigns an empty log', async () => {
    expect(await bezeuge(zeuge, null, await anfrage(0, 0))).toMatchObject({ ok: true });
  });

  it('says which size it knows when the log believes another (409)', async () => {
    expect(await bezeuge(zeuge, zustand(4), await anfrage(3, 9))).toMatchObject({
      ok: false,
      code: 'konflikt',
      status: 409,
      groesse: 4,
    });
    expect(await bezeuge(zeuge, zustand(4), await anfrage(0, 3))).toMatchObject({
      ok: false,
      code: 'konflikt',
      groesse: 4,
    });
    expect(await bezeuge(zeuge, null, await anfrage(3, 9))).toMatchObject({ ok: false, code: 'konflikt', groesse: 0 });
  });

  it('refuses another root for a known size (409)', async () => {
    const checkpoint = await signCheckpoint(krypto, log, { origin, groesse: 4, wurzel: wurzel(5) });
    expect(await bezeuge(zeuge, zustand(4), { oldSize: 4, proof: [], checkpoint })).toMatchObject({
      code: 'konflikt',
      status: 409,
      groesse: 4,
    });
  });

  it('refuses a tree that does not continue the known one (422)', async () => {
    const checkpoint = await signCheckpoint(krypto, log, { origin, groesse: 9, wurzel: wurzel(8) });
    expect(await bezeuge(zeuge, zustand(4), await anfrage(4, 9, { checkpoint }))).toMatchObject({
      code: 'beweis',
      status: 422,
    });
    expect(await bezeuge(zeuge, zustand(4), await anfrage(4, 9, { proof: [] }))).toMatchObject({ code: 'beweis' });
    expect(await bezeuge(zeuge, null, await anfrage(0, 9, { proof: [wurzel(1)] }))).toMatchObject({ code: 'beweis' });
  });

  it('refuses a smaller tree (400), a foreign log (404) and a foreign signature (403)', async () => {
    expect(await bezeuge(zeuge, zustand(4), await anfrage(3, 3, { oldSize: 4 }))).toMatchObject({
      code: 'ungueltig',
      status: 400,
    });
    expect(await bezeuge(zeuge, zustand(4), await anfrage(4, 9, { checkpoint: 'nichts' }))).toMatchObject({
      code: 'ungueltig',
      status: 400,
    });
    expect(await bezeuge({ ...zeuge, logs: [] }, zustand(4), await anfrage(4, 9))).toMatchObject({
      code: 'unbekannt',
      status: 404,
    });
    const fremd = await newSigner(krypto, origin, 'log');
    const checkpoint = await signCheckpoint(krypto, fremd, { origin, groesse: 9, wurzel: wurzel(9) });
    expect(await bezeuge(zeuge, zustand(4), await anfrage(4, 9, { checkpoint }))).toMatchObject({
      code: 'unterschrift',
      status: 403,
    });
  });

  it('reads the request it was sent', async () => {
    const a = await anfrage(3, 9);
    expect(parseAddCheckpoint(formatAddCheckpoint(a))).toEqual(a);
    for (const bad of ['', 'old 3', 'old 03\n\nx', 'old -1\n\nx', 'new 3\n\nx', 'old 3\nAAAA\n\nx'])
      expect(parseAddCheckpoint(bad)).toBeNull();
    expect(parseAddCheckpoint(formatAddCheckpoint({ ...a, proof: Array(64).fill(wurzel(1)) }))).toBeNull();
  });
});

describe('a witness policy', () => {
  it('asks for k of n and survives being written down', async () => {
    const w2 = await newSigner(krypto, 'w2', 'zeuge');
    const policy = policyOf([log.key], [signer.key, w2.key], 2);
    expect(parsePolicy(krypto.sha256, formatPolicy(policy))).toEqual(policy);
    expect(isQuorum(policy, new Set([signer.key.name]))).toBe(false);
    expect(isQuorum(policy, new Set([signer.key.name, 'w2']))).toBe(true);
    expect(isQuorum(policy, new Set(['zeugen']))).toBe(false);
    expect(isQuorum(policyOf([], [], 0), new Set())).toBe(true);
  });

  it('understands groups of groups and refuses broken ones', async () => {
    const keys = await Promise.all(['a', 'b', 'c'].map((name) => newSigner(krypto, name, 'zeuge')));
    const witnesses = keys.map(({ key }) => `witness ${key.name} ${formatVkey(key)}`).join('\n');
    const good = `# Kommentar\n\n${witnesses}\ngroup x any a b\n group y all\tx c\nquorum y\n`;
    const policy = parsePolicy(krypto.sha256, good);
    expect(policy && isQuorum(policy, new Set(['b', 'c']))).toBe(true);
    expect(policy && isQuorum(policy, new Set(['a', 'b']))).toBe(false);
    const bad = [
      '',
      `${good}quorum y\n`,
      good.replace('quorum y', 'quorum z'),
      good.replace('any a b', '3 a b'),
      good.replace('all\tx c', 'all a c'),
      `${good}wer weiss\n`,
      `${good}\r`,
    ];
    for (const text of [...bad, `${witnesses}\n${witnesses}\nquorum a\n`])
      expect(parsePolicy(krypto.sha256, text), text).toBeNull();
  });
});
