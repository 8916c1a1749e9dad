import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localDateOf } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { createMail } from '../anschluesse/mail/index.ts';
import { dienst, type Handler, stellbareUhr, type Tx } from '../base/index.ts';
import { addDokument } from '../dokumente/index.ts';
import { artenVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus } from '../pruefstand/haus.ts';
import { lock } from '../vorgaenge/index.ts';
import {
  createBenachrichtigen,
  readDruckliste,
  readZustellungen,
  rufeAb,
  stelleBereit,
  versende,
  type Weg,
} from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-06-15T10:00:00Z'));
const WER = { pseudonym: 'p', role: 'r', loa: null };
let h: Haus;

/** A mail relay: one message per key; loses its answer, or does not find out what it has sent, when told so. */
const post = { gesendet: new Map<string, string>(), schweigt: false, weissNicht: false, versuche: 0 };
const relais = createServer((anfrage, antwort) => {
  const sage = (status: number, schluessel: string) => {
    if (post.schweigt && anfrage.method === 'POST') return anfrage.socket.destroy();
    antwort.writeHead(status, { 'content-type': 'application/json' });
    return antwort.end(JSON.stringify({ schluessel, angenommen: '2026-06-15T10:00:00Z' }));
  };
  let text = '';
  anfrage.on('data', (d) => (text += d));
  anfrage.on('end', () => {
    if (anfrage.method === 'GET') {
      const schluessel = decodeURIComponent(anfrage.url?.split('/').at(-1) ?? '');
      if (post.weissNicht) return sage(503, schluessel);
      return sage(post.gesendet.has(schluessel) ? 200 : 404, schluessel);
    }
    const schluessel = String(anfrage.headers['idempotency-key']);
    post.versuche++;
    post.gesendet.set(schluessel, text);
    return sage(201, schluessel);
  });
});
let mail: ReturnType<typeof createMail>;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  await new Promise<void>((r) => relais.listen(0, '127.0.0.1', r));
  mail = createMail(
    { url: `http://127.0.0.1:${(relais.address() as AddressInfo).port}`, zeitlimitMs: 25_000 },
    { fetch },
  );
});
afterAll(() => void relais.close());

const im = <T>(f: Fall, fn: (tx: Tx) => Promise<T>) => h.db.transaktion(dienst(f.koerperschaft, 'Test'), fn);
const gesperrt = async (tx: Tx, f: Fall) => {
  const g = await lock(tx, h.protokoll, f.koerperschaft, f.vorgang);
  if (!g) throw new Error('Der Vorgang fehlt');
  return g;
};
/** A case with one sealed letter, handed out this way. */
async function mitBrief(
  weg: Weg,
  verwaltungsakt = true,
  email: string | null = null,
): Promise<Fall & { zustellung: string }> {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  const jetzt = uhr.jetzt();
  const datei = h.dateien.write(f.koerperschaft, f.vorgang, {
    name: 'b.pdf',
    mime: 'application/pdf',
    bytes: Buffer.from('%PDF'),
  });
  const { rows } = await t.setup.query<{ id: string }>('select gen_random_uuid() as id');
  const dokument = rows[0]?.id ?? '';
  await im(f, async (tx) => {
    const g = await gesperrt(tx, f);
    const { koerperschaft, leistung, id: vorgang, buerger } = g.vorgang;
    await addDokument(
      tx,
      {
        koerperschaft,
        leistung,
        vorgang,
        id: dokument,
        art: 'bescheid',
        titel: 'Bescheid',
        datei,
        gesiegelt: true,
        buerger,
      },
      jetzt,
    );
    const e = await stelleBereit(tx, h.protokoll, g, WER, {
      dokument,
      titel: 'Bescheid',
      weg,
      verwaltungsakt,
      regelwerk: 'vwvfg',
      empfaenger: { zeilen: ['Mareike Vogel'] },
      fuerBuerger: true,
      email,
    });
    if (!e.ok) throw new Error(e.grund);
    return e;
  });
  const [z] = await zustellungen(f);
  return { ...f, zustellung: z?.id ?? '' };
}
const zustellungen = (f: Fall) => im(f, (tx) => readZustellungen(tx, f.koerperschaft, f.vorgang));
const verschicke = (f: Fall & { zustellung: string }, tag: string) =>
  im(f, async (tx) => versende(tx, h.protokoll, await gesperrt(tx, f), WER, f.zustellung, 'd.lorenz', tag, 'vwvfg'));
