import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../../base/index.ts';
import { stelleBereit } from '../../bekanntgabe/index.ts';
import { addDokument } from '../../dokumente/index.ts';
import { aktiviere, readVerzeichnis } from '../../kommunen/index.ts';
import { readStrom, vermerkeLesen } from '../../nachweise/index.ts';
import { MASCHINE } from '../../prozesse/index.ts';
import { type Ausgang, type Befehl, handle, lock, readAufgaben } from '../../vorgaenge/index.ts';
import { antragVon, type Besucher, createBesucher, fuelleAus, vorgangVon } from './besucher.ts';
import { createPortalStand, legeSatzAn } from './pruefstand.ts';

const WURZEN = '14729410';
const datenbank = await neueDatenbank();
const db = datenbank.als('app');
let stand: Awaited<ReturnType<typeof createPortalStand>>;
let body = '';

beforeAll(async () => {
  await legeSatzAn(datenbank, await aktiviere(datenbank.setup, WURZEN, 'WUR', Date.now()));
  const verzeichnis = await readVerzeichnis(db, '2026-06-15');
  body = verzeichnis.byAgs(WURZEN)?.id ?? '';
  const { bund, ordner, plattform } = datenbank;
  stand = await createPortalStand({ db, bund, ordner, plattform, verzeichnis }, async (v) => ({
    ok: true,
    name: `${v.aktenzeichen}/../x.nachweis`,
    bytes: Buffer.from('beleg'),
  }));
});
afterAll(() => stand?.server.close());

const besucher = () => createBesucher(stand.server);

/** Sends a dog registration without account. */
async function sende(b: Besucher): Promise<string> {
  const antrag = antragVon(await b.post(`/portal/${WURZEN}/hundesteuer-anmeldung/beginnen`, { weg: 'ohne' }));
  await fuelleAus(b, antrag);
  return vorgangVon(await b.post(`${antrag}/absenden`));
}

const imDienst = async <T>(
  vorgang: string,
  fn: (
    tx: Parameters<Parameters<typeof db.transaktion>[1]>[0],
    g: NonNullable<Awaited<ReturnType<typeof lock>>>,
  ) => Promise<T>,
) =>
  db.transaktion(dienst(body, 'Test'), async (tx) => {
    const g = await lock(tx, stand.deps.protokoll, body, vorgang.slice(9));
    if (!g) throw new Error('Vorgang fehlt');
    return fn(tx, g);
  });

function dokument(vorgang: string, art: string, titel: string) {
  const bytes = Buffer.from(`%PDF ${art}`);
  const datei = stand.deps.dateien.write(body, vorgang.slice(9), {
    name: `${art}.pdf`,
    mime: 'application/pdf',
    bytes,
  });
  const { name, mime, len, sha256, sha512 } = datei;
  return { datei, dokument: { id: uuidv7(Date.now()), art, titel, datei: { name, mime, len, sha256, sha512 } } };
}

/** A document of this Vorgang, put into the mailbox. */
async function legeInsPostfach(
  vorgang: string,
  art: string,
  befehl: (d: ReturnType<typeof dokument>['dokument']) => Befehl,
  verwaltungsakt: boolean,
) {
  const { datei, dokument: d } = dokument(vorgang, art, 'Testschreiben');
  const e = await imDienst(vorgang, async (tx, g) => {
    const r = await handle(tx, stand.deps.protokoll, g, befehl(d), MASCHINE);
    if (!r.ok) return r;
    const { buerger, leistung } = g.vorgang;
    await addDokument(
      tx,
      {
        koerperschaft: body,
        leistung,
        vorgang: vorgang.slice(9),
        id: d.id,
        art,
        titel: d.titel,
        datei,
        gesiegelt: true,
        buerger,
      },
      Date.now(),
    );
    return stelleBereit(tx, stand.deps.protokoll, r.gesperrt, MASCHINE, {
      dokument: d.id,
      titel: d.titel,
      weg: 'postfach',
      verwaltungsakt,
      regelwerk: 'ao',
      empfaenger: { zeilen: ['Ina Krüger'] },
      fuerBuerger: true,
      email: null,
    });
  });
  expect(e).toMatchObject({ ok: true });
  return d.id;
}

