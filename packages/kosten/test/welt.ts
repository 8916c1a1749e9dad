import { createHash } from 'node:crypto';
import { addDays, type LocalDate, localDate } from '@rathausverbund/fristen';
import fc from 'fast-check';
import type { Einheit, Kostenregel, Schluessel, Umsatzsteuer } from '../src/regel.ts';
import type { Tagesmenge } from '../src/zeile.ts';

export const sha256 = (d: Uint8Array) => createHash('sha256').update(d).digest();
export const HOHEITLICH: Umsatzsteuer = { stand: 'nicht-steuerbar', satz: 0, grund: '§ 2b Abs. 1 UStG' };
export const PFLICHTIG: Umsatzsteuer = { stand: 'steuerpflichtig', satz: 19, grund: 'Hilfstätigkeit im Wettbewerb' };

export const regel = (schluessel: Schluessel, mehr: Partial<Kostenregel> = {}): Kostenregel => ({
  leistung: 'gewerbe-anmeldung',
  ab: localDate('2025-01-01'),
  bis: null,
  schluessel,
  minimum: null,
  maximum: null,
  ust: HOHEITLICH,
  abschlag: null,
  verrechnetMit: null,
  ...mehr,
});

export const menge = (einheit: Einheit, tag: string, n: number, leistung = 'gewerbe-anmeldung'): Tagesmenge => ({
  leistung,
  einheit,
  tag: localDate(tag),
  menge: n,
  belege: sha256(Buffer.from(`${leistung}${einheit}${tag}${n}`)).toString('hex'),
});

export const LEISTUNGEN = ['gewerbe-anmeldung', 'posteingang', 'hundesteuer-anmeldung'] as const;

/** a day from the year before to the year after `jahr` */
export const tagUm = (jahr: number): fc.Arbitrary<LocalDate> =>
  fc.integer({ min: -200, max: 500 }).map((n) => addDays(localDate(`${jahr}-01-01`), n));

const preis = fc.integer({ min: 1, max: 5_000_000 });
const einfach: fc.Arbitrary<Schluessel> = fc.oneof(
  fc.record({ art: fc.constant('menge' as const), einheit: fc.constantFrom('fall' as const, 'seite' as const), preis }),
  fc.record({
    art: fc.constant('bestand' as const),
    einheit: fc.constant('hund' as const),
    preis,
  }),
  fc.record({ art: fc.constant('fest' as const), betrag: fc.integer({ min: 1, max: 100_000_000 }) }),
);
export const schluessel: fc.Arbitrary<Schluessel> = fc.oneof(
  einfach,
  fc.record({ art: fc.constant('mischung' as const), teile: fc.array(einfach, { minLength: 2, maxLength: 3 }) }),
);

/** Rules of each Leistung that follow each other: prices change by date, with gaps now and then. */
export const regelwerk = (jahr: number): fc.Arbitrary<Kostenregel[]> =>
  fc
    .tuple(...LEISTUNGEN.map((leistung) => fc.tuple(fc.constant(leistung), folge(jahr))))
    .map((alle) => alle.flatMap(([leistung, f]) => f.map((r) => ({ ...r, leistung }))));

const folge = (jahr: number): fc.Arbitrary<Kostenregel[]> =>
  fc
    .tuple(
      fc.uniqueArray(tagUm(jahr), { minLength: 2, maxLength: 5 }),
      fc.array(
        fc.record({
          schluessel,
          abschlag: fc.option(fc.integer({ min: 1, max: 500_000 })),
          grenzen: fc.option(fc.tuple(fc.integer({ min: 1, max: 9_000_000 }), fc.integer({ min: 0, max: 9_000_000 }))),
          ust: fc.constantFrom(HOHEITLICH, PFLICHTIG),
          offen: fc.boolean(),
        }),
        { minLength: 4, maxLength: 4 },
      ),
    )
    .map(([tage, plaene]) => {
      const sortiert = tage.toSorted();
      return sortiert.slice(0, -1).map((ab, i): Kostenregel => {
        const p = plaene[i % plaene.length] as (typeof plaene)[number];
        const letzte = i === sortiert.length - 2;
        return regel(p.schluessel, {
          ab,
          bis: letzte && p.offen ? null : (sortiert[i + 1] ?? null),
          abschlag: p.abschlag,
          minimum: p.grenzen?.[0] ?? null,
          maximum: p.grenzen ? p.grenzen[0] + p.grenzen[1] : null,
          ust: p.ust,
        });
      });
    });

export const mengenliste = (jahr: number): fc.Arbitrary<Tagesmenge[]> =>
  fc.array(
    fc
      .tuple(
        fc.constantFrom(...LEISTUNGEN),
        fc.constantFrom<Einheit>('fall', 'seite', 'hund'),
        tagUm(jahr),
        fc.integer({ min: 0, max: 2000 }),
      )
      .map(([leistung, einheit, tag, n]) => menge(einheit, tag, n, leistung)),
    { maxLength: 60 },
  );
