import { createTestCa, createTestCrl, issueCertificate, type Schluesselpaar } from '@rathausverbund/siegel';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { mitSchluessel } from '../../../siegel/test/schluessel.ts';
import { utf8 } from '../bytes.ts';
import {
  createEvidenceRecords,
  type Gedeckt,
  renewHashTrees,
  renewTimestamps,
  type VerifyEvidenceRecordOptions,
  verifyEvidenceRecord,
} from '../index.ts';
import { baueWelt, type Welt } from '../probe/welt.ts';
import { stempelstelle } from '../probe/zeitstempel.ts';

const [EINS, ZWEI, DREI] = ['Stand 1', 'Stand 2', 'Stand 3'].map(utf8) as [Uint8Array, Uint8Array, Uint8Array];
const GRUPPEN = [[EINS], [ZWEI, DREI], [utf8('Stand 4')]];
let welt: Welt;
let uhr = new Date('2026-03-05T12:00:00Z');
let stempel: (digest: Uint8Array) => Promise<Uint8Array>;

beforeAll(async () => {
  welt = await baueWelt(krypto);
  stempel = stempelstelle(welt, () => uhr).stempel;
});

const am = (tag: string) => {
  uhr = new Date(`${tag}T12:00:00Z`);
};
const anlegen = (hash: 'sha256' | 'sha384' | 'sha512' = 'sha256', gruppen = GRUPPEN) =>
  createEvidenceRecords({ krypto, hash, daten: gruppen.map((g) => g.map((d) => krypto[hash](d))), stempel });
const ersterVon = (records: readonly Uint8Array[]) => records[0] ?? new Uint8Array();
const einer = async () => ersterVon(await anlegen());
async function gestempelt(...ders: Uint8Array[]): Promise<readonly Uint8Array[]> {
  const e = await renewTimestamps(ders, { krypto, stempel });
  if (!e.ok) throw new Error(e.meldung);
  return e.records;
}
async function umgestellt(der: Uint8Array, daten: readonly Uint8Array[]): Promise<Uint8Array> {
  const e = await renewHashTrees([{ der, daten: daten.map(krypto.sha512) }], { krypto, stempel, hash: 'sha512' });
  if (!e.ok) throw new Error(e.meldung);
  return ersterVon(e.records);
}
const pruefe = (der: Uint8Array, daten: Gedeckt, o: Partial<VerifyEvidenceRecordOptions> = {}) =>
  verifyEvidenceRecord(der, daten, {
    krypto,
    anker: [welt.ca.certificate],
    jetzt: new Date('2026-12-01T12:00:00Z'),
    ...o,
  });
const codes = (u: { gruende: readonly { code: string }[] }) => u.gruende.map((g) => g.code);

