import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel, Schluessel } from '@rathausverbund/kosten';
import type pg from 'pg';
import { stromOf } from '../../app/abrechnung/model.ts';
import { SUMME } from '../../app/abrechnung/store.ts';
import { type Datenbank, type Schluesselbund, uuidv7 } from '../../app/base/index.ts';
import type { Kommune } from '../../app/kommunen/index.ts';
import type { Protokoll } from '../../app/nachweise/index.ts';
import { vereinbareSchlicht } from '../../app/pruefstand/vereinbarung.ts';
import { createZufall } from '../zufall.ts';

export const LEISTUNG = 'gewerbe-anmeldung';
export const JAHR = 2025;

export interface Abkommen {
  id: string;
  auftraggeber: string;
  auftragnehmer: string;
  art: Art;
}

const ARTEN = ['fall', 'fall', 'fall', 'fall', 'abschlag', 'einwohner', 'hund', 'mischung', 'hin', 'her'] as const;
type Art = (typeof ARTEN)[number];

const FALL: Schluessel = { art: 'menge', einheit: 'fall', preis: 380000 };
const SCHLUESSEL: Record<Art, Schluessel> = {
  fall: FALL,
  abschlag: FALL,
  hin: FALL,
  her: FALL,
  einwohner: { art: 'bestand', einheit: 'einwohner', preis: 9000 },
  hund: { art: 'bestand', einheit: 'hund', preis: 95000 },
  mischung: { art: 'mischung', teile: [FALL, { art: 'fest', betrag: 240000 }] },
};

const regelOf = (art: Art, gegen: string): Kostenregel => ({
  leistung: LEISTUNG,
  ab: localDate(`${JAHR}-01-01`),
  bis: null,
  schluessel: SCHLUESSEL[art],
  minimum: art === 'abschlag' ? 6_000_000 : null,
  maximum: null,
  ust:
    art === 'mischung'
      ? { stand: 'steuerpflichtig', satz: 19, grund: 'Hilfstätigkeit' }
      : { stand: 'nicht-steuerbar', satz: 0, grund: '§ 2b Abs. 1 UStG' },
  abschlag: art === 'abschlag' ? 500_000 : null,
  verrechnetMit: art === 'hin' ? gegen : null,
});

/**
 * Agreements between active bodies, a tenth of them pairs that offset each other. One of each kind is closed by the ordinary actions;
 * the others are copies of its steps with other parties, which is all a settlement reads of an agreement.
 */
export async function legeAbkommenAn(
  setup: pg.Client,
  db: Datenbank,
  protokoll: Protokoll,
  gemeinden: readonly Kommune[],
  anzahl: number,
  seed: number,
): Promise<Abkommen[]> {
  const zufall = createZufall(seed);
  const waehle = (ausser: string): string => {
    for (;;) {
      const k = gemeinden[Math.floor(zufall() * gemeinden.length)]?.id ?? '';
      if (k !== ausser) return k;
    }
  };
  // members of a Verwaltungsgemeinschaft may not close one by themselves; the copies are not asked
  const freie = gemeinden.filter((g) => g.verband === null).map((g) => g.id);
  const muster = new Map<Art, Abkommen>();
  const alle: Abkommen[] = [];
  let hin: Abkommen | undefined;
  for (let i = 0; i < anzahl; i++) {
    const art = ARTEN[i % ARTEN.length] ?? 'fall';
    const erste = i < ARTEN.length;
    const auftraggeber = art === 'her' && hin ? hin.auftragnehmer : erste ? (freie[2 * i] ?? '') : waehle('');
    const auftragnehmer =
      art === 'her' && hin ? hin.auftraggeber : erste ? (freie[2 * i + 1] ?? '') : waehle(auftraggeber);
    const a = { id: uuidv7(Date.now()), auftraggeber, auftragnehmer, art };
    if (art === 'hin') hin = a;
    alle.push(a);
  }
  for (const [i, a] of alle.entries()) {
    const gegen = a.art === 'hin' ? (alle[i + 1]?.id ?? '') : '';
    const vorbild = muster.get(a.art);
    if (vorbild) {
      const ersatz: [string, string][] = [
        [vorbild.id, a.id],
        [vorbild.auftraggeber, a.auftraggeber],
        [vorbild.auftragnehmer, a.auftragnehmer],
        ...(a.art === 'hin' ? ([[alle[alle.indexOf(vorbild) + 1]?.id ?? '', gegen]] as [string, string][]) : []),
      ];
      await kopiere(setup, vorbild, ersatz);
      continue;
    }
    muster.set(a.art, a);
    const { id, auftraggeber, auftragnehmer } = a;
    const kostenregeln = [regelOf(a.art, gegen)];
    await vereinbareSchlicht(db, protokoll, { id, auftraggeber, auftragnehmer, leistungen: [LEISTUNG], kostenregeln });
  }
  // sealed texts of agreements are none of this bench
  await setup.query(`delete from base.auftrag`);
  await setup.query('analyze vereinbarungen.schritt');
  return alle;
}

