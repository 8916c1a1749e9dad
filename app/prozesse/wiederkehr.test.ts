import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../base/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import { behebeStoerung, type Person, readVorfaelle, spieleNach } from './index.ts';

const t = await neueDatenbank();
const FREITAG = Date.parse('2026-03-20T10:00:00+01:00');
const uhr = stellbareUhr(FREITAG);
const TAG = 86_400_000;
let h: Haus;
let person: (sub: string) => Person;

/** The trade registration with a reminder of the open task, every week or three times. */
beforeAll(async () => {
  const ordner = join(t.ordner, 'leistungen');
  cpSync(join(WURZEL, 'leistungen'), ordner, { recursive: true });
  const datei = join(ordner, GEWERBE, 'prozess.bpmn');
  const erinnern = `<bpmn:boundaryEvent id="Erinnern" attachedToRef="Aufgabe_feststellung" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">=if antrag.unternehmen.art = "natuerlich" then "R/P7D" else "R3/P7D"</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:endEvent id="Erinnert"/><bpmn:sequenceFlow id="em" sourceRef="Erinnern" targetRef="Erinnert"/></bpmn:process>`;
  writeFileSync(datei, readFileSync(datei, 'utf8').replace('</bpmn:process>', erinnern));
  h = await baueHaus(t, { uhr, leistungen: ordner });
  person = await legePersonalAn(h);
});

async function neu(beispiel: string): Promise<Fall> {
  await t.setup.query('delete from prozesse.zeitgeber');
  uhr.stelle(FREITAG);
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, beispiel);
  await h.leeren();
  return f;
}
const ereignisse = (f: Fall) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) =>
    (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).map((e) => e.ereignis),
  );
const gekommen = async (f: Fall) =>
  (await ereignisse(f)).flatMap((e) => (e.kind === 'frist.abgelaufen' ? [String(e.data['faellig'])] : []));
const naechste = async (f: Fall) =>
  (
    await t.setup.query<{ faellig: Date }>('select faellig from prozesse.zeitgeber where vorgang = $1', [f.vorgang])
  ).rows.map((z) => z.faellig.toISOString());
const am = (tag: number) =>
  new Date(Date.parse('2026-03-20T10:00:00+01:00') + tag * TAG - (tag >= 9 ? 3_600_000 : 0)).toISOString();
async function gleichNachgespielt(f: Fall): Promise<void> {
  const g = await readFall(h, f);
  const leistung = await h.katalog.inFassung(GEWERBE, g.vorgang.fassung);
  await h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) => {
    const ist = await h.aufgaben.laufzeit.readZustand(tx, g);
    const start = await h.aufgaben.laufzeit.startwerte(tx, g, leistung);
    const vorfaelle = await readVorfaelle(tx.zeilen, f.koerperschaft, f.vorgang);
    const r = spieleNach(() => leistung, start, await ereignisse(f), vorfaelle);
    expect(r.ok && r.zustand.token).toEqual(ist?.token);
  });
}

describe('Eine Erinnerung jede Woche', () => {
  it('bleibt beim Freitag, auch wenn die Anlage bis Montag stand, und über die Zeitumstellung', async () => {
    const f = await neu('01-einfach');
    expect(await naechste(f)).toEqual([am(7)]);
    uhr.stelle(FREITAG + 10 * TAG);
    await h.leeren();
    expect(await gekommen(f)).toEqual([am(7)]);
    expect(await naechste(f)).toEqual([am(14)]);
    await gleichNachgespielt(f);
  });

  it('kommt nach einer langen Pause ein einziges Mal und dann wieder in ihrem Takt', async () => {
    const f = await neu('01-einfach');
    uhr.stelle(FREITAG + 200 * TAG);
    await h.leeren();
    expect(await gekommen(f)).toEqual([am(7)]);
    expect(await naechste(f)).toEqual([am(203)]);
    await h.leeren();
    expect(await gekommen(f)).toHaveLength(1);
    await gleichNachgespielt(f);
  });

  it('kommt so oft, wie das Modell sagt, auch wenn dazwischen Zeitpunkte verstrichen sind', async () => {
    const f = await neu('02-gmbh');
    for (const tag of [30, 31, 38, 45, 60]) {
      uhr.stelle(FREITAG + tag * TAG);
      await h.leeren();
    }
    expect(await gekommen(f)).toEqual([am(7), am(35), am(42)]);
    expect(await naechste(f)).toEqual([]);
  });

  it('nennt, wofür sie gesetzt war, auch wenn sie erst nach vielen Fehlschlägen kam und geweckt wurde', async () => {
    const f = await neu('01-einfach');
    const { rows } = await t.setup.query<{ schritt: number }>(
      'select schritt from prozesse.zeitgeber where vorgang = $1',
      [f.vorgang],
    );
    const schritt = rows[0]?.schritt ?? 0;
    const laufzeit = h.laufzeitUeber(h.dienste);
    uhr.stelle(FREITAG + 9 * TAG);
    // as ten failed tries leave it, each of which has moved when to try next
    await t.setup.query(
      `update prozesse.zeitgeber set ruht = true, versuche = 10, termin = faellig, faellig = faellig + interval '1 day'`,
    );
    await laufzeit.gibZeitgeberAuf(
      { koerperschaft: f.koerperschaft, vorgang: f.vorgang, schritt, versuche: 10, fence: 0 },
      dienst(f.koerperschaft, 'prozess.zeit'),
      'Die Uhr klemmt',
    );
    expect(await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, schritt)).toEqual({ ok: true });
    await h.leeren();
    expect(await gekommen(f)).toEqual([am(7)]);
    expect(await naechste(f)).toEqual([am(14)]);
  });
});
