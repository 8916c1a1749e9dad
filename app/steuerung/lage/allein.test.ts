import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import { tageIn, type Zeitraum } from '@rathausverbund/kosten';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { stellbareUhr } from '../../base/index.ts';
import { GEWERBE } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn, type Ort } from '../../pruefstand/haus.ts';
import { readVertraege, type Vertrag } from '../../vereinbarungen/index.ts';
import { leitungskontext } from '../kontext.ts';
import { type Alleineintrag, geltungenOf, kostenIn, rechneAllein } from './allein.ts';
import { readAllein, trageAlleinEin } from './eintragen.ts';
import { readGegenueber, readKosten } from './kosten.ts';
import { angaben } from './pruefstand.ts';
import { ganzeMonate, gedeckt, gemeinsam } from './tage.ts';

const d = localDate;
const zeit = (von: string, bis: string): Zeitraum => ({ von: d(von), bis: d(bis) });
/** what costs so many cents a year from a day on */
const eintrag = (ab: string, jahr: number, mehr: Partial<Alleineintrag> = {}): Alleineintrag => ({
  ...angaben({ ab: d(ab), stellen: 1, jahreskosten: 1, zuschlag: 0, software: jahr }),
  id: ab,
  erfasst: new Date('2026-01-02T08:00:00Z'),
  grund: '',
  zurueck: null,
  ...mehr,
});
const kosten = (eintraege: readonly Alleineintrag[], ...tage: Zeitraum[]) =>
  kostenIn(geltungenOf(eintraege, GEWERBE), tage);

describe('Was es allein kosten würde', () => {
  it('sind Stellenanteil, Gemeinkosten und Software', () =>
    expect(rechneAllein(angaben())).toEqual({
      personal: 927_000,
      gemein: 185_400,
      software: 240_000,
      jahr: 1_352_400,
    }));

  it('ist über ein ganzes Jahr genau der Jahresbetrag, auch in einem Schaltjahr', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 2026, max: 2029 }), (jahr, j) => {
        expect(kosten([eintrag('2020-01-01', jahr)], zeit(`${j}-01-01`, `${j + 1}-01-01`))).toBe(jahr);
      }),
    ));

  it('rechnet an jedem Tag mit der Angabe, die an ihm galt: eine spätere wirkt nicht zurück', () => {
    const alt = eintrag('2026-01-01', 36_500);
    expect(kosten([alt], zeit('2026-01-01', '2026-11-27'))).toBe(33_000);
    const neu = eintrag('2026-11-25', 365_000);
    // two days of the new one
    expect(kosten([alt, neu], zeit('2026-01-01', '2026-11-27'))).toBe(32_800 + 2000);
    expect(kosten([alt, neu], zeit('2026-01-01', '2026-11-25'))).toBe(32_800);
  });

  it('ist die Summe seiner Tage, gleich wie die Angaben aufeinander folgen', () => {
    const tag = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(tag, fc.integer({ min: 1, max: 9_000_000 })), { maxLength: 5 }),
        tag,
        tag,
        (e, a, b) => {
          const am = (n: number): LocalDate => addDays(d('2025-12-01'), n);
          const eintraege = e.map(([n, jahr], i) => eintrag(am(n), jahr, { id: String(i), erfasst: new Date(i) }));
          const im = gedeckt(zeit('2026-01-01', '2027-01-01'), [{ ab: am(Math.min(a, b)), bis: am(Math.max(a, b)) }]);
          let einzeln = 0;
          for (const z of im)
            for (let t = z.von; t < z.bis; t = addDays(t, 1)) {
              const gilt = eintraege
                .filter((x) => x.ab <= t)
                .sort((x, y) => (x.ab === y.ab ? Number(y.id) - Number(x.id) : x.ab < y.ab ? 1 : -1))[0];
              if (gilt) einzeln += rechneAllein(gilt).jahr;
            }
          expect(kosten(eintraege, ...im)).toBe(Math.round(einzeln / 365));
        },
      ),
    );
  });

  it('lässt am selben Tag die später eingetragene gelten, und ohne sie wieder die frühere', () => {
    const alt = eintrag('2026-06-01', 100);
    const neu = eintrag('2026-06-01', 200, { id: 'neu', erfasst: new Date('2026-07-01T08:00:00Z') });
    expect(geltungenOf([neu, alt], GEWERBE)).toEqual([{ eintrag: neu, ab: '2026-06-01', bis: null }]);
    const zurueck = { ...neu, zurueck: { erfasst: new Date(), grund: 'vertippt' } };
    expect(geltungenOf([alt, zurueck], GEWERBE)).toEqual([{ eintrag: alt, ab: '2026-06-01', bis: null }]);
  });
});

describe('Tage', () => {
  const jahr = zeit('2026-01-01', '2027-01-01');
  it('werden zusammengezählt, wo sie aneinander liegen, und nie doppelt', () => {
    const teile = [
      { ab: d('2026-06-01'), bis: null },
      { ab: d('2025-01-01'), bis: d('2026-03-01') },
      { ab: d('2026-02-01'), bis: d('2026-04-01') },
    ];
    expect(gedeckt(jahr, teile)).toEqual([zeit('2026-01-01', '2026-04-01'), zeit('2026-06-01', '2027-01-01')]);
    expect(gemeinsam(gedeckt(jahr, teile), [zeit('2026-03-15', '2026-06-02')])).toEqual([
      zeit('2026-03-15', '2026-04-01'),
      zeit('2026-06-01', '2026-06-02'),
    ]);
  });

  it('sind nur so weit ganze Monate, wie sie reichen', () => {
    expect(ganzeMonate([zeit('2026-03-02', '2026-11-27')])).toEqual([zeit('2026-04-01', '2026-11-01')]);
    expect(ganzeMonate([zeit('2026-03-02', '2026-04-15')])).toEqual([]);
    expect(ganzeMonate([jahr])).toEqual([jahr]);
  });
});