/** The process asks for papers: a person reviews, the letter goes out, the process waits. */
async function fordereNach(vorgang: string) {
  const start = await imDienst(vorgang, (tx, g) =>
    stand.laufzeit.command(tx, g, {
      art: 'start',
      variablen: {
        antrag: g.vorgang.antworten,
        kanal: 'portal',
        niveau: 'ohne',
        tag: '2026-06-15',
        satz: null,
      } as never,
    }),
  );
  expect(start).toMatchObject({ ok: true });
  await imDienst(vorgang, async (tx, g) => {
    const [a] = await readAufgaben(tx, body, g.vorgang.id);
    if (!a) throw new Error('Aufgabe fehlt');
    const variablen = { [a.kopf['variable'] ?? '']: { entscheidung: 'nachfordern', fehlend: 'Impfpass' } };
    expect(
      await stand.laufzeit.command(tx, g, { art: 'aufgabe-erledigt', schritt: a.schritt, variablen }),
    ).toMatchObject({ ok: true });
  });
  await legeInsPostfach(
    vorgang,
    'nachforderung',
    (d) => ({ art: 'nachfordern', text: 'Bitte senden Sie den Impfpass.', bis: '2026-12-15', dokument: d }),
    false,
  );
  await imDienst(vorgang, async (tx, g) => {
    const zustand = await stand.laufzeit.readZustand(tx, g);
    const schritt = zustand?.token[0]?.schritt ?? 0;
    expect(await stand.laufzeit.command(tx, g, { art: 'dienst-erledigt', schritt, variablen: {} })).toMatchObject({
      ok: true,
    });
  });
}

const arten = async (vorgang: string) =>
  (
    await datenbank.setup.query('select kind from nachweise.ereignis where vorgang = $1 order by n', [vorgang.slice(9)])
  ).rows.map((r) => r.kind);

describe('Was die Leistung als Ablauf nennt,', () => {
  it('heißt nach dem Absenden anders als nach dem ersten Schritt, der schon geschehen ist', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    expect((await b.open(vorgang)).html).toContain('<h2>Was jetzt geschieht</h2>');
    await fordereNach(vorgang);
    const danach = (await b.open(vorgang)).html;
    expect(danach).toContain('<h2>So läuft es insgesamt ab</h2>');
    expect(danach).not.toContain('Was jetzt geschieht');
  });
});

describe('Die Antwort auf eine Nachforderung', () => {
  it('kommt an, lässt den Ablauf weitergehen und steht in der Linie der Schritte', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await fordereNach(vorgang);
    const seite = await b.open(vorgang);
    expect(seite.html).toContain('Bitte senden Sie den Impfpass.');
    expect(seite.html).toContain('bis zum 15.12.2026');
    expect(seite.html).toContain('Wir warten auf Ihre Antwort');

    const leer = await b.post(`${vorgang}/antwort`, { text: '  ' });
    expect([leer.status, leer.html.includes('Schreiben Sie bitte Ihre Antwort')]).toEqual([422, true]);
    const lang = await b.post(`${vorgang}/antwort`, { text: 'y'.repeat(4001) });
    expect([lang.status, lang.html.includes('y'.repeat(4001))]).toEqual([422, true]);

    const da = await b.post(`${vorgang}/antwort`, { text: 'Er liegt\r\nim Rathaus.' });
    expect(da.html).toContain('Ihre Antwort ist eingegangen');
    expect(da.html).not.toContain('antwort-text');
    expect(await arten(vorgang)).toContain('unterlagen.eingegangen');
    await imDienst(vorgang, async (tx, g) => expect(await readAufgaben(tx, body, g.vorgang.id)).toHaveLength(1));

    const nochmal = await b.post(`${vorgang}/antwort`, { text: 'Noch etwas' });
    expect(nochmal.status).toBe(409);
    expect((await arten(vorgang)).filter((k) => k === 'unterlagen.eingegangen')).toHaveLength(1);
  });
});

