import { describe, expect, it } from 'vitest';
import { nodeKrypto as krypto } from '../../../siegel/node/krypto.ts';
import { ORT } from '../buendel/inhalt.ts';
import { writeBundle } from '../buendel/write.ts';
import { writeZip } from '../buendel/zip.ts';
import { fromUtf8, utf8 } from '../bytes.ts';
import { ORIGIN } from '../probe/ereignis.ts';
import { newSigner } from '../probe/schluessel.ts';
import { entriesOf, tausche } from '../probe/tausche.ts';
import { type Schub, wachse } from '../probe/wachsen.ts';
import { baueWelt, gutesBuendel } from '../probe/welt.ts';
import type { Anker } from './anker.ts';
import { pruefe } from './pruefe.ts';

const welt = await baueWelt(krypto);
const basis = { ...(await gutesBuendel(welt)), dokumente: [] };
const jetzt = new Date('2026-11-01T00:00:00Z');

/** Something filed in March, a notice an hour later, a Widerspruch half a year on. */
const SCHUEBE: readonly Schub[] = [
  { ereignisse: [{ at: '2026-03-05T11:15:00.000Z' }], am: new Date('2026-03-05T11:30:00Z') },
  {
    ereignisse: [{ at: '2026-03-05T12:10:00.000Z' }, { at: '2026-03-05T12:11:00.000Z' }],
    am: new Date('2026-03-05T12:12:00Z'),
  },
  { ereignisse: [{ at: '2026-09-01T08:00:00.000Z' }], am: new Date('2026-09-01T08:30:00Z') },
];

async function judge(file: Uint8Array, anker: Anker = welt.anker) {
  const ergebnis = await pruefe(file, { krypto, jetzt, anker });
  if (!ergebnis.ok) throw new Error(ergebnis.meldung);
  const { unversehrt, vertrauen, zeit, zeugen } = ergebnis;
  const codes = [unversehrt, vertrauen, zeit, zeugen].flatMap((t) => t.gruende.map((g) => g.code));
  return { ...ergebnis, codes };
}
const ohneStempel = async (schuebe = SCHUEBE) =>
  writeBundle({ ...basis, ...(await wachse(welt, schuebe)) }, { krypto });