/** What stands for what is replaced in two goes: a new party may be an old one of the model. */
async function kopiere(setup: pg.Client, vorbild: Abkommen, ersatz: readonly (readonly [string, string])[]) {
  const neu = (spalte: string) => {
    const markiert = ersatz.reduce((s, _, i) => `replace(${s}, $${2 * i + 2}, '<${i}>')`, `${spalte}::text`);
    return ersatz.reduce((s, _, i) => `replace(${s}, '<${i}>', $${2 * i + 3})`, markiert);
  };
  await setup.query(
    `insert into vereinbarungen.schritt (koerperschaft, vereinbarung, nr, gegenueber, art, at, c, person, angaben)
     select ${neu('koerperschaft')}::uuid, ${neu('vereinbarung')}::uuid, nr, ${neu('gegenueber')}::uuid, art, at, c, person, ${neu('angaben')}::jsonb
     from vereinbarungen.schritt where vereinbarung = $1::uuid`,
    [vorbild.id, ...ersatz.flat()],
  );
}

/** Agreements filled by one statement. */
const PORTION = 20;

/**
 * Counts for each agreement: so many cases over the days of the year as both parties have them, and a stock where the key asks for
 * one. Rows only; of the events before the statements each account has its last one, at which its stream goes on.
 */
export async function fuelleKonten(
  setup: pg.Client,
  bund: Schluesselbund,
  abkommen: readonly Abkommen[],
  jeAbkommen: number,
  sage: (fertig: number) => void,
): Promise<void> {
  await setup.query('alter table nachweise.ereignis disable trigger user');
  await setup.query('alter table abrechnung.eintrag drop constraint eintrag_koerperschaft_vereinbarung_fkey');
  const indizes = (
    await setup.query<{ name: string; def: string }>(
      `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as def from pg_index i
       where i.indrelid = 'abrechnung.eintrag'::regclass and not i.indisprimary`,
    )
  ).rows;
  for (const i of indizes) await setup.query(`drop index ${i.name}`);
  for (let n = 0; n < abkommen.length; n += PORTION) {
    const teil = abkommen.slice(n, n + PORTION);
    const werte = [
      teil.map((a) => a.id),
      teil.map((a) => a.auftraggeber),
      teil.map((a) => a.auftragnehmer),
      teil.map((a) => a.art),
      teil.map((a) => stromOf(a.id)),
      jeAbkommen,
    ];
    const quelle = `unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[]) v (id, ag, an, art, strom)
      cross join lateral (values (v.ag, v.an, true), (v.an, v.ag, false)) p (k, gegen, eigen) where $6::int > 0`;
    await setup.query(
      `insert into abrechnung.konto (koerperschaft, vereinbarung, gegenueber) select p.k, v.id, p.gegen from ${quelle}`,
      werte,
    );
    await setup.query(
      `insert into abrechnung.eintrag (koerperschaft, vereinbarung, n, gegen_n, art, quelle, c, leistung, einheit, tag, menge, at)
       select x.k, x.id, i, case when not x.eigen then i end, 'leistung.gezaehlt', md5(x.id::text || i)::uuid, sha256(convert_to(x.id::text || i, 'UTF8')),
         '${LEISTUNG}', case when i = 1 and x.art in ('hund', 'einwohner') then x.art else 'fall' end,
         case when i = 1 then date '${JAHR - 1}-12-31' + case when x.art in ('hund', 'einwohner') then 0 else 1 end
           else date '${JAHR}-01-01' + (i * 7919 % 365) end,
         case when i = 1 and x.art in ('hund', 'einwohner') then 1050 else 1 end, timestamptz '${JAHR}-12-31 12:00Z'
       from (select v.*, p.k, p.eigen from ${quelle}) x, generate_series(1, $6::int) i order by x.k, x.id, i`,
      werte,
    );
    await setup.query(
      `insert into nachweise.ereignis (koerperschaft, id, leistung, vorgang, strom_art, n, c, kind, at, geheim)
       select p.k, gen_random_uuid(), '-', v.strom, 'vereinbarung', $6::int, sha256(convert_to(v.id::text || $6, 'UTF8')), 'leistung.gezaehlt',
         timestamptz '${JAHR}-12-31 12:00Z', sha256(convert_to(v.id::text, 'UTF8'))
       from ${quelle}`,
      werte,
    );
    // an account with events has its key
    for (const a of teil) for (const k of [a.auftraggeber, a.auftragnehmer]) await bund.createDek(k, stromOf(a.id));
    await setup.query(
      `insert into abrechnung.tagesstand (koerperschaft, vereinbarung, tag, leistung, einheit, menge, bis_n, kette, bis_gegen, kette_gegen)
       select koerperschaft, vereinbarung, tag, leistung, einheit, ${SUMME}
       from abrechnung.eintrag where vereinbarung = any ($1) group by koerperschaft, vereinbarung, tag, leistung, einheit`,
      [teil.map((a) => a.id)],
    );
    sage(Math.min(n + PORTION, abkommen.length));
  }
  for (const i of indizes) await setup.query(i.def);
  await setup.query(
    'alter table abrechnung.eintrag add foreign key (koerperschaft, vereinbarung) references abrechnung.konto (koerperschaft, vereinbarung)',
  );
  await setup.query('alter table nachweise.ereignis enable trigger user');
  await setup.query('vacuum analyze');
  await setup.query('checkpoint').catch(() => undefined); // PostgreSQL may keep that to itself
}