describe('Dateien zu einer Antwort', () => {
  const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('Foto vom Impfpass')]);
  const PDF = Buffer.from('%PDF-1.7\n% Impfpass');
  const dokumente = async (vorgang: string) =>
    (
      await datenbank.setup.query(
        `select id, titel, datei, gesiegelt, buerger from dokumente.dokument where vorgang = $1 and art = 'unterlage' order by titel`,
        [vorgang.slice(9)],
      )
    ).rows;

  it('kommen mit ihr an, Byte für Byte, stehen im Ereignis und lassen sich wieder herunterladen', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await fordereNach(vorgang);
    const da = await b.sende(`${vorgang}/antwort`, { text: '' }, [
      { name: 'C:\\Fotos\\Impfpass.JPEG', bytes: JPEG },
      { name: 'Impfpass.pdf', bytes: PDF },
    ]);
    expect(da.html).toContain('Ihre Antwort ist eingegangen');
    const [jpg, pdf] = await dokumente(vorgang);
    expect([jpg.titel, jpg.datei.mime, pdf.titel, pdf.datei.mime]).toEqual([
      'Impfpass.jpg',
      'image/jpeg',
      'Impfpass.pdf',
      'application/pdf',
    ]);
    expect(jpg.datei).toMatchObject({ len: JPEG.length, sha256: createHash('sha256').update(JPEG).digest('hex') });
    expect([jpg.gesiegelt, jpg.buerger !== null]).toEqual([false, true]);
    await imDienst(vorgang, async (tx, g) => {
      const e = (await readStrom(tx, stand.deps.protokoll, body, g.vorgang.id)).at(-1)?.ereignis;
      expect([e?.kind, e?.docs.map((x) => x.sha256)]).toEqual([
        'unterlagen.eingegangen',
        [jpg.datei.sha256, pdf.datei.sha256],
      ]);
      expect(g.vorgang.dokumente.filter((x) => x.art === 'unterlage').map((x) => [x.titel, x.sha256])).toEqual([
        ['Impfpass.jpg', jpg.datei.sha256],
        ['Impfpass.pdf', pdf.datei.sha256],
      ]);
    });
    const seite = await b.open(vorgang);
    expect(seite.html).toContain('Impfpass.jpg');
    const geladen = await b.open(`${vorgang}/dokument/${jpg.id}`);
    expect([geladen.kopf['content-type'], geladen.kopf['content-disposition']]).toEqual([
      'image/jpeg',
      'attachment; filename="Impfpass.jpg"',
    ]);
    // another person sees neither
    const fremd = await besucher().open(`${vorgang}/dokument/${jpg.id}`);
    expect(fremd.status).toBe(404);
  });

  it.each([
    ['ein Programm, das sich Bild nennt', [{ name: 'bild.jpg', bytes: Buffer.from('MZ…') }], 'weder PDF noch Foto'],
    ['eine leere Datei', [{ name: 'leer.pdf', bytes: Buffer.alloc(0) }], 'ist leer'],
    ['zu viele', Array.from({ length: 6 }, (_, n) => ({ name: `${n}.pdf`, bytes: PDF })), 'mehr als 5 Dateien'],
    ['noch mehr', Array.from({ length: 9 }, (_, n) => ({ name: `${n}.pdf`, bytes: PDF })), 'mehr als 5 Dateien'],
    ['eine zu große', [{ name: 'gross.pdf', bytes: Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-') }], 'größer als 10 MB'],
  ])('%s wird abgewiesen: nichts ist da, der Text bleibt stehen', async (_name, dateien, meldung) => {
    const b = besucher();
    const vorgang = await sende(b);
    await fordereNach(vorgang);
    const nein = await b.sende(`${vorgang}/antwort`, { text: 'Hier ist er.' }, dateien);
    expect([nein.status, nein.html.includes(meldung), nein.html.includes('Hier ist er.')]).toEqual([422, true, true]);
    expect(nein.html).toMatch(/id="antwort-unterlagen"[^>]*aria-invalid="true"/);
    expect(await dokumente(vorgang)).toEqual([]);
    expect(await arten(vorgang)).not.toContain('unterlagen.eingegangen');
    expect(
      (await b.sende(`${vorgang}/antwort`, { text: 'Hier ist er.' }, [{ name: 'a.pdf', bytes: PDF }])).html,
    ).toContain('Ihre Antwort ist eingegangen');
  });

  it('und Worte auf einer alten Seite gelten nicht für das, was inzwischen gefragt ist', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await fordereNach(vorgang);
    const frage = /name="frage" value="(\d+)"/.exec((await b.open(vorgang)).html)?.[1] ?? '';
    const alt = await b.sende(
      `${vorgang}/antwort`,
      { text: 'Zur ersten Frage.', frage: String(Number(frage) - 1) },
      [],
    );
    expect([alt.status, alt.html.includes('etwas anderes gefragt'), alt.html.includes('Zur ersten Frage.')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await b.sende(`${vorgang}/antwort`, { text: 'Hier.', frage }, [])).html).toContain(
      'Ihre Antwort ist eingegangen',
    );
  });

  it('werden nicht angenommen, wenn niemand etwas braucht, und nicht, wenn die Sendung abbricht', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    expect((await b.sende(`${vorgang}/antwort`, { text: 'x' }, [{ name: 'a.pdf', bytes: PDF }])).status).toBe(409);
    await fordereNach(vorgang);
    const halb = await stand.server.inject({
      method: 'POST',
      url: `${vorgang}/antwort`,
      headers: {
        cookie: [...b.kekse.values()].map((k) => `${k.name}=${k.wert}`).join('; '),
        'content-type': 'multipart/form-data; boundary=x',
      },
      payload: '--x\r\nContent-Disposition: form-data; name="unterlagen"; filename="a.pdf"\r\n\r\n%PDF-1.7 abgeschn',
    });
    expect([halb.statusCode, halb.body.includes('nicht vollständig angekommen')]).toEqual([422, true]);
    expect(await dokumente(vorgang)).toEqual([]);
  });
});