describe('ein Beweisdatensatz', () => {
  it('deckt seine Daten, ob sie selbst oder ihre Prüfsummen gegeben sind, und nennt die Zeit', async () => {
    am('2026-03-05');
    for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
      const der = ersterVon(await anlegen(hash));
      for (const daten of [{ bytes: [EINS] }, { hashes: [{ [hash]: krypto[hash](EINS) }] }])
        expect(await pruefe(der, daten)).toMatchObject({
          unversehrt: 'holds',
          vertrauen: 'holds',
          zeit: 'holds',
          beginn: uhr,
          letzte: uhr,
          test: true,
        });
    }
  });

  it('deckt keine anderen Daten', async () => {
    for (const daten of [{ bytes: [ZWEI] }, { bytes: [EINS, ZWEI] }, { hashes: [{ sha256: krypto.sha256(DREI) }] }]) {
      const u = await pruefe(await einer(), daten);
      expect([u.unversehrt, u.zeit, u.beginn]).toEqual(['does not hold', 'does not hold', null]);
      expect(codes(u)).toEqual(['ers.nicht-gedeckt']);
    }
    const allein = ersterVon(await anlegen('sha256', [[EINS]]));
    expect(codes(await pruefe(allein, { bytes: [ZWEI] }))).toEqual(['ers.nicht-gedeckt']);
    expect(codes(await pruefe(allein, { bytes: [EINS, ZWEI] }))).toEqual(['ers.nicht-gedeckt']);
  });

  it('sagt ohne Daten nichts aus, und ohne die passende Prüfsumme auch nicht', async () => {
    const der = await einer();
    expect(await pruefe(der, {})).toMatchObject({ unversehrt: 'cannot be decided' });
    const u = await pruefe(der, { hashes: [{ sha512: krypto.sha512(EINS) }] });
    expect([u.unversehrt, codes(u)]).toEqual(['cannot be decided', ['ers.pruefsumme-fehlt']]);
  });

  it('ist ohne Anker unversehrt, mehr lässt sich nicht sagen; mit fremdem Anker ist ihm nicht zu trauen', async () => {
    const der = await einer();
    expect(await pruefe(der, { bytes: [EINS] }, { anker: [] })).toMatchObject({
      unversehrt: 'holds',
      vertrauen: 'cannot be decided',
      zeit: 'cannot be decided',
    });
    const fremd = await baueWelt(krypto);
    expect(await pruefe(der, { bytes: [EINS] }, { anker: [fremd.ca.certificate] })).toMatchObject({
      unversehrt: 'holds',
      vertrauen: 'does not hold',
      zeit: 'does not hold',
    });
  });

  it('deckt eine Gruppe ganz oder in Teilen', async () => {
    const [, gruppe = new Uint8Array()] = await anlegen();
    for (const bytes of [[ZWEI, DREI], [DREI, ZWEI], [DREI]])
      expect(await pruefe(gruppe, { bytes })).toMatchObject({ unversehrt: 'holds' });
    expect(await pruefe(gruppe, { bytes: [ZWEI, EINS] })).toMatchObject({ unversehrt: 'does not hold' });
  });

  it('hat dieselbe Wurzel, in welcher Reihenfolge die Gruppen auch kommen', async () => {
    const wurzeln: string[] = [];
    const merke = (digest: Uint8Array) => {
      wurzeln.push(Buffer.from(digest).toString('hex'));
      return stempel(digest);
    };
    const daten = GRUPPEN.map((g) => g.map(krypto.sha256));
    await createEvidenceRecords({ krypto, hash: 'sha256', daten, stempel: merke });
    await createEvidenceRecords({ krypto, hash: 'sha256', daten: daten.toReversed(), stempel: merke });
    expect(wurzeln[0]).toBe(wurzeln[1]);
  });

  it('wird nicht geschrieben, wenn der Stempel etwas anderes deckt oder die Prüfsummen nicht passen', async () => {
    const falsch = {
      krypto,
      hash: 'sha256',
      daten: [[krypto.sha256(EINS)]],
      stempel: () => stempel(krypto.sha256(ZWEI)),
    } as const;
    await expect(createEvidenceRecords(falsch)).rejects.toThrow('etwas anderes');
    await expect(createEvidenceRecords({ ...falsch, daten: [[krypto.sha512(EINS)]] })).rejects.toThrow(TypeError);
    await expect(createEvidenceRecords({ ...falsch, daten: [] })).rejects.toThrow(TypeError);
  });
});

