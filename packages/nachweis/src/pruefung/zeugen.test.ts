import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { writeBundle } from '../buendel/write.ts';
import { utf8 } from '../bytes.ts';
import { newSigner } from '../probe/schluessel.ts';
import { baueWelt, protokolliere } from '../probe/welt.ts';
import { type Anker, type AnkerLog, formatAnker, readAnker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const kreis = await newSigner(krypto, 'kreis.example/w1', 'zeuge');
const nachbar = await newSigner(krypto, 'nachbar.example/w1', 'zeuge');
const nachbarAlt = await newSigner(krypto, 'nachbar.example/w1', 'zeuge');
const wer = (key: typeof kreis.key, name: string, betreiber: string) => ({ key, name, betreiber, intern: false });
const zeugen = [
  ...welt.anker.zeugen,
  wer(kreis.key, 'Zeuge des Landkreises', 'Landkreis Leipzig'),
  wer(nachbar.key, 'Zeuge Grimma', 'Stadt Grimma'),
];
const jetzt = new Date('2026-04-01T00:00:00Z');

function ankerMit(zusatz: Partial<Anker>, policy?: NonNullable<AnkerLog['zeugen']>): Anker {
  const logs = welt.anker.logs.map((log) => ({ ...log, ...(policy ? { zeugen: policy } : {}) }));
  return { ...welt.anker, logs, zeugen, ...zusatz };
}

async function judge(anker: Anker, signers = [welt.zeuge, kreis]) {
  const ereignisse = await protokolliere(welt, [{}], signers);
  const angaben = { aktenzeichen: 'TW-1', koerperschaft: 'X', hinweise: [], test: true };
  const inhalt = { dokumente: [], ereignisse, policy: 'quorum none\n', zertifikate: [], angaben };
  const ergebnis = await pruefe(await writeBundle(inhalt, { krypto, stempel: welt.stempel }), {
    krypto,
    jetzt,
    anker,
  });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return ergebnis;
}
const betreiber = async (anker: Anker, signers?: (typeof kreis)[]) =>
  (await judge(anker, signers)).hinweise.find((h) => h.code === 'betreiber')?.meldung;

describe('the policy of a body', () => {
  it('takes the place of the general one, stricter or milder', async () => {
    const beide = [welt.zeuge.key.name, kreis.key.name];
    expect((await judge(ankerMit({ k: 3 }))).zeugen.antwort).toBe('does not hold');
    expect((await judge(ankerMit({ k: 3 }, { k: 2, namen: beide }))).zeugen.antwort).toBe('holds');
    const streng = { k: 1, namen: [nachbar.key.name] };
    expect((await judge(ankerMit({ k: 1 }))).zeugen.antwort).toBe('holds');
    expect((await judge(ankerMit({ k: 1 }, streng))).zeugen.antwort).toBe('does not hold');
  });

  it('is told with the witnesses that meet it', async () => {
    const { gruende } = (await judge(ankerMit({ k: 2 }))).zeugen;
    expect(gruende.find((g) => g.code === 'zeugen.genug')?.meldung).toContain(
      '2 gegengezeichnet, verlangt sind 2 von 3 Zeugen: Zeuge Wurzen (intern), Zeuge des Landkreises (Landkreis Leipzig).',
    );
  });

  it('counts a witness with two keys once', async () => {
    const anker = ankerMit({ k: 2, zeugen: [...zeugen, wer(nachbarAlt.key, 'Zeuge Grimma', 'Stadt Grimma')] });
    expect((await judge(anker, [nachbar, nachbarAlt])).zeugen.antwort).toBe('does not hold');
    expect((await judge(anker, [nachbar, kreis])).zeugen.antwort).toBe('holds');
  });

  it('is written to and read from the folder of anchors, and refused when it cannot be meant', () => {
    const mit = (policy: unknown) => {
      const text = new TextDecoder().decode(formatAnker(ankerMit({}, { k: 1, namen: [kreis.key.name] })));
      const json = JSON.parse(text) as { logs: { zeugen?: unknown }[] };
      for (const log of json.logs) log.zeugen = policy;
      return readAnker(krypto.sha256, new Map([['anker.json', utf8(JSON.stringify(json))]]));
    };
    const gut = { k: 1, namen: [kreis.key.name, nachbar.key.name] };
    expect(mit(gut)).toMatchObject({ ok: true, anker: { logs: [{ zeugen: gut }] } });
    const name = kreis.key.name;
    for (const policy of [
      null,
      [],
      {},
      { k: 2, namen: [name] },
      { k: -1, namen: [name] },
      { k: 1, namen: ['fremd'] },
      { k: 1, namen: [name, name] },
      { k: 1, namen: name },
      { k: '1', namen: [name] },
    ])
      expect(mit(policy).ok, JSON.stringify(policy)).toBe(false);
  });
});

describe('independent operators', () => {
  it('are counted apart from internal witnesses and named', async () => {
    expect(await betreiber(ankerMit({}), [welt.zeuge])).toContain('nicht gegen den Betreiber geschützt');
    expect(await betreiber(ankerMit({}))).toBe('Ein unabhängiger Betreiber hat gegengezeichnet: Landkreis Leipzig.');
    expect(await betreiber(ankerMit({}), [welt.zeuge, kreis, nachbar])).toBe(
      '2 unabhängige Betreiber haben gegengezeichnet: Landkreis Leipzig, Stadt Grimma.',
    );
  });

  it('are none when the same operator also runs an internal witness', async () => {
    const eigener = [...welt.anker.zeugen, wer(kreis.key, 'Zweiter Zeuge', 'Stadt Wurzen')];
    expect(await betreiber(ankerMit({ zeugen: eigener }))).toContain('nicht gegen den Betreiber geschützt');
  });
});
