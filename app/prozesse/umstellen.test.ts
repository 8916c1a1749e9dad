import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { Aufschub, dienst, stellbareUhr } from '../base/index.ts';
import { createKatalog, DIENSTE, veroeffentliche } from '../leistungen/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { artenVon, aufgabeVon, erledige, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, WURZEL } from '../pruefstand/haus.ts';
import {
  type Diensthandler,
  type Person,
  readStoerungen,
  readVorfaelle,
  sieUmstellungVoraus,
  spieleNach,
  stelleUm,
} from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
let h: Haus;
let person: (sub: string) => Person;
let nach: string;

/** All Leistungen with the trade registration changed: another version for whoever files from now on. */
async function veroeffentlicheNeu(aendere: (bpmn: string) => string): Promise<string> {
  const ordner = join(t.ordner, `leistungen-${uhr.jetzt()}`);
  cpSync(join(WURZEL, 'leistungen'), ordner, { recursive: true });
  const datei = join(ordner, GEWERBE, 'prozess.bpmn');
  const alt = readFileSync(datei, 'utf8');
  const neu = aendere(alt);
  expect(neu).not.toBe(alt);
  writeFileSync(datei, neu);
  expect(await veroeffentliche(t.setup, ordner, umgebung, Date.now())).toEqual([]);
  const katalog = await createKatalog(h.db, ordner, umgebung);
  return katalog.aktuell(GEWERBE)?.fassung ?? '';
}

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
  await veroeffentliche(t.setup, join(WURZEL, 'leistungen'), umgebung, Date.now());
  nach = await veroeffentlicheNeu((x) =>
    x
      .replaceAll('Aufgabe_feststellung', 'Aufgabe_betrag')
      .replace('name="Kosten feststellen"', 'name="Betrag feststellen"')
      .replaceAll('P14D', 'P21D'),
  );
});

const LEITUNG = 's.hartig';
const ziel = (zuordnung: Record<string, string> = { Aufgabe_feststellung: 'Aufgabe_betrag' }) => ({ nach, zuordnung });
const neu = async (beispiel = '01-einfach') => {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, beispiel);
  await h.leeren();
  return f;
};
const zeitgeber = async (f: Fall) =>
  (await t.setup.query<{ faellig: Date }>('select faellig from prozesse.zeitgeber where vorgang = $1', [f.vorgang]))
    .rows;
/** rows of the process against what the events say */
async function gleich(f: Fall, mehr: readonly string[] = []): Promise<void> {
  const g = await readFall(h, f);
  const ereignisse = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) =>
    (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).map((e) => e.ereignis),
  );
  const alle = new Map<string, Awaited<ReturnType<typeof h.katalog.inFassung>>>();
  for (const name of [h.katalog.aktuell(GEWERBE)?.fassung ?? '', nach, ...mehr])
    alle.set(name, await h.katalog.inFassung(GEWERBE, name));
  const zustand = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    h.aufgaben.laufzeit.readZustand(tx, g),
  );
  const start = { ...zustand?.variablen, antrag: g.vorgang.antworten };
  for (const n of [
    'pruefung',
    'pruefungErgebnis',
    'gebuehr',
    'feststellung',
    'anordnung',
    'registerNummer',
    'bearbeitung',
    'z',
  ])
    delete (start as Record<string, unknown>)[n];
  const vorfaelle = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    readVorfaelle(tx.zeilen, f.koerperschaft, f.vorgang),
  );
  const r = spieleNach((name) => alle.get(name), start, ereignisse, vorfaelle);
  if (!r.ok) throw new Error(r.meldung);
  expect(r.zustand.token).toEqual(zustand?.token);
  expect(r.zustand.fertig).toEqual(zustand?.fertig);
  expect([...r.aufgaben.values()].map((a) => [a.schritt, a.element])).toEqual(
    [await aufgabeVon(h, f)].flatMap((a) => (a ? [[a.schritt, a.element]] : [])),
  );
}

