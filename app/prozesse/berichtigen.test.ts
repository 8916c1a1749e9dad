import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../base/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { legeAutomatischeLeistungAn } from '../pruefstand/automatisch.ts';
import { artenVon, aufgabeVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { GESTOERT, legeGestoerteLeistungAn } from '../pruefstand/gestoert.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { handle, lock } from '../vorgaenge/index.ts';
import { erteileAnnahme } from '../zahlungen/index.ts';
import {
  bedarfOf,
  behebeStoerung,
  berichtige,
  type Person,
  readStoerungen,
  readVorfaelle,
  type Setzung,
  spieleNach,
} from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  const leistungen = legeGestoerteLeistungAn(t.ordner, legeAutomatischeLeistungAn(t.ordner));
  h = await baueHaus(t, { uhr, leistungen });
  person = await legePersonalAn(h);
});

const im = <T>(f: Fall, tu: (tx: Parameters<typeof readStoerungen>[0]) => Promise<T>) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), tu);
const stoerungen = (f: Fall) => im(f, (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
const ereignisse = (f: Fall) =>
  im(f, async (tx) => (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).map((e) => e.ereignis));
const zustand = async (f: Fall) => {
  const g = await readFall(h, f);
  const z = await im(f, (tx) => h.aufgaben.laufzeit.readZustand(tx, g));
  if (!z) throw new Error('Der Prozess hat nicht begonnen');
  return z;
};
/** A case that stands at the gateway, and the step. */
async function stehend(): Promise<{ f: Fall; schritt: number }> {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
  await h.leeren();
  const [s] = await stoerungen(f);
  expect(s).toMatchObject({ element: GESTOERT.gateway, meldung: GESTOERT.meldung });
  return { f, schritt: s?.schritt ?? -1 };
}
const STUFE: Setzung = { pfad: 'stufe', neu: 'niedrig' };
const setze = (
  sub: string,
  f: Fall,
  schritt: number,
  setzungen: readonly Setzung[] = [STUFE],
  begruendung = 'Auskunft der Kammer',
) =>
  berichtige({ ...h.aufgaben, verzeichnis: h.verzeichnis }, person(sub), {
    vorgang: f.vorgang,
    schritt,
    setzungen,
    begruendung,
  });
const unveraendert = async (f: Fall, vorher: unknown) =>
  expect([await zustand(f), await artenVon(h, f), await stoerungen(f)]).toEqual(vorher);
const stand = async (f: Fall) => [await zustand(f), await artenVon(h, f), await stoerungen(f)] as const;

describe('Eine Störung, an der ein Wert fehlt,', () => {
  it('sagt, was der Schritt liest, woher es kommt und was davon jemand setzen darf', async () => {
    const { f, schritt } = await stehend();
    const leistung = await h.katalog.inFassung(GEWERBE, (await readFall(h, f)).vorgang.fassung);
    const bedarf = bedarfOf(leistung, await zustand(f), schritt, {});
    expect(bedarf?.fragen.map((q) => [q.zweck, q.text])).toEqual([
      ['bedingung', 'stufe != null'],
      ['bedingung', 'gebuehr.zuschlag > 0 or pruefung.personNoetig'],
    ]);
    expect(bedarf?.angaben).toMatchObject([
      { pfad: 'stufe', alt: null, setzbar: true, quelle: { herkunft: 'ablauf', element: 'Skript_stufe' } },
      { pfad: 'gebuehr.zuschlag', alt: null, setzbar: true, erwartet: 'zahl', quelle: { herkunft: 'regel' } },
      { pfad: 'pruefung.personNoetig', alt: false, setzbar: false, quelle: { herkunft: 'regel' } },
    ]);
    expect(bedarfOf(leistung, await zustand(f), schritt + 1, {})).toBeNull();
  });

  it('ist behoben, sobald die Leitung ihn setzt; das Ereignis nennt Person, alt, neu und Begründung', async () => {
    const { f, schritt } = await stehend();
    expect(await setze('s.hartig', f, schritt)).toEqual({ ok: true });
    expect(await stoerungen(f)).toEqual([]);
    expect((await zustand(f)).variablen['stufe']).toBe('niedrig');
    const e = (await ereignisse(f)).find((x) => x.kind === 'angabe.gesetzt');
    expect(e).toMatchObject({
      actor: { pseudonym: person('s.hartig').person, role: 'leitung' },
      data: {
        person: person('s.hartig').person,
        stoerung: schritt,
        element: GESTOERT.gateway,
        meldung: GESTOERT.meldung,
        angaben: [{ pfad: 'stufe', alt: null, neu: 'niedrig' }],
        begruendung: 'Auskunft der Kammer',
      },
    });
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    expect((await readFall(h, f)).vorgang.hinweise.join()).not.toContain('weder wahr');
    expect(await setze('s.hartig', f, schritt)).toMatchObject({ grund: 'stoerung.schon-behoben' });
  });

  it('kommt beim bloßen zweiten Versuch wieder, mit dem gesetzten Wert nicht', async () => {
    const { f, schritt } = await stehend();
    expect(await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, schritt)).toEqual({ ok: true });
    const [wieder] = await stoerungen(f);
    expect(wieder?.meldung).toBe(GESTOERT.meldung);
    expect(await setze('s.hartig', f, wieder?.schritt ?? -1)).toEqual({ ok: true });
    expect(await stoerungen(f)).toEqual([]);
  });

  it('lässt sich nachspielen: dieselben Ereignisse ergeben denselben Stand', async () => {
    const { f, schritt } = await stehend();
    await behebeStoerung(h.aufgaben, person('k.weber'), f.vorgang, schritt);
    const [wieder] = await stoerungen(f);
    uhr.stelle(uhr.jetzt() + 60_000);
    expect(await setze('s.hartig', f, wieder?.schritt ?? -1)).toEqual({ ok: true });
    await h.leeren();
    const { fassung, antworten } = (await readFall(h, f)).vorgang;
    const leistung = await h.katalog.inFassung(GEWERBE, fassung);
    const ist = await zustand(f);
    const { antrag: _, kanal, niveau, tag, satz, oertlich, zustaendig } = ist.variablen as Record<string, never>;
    const r = spieleNach(
      () => leistung,
      { antrag: antworten, kanal, niveau, tag, satz, oertlich, zustaendig } as never,
      await ereignisse(f),
      await im(f, (tx) => readVorfaelle(tx.zeilen, f.koerperschaft, f.vorgang)),
    );
    expect(r).toMatchObject({ ok: true, hinweis: (await readHinweis(f)) ?? '' });
    if (r.ok) expect(r.zustand).toEqual(ist);
  });
});

const readHinweis = async (f: Fall) =>
  (await t.setup.query<{ hinweis: string }>('select hinweis from vorgaenge.vorgang where id = $1', [f.vorgang])).rows[0]
    ?.hinweis;

describe('Von Hand gesetzt wird nicht,', () => {
  it('was auf dem Weg dorthin etwas anderes verdrängen würde', async () => {
    const { f, schritt } = await stehend();
    const leistung = await h.katalog.inFassung(GEWERBE, (await readFall(h, f)).vorgang.fassung);
    const z = await zustand(f);
    const setzbar = (gebuehr: never) =>
      bedarfOf(leistung, { ...z, variablen: { ...z.variablen, gebuehr } }, schritt, {})?.angaben.find(
        (a) => a.pfad === 'gebuehr.zuschlag',
      )?.setzbar;
    for (const gebuehr of [null, {}, { zuschlag: null }]) expect(setzbar(gebuehr as never)).toBe(true);
    for (const gebuehr of ['fest', 0, false, [], [{ zuschlag: 1 }], { zuschlag: 0 }])
      expect(setzbar(gebuehr as never)).toBe(false);
  });

  it('was ein anderer gesagt hat: nicht der Antrag, nicht eine Regel, nicht ein Name, den der Schritt nicht liest', async () => {
    const { f, schritt } = await stehend();
    const vorher = await stand(f);
    for (const pfad of [
      'pruefung.personNoetig',
      'antrag.unternehmen.art',
      'antrag',
      'gebuehr',
      'automatik',
      'feststellung',
      '__proto__',
    ])
      expect([pfad, await setze('s.hartig', f, schritt, [STUFE, { pfad, neu: 'x' }])]).toMatchObject([
        pfad,
        { grund: 'angabe.nicht-setzbar' },
      ]);
    await unveraendert(f, vorher);
  });

  it('womit es nicht weitergeht; dann ist nichts geschehen, und der Ablauf sagt warum', async () => {
    const { f, schritt } = await stehend();
    const vorher = await stand(f);
    expect(await setze('s.hartig', f, schritt, [{ pfad: 'gebuehr.zuschlag', neu: 0 }])).toMatchObject({
      grund: 'angabe.hilft-nicht',
      angaben: { meldung: 'Keine Bedingung trifft zu, und es gibt keinen Standardpfad.' },
    });
    await unveraendert(f, vorher);
  });

  it('ohne Begründung und ohne neuen Wert', async () => {
    const { f, schritt } = await stehend();
    const vorher = await stand(f);
    expect(await setze('s.hartig', f, schritt, [STUFE], '  ')).toMatchObject({ grund: 'angabe.ohne-begruendung' });
    expect(await setze('s.hartig', f, schritt, [])).toMatchObject({ grund: 'angabe.keine' });
    expect(await setze('s.hartig', f, schritt, [{ pfad: 'stufe', neu: null }])).toMatchObject({
      grund: 'angabe.keine',
    });
    await unveraendert(f, vorher);
  });

  it('von anderen als der Leitung des bearbeitenden Hauses, und nicht von ihr, wenn sie befangen ist', async () => {
    const { f, schritt } = await stehend();
    const vorher = await stand(f);
    for (const sub of ['k.weber', 'f.naumann'])
      expect(await setze(sub, f, schritt)).toMatchObject({ grund: 'angabe.nicht-berechtigt' });
    expect(await setze('c.seifert', f, schritt)).toMatchObject({ grund: 'vorgang.unbekannt' });
    await unveraendert(f, vorher);
    const { person: wer } = person('s.hartig');
    await im(f, async (tx) => {
      const g = await lock(tx, h.protokoll, f.koerperschaft, f.vorgang);
      if (!g) throw new Error('Der Vorgang fehlt');
      return handle(
        tx,
        h.protokoll,
        g,
        { art: 'befangen-erklaeren', person: wer },
        { pseudonym: wer, role: 'x', loa: null },
      );
    });
    expect(await setze('s.hartig', f, schritt)).toMatchObject({ grund: 'angabe.befangen' });
  });

  it('zweimal zugleich: die eine Leitung setzt, die andere erfährt es', async () => {
    const { f, schritt } = await stehend();
    const beide = await Promise.all([setze('s.hartig', f, schritt), setze('s.hartig', f, schritt)]);
    expect(beide.filter((r) => r.ok)).toHaveLength(1);
    expect(beide.find((r) => !r.ok)).toMatchObject({ grund: 'stoerung.schon-behoben' });
    expect((await artenVon(h, f)).filter((a) => a === 'angabe.gesetzt')).toHaveLength(1);
  });
});

describe('Nach einem von Hand gesetzten Wert', () => {
  it('ordnet keine Regel mehr an: Auch unter einer Allgemeinen Annahmeanordnung entscheidet ein Mensch', async () => {
    const r = await erteileAnnahme(h, person('f.naumann'), {
      leistung: GEWERBE,
      hoechstbetrag: 5000,
      ab: '2026-03-20',
      bis: null,
      dienstanweisung: 'Kassenwesen, Nummer 4.2',
    });
    expect(r).toMatchObject({ ok: true });
    const { f, schritt } = await stehend();
    expect(await setze('s.hartig', f, schritt)).toEqual({ ok: true });
    await h.leeren();
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    expect(await artenVon(h, f)).not.toContain('betrag.automatisch-angeordnet');
    expect((await readFall(h, f)).vorgang.hinweise.join()).toContain('hat ein Mensch einen Wert gesetzt');
  });
});
