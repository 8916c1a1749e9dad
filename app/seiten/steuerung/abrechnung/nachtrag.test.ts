import { localDate } from '@rathausverbund/fristen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { stellbareUhr, uuidv7 } from '../../../base/index.ts';
import { vereinbareSchlicht } from '../../../pruefstand/vereinbarung.ts';
import { HELL, seheAnAls } from '../../arbeitsplatz/pruefstand/ansehen.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2027-01-05T08:00:00Z'));
const LISTE = '/steuerung/abrechnung?jahr=2026';
let w: Awaited<ReturnType<typeof baueWelt>>;
let id = '';

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
const weg = (periode: number) => `/steuerung/abrechnung/${id}/2026-${periode}`;
const sicht = async (sub: string, adresse: string) => text((await w.geh(sub, adresse)).body);
const tue = async (sub: string, was: string, perioden: string, mehr: object = {}) => {
  const felder = { vereinbarung: id, jahr: '2026', perioden, ...mehr };
  const r = await w.sende(sub, `/steuerung/abrechnung/${was}`, felder);
  await w.leeren();
  return r;
};
const zaehle = async (tag: string, menge: string) => {
  const schluessel = uuidv7(uhr.jetzt());
  const felder = { einheit: 'seite', fuer: `${id}/vergabeakte`, tag, menge, schluessel };
  const r = await w.sende('d.lorenz', '/steuerung/zaehlung', felder);
  await w.leeren();
  return r.headers.location;
};

beforeAll(async () => {
  w = await baueWelt(t, uhr);
  registerGestalt(w.server);
  id = await vereinbareSchlicht(w.deps.db, w.deps.protokoll, {
    auftraggeber: w.ort.thallwitz,
    auftragnehmer: w.ort.wurzen,
    leistungen: ['vergabeakte'],
    ab: '2026-11-01',
    kostenregeln: [
      {
        leistung: 'vergabeakte',
        ab: localDate('2026-11-01'),
        bis: null,
        schluessel: { art: 'menge', einheit: 'seite', preis: 10_000 },
        minimum: null,
        maximum: null,
        ust: { stand: 'nicht-steuerbar', satz: 0, grund: 'Beistand' },
        abschlag: null,
        verrechnetMit: null,
      },
    ],
  });
  await w.leeren();
  expect(await zaehle('12.11.2026', '100')).toBe('/steuerung/zaehlung?getan=1');
  for (const perioden of ['11,12', '13']) expect((await tue('s.hartig', 'stellen', perioden)).statusCode).toBe(303);
  expect((await tue('f.naumann', 'anerkennen', '11')).statusCode).toBe(303);
});
afterAll(() => w?.server.close());

describe('Was nach dem Jahresausgleich gezählt wird', () => {
  it('sagt das Formular gleich, und der Monat sagt, dass er geschlossen ist', async () => {
    expect(await sicht('s.hartig', LISTE)).not.toContain('zu berichtigen');
    const danach = await zaehle('03.12.2026', '25');
    expect(danach).toBe('/steuerung/zaehlung?getan=1&ausgleich=2026');
    expect(await sicht('d.lorenz', danach ?? '')).toContain(
      'Der Jahresausgleich 2026 ist schon gestellt. Abgerechnet wird das mit der Berichtigung des Jahresausgleichs.',
    );
    expect(await sicht('d.lorenz', '/steuerung/zaehlung?getan=1&ausgleich=<b>')).not.toContain('ist schon gestellt');
    const monat = await sicht('s.hartig', weg(12));
    expect(monat).toContain('Der Jahresausgleich ist gestellt, also ist dieser Monat geschlossen.');
    expect(monat).not.toContain('Gegenbuchung erstellen');
    const nein = await tue('s.hartig', 'berichtigen', '12', { grund: 'x' });
    expect([nein.statusCode, nein.body.includes('Bitte berichtigen Sie den Jahresausgleich')]).toEqual([409, true]);
  });

  it('steht auf der Liste und beim Jahresausgleich, mit dem Betrag und wer ihn berichtigt', async () => {
    for (const [sub, satz] of [
      ['s.hartig', 'Berichtigen Sie den Jahresausgleich durch Gegenbuchung.'],
      ['f.naumann', 'Die andere Kommune berichtigt den Jahresausgleich.'],
    ] as const)
      for (const adresse of [LISTE, weg(13)]) {
        const s = await sicht(sub, adresse);
        expect(s).toContain('Seit diesem Jahresausgleich wurde gezählt oder berichtigt.');
        expect(s).toContain('Gestellt sind 0,00 €, Ihr Konto ergibt jetzt 25,00 €.');
        expect(s).toContain(satz);
      }
    expect(await sicht('s.hartig', LISTE)).toContain('zu berichtigen');
  });

  it('kommt auch in den anerkannten Jahresausgleich, der dann neu anerkannt wird', async () => {
    expect((await tue('f.naumann', 'anerkennen', '13')).statusCode).toBe(303);
    expect((await w.geh('s.hartig', weg(13))).body).toMatch(
      /<details[^>]* open[^>]*>(?:(?!<details)[\s\S])*name="grund"/,
    );
    expect((await w.geh('f.naumann', weg(13))).body).not.toContain('name="grund"');
    expect((await tue('s.hartig', 'berichtigen', '13', { grund: 'Im Dezember nachgezählt' })).statusCode).toBe(303);
    const dort = await sicht('f.naumann', weg(13));
    expect(dort).toContain('Anerkennen');
    expect(dort).toContain('Berichtigung: Im Dezember nachgezählt');
    expect(dort).not.toContain('Seit diesem Jahresausgleich');
    expect((await tue('f.naumann', 'anerkennen', '13')).statusCode).toBe(303);
    expect((await w.geh('s.hartig', weg(13))).body).not.toContain('name="grund"');
    expect(await sicht('s.hartig', LISTE)).not.toContain('zu berichtigen');
  });

  it('zeigt sich ohne Fund von axe und ohne Querlauf', { timeout: 240_000 }, async () => {
    const danach = (await zaehle('04.12.2026', '3')) ?? '';
    const basis = await w.server.listen({ port: 0, host: '127.0.0.1' });
    const wege = { liste: LISTE, ausgleich: weg(13), monat: weg(12), zaehlung: danach };
    await seheAnAls(w, 's.hartig', { basis, bereich: 'nachtrag', wege }, HELL);
  });
});
