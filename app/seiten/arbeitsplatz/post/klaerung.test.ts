import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { nimmAn } from '../../../eingang/index.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
let w: Awaited<ReturnType<typeof baueWelt>>;
let gut: string;
let schlecht: string;

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const pfad = (id: string) => `/arbeitsplatz/klaerung/${id}`;
const XML = `<?xml version="1.0"?><xga:gewerbeanzeige.anmeldung.0100 xmlns:xga="http://www.xgewerbeanzeige.de/" produkt="Probe"><xga:nachrichtenkopf><xga:nachrichtenUUID>4711-uuid</xga:nachrichtenUUID></xga:nachrichtenkopf><xga:hinweis>&lt;script&gt;alert(1)&lt;/script&gt;</xga:hinweis></xga:gewerbeanzeige.anmeldung.0100>`;

beforeAll(async () => {
  w = await baueWelt(t);
  const thallwitz = w.deps.verzeichnis.byId(w.ort.thallwitz);
  if (!thallwitz) throw new Error('Thallwitz fehlt');
  const nimm = async (bytes: string) => {
    const e = await nimmAn(w.deps.nachricht, thallwitz, Buffer.from(bytes));
    if (!e.ok) throw new Error(e.grund);
    return e.quittung;
  };
  gut = (await nimm(XML)).eingang;
  // whatever kind it is taken for, this file makes it a message that waits for a person
  await t.setup.query(`update eingang.eingang set stand = 'klaerung' where id = $1`, [gut]);
  schlecht = (await nimm('<kaputt')).eingang;
});

describe('Die Klärung', () => {
  it('zeigt die Nachrichten der Kommunen, deren Post das Rathaus öffnet', async () => {
    for (const sub of ['d.lorenz', 'k.weber', 'y.barthel']) {
      const seite = text((await w.geh(sub, '/arbeitsplatz/klaerung')).body);
      expect(seite, sub).toContain('Gemeinde Thallwitz');
      expect(seite, sub).toContain('abgewiesen');
    }
    expect(text((await w.geh('h.reichelt', '/arbeitsplatz/klaerung')).body)).not.toContain('Gemeinde Thallwitz');
    expect((await w.geh('b.kuehnast', '/arbeitsplatz/klaerung')).statusCode).toBe(403);
    for (const sub of ['h.reichelt', 'm.uhlig', 'b.kuehnast'])
      expect((await w.geh(sub, pfad(gut))).statusCode, sub).toBe(404);
  });

  it('macht jeden Wert lesbar und führt fremde Zeichen nie aus', async () => {
    const r = await w.geh('d.lorenz', pfad(gut));
    expect(text(r.body)).toContain('4711-uuid');
    expect(text(r.body)).toContain('Probe');
    expect(r.body).toContain('&lt;script>alert(1)');
    expect(r.body).not.toContain('<script>');
  });

  it('gibt die Bytes unverändert heraus, nur als Datei, auch die abgewiesenen', async () => {
    const r = await w.geh('d.lorenz', `${pfad(gut)}/roh`);
    expect(r.body).toBe(XML);
    expect(r.headers['content-disposition']).toMatch(/^attachment/);
    expect(r.headers['content-type']).toBe('application/octet-stream');
    expect((await w.geh('d.lorenz', `${pfad(schlecht)}/roh`)).body).toBe('<kaputt');
    expect((await w.geh('d.lorenz', pfad(schlecht))).statusCode).toBe(200);
    for (const id of ['x', '01890000-0000-7000-8000-000000000000'])
      expect((await w.geh('d.lorenz', `${pfad(id)}/roh`)).statusCode).toBe(404);
  });

  it('legt eine Nachricht einmal ab, mit Vermerk und Ereignis auf Grund der Vereinbarung', async () => {
    expect((await w.sende('d.lorenz', pfad(gut), { vermerk: ' ' })).statusCode).toBe(422);
    const lang = await w.sende('d.lorenz', pfad(gut), { vermerk: 'ä'.repeat(2001) });
    expect(lang.statusCode).toBe(422);
    expect(lang.body).toContain('ää');
    expect((await w.sende('h.reichelt', pfad(gut), { vermerk: 'x' })).statusCode).toBe(404);
    expect((await w.sende('d.lorenz', pfad(gut), { vermerk: 'Zur Kenntnis\u0000 genommen' })).headers.location).toBe(
      '/arbeitsplatz/klaerung?getan=1',
    );
    expect((await w.sende('k.weber', pfad(gut), { vermerk: 'noch einmal' })).statusCode).toBe(409);
    expect(text((await w.geh('d.lorenz', '/arbeitsplatz/klaerung?tab=erledigt')).body)).toContain('abgelegt');
    expect(text((await w.geh('d.lorenz', pfad(gut))).body)).toContain('Zur Kenntnis genommen');
    const { rows } = await t.setup.query(`select kind, koerperschaft from nachweise.ereignis where vorgang = $1`, [
      gut,
    ]);
    expect(rows).toEqual([{ kind: 'nachricht.abgelegt', koerperschaft: w.ort.thallwitz }]);
  });
});
