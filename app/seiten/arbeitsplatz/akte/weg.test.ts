import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../../base/index.ts';
import { ORTE } from '../../../demo/personen.ts';
import { legeVerschachtelteLeistungAn } from '../../../pruefstand/verschachtelt.ts';
import { registerGestalt } from '../../gestalt/index.ts';
import { seheAnAls } from '../pruefstand/ansehen.ts';
import { baueWelt } from '../pruefstand/welt.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const w = await baueWelt(t, uhr, legeVerschachtelteLeistungAn(t.ordner));
registerGestalt(w.server);
afterAll(() => w.server.close());
const text = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' BILD ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('Der Weg eines Vorgangs, dessen Ablauf aus Teilen besteht,', () => {
  let adresse = '';
  const sehe = async () => (await w.geh('k.weber', adresse)).body;
  beforeAll(async () => {
    adresse = `/arbeitsplatz/vorgang/${await w.gewerbe('01-einfach', ORTE.thallwitz)}?teil=weg`;
  });

  it('zeigt jeden Teil, in dem er war, unter der Überschrift seines Schritts, gezeichnet oder als Liste', async () => {
    const body = await sehe();
    const seite = text(body);
    expect(body.match(/<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="[^"]*" width/g)).toHaveLength(3);
    expect(seite).toMatch(/Im Schritt „Register führen“ BILD/);
    expect(seite).toMatch(/Im Schritt „Kosten ermitteln“ BILD/);
    expect(seite).toMatch(
      /Im Schritt „Schein ausgeben“ Was hier geschieht, ist im Modell nicht gezeichnet\. .*?Empfang bescheinigen \(Dienst\)/,
    );
    expect(body).toMatch(/data-element="Teil_Aufgabe_feststellung\/Aufgabe_feststellung" class="weg offen"/);
    expect(body).toContain(
      'aria-label="Zeichnung dessen, was im Schritt „Kosten ermitteln“ geschieht, der zurückgelegte Weg ist hervorgehoben"',
    );
    // what is heard has it in its place
    expect(seite).toMatch(/Kosten ermitteln \(Aufgerufener Prozess\).*Kosten feststellen \(Aufgabe\) \(.*?noch offen/);
  });

  it('ist zu lesen', { timeout: 180_000 }, async () => {
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    await seheAnAls(w, 'k.weber', { basis, bereich: 'weg-teile', wege: { '': adresse } });
  });
});
