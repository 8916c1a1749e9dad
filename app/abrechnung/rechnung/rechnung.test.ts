import { pruefeRechnung, type Rechnung, writeCii, writeUbl } from '@rathausverbund/xoev';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { type DateiAngabe, kennung } from '../../base/index.ts';
import { createErneuern } from '../../bescheide/index.ts';
import { createSatz, planeErneuerung, readDokumente } from '../../dokumente/index.ts';
import { bundleKind, textAus } from '../../dokumente/satz/pruefwerkzeuge.ts';
import { readStrom } from '../../nachweise/index.ts';
import { GEWERBE, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { kleineWerkbank } from '../../pruefstand/werkbank.ts';
import {
  type Akteur,
  berichtige,
  bestreite,
  createSetzen,
  erfasse,
  korrigiere,
  RECHNUNG,
  readRechnungen,
  readZaehlungen,
  SETZEN,
  setzeRechnungsangaben,
  stelle,
  stelleRechnung,
  vermerkeRechnungErneuert,
} from '../index.ts';
import { am, baueAbrechnung } from '../pruefstand.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let [mandat, delegation, scan] = ['', '', ''];
let wurzen: Akteur;
let thallwitz: Akteur;
const LEITWEG = '04011000-12345-03';
const ANGABEN = { leitwegId: '', ustId: '', steuernummer: '239/123/45678', ansprechpartner: 'Kämmerei' };

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-05');
  [mandat, delegation, scan] = await Promise.all([
    w.vertrag('thallwitz', 'wurzen', GEWERBE).then((v) => v.id),
    w.vertrag('lossatal', 'wurzen', GEWERBE).then((v) => v.id),
    w.vertrag('thallwitz', 'wurzen', 'posteingang').then((v) => v.id),
  ]);
  [wurzen, thallwitz] = ['s.hartig', 'f.naumann'].map(w.akteur) as [Akteur, Akteur];
  for (let i = 0; i < 2; i++) await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '01-einfach');
  await w.leeren();
  await w.zaehle();
  const post = w.akteur('d.lorenz');
  await erfasse(w.d, post, {
    vereinbarung: scan,
    leistung: 'posteingang',
    einheit: 'seite',
    tag: '2026-10-05',
    menge: 417,
    grund: '',
  });
  await w.leeren();
  w.uhr.stelle(am('2026-11-05'));
  for (const vereinbarung of [mandat, delegation, scan])
    await stelle(w.d, wurzen, { vereinbarung, jahr: 2026, perioden: [10] });
  await w.leeren();
});

const deps = () => ({ ...w.d, leistungsname: (l: string) => `Leistung ${l}` });
const von = (vereinbarung: string) => ({ vereinbarung, jahr: 2026, periode: 10 });
const rechnungen = (vereinbarung: string) => w.in('wurzen', (tx) => readRechnungen(tx, von(vereinbarung)));
const grund = async (r: Promise<{ ok: boolean; grund?: string }>) => (await r).grund ?? 'ok';
const gut = (r: Rechnung) => [pruefeRechnung(r), writeUbl(r).ok, writeCii(r).ok];

describe('Vor der Rechnung', () => {
  it('fehlen die Angaben der eigenen Kommune, dann die Leitweg-ID der anderen: beides wird gesagt und keine Nummer vergeben', async () => {
    expect(await stelleRechnung(deps(), wurzen, von(mandat))).toMatchObject({ grund: 'rechnung.angaben-fehlen' });
    expect(await setzeRechnungsangaben(w.d, wurzen, ANGABEN)).toEqual({ ok: true });
    expect(await stelleRechnung(deps(), wurzen, von(mandat))).toMatchObject({
      grund: 'rechnung.regelwidrig',
      angaben: { meldung: expect.stringContaining('Gemeinde Thallwitz ist keine Leitweg-ID eingetragen') },
    });
    expect((await t.setup.query('select * from abrechnung.rechnungskreis')).rowCount).toBe(0);
  });

  it.each([
    ['leitwegId', '04011000-12345-04', 'rechnung.leitweg-id'],
    ['ustId', 'ATU12345678', 'rechnung.ust-id'],
    ['steuernummer', 'keine', 'rechnung.steuernummer'],
    ['ansprechpartner', ' ', 'rechnung.ansprechpartner'],
  ])('wird eine falsche Angabe abgelehnt: %s', async (feld, wert, erwartet) => {
    expect(await grund(setzeRechnungsangaben(w.d, thallwitz, { ...ANGABEN, [feld]: wert }))).toBe(erwartet);
  });

  it('trägt jede Kommune ihre eigenen Angaben ein; wer abrechnet, liest die Leitweg-ID', async () => {
    expect(await setzeRechnungsangaben(w.d, thallwitz, { ...ANGABEN, leitwegId: LEITWEG })).toEqual({ ok: true });
    expect(await grund(setzeRechnungsangaben(w.d, w.akteur('d.lorenz'), ANGABEN))).toBe('abrechnung.nicht-berechtigt');
  });
});