describe('Ein laufender Vorgang', () => {
  it('wird auf die neue Fassung umgestellt, behält seine Aufgabe und läuft dort zu Ende', async () => {
    const f = await neu();
    const vorher = await aufgabeVon(h, f);
    expect(vorher?.element).toBe('Aufgabe_feststellung');
    expect(await sieUmstellungVoraus(h.aufgaben, person(LEITUNG), f.vorgang, ziel())).toMatchObject({
      ok: true,
      punkte: [{ schritt: vorher?.schritt, von: 'Aufgabe_feststellung', nach: 'Aufgabe_betrag' }],
    });
    expect((await readFall(h, f)).vorgang.fassung).not.toBe(nach);
    expect(await stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, ziel())).toEqual({ ok: true });
    expect(await aufgabeVon(h, f)).toEqual({ schritt: vorher?.schritt, element: 'Aufgabe_betrag' });
    const { vorgang } = await readFall(h, f);
    expect(vorgang.fassung).toBe(nach);
    expect((await artenVon(h, f)).at(-1)).toBe('fassung.gewechselt');
    await gleich(f);
    expect(await stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, ziel())).toMatchObject({
      grund: 'umstellung.schon-dort',
    });
    expect(await erledige(h, f, person('k.weber'), 'feststellen')).toEqual({ ok: true });
    expect(await erledige(h, f, person('s.hartig'), 'angeordnet')).toEqual({ ok: true });
    await h.leeren();
    expect(h.fehler).toEqual([]);
    expect((await readFall(h, f)).vorgang.abgeschlossen).not.toBeNull();
    await gleich(f);
  });

  it('bleibt, wo er ist, wenn sein Schritt in der neuen Fassung fehlt, und sagt warum', async () => {
    const f = await neu();
    const vorher = [await aufgabeVon(h, f), await artenVon(h, f)];
    const aussicht = await sieUmstellungVoraus(h.aufgaben, person(LEITUNG), f.vorgang, ziel({}));
    expect(aussicht).toMatchObject({ ok: false, gruende: [{ element: 'Aufgabe_feststellung' }] });
    expect(await stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, ziel({}))).toMatchObject({
      ok: false,
      grund: 'umstellung.passt-nicht',
    });
    expect([await aufgabeVon(h, f), await artenVon(h, f)]).toEqual(vorher);
  });

  it('erhält die Frist der neuen Fassung, und zur alten Zeit geschieht nichts', async () => {
    const f = await neu('08-wiedervorlage');
    await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Aufenthaltstitel', warum: 'Wir müssen ihn sehen.' });
    await h.leeren();
    const [alt] = await zeitgeber(f);
    expect(alt?.faellig.getTime()).toBe(uhr.jetzt() + 14 * 86_400_000 - 3_600_000);
    expect(await stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, ziel())).toEqual({ ok: true });
    expect((await zeitgeber(f)).map((z) => z.faellig.getTime())).toEqual([uhr.jetzt() + 21 * 86_400_000 - 3_600_000]);
    const jetzt = uhr.jetzt();
    uhr.stelle(jetzt + 15 * 86_400_000);
    await h.leeren();
    expect(await aufgabeVon(h, f)).toBeUndefined();
    uhr.stelle(jetzt + 21 * 86_400_000);
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_pruefung');
    expect(await zeitgeber(f)).toEqual([]);
  });

  it('stellt nur die Leitung des bearbeitenden Hauses um', async () => {
    const f = await neu();
    const als = (sub: string) => stelleUm(h.aufgaben, person(sub), f.vorgang, ziel());
    expect(await als('k.weber')).toEqual({ ok: false, grund: 'umstellung.nicht-berechtigt' });
    expect(await als('h.reichelt')).toEqual({ ok: false, grund: 'vorgang.unbekannt' });
    expect(await sieUmstellungVoraus(h.aufgaben, person('k.weber'), f.vorgang, ziel())).toEqual({
      ok: false,
      grund: 'umstellung.nicht-berechtigt',
    });
    expect((await readFall(h, f)).vorgang.fassung).not.toBe(nach);
  });

  it('verliert mit einem Schritt, den es nicht mehr gibt, auch dessen Störung', async () => {
    const erinnern = `<bpmn:boundaryEvent id="Erinnern" attachedToRef="Aufgabe_feststellung" cancelActivity="false"><bpmn:timerEventDefinition><bpmn:timeCycle xsi:type="bpmn:tFormalExpression">=if z = null then "R/P1D" else z</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:boundaryEvent>
      <bpmn:scriptTask id="Merken"><bpmn:extensionElements><zeebe:script expression="=&#34;bald&#34;" resultVariable="z"/></bpmn:extensionElements></bpmn:scriptTask><bpmn:endEvent id="Erinnert"/>
      <bpmn:sequenceFlow id="em" sourceRef="Erinnern" targetRef="Merken"/><bpmn:sequenceFlow id="me" sourceRef="Merken" targetRef="Erinnert"/></bpmn:process>`;
    const mit = await veroeffentlicheNeu((x) => x.replace('</bpmn:process>', erinnern));
    const f = await neu();
    const stelle = (nach: string) => stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, { nach, zuordnung: {} });
    const stoerungen = () =>
      h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
    expect(await stelle(mit)).toEqual({ ok: true });
    for (let tag = 0; tag < 2; tag++) {
      uhr.stelle(uhr.jetzt() + 86_400_000);
      await h.leeren();
    }
    expect(await stoerungen()).toMatchObject([
      { element: 'Erinnern', meldung: expect.stringContaining('keine gültige Zeitangabe') },
    ]);
    expect(await stelle(h.katalog.aktuell(GEWERBE)?.fassung ?? '')).toEqual({ ok: true });
    expect(await stoerungen()).toEqual([]);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    await gleich(f, [mit]);
  });

  it('kommt durch die Umstellung an keinem Menschen vorbei: Ein Bescheid ohne ihn wird vorher erkannt (§ 35a VwVfG)', async () => {
    // the same steps, but a person decides first, and what follows needs nobody any more
    const vorn = await veroeffentlicheNeu((x) =>
      x
        .replace(/<bpmn:(incoming|outgoing)>Pfad_(eingang|angeordnet|vorschlag)<\/bpmn:\1>/g, '')
        .replace('sourceRef="Start" targetRef="Regel_pruefung"', 'sourceRef="Start" targetRef="Aufgabe_feststellung"')
        .replace(
          'sourceRef="Gateway_anordnung" targetRef="Dienst_bescheid"',
          'sourceRef="Gateway_anordnung" targetRef="Regel_pruefung"',
        )
        .replace(
          'sourceRef="Regel_gebuehr" targetRef="Aufgabe_feststellung"',
          'sourceRef="Regel_gebuehr" targetRef="Dienst_bescheid"',
        ),
    );
    const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    // stands at the certificate: nobody has decided anything yet
    const wartet: Diensthandler = async () => {
      throw new Aufschub('Kein Zeitstempel zu bekommen.');
    };
    await h.schlangeUeber(new Map([...h.dienste, ['brief.ausstellen', wartet]])).leeren();
    expect(await artenVon(h, f)).not.toContain('betrag.festgestellt');
    const dorthin = { nach: vorn, zuordnung: {} };
    const grund = expect.stringContaining('ohne dass in diesem Vorgang ein Mensch entschieden hat (§ 35a VwVfG)');
    expect(await sieUmstellungVoraus(h.aufgaben, person(LEITUNG), f.vorgang, dorthin)).toMatchObject({
      ok: false,
      gruende: [{ element: 'Dienst_bescheid', meldung: grund }],
    });
    expect(await stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, dorthin)).toMatchObject({
      grund: 'umstellung.passt-nicht',
      gruende: [{ meldung: grund }],
    });
    expect((await readFall(h, f)).vorgang.fassung).not.toBe(vorn);
    await t.setup.query('delete from base.auftrag where bezug = $1', [f.vorgang]);
  });

  it('verliert nichts, wenn zugleich jemand seine Aufgabe erledigt', async () => {
    const f = await neu();
    const [a, b] = await Promise.all([
      stelleUm(h.aufgaben, person(LEITUNG), f.vorgang, ziel()),
      erledige(h, f, person('k.weber'), 'feststellen'),
    ]);
    expect([a, b]).toEqual([{ ok: true }, { ok: true }]);
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_anordnung');
    await gleich(f);
  });
});