describe('Das Öffnen eines Dokuments', () => {
  it('aus dem Postfach wird einmal festgehalten, auch bei zwei Klicks zugleich, und gehört der Person', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    const dok = await legeInsPostfach(vorgang, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), true);
    const seite = await b.open(vorgang);
    expect(seite.html).toContain('Gilt als bekannt gegeben am');
    expect(seite.html).toContain('Widerspruch möglich bis');
    expect(seite.html).toContain('So legen Sie Widerspruch ein');

    const weg = `${vorgang}/dokument/${dok}`;
    const cookie = [...b.kekse.values()]
      .filter((k) => k.pfad === vorgang)
      .map((k) => `${k.name}=${k.wert}`)
      .join('; ');
    expect((await stand.server.inject({ method: 'HEAD', url: weg, headers: { cookie } })).statusCode).toBe(404);
    expect(
      (await stand.server.inject({ url: weg, headers: { cookie, 'sec-fetch-site': 'cross-site' } })).statusCode,
    ).toBe(303);
    expect(await arten(vorgang)).not.toContain('bekanntgabe.abgerufen');

    const [x, y] = await Promise.all([b.open(weg), b.open(weg)]);
    for (const a of [x, y]) {
      expect([a.status, a.html]).toEqual([200, '%PDF bescheinigung']);
      expect(String(a.kopf['content-disposition'])).toMatch(/^attachment; filename="WUR-HS-[\w-]+\.pdf"$/);
      expect(a.kopf['cache-control']).toBe('no-store');
    }
    expect((await arten(vorgang)).filter((k) => k === 'bekanntgabe.abgerufen')).toHaveLength(1);
    const { rows } = await datenbank.setup.query('select buerger from nachweise.ereignis where vorgang = $1 limit 1', [
      vorgang.slice(9),
    ]);
    await imDienst(vorgang, async (_tx, g) => expect(g.vorgang.buerger).toBe(rows[0].buerger));
    expect((await b.open(vorgang)).html).toContain('Von Ihnen geöffnet');
    expect((await besucher().open(weg)).status).toBe(404);
  });

  it('ein fremdes Dokument unter dem eigenen Vorgang ist nicht da', async () => {
    const [meiner, fremder] = [besucher(), besucher()];
    const [meins, fremd] = [await sende(meiner), await sende(fremder)];
    const dok = await legeInsPostfach(fremd, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), false);
    expect((await meiner.open(`${meins}/dokument/${dok}`)).status).toBe(404);
    expect((await meiner.open(`${meins}/dokument/x`)).status).toBe(404);
  });
});

