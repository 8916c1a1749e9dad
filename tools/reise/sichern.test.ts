import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rufeDaten } from './daten.ts';
import { meineAntraege, meldeHundAn } from './hundmelden.ts';
import { type Instanz, neuerOrdner, startInstanz } from './instanz.ts';

// A house is backed up while it runs, closed by a passphrase, and comes back on an empty machine.
const MINUTEN = 60_000;
const umgebung = { DEMO_BESTAND: 'leer' };
const [ordner, leere] = [neuerOrdner(), neuerOrdner()];
const daneben = (name: string) => join(ordner.daten, '..', name);
const [ziel, kennwort, falsches] = [daneben('sicherung'), daneben('kennwort'), daneben('falsches')];
let instanz: Instanz | undefined;
let aktenzeichen = '';

beforeAll(async () => {
  instanz = await startInstanz({ daten: ordner.daten, umgebung });
  aktenzeichen = await meldeHundAn(instanz.basis);
  writeFileSync(kennwort, 'Größe sieben Äpfel am Rathaus\n');
  writeFileSync(falsches, 'Größe acht Birnen am Rathaus\n');
}, 4 * MINUTEN);
afterAll(async () => {
  await instanz?.stop();
  ordner.weg();
  leere.weg();
}, MINUTEN);

it('Verschlossen gesichert, mit falschem Kennwort abgelehnt, auf einer leeren Maschine wieder da', {
  timeout: 4 * MINUTEN,
}, async () => {
  const gesichert = await rufeDaten(ordner.daten, ['sichern', ziel, '--kennwort', kennwort]);
  expect(gesichert).toMatchObject({
    code: 0,
    ausgabe: expect.stringContaining('Daten und Schlüssel sind mit dem Kennwort'),
  });
  await instanz?.stop();
  const stand = readdirSync(ziel).find((n) => n.startsWith('20')) ?? '';
  const wieder = (daten: string, wort: string | undefined, ...mehr: string[]) =>
    rufeDaten(daten, [
      'wiederherstellen',
      join(ziel, stand),
      '--schluessel',
      join(`${ziel}-schluessel`, stand),
      ...(wort ? ['--kennwort', wort] : []),
      ...mehr,
    ]);
  for (const wort of [undefined, falsches])
    expect(await wieder(ordner.daten, wort, '--ersetzen')).toMatchObject({
      code: 1,
      meldung: expect.stringMatching(/^[^\n]*Kennwort[^\n]*Es wurde nichts verändert\.$/),
    });
  instanz = await startInstanz({ daten: ordner.daten, umgebung });
  expect(await meineAntraege(instanz.basis)).toContain(aktenzeichen);
  await instanz.stop();

  // nothing was ever erased here: there is no list
  expect(await wieder(leere.daten, kennwort, '--ohne-grabsteine')).toMatchObject({ code: 0, meldung: '' });
  instanz = await startInstanz({ daten: leere.daten, umgebung });
  expect(await meineAntraege(instanz.basis)).toContain(aktenzeichen);
});