describe('Erneuern', () => {
  it('durch neue Stempel und durch neue Prüfsummen bleibt der Beginn', async () => {
    am('2026-03-05');
    const erster = uhr;
    const alle = await anlegen();
    am('2026-05-01');
    const stempel2 = await gestempelt(...alle);
    am('2026-07-01');
    const [stempel3 = new Uint8Array()] = await gestempelt(ersterVon(stempel2));
    am('2026-09-01');
    const neu = await umgestellt(stempel3, [EINS]);
    am('2026-11-01');
    const [zuletzt = new Uint8Array()] = await gestempelt(neu);
    const u = await pruefe(zuletzt, { bytes: [EINS] });
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', beginn: erster, letzte: uhr });
    expect(codes(u).filter((c) => c === 'ers.vertrauen')).toHaveLength(5);
    expect(await pruefe(zuletzt, { bytes: [ZWEI] })).toMatchObject({ unversehrt: 'does not hold' });
    for (const [i, bytes] of GRUPPEN.entries())
      expect(await pruefe(stempel2[i] ?? new Uint8Array(), { bytes })).toMatchObject({ unversehrt: 'holds' });
  });

  it('mit neuen Prüfsummen über andere Daten fällt auf', async () => {
    const neu = await umgestellt(await einer(), [ZWEI]);
    for (const bytes of [[EINS], [ZWEI]]) expect(codes(await pruefe(neu, { bytes }))).toContain('ers.nicht-gedeckt');
  });

  it('braucht einen lesbaren Beweisdatensatz und nennt, welcher es nicht ist', async () => {
    const e = await renewTimestamps([await einer(), utf8('Müll')], { krypto, stempel });
    expect(e).toMatchObject({ ok: false, code: 'ers.unlesbar', nr: 1 });
  });
});

describe('Die Zeit', () => {
  it('ist nicht zu sagen, wenn das Zertifikat vor der Erneuerung abgelaufen ist', async () => {
    am('2026-03-05');
    const der = await einer();
    const spaet = { jetzt: new Date('2029-01-01T00:00:00Z') };
    const u = await pruefe(der, { bytes: [EINS] }, spaet);
    expect([u.unversehrt, u.vertrauen, u.zeit]).toEqual(['holds', 'holds', 'cannot be decided']);
    expect(codes(u)).toContain('ers.abgelaufen');
  });

  it('ist wieder zu sagen, wenn ein anderer Dienst rechtzeitig neu gestempelt hat', async () => {
    am('2026-03-05');
    const der = await einer();
    const von = new Date('2027-01-01T00:00:00Z');
    const tsa = await issueCertificate({
      krypto,
      ca: welt.ca,
      verwendung: 'zeitstempel',
      name: 'TEST Nachfolger',
      organisation: null,
      von,
      bis: new Date('2031-01-01T00:00:00Z'),
    });
    const zweite = stempelstelle({ ...welt, tsa }, () => new Date('2027-06-01T00:00:00Z'));
    const e = await renewTimestamps([der], { krypto, stempel: zweite.stempel });
    const neu = e.ok ? ersterVon(e.records) : new Uint8Array();
    const jetzt = new Date('2029-01-01T00:00:00Z');
    expect(await pruefe(neu, { bytes: [EINS] }, { jetzt })).toMatchObject({ zeit: 'holds', unversehrt: 'holds' });
  });

  it('ist nicht zu sagen, wenn die Prüfsumme vor der Umstellung veraltet ist', async () => {
    am('2026-03-05');
    const der = await einer();
    const geeignetBis = { sha256: new Date('2026-06-01T00:00:00Z') };
    const ohne = await pruefe(der, { bytes: [EINS] }, { geeignetBis });
    expect([ohne.zeit, codes(ohne).includes('ers.veraltet')]).toEqual(['cannot be decided', true]);
    am('2026-05-01');
    expect(await pruefe(await umgestellt(der, [EINS]), { bytes: [EINS] }, { geeignetBis })).toMatchObject({
      zeit: 'holds',
    });
  });

  it('geht nur vorwärts und nicht in die Zukunft', async () => {
    am('2026-05-01');
    const der = await einer();
    am('2026-04-01');
    const [rueckwaerts = new Uint8Array()] = await gestempelt(der);
    const u = await pruefe(rueckwaerts, { bytes: [EINS] });
    expect([u.unversehrt, codes(u).includes('ers.reihenfolge')]).toEqual(['does not hold', true]);
    expect(await pruefe(der, { bytes: [EINS] }, { jetzt: new Date('2026-04-01T00:00:00Z') })).toMatchObject({
      unversehrt: 'holds',
      zeit: 'cannot be decided',
    });
  });
});