describe('ein Nachweis über mehrere Stände des Protokolls', () => {
  it('gilt, und jedes Ereignis behält die Zeit des ersten Stempels, der es deckt', async () => {
    const ergebnis = await judge(await ohneStempel());
    expect([ergebnis.verdikt, ergebnis.zeit.antwort]).toEqual(['holds', 'holds']);
    expect(ergebnis.lines[2]).toContain(
      'Eingegangen am 05.03.2026, 12:15 Uhr (nach Angabe), gesichert seit 05.03.2026, 12:30 Uhr',
    );
    expect(ergebnis.lines[4]).toBe('Protokoll mit 3 Zeitstempeln vom 05.03.2026, 12:30 Uhr bis 01.09.2026, 10:30 Uhr');
  });

  it('geht durch zwei Epochen, jede mit ihrem Stempel', async () => {
    const zwei = await newSigner(krypto, ORIGIN.replace(/1$/, '2'), 'log');
    const [a, b, c] = SCHUEBE;
    if (!a || !b || !c) throw new Error('drei Schübe erwartet');
    const file = await ohneStempel([a, b, { ...c, log: zwei }]);
    const logs = [...welt.anker.logs, { key: zwei.key, koerperschaft: 'Gemeinde Thallwitz' }];
    const ergebnis = await judge(file, { ...welt.anker, logs });
    expect([ergebnis.verdikt, ergebnis.zeit.antwort]).toEqual(['holds', 'holds']);
    expect(ergebnis.lines[3]).toMatch(/^Im Protokoll von Gemeinde Thallwitz bis Ereignis 4 /);
  });

  it('stützt sich für das, was noch nicht gestempelt ist, auf den Stempel über das Bündel', async () => {
    const [a, b, c] = SCHUEBE;
    if (!a || !b || !c) throw new Error('drei Schübe erwartet');
    const teil = await wachse(welt, [
      a,
      b,
      {
        ...c,
        ereignisse: [{ at: '2026-03-05T11:59:00.000Z' }],
        am: new Date('2026-03-05T12:13:00Z'),
        gestempelt: false,
      },
    ]);
    const ergebnis = await judge(await writeBundle({ ...basis, ...teil }, { krypto, stempel: welt.stempel }));
    expect(ergebnis.zeit.gruende.find((g) => g.code === 'protokollzeit.fehlt')?.meldung).toContain(
      'liegt ab Ereignis 4 nicht bei',
    );
    const ohne = await judge(await writeBundle({ ...basis, ...teil }, { krypto }));
    expect(ohne.zeit.antwort).toBe('cannot be decided');
  });

  it('zeigt, dass die Stände auseinander gewachsen sind; ohne diesen Beweis bleibt es offen', async () => {
    const file = await ohneStempel();
    const ohne = await judge(tausche(krypto, file, new Map([[ORT.konsistenz, null]])));
    expect(ohne.unversehrt.antwort).toBe('cannot be decided');
    expect(ohne.codes).toContain('protokoll.zusammenhang');
    const text = fromUtf8(entriesOf(file).find((e) => e.name === ORT.konsistenz)?.bytes ?? utf8('')) ?? '';
    const [erste = '', zweite = ''] = text.split('\n');
    const vertauscht = `${erste.slice(0, 10)}${zweite.slice(10)}\n${zweite}\n`;
    const falsch = await judge(tausche(krypto, file, new Map([[ORT.konsistenz, utf8(vertauscht)]])));
    expect(falsch.unversehrt.antwort).toBe('does not hold');
    expect(falsch.codes).toContain('protokoll.gespalten');
  });

  it('wird nicht geschrieben, wenn ein Konsistenzbeweis zu keinem seiner Stände gehört', async () => {
    const teil = await wachse(welt, SCHUEBE);
    const konsistenz = teil.konsistenz.map((k) => ({ ...k, neu: k.neu + 1 }));
    await expect(writeBundle({ ...basis, ...teil, konsistenz }, { krypto })).rejects.toThrow('anderen Stand');
  });

  it('gilt nicht, wenn seine Zeilen nicht zueinander passen oder ein Stand fehlt', async () => {
    const file = await ohneStempel();
    const zeilen = (ort: string) =>
      (fromUtf8(entriesOf(file).find((e) => e.name === ort)?.bytes ?? utf8('')) ?? '').split('\n').slice(0, -1);
    for (const ort of [ORT.ereignisse, ORT.salze, ORT.beweise])
      for (const weniger of [zeilen(ort).slice(1), zeilen(ort).slice(0, -1), []]) {
        const gekuerzt = weniger.map((z) => `${z}\n`).join('');
        const ergebnis = await judge(tausche(krypto, file, new Map([[ort, utf8(gekuerzt)]])));
        expect(ergebnis.verdikt, ort).toBe('does not hold');
      }
    for (const nr of ['0001', '0002', '0003'])
      expect((await judge(tausche(krypto, file, new Map([[`protokoll/${nr}.checkpoint`, null]])))).verdikt).toBe(
        'does not hold',
      );
  });
});

describe('die Größe der Beweisdaten', () => {
  it('bleibt bei 19 Ereignissen in drei Schüben gepackt unter 15 KB', async () => {
    const schuebe = [7, 6, 6].map((anzahl, i) => {
      const am = new Date(Date.parse('2026-03-01T08:00:00Z') + i * 86_400_000);
      return { ereignisse: Array.from({ length: anzahl }, () => ({ at: am.toISOString() })), am };
    });
    const file = await writeBundle({ ...basis, ...(await wachse(welt, schuebe)) }, { krypto, stempel: welt.stempel });
    expect((await judge(file)).verdikt).toBe('holds');
    const beweis = entriesOf(file).filter((e) => /^(mimetype|ereignisse|protokoll|META-INF|zeugen)/.test(e.name));
    expect(beweis).toHaveLength(entriesOf(file).length - 2);
    expect(writeZip(beweis).length).toBeLessThan(15 * 1024);
  });
});
