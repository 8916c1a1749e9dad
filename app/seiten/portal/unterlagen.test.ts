import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { readStrom } from '../../nachweise/index.ts';
import { baueVorgangsstand } from './vorgang/pruefstand.ts';

const { datenbank, stand, body, besucher, sende, imDienst, fordereNach, arten } = await baueVorgangsstand();
afterAll(() => stand.server.close());

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