describe('Was später bekannt wird', () => {
  const [erste, zweite] = ['2024-06-01', '2025-06-01'].map((t) => new Date(`${t}T12:00:00Z`)) as [Date, Date];
  const [VON, ENDE] = [new Date('2024-01-01T00:00:00Z'), new Date('2030-01-01T00:00:00Z')];
  const RSA = { art: 'rsa-pkcs1', hash: 'sha256' } as const;
  let ca: Schluesselpaar;
  beforeAll(async () => {
    ca = await createTestCa({ krypto, jetzt: VON, name: 'TEST Wurzel' });
  });

  /** An authority of its own under one root; `bits`: with an RSA key of this length. */
  async function dienst(name: string, wann: Date, bits?: number) {
    const auftrag = {
      ca,
      verwendung: 'zeitstempel',
      name: `TEST ${name}`,
      organisation: null,
      von: VON,
      bis: ENDE,
    } as const;
    const tsa = await (bits
      ? issueCertificate({ ...auftrag, krypto: mitSchluessel({ bits }), alg: RSA })
      : issueCertificate({ ...auftrag, krypto }));
    return { tsa, stempel: stempelstelle({ ...welt, tsa }, () => wann).stempel };
  }
  const mit = async (s: typeof stempel) =>
    ersterVon(await createEvidenceRecords({ krypto, hash: 'sha256', daten: [[krypto.sha256(EINS)]], stempel: s }));
  const erneuert = async (der: Uint8Array, s: typeof stempel) => {
    const e = await renewTimestamps([der], { krypto, stempel: s });
    return e.ok ? ersterVon(e.records) : expect.fail(e.meldung);
  };
  const urteil = (der: Uint8Array, jetzt: string, crls: Uint8Array[] = []) =>
    pruefe(der, { bytes: [EINS] }, { anker: [ca.certificate], jetzt: new Date(`${jetzt}T12:00:00Z`), crls });

  it('eine Sperre nach der Erneuerung trifft den alten Stempel nicht mehr: der neue beweist, dass es ihn vorher gab', async () => {
    const [a, b] = [await dienst('A', erste), await dienst('B', zweite)];
    const der = await mit(a.stempel);
    const crlOf = (seit: string) =>
      createTestCrl({
        krypto,
        ca,
        gesperrt: [{ zertifikat: a.tsa.certificate, seit: new Date(`${seit}T12:00:00Z`), grund: 1 }],
        von: new Date('2025-10-01T00:00:00Z'),
        bis: new Date('2025-12-01T00:00:00Z'),
      });
    const danach = await crlOf('2025-09-01');
    const u = await urteil(await erneuert(der, b.stempel), '2025-10-05', [danach]);
    expect(u).toMatchObject({ unversehrt: 'holds', vertrauen: 'holds', zeit: 'holds', beginn: erste });
    expect(codes(u)).toContain('x509.spaeter-gesperrt');
    expect((await urteil(der, '2025-10-05', [danach])).vertrauen).toBe('does not hold');
    const davor = await crlOf('2025-03-01');
    expect((await urteil(await erneuert(der, b.stempel), '2025-10-05', [davor])).vertrauen).toBe('does not hold');
  });

  it('ein zu kurzer Schlüssel trägt, solange er geeignet war und rechtzeitig neu gestempelt wurde', async () => {
    const kurz = await mit((await dienst('kurz', erste, 2048)).stempel);
    expect(await urteil(kurz, '2025-12-01')).toMatchObject({ zeit: 'holds' });
    const alt = await urteil(kurz, '2026-01-15');
    expect([alt.unversehrt, alt.zeit, codes(alt).includes('ers.veraltet')]).toEqual([
      'holds',
      'cannot be decided',
      true,
    ]);
    const rechtzeitig = await erneuert(kurz, (await dienst('lang', zweite, 3072)).stempel);
    expect(await urteil(rechtzeitig, '2026-01-15')).toMatchObject({ zeit: 'holds', beginn: erste });
    const zuSpaet = await erneuert(kurz, (await dienst('spät', new Date('2026-01-10T12:00:00Z'), 3072)).stempel);
    expect(await urteil(zuSpaet, '2026-01-15')).toMatchObject({ zeit: 'cannot be decided' });
  });
});