const rufe = (f: Fall & { zustellung: string }, zustellung = f.zustellung) =>
  im(f, async (tx) => rufeAb(tx, h.protokoll, await gesperrt(tx, f), WER, zustellung));

describe('Ein Brief', () => {
  it('wird eingetragen, aber nicht für einen Tag vor dem Brief, nicht für morgen und nur einmal', async () => {
    const f = await mitBrief('brief');
    expect(await zustellungen(f)).toMatchObject([{ bereitgestellt: null, bekanntgabeAm: null }]);
    uhr.stelle(Date.parse('2026-06-17T22:30:00Z')); // already the 18th in Berlin
    for (const [tag, grund] of [
      ['2026-06-14', 'zustellung.tag-zu-frueh'],
      ['2026-06-19', 'zustellung.tag-zukunft'],
      ['2026-02-30', 'zustellung.tag-ungueltig'],
      ['', 'zustellung.tag-ungueltig'],
      ["2026-06-16' or 1=1", 'zustellung.tag-ungueltig'],
    ] as const)
      expect(await verschicke(f, tag), tag).toMatchObject({ ok: false, grund });
    expect(await verschicke(f, '2026-06-18')).toMatchObject({ ok: true });
    expect(await zustellungen(f)).toMatchObject([
      { versandt: '2026-06-18', bekanntgabeAm: '2026-06-22', rechtsbehelfBis: '2026-07-22' },
    ]);
    expect(await verschicke(f, '2026-06-17')).toMatchObject({ grund: 'bekanntgabe.schon-versandt' });
    expect(await verschicke({ ...f, zustellung: f.vorgang }, '2026-06-17')).toMatchObject({
      grund: 'zustellung.unbekannt',
    });
    expect((await readFall(h, f)).vorgang.bekanntgaben[f.zustellung]).toMatchObject({
      versandt: '2026-06-18',
      bekanntgabeAm: '2026-06-22',
    });
  });

  it('steht bis zum Versand in der Druckliste und setzt nur als Verwaltungsakt eine Frist in Gang', async () => {
    const f = await mitBrief('brief', false);
    const liste = async () => (await im(f, readDruckliste)).map((z) => z.id);
    expect(await liste()).toContain(f.zustellung);
    await verschicke(f, localDateOf(uhr.jetzt(), 'Europe/Berlin'));
    expect(await liste()).not.toContain(f.zustellung);
    expect(await zustellungen(f)).toMatchObject([{ bekanntgabeAm: null, rechtsbehelfBis: null, regel: null }]);
  });
});

describe('Das Postfach', () => {
  it('beginnt mit der Bereitstellung, der Abruf wird einmal vermerkt und verschiebt die Frist nicht', async () => {
    const f = await mitBrief('postfach');
    const [vorher] = await zustellungen(f);
    expect(vorher?.bekanntgabeAm).not.toBeNull();
    expect(await rufe(f)).toMatchObject({ ok: true });
    expect(await rufe(f)).toEqual({ ok: false, grund: 'bekanntgabe.schon-abgerufen' });
    expect(await rufe(f, f.vorgang)).toEqual({ ok: false, grund: 'zustellung.unbekannt' });
    const [nachher] = await zustellungen(f);
    expect(nachher).toMatchObject({ bekanntgabeAm: vorher?.bekanntgabeAm, rechtsbehelfBis: vorher?.rechtsbehelfBis });
    expect(nachher?.abgerufen?.getTime()).toBe(uhr.jetzt());
    expect((await artenVon(h, f)).filter((a) => a === 'bekanntgabe.abgerufen')).toHaveLength(1);
  });

  it('ist kein Brief: ein Versandtag lässt sich nicht eintragen', async () => {
    const f = await mitBrief('postfach');
    expect(await verschicke(f, localDateOf(uhr.jetzt(), 'Europe/Berlin'))).toEqual({
      ok: false,
      grund: 'zustellung.unbekannt',
    });
  });
});