describe('Ein Widerspruch', () => {
  it('steht mit Tag, Ausgang und Klagefrist auf der Seite, ohne den Vermerk des Rathauses', async () => {
    const b = besucher();
    const vorgang = await sende(b);
    await legeInsPostfach(vorgang, 'bescheinigung', (d) => ({ art: 'ausstellen', dokument: d }), true);
    const tue = (befehl: Befehl) =>
      imDienst(vorgang, async (tx, g) =>
        expect(await handle(tx, stand.deps.protokoll, g, befehl, MASCHINE)).toMatchObject({ ok: true }),
      );
    const geh = async () => (await b.open(vorgang)).html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const id = uuidv7(Date.now());
    await tue({
      art: 'widersprechen',
      widerspruch: { id, eingang: '2026-06-16', kanal: 'papier' },
      person: id,
      text: 'x',
    });
    expect(await geh()).toContain('Ihr Widerspruch ist am 16.06.2026 eingegangen.');
    const schreibe = (ausgang: Ausgang, klageBis: string | null = null) =>
      tue({
        art: 'widerspruch-fortschreiben',
        eintrag: id,
        ausgang,
        tag: '2026-07-01',
        klageBis,
        person: id,
        text: 'Vermerk 7',
      });
    await schreibe('zurueckgewiesen', '2026-08-03');
    const danach = await geh();
    expect(danach).toContain(
      'Stand vom 01.07.2026: Ihr Widerspruch wurde zurückgewiesen. Klage beim Verwaltungsgericht ist möglich bis zum 03.08.2026.',
    );
    expect(danach).toMatch(/Ihr Widerspruch wurde zurückgewiesen \(erledigt\) 01\.07\.2026/);
    expect(danach).not.toContain('Vermerk 7');
    expect(danach).not.toMatch(/\{\w+\}/);
    await schreibe('wieder-offen');
    expect(await geh()).not.toContain('Klage beim Verwaltungsgericht');
    await schreibe('fehleintrag');
    expect(await geh()).toContain('Der Eintrag eines Widerspruchs war ein Irrtum');
    expect(await geh()).not.toContain('Ihr Widerspruch ist am');
  });
});

describe('Wer hat meine Daten gesehen', () => {
  it('nennt Stelle, Aufgabe, Zweck und Tag, aber keine Namen, und nur der eigenen Person', async () => {
    const [b, anderer] = [besucher(), besucher()];
    const [vorgang, anderes] = [await sende(b), await sende(anderer)];
    expect((await b.open(vorgang)).html).toContain('Noch niemand');
    const person = uuidv7(Date.now());
    const grundlage = { vereinbarung: null, norm: 'n', aufgabe: 'Hundesteuer prüfen', zweck: 'Festsetzung' };
    await db.transaktion({ art: 'mitarbeit', person, stelle: body, handelndFuer: body, grundlage }, async (tx) =>
      vermerkeLesen(tx, stand.deps.protokoll.uhr, body, [vorgang.slice(9)], grundlage),
    );
    const { html } = await b.open(vorgang);
    for (const s of ['Hundesteuer prüfen', 'Festsetzung', 'Stadt Wurzen']) expect(html).toContain(s);
    expect(html).not.toContain(person);
    expect((await anderer.open(anderes)).html).toContain('Noch niemand');
  });
});

describe('Der Nachweis', () => {
  it('lädt unter einem harmlosen Namen', async () => {
    const b = besucher();
    const a = await b.open(`${await sende(b)}/nachweis`);
    expect(a.html).toBe('beleg');
    expect(String(a.kopf['content-disposition'])).toMatch(/filename="WUR-HS-\d{4}-\d{6}_\.\._x\.nachweis"/);
  });
});
