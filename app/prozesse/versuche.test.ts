import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../base/index.ts';
import { aufgabeVon, type Fall, GEWERBE, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import { behebeStoerung, type Diensthandler, type Person, readStoerungen } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  const leistungen = join(t.ordner, 'leistungen-ein-versuch');
  cpSync(join(WURZEL, 'leistungen'), leistungen, { recursive: true });
  const datei = join(leistungen, GEWERBE, 'prozess.bpmn');
  const [was, durch] = ['type="brief.ausstellen" />', 'type="brief.ausstellen" retries="1" />'];
  const bpmn = readFileSync(datei, 'utf8');
  expect(bpmn).toContain(was);
  writeFileSync(datei, bpmn.replace(was, durch));
  h = await baueHaus(t, { uhr, leistungen });
  person = await legePersonalAn(h);
});

const neu = () => reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
const stoerungen = (f: Fall) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
const mitBrief = (tu: Diensthandler) => h.schlangeUeber(new Map([...h.dienste, ['brief.ausstellen', tu]]));

describe('Ein Schritt, der nach dem Modell nur einmal versucht werden darf,', () => {
  it('ist nach dem ersten Fehlschlag eine Störung; eine Person lässt ihn noch einmal laufen', async () => {
    const f = await neu();
    let versuche = 0;
    await mitBrief(async () => {
      versuche += 1;
      throw new Error('Der Drucker brennt');
    }).leeren();
    uhr.stelle(uhr.jetzt() + 3_600_000);
    await h.leeren();
    expect(versuche).toBe(1);
    const [s] = await stoerungen(f);
    expect(s?.meldung).toBe('Der Drucker brennt');
    expect(await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, s?.schritt ?? 0)).toEqual({ ok: true });
    await h.leeren();
    expect(await stoerungen(f)).toEqual([]);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
  });

  it('läuft auch dann nicht von selbst ein zweites Mal, wenn die Maschine mittendrin starb', async () => {
    const f = await neu();
    let begonnen = 0;
    await mitBrief(async () => {
      begonnen += 1;
      // its lease ran out without a word, as it is after a crash
      await t.setup.query(
        `update base.auftrag set fence = fence + 1, lease_bis = now() - interval '1 second' where bezug = $1 and art = 'prozess.dienst'`,
        [f.vorgang],
      );
      throw new Error('gestorben');
    }).leeren();
    expect(await stoerungen(f)).toMatchObject([{ meldung: expect.stringContaining('begonnen und nicht fertig') }]);
    expect(begonnen).toBe(1);
  });
});
