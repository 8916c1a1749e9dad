import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { uuidv7 } from '../base/index.ts';

const t = await neueDatenbank();
const UMSTELLUNG = readFileSync(join(import.meta.dirname, 'migrations', '0005-urkunden-erneuern.sql'), 'utf8');
const haus = uuidv7(1);

async function lege(art: string, gesiegelt = true): Promise<string> {
  const id = uuidv7(Date.now());
  await t.setup.query(
    `insert into dokumente.dokument (koerperschaft, leistung, vorgang, id, art, titel, datei, gesiegelt, erstellt)
     values ($1, '-', $2, $2, $3, 'x', '{}', $4, now())`,
    [haus, id, art, gesiegelt],
  );
  return id;
}
const auftrag = (dokument: string, fehler: string | null) =>
  t.setup.query(
    `insert into base.auftrag (id, art, koerperschaft, bezug, angaben, faellig, versuche, fehler, gescheitert, ruht)
     values ($1, 'dokument.erneuern', $2, $3, $4, '2030-01-01', 10, $5, $6, $7)`,
    [uuidv7(Date.now()), haus, dokument, { dokument }, fehler, fehler && new Date(), fehler !== null],
  );
const auftraege = async (dokument: string) =>
  (
    await t.setup.query<{ ruht: boolean; fehler: string | null; jetzt: boolean }>(
      `select ruht, fehler, faellig <= clock_timestamp() as jetzt from base.auftrag where bezug = $1`,
      [dokument],
    )
  ).rows;

describe('Ausfertigungen aus früheren Versionen', () => {
  beforeEach(() => t.setup.query('delete from base.auftrag'));
  const faellig = [{ ruht: false, fehler: null, jetzt: true }];

  it('bekommen einmal einen Termin; ein gescheiterter Auftrag wird wieder fällig, ein kommender bleibt', async () => {
    const [ohne, gescheitert, kommend] = [
      await lege('vereinbarung'),
      await lege('vereinbarung'),
      await lege('vereinbarung'),
    ];
    await auftrag(gescheitert, 'vorgang.unbekannt');
    await auftrag(kommend, null);
    for (let mal = 0; mal < 2; mal++) {
      await t.setup.query(UMSTELLUNG);
      expect([await auftraege(ohne), await auftraege(gescheitert)]).toEqual([faellig, faellig]);
      expect(await auftraege(kommend)).toEqual([{ ruht: false, fehler: null, jetzt: false }]);
    }
  });

  it('bekommen ihn allein: was nicht gesiegelt oder keine Ausfertigung ist, bleibt, wie es war', async () => {
    const [ungesiegelt, brief] = [await lege('vereinbarung', false), await lege('kostenbescheid')];
    await auftrag(brief, 'pdf');
    await t.setup.query(UMSTELLUNG);
    expect(await auftraege(ungesiegelt)).toEqual([]);
    expect(await auftraege(brief)).toEqual([{ ruht: true, fehler: 'pdf', jetzt: false }]);
  });
});
