import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, utf8 } from '../bytes.ts';
import { createEvidenceRecords, renewHashTrees, renewTimestamps, verifyEvidenceRecord } from '../index.ts';
import { baueWelt, type Welt } from '../probe/welt.ts';
import { stempelstelle } from '../probe/zeitstempel.ts';
import { kontext, NULL, OBJECT_IDENTIFIER, OCTET_STRING, readAll, SEQUENCE, SET, tlv } from './der.ts';
import { MAX_BYTES, readEvidenceRecord } from './read.ts';
import { writeEvidenceRecord, writeStamp } from './write.ts';

const STAND = utf8('Stand 1');
let welt: Welt;
let der: Uint8Array;
let dreifach: Uint8Array;
let tag = 0;

beforeAll(async () => {
  welt = await baueWelt(krypto);
  const { stempel } = stempelstelle(welt, () => new Date(Date.UTC(2026, 2, ++tag)));
  const daten = [STAND, utf8('Stand 2'), utf8('Stand 3')].map((d) => [krypto.sha256(d)]);
  [der = new Uint8Array()] = await createEvidenceRecords({ krypto, hash: 'sha256', daten, stempel });
  const zweifach = await renewTimestamps([der], { krypto, stempel });
  const paare = zweifach.ok ? zweifach.records.map((d) => ({ der: d, daten: [krypto.sha512(STAND)] })) : [];
  const e = await renewHashTrees(paare, { krypto, stempel, hash: 'sha512' });
  dreifach = (e.ok && e.records[0]) || new Uint8Array();
});

const pruefe = (bytes: Uint8Array, daten = STAND) =>
  verifyEvidenceRecord(
    bytes,
    { bytes: [daten] },
    { krypto, anker: [welt.ca.certificate], jetzt: new Date('2026-12-01T12:00:00Z') },
  );
const zerlegt = () => {
  const record = readEvidenceRecord(dreifach);
  if (!record) throw new Error('nicht lesbar');
  return record.ketten.map((k) => k.stempel.map((s) => s.ganz));
};

describe('Verändert, gekürzt, umgestellt', { timeout: 120_000 }, () => {
  it('jedes gekippte Bit fällt auf, im Beweisdatensatz und in den Daten', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.nat(), fc.nat(7), async (imRecord, at, bit) => {
        const kaputt = (imRecord ? dreifach : STAND).slice();
        const stelle = at % kaputt.length;
        kaputt[stelle] = (kaputt[stelle] ?? 0) ^ (1 << bit);
        const u = imRecord ? await pruefe(kaputt) : await pruefe(dreifach, kaputt);
        expect(u.unversehrt).not.toBe('holds');
      }),
      { numRuns: 60 },
    );
  });

  it('ein Anfang, ein Anhang oder Müll ist kein Beweisdatensatz', async () => {
    const keiner = async (bytes: Uint8Array): Promise<void> => {
      expect(await pruefe(bytes)).toMatchObject({ unversehrt: 'does not hold', gruende: [{ code: 'ers.unlesbar' }] });
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(der.length - 1), (n) => keiner(der.slice(0, n))),
      { numRuns: 50 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), (b) => keiner(b)),
      { numRuns: 100 },
    );
    await keiner(concat(der, Uint8Array.of(0)));
  });

  it('vertauschte, fehlende und doppelte Stempel und Ketten fallen auf', async () => {
    const [[a, b] = [], [c] = []] = zerlegt();
    if (!a || !b || !c) throw new Error('drei Stempel erwartet');
    const beide = ['sha256', 'sha512'] as const;
    expect(await pruefe(writeEvidenceRecord(beide, [[a, b], [c]]))).toMatchObject({ unversehrt: 'holds' });
    const falsch = [
      [[b, a], [c]],
      [[a], [c]],
      [[b], [c]],
      [[c], [a, b]],
      [[a, b, c]],
      [[a, b], [c], [c]],
      [[a, a, b], [c]],
      [[a], [b], [c]],
    ];
    for (const ketten of falsch)
      expect(await pruefe(writeEvidenceRecord(beide, ketten))).toMatchObject({ unversehrt: 'does not hold' });
    expect(await pruefe(writeEvidenceRecord(['sha256'], [[a, b], [c]]))).toMatchObject({ unversehrt: 'does not hold' });
  });

  it('zufällige Gruppen gelten nach zufälligen Erneuerungen', async () => {
    const { stempel } = stempelstelle(welt, () => new Date(Date.UTC(2026, 4, 1, 0, ++tag)));
    const objekt = fc.uint8Array({ maxLength: 40 });
    const gruppen = fc.array(fc.array(objekt, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(gruppen, fc.array(fc.boolean(), { maxLength: 2 }), async (gg, schritte) => {
        const daten = gg.map((g) => g.map(krypto.sha256));
        let records: readonly Uint8Array[] = await createEvidenceRecords({ krypto, hash: 'sha256', daten, stempel });
        for (const umstellen of schritte) {
          const paare = records.map((r, i) => ({ der: r, daten: (gg[i] ?? []).map(krypto.sha512) }));
          const e = umstellen
            ? await renewHashTrees(paare, { krypto, stempel, hash: 'sha512' })
            : await renewTimestamps(records, { krypto, stempel });
          records = e.ok ? e.records : [];
        }
        const urteile = await Promise.all(
          records.map((r, i) =>
            verifyEvidenceRecord(
              r,
              { bytes: gg[i] ?? [] },
              { krypto, anker: [], jetzt: new Date('2026-12-01T00:00:00Z') },
            ),
          ),
        );
        expect(urteile.map((u) => u.unversehrt)).toEqual(gg.map(() => 'holds'));
      }),
      { numRuns: 8 },
    );
  });
});

