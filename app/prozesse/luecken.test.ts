import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../base/index.ts';
import { briefwerte, readUmstaende } from '../bescheide/index.ts';
import { readDokumente } from '../dokumente/index.ts';
import { readStrom } from '../nachweise/index.ts';
import { artenVon, aufgabeVon, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { LUECKENHAFT, legeLueckenhafteLeistungAn } from '../pruefstand/lueckenhaft.ts';
import { bedarfOf, berichtige, type Person, readStoerungen, readVorfaelle, type Setzung, spieleNach } from './index.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  h = await baueHaus(t, { uhr, leistungen: legeLueckenhafteLeistungAn(t.ordner) });
  person = await legePersonalAn(h);
});

const im = <T>(f: Fall, tu: (tx: Parameters<typeof readStoerungen>[0]) => Promise<T>) =>
  h.db.transaktion(dienst(f.koerperschaft, 'Test'), tu);
const stoerungen = (f: Fall) => im(f, (tx) => readStoerungen(tx, f.koerperschaft, f.vorgang));
const zustand = async (f: Fall) => {
  const g = await readFall(h, f);
  const z = await im(f, (tx) => h.aufgaben.laufzeit.readZustand(tx, g));
  if (!z) throw new Error('Der Prozess hat nicht begonnen');
  return z;
};
async function bedarf(f: Fall, schritt: number, ueber: Record<string, never> = {}) {
  const g = await readFall(h, f);
  const imBrief = briefwerte(uhr, g.vorgang, await im(f, (tx) => readUmstaende(tx, h.verzeichnis, g)));
  const leistung = await h.katalog.inFassung(GEWERBE, g.vorgang.fassung);
  return bedarfOf(leistung, await zustand(f), schritt, { ...imBrief, ...ueber });
}
/** A case that stands at its certificate, and the step. */
async function stehend(beispiel = '01-einfach'): Promise<{ f: Fall; schritt: number; meldung: string }> {
  const f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, beispiel);
  await h.leeren();
  const [s] = await stoerungen(f);
  expect(s).toMatchObject({ element: LUECKENHAFT.dienst });
  return { f, schritt: s?.schritt ?? -1, meldung: s?.meldung ?? '' };
}
const ZIMMER: Setzung = { pfad: 'zimmer', neu: 'Zimmer 3' };
const TAG: Setzung = { pfad: 'pruefung.besichtigung', neu: '2026-03-25' };
const setze = (f: Fall, schritt: number, setzungen: readonly Setzung[]) =>
  berichtige({ ...h.aufgaben, verzeichnis: h.verzeichnis }, person('s.hartig'), {
    vorgang: f.vorgang,
    schritt,
    setzungen,
    begruendung: 'Auskunft des Hauptamts',
  });