describe('Die Rechnung einer Abrechnung', () => {
  it('stellt nur, wer gearbeitet hat, zu einer gestellten Abrechnung', async () => {
    expect(await grund(stelleRechnung(deps(), thallwitz, von(mandat)))).toBe('abrechnung.nur-glaeubiger');
    expect(await grund(stelleRechnung(deps(), wurzen, { ...von(mandat), periode: 9 }))).toBe(
      'abrechnung.nicht-gestellt',
    );
    expect(await grund(stelleRechnung(deps(), w.akteur('d.lorenz'), von(mandat)))).toBe('abrechnung.nicht-berechtigt');
  });

  it('nennt Fälle, Preis, Leitweg-ID und den Grund der fehlenden Umsatzsteuer, und hält jede Regel', async () => {
    expect(await stelleRechnung(deps(), wurzen, von(mandat))).toEqual({ ok: true });
    const [r] = await rechnungen(mandat);
    expect(r).toMatchObject({
      nummer: 'WUR-RE-2026-000001',
      rechnung: {
        art: '380',
        datum: '2026-11-05',
        kaeuferreferenz: LEITWEG,
        zeitraum: { erster: '2026-10-01', letzter: '2026-10-31' },
        verkaeufer: { name: 'Stadt Wurzen', steuernummer: '239/123/45678' },
        kaeufer: { name: 'Gemeinde Thallwitz' },
        positionen: [{ name: `Leistung ${GEWERBE}`, menge: '2', preis: '38', netto: 7_600 }],
        summen: { faellig: 7_600 },
        steuern: [{ kategorie: 'O', grundcode: 'VATEX-EU-O' }],
      },
    });
    expect(gut(r?.rechnung as Rechnung)).toEqual([[], true, true]);
  });

  it('gibt es je Abrechnung einmal; was nicht gelingt, verbraucht keine Nummer', async () => {
    expect(await grund(stelleRechnung(deps(), wurzen, von(mandat)))).toBe('rechnung.schon-gestellt');
    expect(await grund(stelleRechnung(deps(), wurzen, von(delegation)))).toBe('rechnung.regelwidrig');
    await setzeRechnungsangaben(w.d, w.akteur('t.krause'), { ...ANGABEN, leitwegId: LEITWEG });
    expect(await grund(stelleRechnung(deps(), wurzen, von(delegation)))).toBe('ok');
    expect((await rechnungen(delegation)).map((r) => r.nummer)).toEqual(['WUR-RE-2026-000002']);
  });

  it('wartet, solange die Umsatzsteuer nicht entschieden ist', async () => {
    expect(await grund(stelleRechnung(deps(), wurzen, von(scan)))).toBe('rechnung.steuer-offen');
  });

  it('steht mit ihrer Prüfsumme im Protokoll der Kommune, die sie stellt', async () => {
    const { rows } = await t.setup.query(
      `select kind from nachweise.ereignis where koerperschaft = $1 and kind = 'rechnung.gestellt'`,
      [w.h.ort.wurzen],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('Das PDF', () => {
  const dokumente = async () => {
    const [r] = await rechnungen(mandat);
    return w.in('wurzen', (tx) => readDokumente(tx, w.h.ort.wurzen, r?.id ?? ''));
  };
  const strom = (kind: string) =>
    w.in('wurzen', async (tx) =>
      (await readStrom(tx, w.h.protokoll, w.h.ort.wurzen, kennung('rechnung', mandat)))
        .map((e) => e.ereignis)
        .filter((e) => e.kind === kind),
    );

  it('wartet, solange das Protokoll der Kommune es nicht beweisen kann, und ist dann nicht halb da', async () => {
    const werk = { ...w.h, ...kleineWerkbank, db: w.h.worker };
    await t.setup.query(
      `insert into nachweise.log (koerperschaft, epoche, origin, vkey, angehalten) values ($1, 1, 'x', 'x', 'Probe')`,
      [w.h.ort.wurzen],
    );
    await w.h.schlangeUeber(w.h.dienste, [[SETZEN, createSetzen(werk)]]).leeren();
    expect(await dokumente()).toEqual([]);
    const { rows } = await t.setup.query('select ruht, versuche, fehler from base.auftrag where art = $1', [SETZEN]);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(rows.map(() => ({ ruht: false, versuche: 0, fehler: expect.stringContaining('Protokoll') })));
    expect(w.h.fehler).toEqual([]);
    await t.setup.query('delete from nachweise.log');
    w.uhr.stelle(w.uhr.jetzt() + 3_600_000);
  });

  it('entsteht im Auftrag, liegt einmal bei der Rechnung und nennt sie; das Protokoll kennt seine Prüfsummen', async () => {
    const satz = createSatz({ kindDatei: await bundleKind() });
    const werk = { ...w.h, ...kleineWerkbank, db: w.h.worker, satz };
    await w.h.schlangeUeber(w.h.dienste, [[SETZEN, createSetzen(werk)]]).leeren();
    await satz.stop();
    expect(w.h.fehler).toEqual([]);
    const [r] = await rechnungen(mandat);
    const da = await dokumente();
    expect(da).toMatchObject([{ art: 'rechnung', titel: 'Rechnung WUR-RE-2026-000001', gesiegelt: true }]);
    const pdf = w.h.dateien.read(w.h.ort.wurzen, r?.id ?? '', da[0]?.datei.ort ?? '');
    expect(textAus(pdf) ?? 'Zu zahlen 76,00 €').toContain('Zu zahlen 76,00 €');
    const { name, len, mime, sha256, sha512 } = da.map((d): DateiAngabe => d.datei)[0] ?? expect.fail('Das PDF fehlt');
    expect(await strom('rechnung.gesetzt')).toMatchObject([
      {
        data: { rechnung: r?.id, nummer: 'WUR-RE-2026-000001', dokument: da[0]?.id },
        docs: [{ name, len, mime, sha256, sha512 }],
        grundlage: { vereinbarung: mandat },
      },
    ]);
  });

  it('wird wie jedes gesiegelte Dokument erneuert, mit einem Ereignis, das die neuen Prüfsummen nennt', async () => {
    const erneuerstelle = {
      erste: () => ({ faellig: 0, dringend: 0 }),
      erneuere: async (pdf: Uint8Array) => ({
        ok: true as const,
        pdf: Buffer.concat([pdf, Buffer.from('%erneuert')]),
        niveau: 'B-LTA' as const,
        naechste: { faellig: w.uhr.jetzt() + 365 * 86_400_000, dringend: 0 },
      }),
    };
    const [vorher] = await dokumente();
    const { id: rechnung = '' } = (await rechnungen(mandat))[0] ?? {};
    const werk = { ...w.h, ...kleineWerkbank, db: w.h.worker, erneuerstelle };
    await w.in('wurzen', async (tx) => {
      planeErneuerung(tx, werk, { koerperschaft: w.h.ort.wurzen, vorgang: rechnung, id: vorher?.id ?? '' });
    });
    const erneuern = createErneuern(werk, { [RECHNUNG]: vermerkeRechnungErneuert });
    await w.h.schlangeUeber(w.h.dienste, [['dokument.erneuern', erneuern]]).leeren();
    expect(w.h.fehler).toEqual([]);
    const [nachher] = await dokumente();
    expect(nachher?.datei.sha256).not.toBe(vorher?.datei.sha256);
    expect(await strom('dokument.erneuert')).toMatchObject([
      { data: { dokument: vorher?.id, niveau: 'B-LTA' }, docs: [{ sha256: nachher?.datei.sha256 }] },
    ]);
  });
});

describe('Eine Gegenbuchung', () => {
  it('wird als Korrektur berechnet: die alte Zeile negativ, die neue daneben, mit Bezug auf die frühere Rechnung', async () => {
    const [fall] = await w.in('wurzen', (tx) => readZaehlungen(tx, mandat));
    expect(await bestreite(w.d, thallwitz, von(mandat), { zeile: 0, grund: 'Ein Fall war doppelt' })).toEqual({
      ok: true,
    });
    await w.leeren();
    expect(await grund(stelleRechnung(deps(), wurzen, von(mandat)))).toBe('rechnung.bestritten');
    expect(
      await korrigiere(w.d, wurzen, { vereinbarung: mandat, quelle: fall?.quelle ?? '', richtig: 0, grund: 'doppelt' }),
    ).toEqual({ ok: true });
    await w.leeren();
    expect(await berichtige(w.d, wurzen, von(mandat), 'Ein Fall war doppelt')).toEqual({ ok: true });
    expect(await stelleRechnung(deps(), wurzen, von(mandat))).toEqual({ ok: true });
    const korrektur = (await rechnungen(mandat))[1];
    expect(korrektur).toMatchObject({
      nummer: 'WUR-RE-2026-000003',
      rechnung: {
        art: '384',
        vorgaenger: [{ nummer: 'WUR-RE-2026-000001', datum: '2026-11-05' }],
        positionen: [
          { menge: '-2', netto: -7_600 },
          { menge: '1', netto: 3_800 },
        ],
        summen: { faellig: -3_800 },
      },
    });
    expect(gut(korrektur?.rechnung as Rechnung)).toEqual([[], true, true]);
  });
});