describe('Gemeinsam und allein', async () => {
  const t = await neueDatenbank();
  const uhr = stellbareUhr(Date.parse('2026-06-12T08:00:00Z'));
  const HUND = 'hundesteuer-anmeldung';
  const bisher = zeit('2026-01-01', '2026-06-13');
  let h: Haus;
  let person: Awaited<ReturnType<typeof legePersonalAn>>;
  const lies = <T>(ort: Ort, tue: Parameters<typeof h.db.transaktion<T>>[1]) =>
    h.db.transaktion(leitungskontext({ person: person('f.naumann').person, stelle: h.ort[ort] }, 'Test'), tue);
  const vergleiche = (ort: Ort, aendere: (v: Vertrag[]) => Vertrag[] = (v) => v, z = bisher) =>
    lies(ort, async (tx) => {
      const grund = { stelle: h.ort[ort], vertraege: aendere(await readVertraege(tx)), zeit: z };
      return { zeilen: await readGegenueber(tx, grund, await readAllein(tx)), kosten: await readKosten(tx, grund) };
    });
  const FEST = 36_500;
  const nurHund = (v: Vertrag[]) => v.filter((x) => x.leistungen.includes(HUND) && x.auftraggeber === h.ort.wurzen);
  const fest = (v: Vertrag, id: string, ab: string, bis: string | null): Vertrag => ({
    ...v,
    id,
    kostenregeln: v.kostenregeln.slice(0, 1).map((r) => ({
      ...r,
      leistung: HUND,
      ab: d(ab),
      bis: bis === null ? null : d(bis),
      schluessel: { art: 'fest', betrag: FEST },
    })),
  });

  beforeAll(async () => {
    h = await baueHaus(t, { uhr });
    person = await legePersonalAn(h);
  });

  it('rechnen beide nur mit den Tagen, an denen eine Vereinbarung und eine eigene Angabe galt', async () => {
    const wurzen = person('s.hartig');
    const wie = { leistung: HUND, stellen: 1, jahreskosten: 1, zuschlag: 0, software: FEST };
    expect(await trageAlleinEin(h, wurzen, angaben(wie), 'Erste Angabe')).toEqual({ ok: true });
    const ab = (v: Vertrag[]) =>
      v.find((x) => x.leistungen.includes(HUND) && x.auftraggeber === h.ort.wurzen)?.ab ?? '';
    const beginn = await lies('wurzen', async (tx) => ab(await readVertraege(tx)));
    expect(beginn > bisher.von).toBe(true);
    const { zeilen } = await vergleiche('wurzen');
    const tage = zeit(beginn, bisher.bis);
    expect(zeilen).toMatchObject([{ leistung: HUND, tage: [tage], allein: 100 * tageIn(tage) }]);
    // a fixed price and the same amount of one's own: to the cent the same, whatever the day
    const gleich = await vergleiche('wurzen', (v) =>
      nurHund(v).map((x) => fest({ ...x, auftraggeber: h.ort.wurzen }, x.id, '2026-03-01', null)),
    );
    expect(gleich.zeilen.map((z) => z.gemeinsam)).toEqual(gleich.zeilen.map((z) => z.allein));
    expect(gleich.zeilen[0]?.allein).toBe(100 * tageIn(zeit('2026-03-01', bisher.bis)));
  });

  it('zählen eine Leistung unter zwei Vereinbarungen eines Jahres allein nur einmal, und nicht die Lücke dazwischen', async () => {
    const zwei = (v: Vertrag[]) =>
      nurHund(v).flatMap((x) => {
        const unser = { ...x, auftraggeber: h.ort.wurzen };
        return [
          fest(unser, h.ort.wurzen, '2026-01-01', '2026-03-01'),
          fest(unser, h.ort.thallwitz, '2026-04-01', null),
        ];
      });
    const { zeilen, kosten: einzeln } = await vergleiche('wurzen', zwei);
    const tage = [zeit('2026-01-01', '2026-03-01'), zeit('2026-04-01', bisher.bis)];
    const cent = 100 * tage.reduce((n, z) => n + tageIn(z), 0);
    expect(zeilen).toEqual([{ leistung: HUND, tage, gemeinsam: cent, allein: cent }]);
    expect(einzeln.map((k) => k.bisher)).toEqual(tage.map((z) => 100 * tageIn(z)));
  });

  it('vergleichen bei einer Umlage nur ganze Monate, weil niemand sie tageweise kennt', async () => {
    const umlage = (v: Vertrag[]) =>
      nurHund(v).map((x): Vertrag => {
        const f = fest({ ...x, auftraggeber: h.ort.wurzen }, h.ort.wurzen, '2026-02-10', null);
        return {
          ...f,
          kostenregeln: f.kostenregeln.map((r) => ({ ...r, schluessel: { art: 'umlage', pool: 'p', nach: 'fall' } })),
        };
      });
    const { zeilen } = await vergleiche('wurzen', umlage);
    expect(zeilen).toMatchObject([{ tage: [zeit('2026-03-01', '2026-06-01')], gemeinsam: null }]);
  });

  it('sagen ohne gemeinsamen Tag nichts', async () => {
    const spaeter = (v: Vertrag[]) =>
      nurHund(v).map((x) => fest({ ...x, auftraggeber: h.ort.wurzen }, x.id, '2026-07-01', null));
    expect((await vergleiche('wurzen', spaeter)).zeilen).toEqual([]);
  });
});