describe('Ein Brief, dem Werte fehlen,', () => {
  it('nennt die Stellen, die er nicht schreiben kann, und was sie lesen; was er schreiben kann, nicht', async () => {
    const { f, schritt, meldung } = await stehend();
    expect(meldung).toBe(LUECKENHAFT.meldung);
    const b = await bedarf(f, schritt);
    expect(b?.fragen).toEqual([
      { zweck: 'brief', bei: 'inhalt.gemeinde.werte[1]', text: 'zimmer' },
      { zweck: 'brief', bei: 'inhalt.gemeinde.werte[2]', text: 'pruefung.besichtigung', verlangt: 'datum' },
    ]);
    expect(b?.angaben).toMatchObject([
      { pfad: 'zimmer', alt: null, setzbar: true, erwartet: null, quelle: { herkunft: 'ablauf' } },
      { pfad: 'pruefung.besichtigung', alt: null, setzbar: true, erwartet: 'datum', quelle: { herkunft: 'regel' } },
    ]);
  });

  it('geht heraus, sobald die Leitung sie setzt; dieselben Ereignisse ergeben denselben Stand', async () => {
    const { f, schritt } = await stehend();
    uhr.stelle(uhr.jetzt() + 60_000);
    expect(await setze(f, schritt, [ZIMMER, TAG])).toEqual({ ok: true });
    await h.leeren();
    expect(await stoerungen(f)).toEqual([]);
    expect(await artenVon(h, f)).toEqual(expect.arrayContaining(['angabe.gesetzt', 'bescheinigung.ausgestellt']));
    expect((await aufgabeVon(h, f))?.element).toBe('Aufgabe_feststellung');
    const g = await readFall(h, f);
    const [d] = await im(f, (tx) => readDokumente(tx, f.koerperschaft, f.vorgang));
    expect(h.dateien.read(f.koerperschaft, f.vorgang, d?.datei.ort ?? '').toString()).toContain(
      'Thallwitz, Zimmer 3, am 25. März 2026',
    );
    const leistung = await h.katalog.inFassung(GEWERBE, g.vorgang.fassung);
    const ist = await zustand(f);
    const { kanal, niveau, tag, satz, oertlich, zustaendig } = ist.variablen as Record<string, never>;
    const r = spieleNach(
      () => leistung,
      { antrag: g.vorgang.antworten, kanal, niveau, tag, satz, oertlich, zustaendig } as never,
      await im(f, async (tx) => (await readStrom(tx, h.protokoll, f.koerperschaft, f.vorgang)).map((e) => e.ereignis)),
      await im(f, (tx) => readVorfaelle(tx.zeilen, f.koerperschaft, f.vorgang)),
    );
    expect(r.ok && r.zustand).toEqual(ist);
  });

  it('bleibt stehen, solange noch einer fehlt oder keiner ist, den er schreiben kann; dann ist nichts geschehen', async () => {
    const { f, schritt } = await stehend();
    const vorher = [await zustand(f), await artenVon(h, f), await stoerungen(f)];
    for (const [setzungen, satz] of [
      [[ZIMMER], '„pruefung.besichtigung“ ergibt keine Angabe; gebraucht wird ein Tag.'],
      [[ZIMMER, { ...TAG, neu: 'bald' }], '„pruefung.besichtigung“ ergibt einen Text; gebraucht wird ein Tag.'],
      [[{ ...ZIMMER, neu: true }, TAG], '„zimmer“ ergibt wahr oder falsch; gebraucht wird ein Text.'],
    ] as const)
      expect(await setze(f, schritt, setzungen)).toMatchObject({
        grund: 'angabe.hilft-nicht',
        angaben: { meldung: `Der Brief „Empfangsbescheinigung“ ist nicht vollständig: ${satz}` },
      });
    expect([await zustand(f), await artenVon(h, f), await stoerungen(f)]).toEqual(vorher);
  });

  it('lässt nicht setzen, was der Antrag, die Kasse oder der Briefkopf zu sagen hat, und nicht, was ihm nicht fehlt', async () => {
    const { f, schritt, meldung } = await stehend('02-gmbh');
    expect(meldung).toContain('„pruefung.besichtigung“ ergibt keine Angabe');
    const ohneKopf = { zahlung: { glaeubigerId: null } } as never;
    expect((await bedarf(f, schritt, ohneKopf))?.angaben).toMatchObject([
      { pfad: 'pruefung.besichtigung', setzbar: true, quelle: { herkunft: 'regel' } },
      { pfad: 'antrag.betriebsstaette.telefon', setzbar: false, quelle: { herkunft: 'antrag' } },
      { pfad: 'faellig', setzbar: false, quelle: { herkunft: 'forderung' } },
      { pfad: 'zahlung.glaeubigerId', setzbar: false, quelle: { herkunft: 'briefkopf' } },
    ]);
    for (const pfad of ['antrag.betriebsstaette.telefon', 'faellig', 'zahlung.glaeubigerId', 'zimmer', 'vorgang'])
      expect([pfad, await setze(f, schritt, [TAG, { pfad, neu: 'x' }])]).toMatchObject([
        pfad,
        { grund: 'angabe.nicht-setzbar' },
      ]);
    expect(await setze(f, schritt, [TAG])).toMatchObject({
      grund: 'angabe.hilft-nicht',
      angaben: { meldung: expect.stringContaining('fehlt im Antrag') },
    });
  });
});

describe('Ein Brief, dem nichts fehlt,', () => {
  it('fragt nach keinem Wert, wenn er an etwas anderem scheitert', async () => {
    const { f, schritt } = await stehend();
    expect(await setze(f, schritt, [ZIMMER, TAG])).toEqual({ ok: true });
    const kaputt = async () => {
      throw new Error('Der Drucker brennt');
    };
    await h.schlangeUeber(new Map([...h.dienste, ['brief.ausstellen', kaputt]])).leeren();
    const [s] = await stoerungen(f);
    expect(s?.meldung).toBe('Der Drucker brennt');
    expect(await bedarf(f, s?.schritt ?? -1)).toMatchObject({ fragen: [], angaben: [] });
    expect(await setze(f, s?.schritt ?? -1, [{ ...ZIMMER, neu: 'Zimmer 4' }])).toMatchObject({
      grund: 'angabe.nicht-setzbar',
    });
  });
});
