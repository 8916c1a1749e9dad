import { buildRechnung, PROFILE, type Rechnung, type Rechnungsvorlage, writeCii } from '@rathausverbund/xoev';
import { describe, expect, it } from 'vitest';
import { ALLES, EINWOHNER, FAELLE, SEITEN, VORLAGE } from '../../packages/xoev/test/rechnungen.ts';
import { pruefeKit } from '../xrechnung/kit.ts';
import { pruefeSchema } from '../xrechnung/schema.ts';
import { fremdeUrteile } from './xrechnung.ts';

const baue = (v: Partial<Rechnungsvorlage>): Rechnung => {
  const gebaut = buildRechnung({ ...VORLAGE, ...v });
  if (!gebaut.ok) throw new Error(gebaut.meldung);
  return gebaut.rechnung;
};
const cii = (r: Rechnung): string => {
  const g = writeCii({ ...r, profil: PROFILE.en16931 });
  if (!g.ok) throw new Error(g.meldung);
  return g.xml;
};
const korrigiert = { nummer: 'WUR-2026-000001', datum: '2026-10-05' };
// the other hand's credit note has no due date
const { faellig: _, ...ohneFaelligkeit } = ALLES;

describe('Unsere Rechnungen', () => {
  it.each<[string, Rechnung]>([
    ['nicht steuerbar', baue({ posten: [FAELLE, EINWOHNER] })],
    ['mit 19 %', baue({ posten: [SEITEN] })],
    ['steuerfrei', baue({ posten: [{ ...SEITEN, ust: { stand: 'steuerfrei', satz: 0, grund: '§ 4 Nr. 29 UStG' } }] })],
    ['ganz bezahlt', baue({ posten: [SEITEN], gezahlt: 5_459 })],
    ['Korrektur', baue({ posten: [{ ...FAELLE, menge: '-1', netto: -3_800 }], korrigiert })],
    ['mit allem, was die Norm kennt', ALLES],
    ['als Gutschrift', { ...ohneFaelligkeit, art: '381' }],
  ])('%s: fremde Schemas, Regeln und Schreiber haben nichts auszusetzen', async (name, rechnung) => {
    const urteile = await Promise.all(fremdeUrteile(name, rechnung));
    expect(urteile.filter((u) => u.ergebnis !== 'passed')).toEqual([]);
  });
});

describe('Die fremden Prüfer', () => {
  const gut = cii(baue({ posten: [SEITEN] }));

  it('bemerken eine falsche Reihenfolge und ein fehlendes Element', () => {
    expect(pruefeSchema(gut)).toEqual([]);
    expect(pruefeSchema(gut.replace(/<ram:TypeCode>380<\/ram:TypeCode>\n/, '')).join()).toContain('TypeCode');
    expect(
      pruefeSchema(
        gut.replace(/(<ram:LineTotalAmount>45.87<\/ram:LineTotalAmount>)(\s*)(<ram:TaxBasis[^\n]*)/, '$3$2$1'),
      ),
    ).not.toEqual([]);
  });

  it.each([
    [
      'BR-CO-10',
      '<ram:LineTotalAmount>45.87</ram:LineTotalAmount>\n        <ram:TaxBasis',
      '<ram:LineTotalAmount>45.88</ram:LineTotalAmount>\n        <ram:TaxBasis',
    ],
    ['BR-CO-15', '<ram:GrandTotalAmount>54.59', '<ram:GrandTotalAmount>54.60'],
    ['BR-CO-16', '<ram:DuePayableAmount>54.59', '<ram:DuePayableAmount>54.60'],
    ['BR-CO-14', '<ram:CalculatedAmount>8.72', '<ram:CalculatedAmount>8.71'],
  ])('bemerken %s', async (regel, vorher, nachher) => {
    expect(gut).toContain(vorher);
    expect((await pruefeKit(gut.replace(vorher, nachher))).join(' ')).toContain(regel);
  });
});
