import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import {
  bestreite,
  erfasse,
  korrigiere,
  readAlleKonten,
  readZaehlungen,
  stelle,
  stelleKontoGegenueber,
} from '../../abrechnung/index.ts';
import { am, baueAbrechnung } from '../../abrechnung/pruefstand.ts';
import { vergleiche } from './vergleich.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueAbrechnung>>;
let scan = '';

const lies = async <T extends Record<string, unknown>>(sql: string, werte: unknown[] = []): Promise<T[]> =>
  (await t.setup.query<T>(sql, werte)).rows;
const pruefeKonto = async (koerperschaft: string, vereinbarung: string) =>
  (await stelleKontoGegenueber(w.worker, koerperschaft, vereinbarung)).flatMap((g) =>
    vergleiche(g.tabelle, g.ist, g.soll),
  );
const pruefe = (ort: 'wurzen' | 'thallwitz') => pruefeKonto(w.h.ort[ort], scan);

beforeAll(async () => {
  w = await baueAbrechnung(t, '2026-10-01');
  scan = (await w.vertrag('thallwitz', 'wurzen', 'posteingang')).id;
  w.uhr.stelle(am('2026-10-06'));
  const [post, leitung, thallwitz] = [w.akteur('d.lorenz'), w.akteur('s.hartig'), w.akteur('f.naumann')];
  for (const [tag, menge] of [
    ['2026-10-05', 120],
    ['2026-10-05', 30],
    ['2026-10-06', 7],
  ] as const)
    expect(
      await erfasse(w.d, post, {
        vereinbarung: scan,
        leistung: 'posteingang',
        einheit: 'seite',
        tag,
        menge,
        grund: '',
      }),
    ).toEqual({ ok: true });
  const [z] = await w.in('wurzen', (tx) => readZaehlungen(tx, scan, 2026));
  const irrtum = { vereinbarung: scan, quelle: z?.quelle ?? '', richtig: 6, grund: 'Deckblatt' };
  expect(await korrigiere(w.d, post, irrtum)).toEqual({ ok: true });
  await w.leeren();
  w.uhr.stelle(am('2026-11-02'));
  expect(await stelle(w.d, leitung, { vereinbarung: scan, jahr: 2026, perioden: [10] })).toEqual({ ok: true });
  await w.leeren();
  const g = { vereinbarung: scan, jahr: 2026, periode: 10 };
  expect(await bestreite(w.d, thallwitz, g, { zeile: 0, grund: 'Zu viel' })).toEqual({ ok: true });
  await w.leeren();
});

describe('Die Zeilen eines Kontos', () => {
  it('folgen auf jeder Seite aus dem eigenen Protokoll', async () => {
    const konten = await readAlleKonten(lies);
    expect(konten.filter((k) => k.vereinbarung === scan)).toHaveLength(2);
    for (const k of konten) expect(await pruefeKonto(k.koerperschaft, k.vereinbarung)).toEqual([]);
  });

  it('sagen es, wenn eine Spalte etwas anderes enthält', async () => {
    const ANDERS: Record<string, string> = {
      text: `coalesce(%, '') || 'x'`,
      integer: 'coalesce(%, 0) + 1000',
      date: `coalesce(%, date '2026-01-01') + 1000`,
      bytea: `sha256('x')`,
      uuid: 'gen_random_uuid()',
      jsonb: `% || '{"x": 1}'`,
      'timestamp with time zone': `% + interval '1 minute'`,
    };
    const spalten = await lies<{ tabelle: string; spalte: string; art: string }>(
      `select table_name as tabelle, column_name as spalte, data_type as art from information_schema.columns
       where table_schema = 'abrechnung' and table_name in ('eintrag', 'tagesstand') and column_name not in ('koerperschaft', 'vereinbarung')`,
    );
    expect(spalten.length).toBeGreaterThan(15);
    for (const { tabelle, spalte, art } of spalten) {
      const eine = `ctid = (select min(ctid) from abrechnung.${tabelle} where koerperschaft = $1 and vereinbarung = $2)`;
      const werte = [w.h.ort.thallwitz, scan];
      const [alt] = await lies<{ ctid: string; wert: unknown }>(
        `select ctid::text as ctid, ${spalte} as wert from abrechnung.${tabelle} where ${eine}`,
        werte,
      );
      const [neu] = await lies<{ ctid: string }>(
        `update abrechnung.${tabelle} set ${spalte} = ${ANDERS[art]?.replace('%', spalte)} where ctid = $1::tid returning ctid::text as ctid`,
        [alt?.ctid],
      );
      expect((await pruefe('thallwitz')).length, `${tabelle}.${spalte}`).toBeGreaterThan(0);
      await lies(`update abrechnung.${tabelle} set ${spalte} = $2 where ctid = $1::tid`, [neu?.ctid, alt?.wert]);
      expect(await pruefe('thallwitz'), `${tabelle}.${spalte} wieder richtig`).toEqual([]);
    }
  });

  it('sagen es, wenn eine fehlt oder eine zu viel ist', async () => {
    await lies('delete from abrechnung.tagesstand where koerperschaft = $1 and vereinbarung = $2', [
      w.h.ort.wurzen,
      scan,
    ]);
    expect(await pruefe('wurzen')).toMatchObject([
      { tabelle: 'abrechnung.tagesstand', ist: 'keine', soll: 'vorhanden' },
      { tabelle: 'abrechnung.tagesstand', ist: 'keine', soll: 'vorhanden' },
    ]);
    await lies(
      `insert into abrechnung.eintrag select koerperschaft, vereinbarung, 99, null, art, gen_random_uuid(), c, leistung, einheit, tag, menge, jahr,
         periode, angaben, at from abrechnung.eintrag where koerperschaft = $1 and vereinbarung = $2 limit 1`,
      [w.h.ort.thallwitz, scan],
    );
    expect(await pruefe('thallwitz')).toMatchObject([{ feld: 'Zeile 99', ist: 'vorhanden', soll: 'keine' }]);
  });
});