describe('Fremde und feindliche Formen', () => {
  const sha1 = tlv(SEQUENCE, tlv(OBJECT_IDENTIFIER, Uint8Array.of(0x2b, 0x0e, 0x03, 0x02, 0x1a)), tlv(NULL));
  const rahmen = (...teile: Uint8Array[]) => tlv(SEQUENCE, tlv(2, Uint8Array.of(1)), ...teile);
  const token = () => readEvidenceRecord(der)?.ketten[0]?.stempel[0]?.token ?? new Uint8Array();

  it('veraltete Prüfsummen gelten nicht und heißen so', async () => {
    const baum = tlv(kontext(2), tlv(SEQUENCE, tlv(OCTET_STRING, new Uint8Array(20))));
    const ats = tlv(SEQUENCE, tlv(kontext(0), ...(readAll(sha1)?.map((t) => t.inhalt) ?? [])), baum, token());
    const u = await pruefe(rahmen(tlv(SEQUENCE, sha1), tlv(SEQUENCE, tlv(SEQUENCE, ats))));
    expect([u.unversehrt, u.gruende.map((g) => g.code)]).toEqual(['cannot be decided', ['ers.veraltet']]);
  });

  it('verschlüsselte Daten werden abgelehnt, Beigaben genannt, ein Stempel ohne Verfahren gelesen', async () => {
    const teile = readAll(readAll(der)?.[0]?.inhalt ?? new Uint8Array()) ?? [];
    const [, verfahren = new Uint8Array(), folge = new Uint8Array()] = teile.map((t) => t.ganz);
    expect((await pruefe(rahmen(verfahren, tlv(kontext(1), sha1), folge))).gruende[0]?.code).toBe('ers.verschluesselt');
    const mit = await pruefe(rahmen(verfahren, tlv(kontext(0), sha1), folge));
    expect([mit.unversehrt, mit.gruende.map((g) => g.code)]).toEqual([
      'holds',
      expect.arrayContaining(['ers.beigaben']),
    ]);
    const [, ...rest] = readAll(readAll(zerlegt()[0]?.[0] ?? new Uint8Array())?.[0]?.inhalt ?? new Uint8Array()) ?? [];
    const attribut = tlv(kontext(1), tlv(SEQUENCE, tlv(OBJECT_IDENTIFIER, Uint8Array.of(0x2b)), tlv(SET)));
    const ohne = tlv(SEQUENCE, attribut, ...rest.map((t) => t.ganz));
    expect((await pruefe(rahmen(verfahren, tlv(SEQUENCE, tlv(SEQUENCE, ohne))))).unversehrt).toBe('holds');
  });

  it('die unbestimmte Länge von BER ist kein DER', async () => {
    const inhalt = readAll(der)?.[0]?.inhalt ?? new Uint8Array();
    const ber = concat(Uint8Array.of(SEQUENCE, 0x80), inhalt, Uint8Array.of(0, 0));
    expect((await pruefe(ber)).gruende[0]?.code).toBe('ers.unlesbar');
    const tokenBer = concat(
      Uint8Array.of(SEQUENCE, 0x80),
      readAll(token())?.[0]?.inhalt ?? new Uint8Array(),
      Uint8Array.of(0, 0),
    );
    const ats = writeStamp({ hash: 'sha256', baum: [[krypto.sha256(STAND)]], token: tlv(SEQUENCE, tokenBer) });
    expect((await pruefe(writeEvidenceRecord(['sha256'], [[ats]]))).unversehrt).toBe('does not hold');
  });

  it('riesige, tiefe und endlose bekommen eine Antwort', async () => {
    expect((await pruefe(new Uint8Array(MAX_BYTES + 1))).gruende[0]?.code).toBe('ers.unlesbar');
    let tief = tlv(SEQUENCE);
    for (let i = 0; i < 500; i++) tief = tlv(SEQUENCE, tief);
    const baum = [[krypto.sha256(STAND)]];
    const ats = writeStamp({ hash: 'sha256', baum, token: tief });
    expect((await pruefe(writeEvidenceRecord(['sha256'], [[ats]]))).gruende[0]?.code).toBe('ers.kodierung');
    const viele = Array.from({ length: 65 }, () => ats);
    expect((await pruefe(writeEvidenceRecord(['sha256'], [viele]))).gruende[0]?.code).toBe('ers.zu-viele');
    const breit = Array.from({ length: 20_000 }, () => [krypto.sha256(STAND)]);
    const lang = writeStamp({ hash: 'sha256', baum: breit, token: token() });
    expect((await pruefe(writeEvidenceRecord(['sha256'], [[lang]]))).gruende[0]?.code).toBe('ers.wurzel');
  });
});
