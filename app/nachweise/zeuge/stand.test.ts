import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatGruppe, KOPF, parseJournal } from './journal.ts';
import { openStaende } from './stand.ts';

const stand = (i: number, groesse: number) => ({
  origin: `verbund.example/log/${i}`,
  groesse,
  wurzel: new Uint8Array(32).fill(groesse % 256),
});

let ordner: string;
beforeEach(() => {
  ordner = mkdtempSync(join(tmpdir(), 'rv-stand-'));
});
afterEach(() => rmSync(ordner, { recursive: true, force: true }));
const journal = () => join(ordner, 'journal');

describe('Gedächtnis des Zeugen', () => {
  it('hält viele gleichzeitige Stände fest, mehrere in einer Zeile, und hat sie nach dem Neustart', async () => {
    const s = await openStaende(ordner, true);
    await Promise.all(Array.from({ length: 200 }, (_, i) => s.write(stand(i, 1))));
    await Promise.all(Array.from({ length: 200 }, (_, i) => s.write(stand(i, 2 + i))));
    expect(readFileSync(journal(), 'utf8').split('\n').length).toBeLessThan(20);
    await s.ende();
    const wieder = await openStaende(ordner, false);
    for (let i = 0; i < 200; i++) expect(wieder.read(`verbund.example/log/${i}`)).toEqual(stand(i, 2 + i));
    expect(wieder.read('verbund.example/log/200')).toBeNull();
    await wieder.ende();
  });

  it('ist nach dem Neustart so kurz wie das, was es weiß', async () => {
    const s = await openStaende(ordner, true);
    for (let n = 1; n <= 200; n++) await s.write(stand(1, n));
    const lang = statSync(journal()).size;
    await s.ende();
    const wieder = await openStaende(ordner, false);
    expect(statSync(journal()).size).toBeLessThan(lang / 20);
    expect(wieder.read('verbund.example/log/1')?.groesse).toBe(200);
    await wieder.ende();
  });

  it('überliest, was ein Stromausfall von der letzten Zeile übrig ließ, und verliert nichts davor', async () => {
    const s = await openStaende(ordner, true);
    await s.write(stand(1, 5));
    await s.ende();
    const ganz = readFileSync(journal(), 'utf8');
    const naechste = formatGruppe([stand(1, 9), stand(2, 3)]);
    const loch = `${naechste.slice(0, 30)}${'\0'.repeat(40)}${naechste.slice(70)}`;
    for (const rest of [naechste.slice(0, 1), naechste.slice(0, 40), naechste.slice(0, -1), loch]) {
      writeFileSync(journal(), ganz + rest);
      const wieder = await openStaende(ordner, false);
      expect(wieder.read('verbund.example/log/1')?.groesse).toBe(5);
      await wieder.write(stand(1, 6));
      await wieder.ende();
      expect(parseJournal(readFileSync(journal(), 'utf8')).get('verbund.example/log/1')?.groesse).toBe(6);
    }
  });

  it('verweigert sich, wenn sonst etwas nicht stimmt', async () => {
    const gut = `${KOPF}${formatGruppe([stand(1, 5)])}${formatGruppe([stand(1, 9)])}`;
    const faelle = [
      '',
      'rv-zeuge-stand',
      gut.replace('[["verbund', '[["Verbund'),
      `${KOPF}${formatGruppe([stand(1, 9)])}${formatGruppe([stand(1, 5)])}`,
      `${gut}keine Gruppe\n`,
    ];
    for (const text of faelle) {
      writeFileSync(journal(), text);
      await expect(openStaende(ordner, false), JSON.stringify(text)).rejects.toThrow('beschädigt');
    }
    rmSync(journal());
    await expect(openStaende(ordner, false)).rejects.toThrow('beschädigt');
  });

  it('geht bei keinem einzelnen falschen Zeichen unbemerkt zurück', () => {
    const gut = `${KOPF}${formatGruppe([stand(1, 5)])}${formatGruppe([stand(1, 9)])}`;
    fc.assert(
      fc.property(fc.nat(gut.length - 2), fc.integer({ min: 1, max: 127 }), (i, x) => {
        const falsch = gut.slice(0, i) + String.fromCharCode(gut.charCodeAt(i) ^ x) + gut.slice(i + 1);
        let groesse: number | undefined;
        try {
          groesse = parseJournal(falsch).get('verbund.example/log/1')?.groesse;
        } catch {
          return true;
        }
        // a zero byte in the last line is what a power cut leaves
        return groesse === 9 || (falsch.includes('\0') && groesse === 5);
      }),
    );
  });

  it('schreibt nach einem gescheiterten Schreiben neu, was es beantwortet hat', async () => {
    const s = await openStaende(ordner, true);
    await s.write(stand(1, 5));
    await s.ende(); // the file is closed under it: as when the disk fails
    await s.write(stand(1, 6));
    expect(parseJournal(readFileSync(journal(), 'utf8')).get('verbund.example/log/1')?.groesse).toBe(6);
    rmSync(ordner, { recursive: true });
    await s.ende();
    await expect(s.write(stand(1, 7))).rejects.toThrow();
    expect(s.read('verbund.example/log/1')?.groesse).toBe(6);
  });

  it('übernimmt, was sich die frühere Fassung in einzelnen Dateien gemerkt hat', async () => {
    const { origin, groesse, wurzel } = stand(7, 12);
    const alt = { origin, groesse, wurzel: Buffer.from(wurzel).toString('base64') };
    writeFileSync(join(ordner, '0123.json'), JSON.stringify(alt));
    await (await openStaende(ordner, false)).ende();
    expect(readdirSync(ordner)).toContain('journal');
    const wieder = await openStaende(ordner, false);
    expect(wieder.read(origin)).toEqual(stand(7, 12));
    await wieder.ende();
  });
});