describe('Die Nachricht über das Postfach', () => {
  const benachrichtigen = (): Handler =>
    createBenachrichtigen({
      db: h.worker,
      protokoll: h.protokoll,
      mail,
      nachricht: async (v) => ({
        an: 'b@example.org',
        betreff: `Neues zu ${v.aktenzeichen}`,
        text: 'Im Postfach liegt etwas.',
      }),
    });
  const schlange = (handler: Handler) => h.schlangeUeber(h.dienste, [['bekanntgabe.benachrichtigen', handler]]);
  const vermerke = async (f: Fall) => (await artenVon(h, f)).filter((a) => a === 'bekanntgabe.benachrichtigt').length;
  const spaeter = () => uhr.stelle(uhr.jetzt() + 3_600_000);

  it('geht einmal hinaus, auch wenn die Antwort verloren geht, und sagt nichts vom Inhalt', async () => {
    const f = await mitBrief('postfach', true, 'b@example.org');
    post.schweigt = true;
    const s = schlange(benachrichtigen());
    await s.leeren();
    expect([post.gesendet.size, await vermerke(f)]).toEqual([1, 0]);
    post.schweigt = false;
    spaeter();
    await s.leeren();
    expect([post.gesendet.size, await vermerke(f)]).toEqual([1, 1]);
    expect([...post.gesendet.values()].join()).not.toContain('Bescheid');
    expect((await zustellungen(f)).find((z) => z.id === f.zustellung)?.benachrichtigt).not.toBeNull();
  });

  it('geht nicht noch einmal hinaus, solange ungewiss ist, ob sie es schon ist; sie wartet und geht von selbst weiter', async () => {
    const f = await mitBrief('postfach', true, 'b@example.org');
    Object.assign(post, { weissNicht: true, versuche: 0 });
    const s = schlange(benachrichtigen());
    for (let i = 0; i < 40; i++) {
      await s.leeren();
      uhr.stelle(uhr.jetzt() + 60_000);
    }
    expect([post.versuche, await vermerke(f)]).toEqual([0, 0]);
    const { rows } = await t.setup.query('select ruht, versuche, fehler from base.auftrag where bezug = $1', [
      f.vorgang,
    ]);
    expect(rows).toEqual([{ ruht: false, versuche: 0, fehler: expect.stringContaining('ungewiss') }]);
    post.weissNicht = false;
    await s.leeren();
    expect([post.versuche, await vermerke(f)]).toEqual([1, 1]);
  });

  it('wird einmal vermerkt, auch wenn ein zweiter Arbeiter den Auftrag übernommen hat', async () => {
    const f = await mitBrief('postfach', true, 'b@example.org');
    const vorher = post.gesendet.size;
    let erster = true;
    const s = schlange(async (a, k) => {
      if (erster) {
        erster = false;
        await t.setup.query(`update base.auftrag set fence = fence + 1 where id = $1`, [a.id]);
      }
      await benachrichtigen()(a, k);
    });
    await s.leeren();
    await t.setup.query('update base.auftrag set lease_bis = null');
    spaeter();
    await s.leeren();
    expect([post.gesendet.size - vorher, await vermerke(f)]).toEqual([1, 1]);
    expect((await t.setup.query('select 1 from base.auftrag where bezug = $1', [f.vorgang])).rowCount).toBe(0);
  });
});
