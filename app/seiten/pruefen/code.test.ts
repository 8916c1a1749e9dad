import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, oeffentlich, uuidv7 } from '../../base/index.ts';
import { addDokument, liesPruefcode, pruefcodeOf } from '../../dokumente/index.ts';
import { antragVon, createBesucher, fuelleAus, vorgangVon } from '../portal/besucher.ts';
import { createOrteStand } from '../portal/pruefstand.ts';

const WURZEN = '14729410';
const TAG = Date.parse('2026-03-10T23:30:00Z');
const t = await neueDatenbank();
let stand: Awaited<ReturnType<typeof createOrteStand>>;
let haus = '';
let vorgang = '';
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

beforeAll(async () => {
  stand = await createOrteStand(t, [[WURZEN, 'WUR']]);
  haus = stand.deps.verzeichnis.byAgs(WURZEN)?.id ?? '';
  const b = createBesucher(stand.server);
  const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
  await fuelleAus(b, antrag);
  vorgang = vorgangVon(await b.post(`${antrag}/absenden`)).slice('/vorgang/'.length);
});
afterAll(() => stand?.server.close());

/** A letter of Wurzen. @returns its id */
async function brief(gesiegelt: boolean): Promise<string> {
  const id = uuidv7(Date.now());
  const datei = stand.deps.dateien.write(haus, vorgang, {
    name: 'bescheid.pdf',
    mime: 'application/pdf',
    bytes: Buffer.from(`%PDF ${id}`),
  });
  const zeile = {
    koerperschaft: haus,
    leistung: 'hundesteuer-anmeldung',
    vorgang,
    id,
    art: 'bescheid',
    titel: 'Steuerbescheid',
  };
  await stand.db.transaktion(dienst(haus, 'Test'), (tx) =>
    addDokument(tx, { ...zeile, datei, gesiegelt, buerger: null }, TAG),
  );
  return id;
}

const suche = (code: string) => createBesucher(stand.server).post('/pruefen/code', { code });

describe('Der Prüfcode auf einem Brief', () => {
  it('sagt, wer den Brief wann geschrieben hat, und nichts, was nicht darauf steht', async () => {
    const code = pruefcodeOf(await brief(true));
    expect(code).toMatch(/^([0-9A-F]{4}-){3}[0-9A-F]{4}$/);
    for (const getippt of [code, code.toLowerCase().replaceAll('-', ' '), ` ${code.replaceAll('0', 'O')} `]) {
      const r = await suche(getippt);
      expect([r.status, r.kopf['cache-control']]).toEqual([200, 'no-store']);
      expect(text(r.html)).toContain(
        'Geschrieben von Stadt Wurzen Art des Briefes Steuerbescheid Gesiegelt am 11.03.2026',
      );
      expect(r.html).not.toContain(vorgang);
      expect(r.html).not.toMatch(/WUR-HS-/);
    }
  });

  it('schreibt niemanden in das Leseprotokoll: Es nennt nur Stellen, und niemand soll es ohne Anmeldung füllen können', async () => {
    const code = pruefcodeOf(await brief(true));
    const zeilen = async () =>
      (await t.setup.query<{ n: number }>('select count(*)::int as n from nachweise.lesezugriff')).rows[0]?.n;
    const vorher = await zeilen();
    expect((await suche(code)).status).toBe(200);
    expect(await zeilen()).toBe(vorher);
    await expect(
      stand.db.transaktion(oeffentlich, (tx) =>
        tx.eine('select nachweise.lesen_vermerken($1, $2, now(), $3, $4)', [uuidv7(Date.now()), haus, [vorgang], {}]),
      ),
    ).rejects.toThrow('nur im Kontext einer Person der Verwaltung');
  });

  it('findet nicht, was nicht gesiegelt ist oder gelöscht wurde', async () => {
    expect((await suche(pruefcodeOf(await brief(false)))).status).toBe(404);
    const id = await brief(true);
    expect((await suche(pruefcodeOf(id))).status).toBe(200);
    await t.setup.query('delete from dokumente.dokument where id = $1', [id]);
    const r = await suche(pruefcodeOf(id));
    expect(r.status).toBe(404);
    expect(text(r.html)).toContain('Diesen Prüfcode kennen wir nicht.');
  });

  it('bleibt beim Vertippen stehen, und die Seite sagt, wie er aussieht', async () => {
    for (const falsch of ['', '1A2B', '1A2B-3C4D-5E6F-70G9', '"><b>x</b>', '1'.repeat(3000)]) {
      const r = await suche(falsch);
      expect(r.status).toBe(422);
      expect(text(r.html)).toContain('Ein Prüfcode hat 16 Zeichen');
      expect(r.html).not.toContain('<b>x</b>');
    }
    expect((await suche('1A2B')).html).toContain('value="1A2B"');
  });

  it('wird gefunden, ohne alle Briefe zu lesen', async () => {
    const code = liesPruefcode(pruefcodeOf(await brief(true)));
    await t.setup.query('set enable_seqscan = off');
    const { rows } = await t.setup.query<{ 'QUERY PLAN': string }>(
      `explain select 1 from dokumente.dokument d where d.gesiegelt
         and left(encode(sha256('\\x72762d7072756566636f64652d3100'::bytea || uuid_send(d.id)), 'hex'), 16) = '${code}'`,
    );
    await t.setup.query('reset enable_seqscan');
    expect(rows.map((z) => z['QUERY PLAN']).join()).toContain('dokument_pruefcode');
  });
});
