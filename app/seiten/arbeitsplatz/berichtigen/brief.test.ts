import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { LUECKENHAFT, legeLueckenhafteLeistungAn } from '../../../pruefstand/lueckenhaft.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr, legeLueckenhafteLeistungAn(t.ordner));
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** A case that stands at its certificate: its file, and the page of the values. */
async function stehend(beispiel: '01-einfach' | '02-gmbh'): Promise<{ akte: string; adresse: string }> {
  const vorgang = await w.gewerbe(beispiel, ORTE.thallwitz);
  const { rows } = await t.setup.query<{ schritt: number }>(
    'select schritt from prozesse.vorfall where vorgang = $1 and behoben is null',
    [vorgang],
  );
  const akte = `/arbeitsplatz/vorgang/${vorgang}`;
  return { akte, adresse: `${akte}/stoerung/${rows[0]?.schritt}/werte` };
}

describe('Die Seite mit den Werten, die einem Brief fehlen,', () => {
  let mensch: Awaited<ReturnType<typeof stehend>>;
  let gmbh: Awaited<ReturnType<typeof stehend>>;
  const seite = async (sub: string, weg: string) => text((await w.geh(sub, weg)).body);
  beforeAll(async () => {
    mensch = await stehend('01-einfach');
    gmbh = await stehend('02-gmbh');
  });

  it('ist vom Vorgang und aus der Liste der Störungen zu erreichen', async () => {
    const akte = await w.geh('s.hartig', mensch.akte);
    expect(text(akte.body)).toContain(LUECKENHAFT.meldung);
    expect(akte.body).toContain(`href="${mensch.adresse}"`);
    expect((await w.geh('s.hartig', '/arbeitsplatz/stoerungen')).body).toContain(`href="${mensch.adresse}"`);
    expect(await seite('k.weber', mensch.akte)).toContain('Ergänzen kann ihn die Leitung');
  });

  it('nennt die Stellen des Briefes, und wo zu berichtigen ist, was hier nicht zu setzen ist', async () => {
    const s = await seite('s.hartig', mensch.adresse);
    expect(s).toContain('Was der Brief bei „inhalt.gemeinde.werte[1]“ schreibt: zimmer');
    expect(s).toContain('Der Schritt „Zimmer bestimmen“ hat ihn berechnet. Können Sie setzen');
    expect(s).toContain('Die Regel „Automatisch prüfen“ hat ihn ergeben.');
    expect(s).not.toContain('kurzname');
    const g = await seite('s.hartig', gmbh.adresse);
    expect(g).toMatch(
      /Telefon der Betriebsstätte \( antrag\.betriebsstaette\.telefon \) leer Er steht im Antrag\. Berichtigen kann ihn, wer den Antrag gestellt hat\. Nicht hier/,
    );
    expect(g).toMatch(/faellig leer Er entsteht, wenn ein Betrag festgestellt und angeordnet wird\. Nicht hier/);
    expect(g).toMatch(/zahlung\.glaeubigerId leer Er steht bei den Zahlungsangaben im Briefkopf der Kommune\./);
    expect((await w.geh('s.hartig', gmbh.adresse)).body.match(/name="wert\.[^"]+"/g)).toEqual([
      'name="wert.pruefung.besichtigung"',
    ]);
  });

  it('ist zu lesen', { timeout: 180_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 's.hartig', {
      basis,
      bereich: 'werte-brief',
      wege: { mensch: mensch.adresse, gmbh: gmbh.adresse, akte: mensch.akte },
    });
  });

  it('setzt nichts, womit der Brief noch nicht zu schreiben ist, und sagt warum', async () => {
    const nurEiner = await w.sende('s.hartig', mensch.adresse, {
      'wert.zimmer': 'Zimmer 3',
      'art.zimmer': 'text',
      begruendung: 'Auskunft',
    });
    expect(nurEiner.statusCode).toBe(422);
    expect(text(nurEiner.body)).toContain('„pruefung.besichtigung“ ergibt keine Angabe; gebraucht wird ein Tag.');
    const fremd = await w.sende('s.hartig', gmbh.adresse, {
      'wert.pruefung.besichtigung': '25.03.2026',
      'wert.antrag.betriebsstaette.telefon': '03425 1',
      begruendung: 'Auskunft',
    });
    expect(fremd.statusCode).toBe(422);
    expect(text(fremd.body)).toContain('Die Angabe „Telefon der Betriebsstätte“ fehlt im Antrag.');
    expect(await seite('s.hartig', `${gmbh.akte}?teil=verlauf`)).not.toContain('Werte von Hand gesetzt');
  });

  it('setzt sie, und der Brief geht heraus', async () => {
    const r = await w.sende('s.hartig', mensch.adresse, {
      'wert.zimmer': 'Zimmer 3',
      'art.zimmer': 'text',
      'wert.pruefung.besichtigung': '25.03.2026',
      begruendung: 'Auskunft des Hauptamts',
    });
    expect([r.statusCode, r.headers.location]).toEqual([303, mensch.akte]);
    await w.leeren();
    const akte = await seite('k.weber', mensch.akte);
    expect(akte).toContain('Kosten feststellen');
    expect(akte).not.toContain('ist nicht vollständig');
    expect(await seite('k.weber', `${mensch.akte}?teil=verlauf`)).toContain('zimmer: leer → Zimmer 3');
  });
});
