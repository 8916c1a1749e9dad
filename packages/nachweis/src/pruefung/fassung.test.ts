import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { FASSUNG } from '../buendel/fassung.ts';
import { ORT } from '../buendel/inhalt.ts';
import { MANIFEST } from '../buendel/manifest.ts';
import { writeBundle } from '../buendel/write.ts';
import { writeZip } from '../buendel/zip.ts';
import { utf8 } from '../bytes.ts';
import { parseTlogProof } from '../note/tlogproof.ts';
import { entriesOf, tausche } from '../probe/tausche.ts';
import { baueWelt, gutesBuendel } from '../probe/welt.ts';
import { formatPolicy, policyOf } from '../zeuge/policy.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const gut = await writeBundle(inhalt, { krypto });
const urteil = (file: Uint8Array) =>
  pruefe(file, { krypto, anker: welt.anker, jetzt: new Date('2026-04-01T00:00:00Z') });
const textOf = (file: Uint8Array, name: string) =>
  new TextDecoder().decode(entriesOf(file).find((e) => e.name === name)?.bytes);
const anleitungMit = (fassung: number) =>
  utf8(textOf(gut, ORT.anleitung).replace(/^Fassung des Bündels: [0-9]+$/m, `Fassung des Bündels: ${fassung}`));

describe('Die Fassung eines Bündels', () => {
  it('steht in seiner Anleitung, so niedrig, wie das Bündel es zulässt', async () => {
    expect(textOf(gut, ORT.anleitung)).toMatch(/^Fassung des Bündels: 2$/m);
    const stand = parseTlogProof(inhalt.ereignisse[0]?.tlogProof ?? '')?.gelesen.note.text ?? '';
    const mit = await writeBundle({ ...inhalt, damals: [{ stand, policy: inhalt.policy }] }, { krypto });
    expect(textOf(mit, ORT.anleitung)).toMatch(new RegExp(`^Fassung des Bündels: ${FASSUNG}$`, 'm'));
  });

  it('sagt einer älteren Prüfung, dass sie älter ist; sie nennt das Bündel dann nicht verändert', async () => {
    const neuer = tausche(
      krypto,
      gut,
      new Map([
        [ORT.anleitung, anleitungMit(FASSUNG + 1)],
        ['protokoll/neues', utf8('was es heute noch nicht gibt')],
      ]),
    );
    const ergebnis = await urteil(neuer);
    expect(ergebnis).toMatchObject({ ok: false, code: 'pruefung.veraltet' });
    expect(!ergebnis.ok && ergebnis.meldung).toMatch(/älter als das Bündel.*Holen Sie die neuere Prüfseite/);
  });

  it('sagt es auch, wenn das Verzeichnis des Bündels eine andere Form hat', async () => {
    const neuer = entriesOf(gut).map((e) => {
      if (e.name === MANIFEST) return { ...e, bytes: utf8('<neu/>') };
      return e.name === ORT.anleitung ? { ...e, bytes: anleitungMit(FASSUNG + 1) } : e;
    });
    expect(await urteil(writeZip(neuer))).toMatchObject({ ok: false, code: 'pruefung.veraltet' });
  });

  it('ist nicht zu glauben, wenn das Verzeichnis die Anleitung anders kennt: dann ist das Bündel verändert', async () => {
    const falsch = entriesOf(gut).map((e) =>
      e.name === ORT.anleitung ? { ...e, bytes: anleitungMit(FASSUNG + 1) } : e,
    );
    expect(await urteil(writeZip(falsch))).toMatchObject({ ok: true, verdikt: 'does not hold' });
  });

  it('stört nicht, wo sie bekannt ist, und die eigene Anleitung bleibt die eigene', async () => {
    const ergebnis = await urteil(gut);
    expect(ergebnis).toMatchObject({ ok: true, verdikt: 'holds' });
    expect(ergebnis.ok && ergebnis.hinweise.map((h) => h.code)).not.toContain('anleitung');
  });
});

describe('Die Regel, die galt, als ein Stand entstand', () => {
  const stand = parseTlogProof(inhalt.ereignisse[0]?.tlogProof ?? '')?.gelesen.note.text ?? '';
  const damals = formatPolicy(policyOf([welt.log.key], [welt.zeuge.key], 0));

  it('liegt neben ihm, die Anleitung nennt sie, und das Bündel gilt', async () => {
    const mit = await writeBundle({ ...inhalt, damals: [{ stand, policy: damals }] }, { krypto });
    expect(textOf(mit, 'protokoll/0001.policy')).toBe(damals);
    expect(textOf(mit, ORT.anleitung)).toContain('eine andere Regel: protokoll/0001.policy.');
    const ergebnis = await urteil(mit);
    expect(ergebnis).toMatchObject({ ok: true, verdikt: 'holds' });
    expect(ergebnis.ok && ergebnis.hinweise.map((h) => h.code)).not.toContain('anleitung');
  });

  it('muss lesbar sein und zu einem Stand gehören', async () => {
    const policy = utf8(damals);
    const unlesbar = tausche(krypto, gut, new Map([['protokoll/0001.policy', utf8('nichts')]]));
    const fremd = tausche(krypto, gut, new Map([['protokoll/0002.policy', policy]]));
    for (const [file, code] of [
      [unlesbar, 'policy.unlesbar'],
      [fremd, 'manifest.fremd'],
    ] as const) {
      const ergebnis = await urteil(file);
      expect(ergebnis.ok && ergebnis.unversehrt.gruende.map((g) => g.code)).toContain(code);
    }
    await expect(writeBundle({ ...inhalt, damals: [{ stand: 'x', policy: damals }] }, { krypto })).rejects.toThrow(
      'Eine Regel gehört zu einem anderen Stand',
    );
  });
});
