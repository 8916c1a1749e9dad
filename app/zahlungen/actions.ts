import { type Tx, uuidv7 } from '../base/index.ts';

/** A claim of the body whose Kasse books. Cents; days are local dates. */
export interface Forderung {
  id: string;
  art: 'gebuehr' | 'steuer';
  betrag: number;
  begruendung: string;
  kassenzeichen: string;
  faellig: { tag: string; betrag: number }[];
  /** null: a rule stated it, and `annahme` orders it */
  festgestelltVon: string | null;
  angeordnetVon: string | null;
  /** the Allgemeine Annahmeanordnung it was ordered under, instead of by two people */
  annahme: { id: string; dienstanweisung: string; am: Date } | null;
  zahlweg: 'ueberweisung' | 'sepa';
}

interface Ort {
  koerperschaft: string;
  leistung: string;
  vorgang: string;
}

type Neu = Omit<Forderung, 'id' | 'angeordnetVon' | 'festgestelltVon' | 'annahme'>;

/** Feststellung sachlich und rechnerisch richtig: first of two persons. A returned claim is stated anew. */
export const stelleFest = (tx: Tx, jetzt: number, ort: Ort, f: Neu & { festgestelltVon: string }): Promise<void> =>
  ersetzeForderung(tx, jetzt, ort, f, { person: f.festgestelltVon, annahme: null });

/**
 * Anordnung: the second person, appointed by the body whose Kasse books. The table refuses the same person twice.
 * @param fruehestens first due day (YYYY-MM-DD) that leaves the reader time; an earlier one moves there
 */
export async function ordneAn(tx: Tx, jetzt: number, ort: Ort, person: string, fruehestens: string): Promise<boolean> {
  const n = await tx.fuehreAus(
    `update zahlungen.forderung set angeordnet_von = $3, angeordnet_am = to_timestamp($4 / 1000.0),
       faellig = (select jsonb_agg(jsonb_set(f, '{tag}', to_jsonb(greatest(f ->> 'tag', $5)))) from jsonb_array_elements(faellig) f)
     where koerperschaft = $1 and vorgang = $2 and angeordnet_am is null`,
    [ort.koerperschaft, ort.vorgang, person, jetzt, fruehestens],
  );
  return n === 1;
}

/**
 * A claim whose amount a rule states and an Allgemeine Annahmeanordnung orders: no person in between. A claim that a person has
 * stated and nobody ordered gives way to it. @param annahme id of the order, held by this transaction
 */
export const ordneAutomatischAn = (tx: Tx, jetzt: number, ort: Ort, f: Neu & { annahme: string }): Promise<void> =>
  ersetzeForderung(tx, jetzt, ort, f, { person: null, annahme: f.annahme });

/** A claim in the place of one that nobody has ordered; ordered at once where a general order says so. */
async function ersetzeForderung(
  tx: Tx,
  jetzt: number,
  ort: Ort,
  f: Neu,
  durch: { person: string | null; annahme: string | null },
): Promise<void> {
  await tx.fuehreAus(
    'delete from zahlungen.forderung where koerperschaft = $1 and vorgang = $2 and angeordnet_am is null',
    [ort.koerperschaft, ort.vorgang],
  );
  await tx.fuehreAus(
    `insert into zahlungen.forderung (koerperschaft, leistung, vorgang, id, art, betrag, begruendung, kassenzeichen, faellig, festgestellt_von, festgestellt_am,
       angeordnet_am, annahmeanordnung, zahlweg)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11 / 1000.0), case when $12::uuid is not null then to_timestamp($11 / 1000.0) end, $12, $13)`,
    [
      ort.koerperschaft,
      ort.leistung,
      ort.vorgang,
      uuidv7(jetzt),
      f.art,
      f.betrag,
      f.begruendung,
      f.kassenzeichen,
      JSON.stringify(f.faellig),
      durch.person,
      jetzt,
      durch.annahme,
      f.zahlweg,
    ],
  );
}

export async function readForderung(tx: Tx, koerperschaft: string, vorgang: string): Promise<Forderung | undefined> {
  const z = await tx.eine<Zeile & Record<string, unknown>>(
    `select f.id, f.art, f.betrag, f.begruendung, f.kassenzeichen, f.faellig, f.festgestellt_von as "festgestelltVon", f.angeordnet_von as "angeordnetVon",
       f.zahlweg, f.annahmeanordnung, a.dienstanweisung, a.angeordnet_am as am
     from zahlungen.forderung f left join zahlungen.annahmeanordnung a on a.koerperschaft = f.koerperschaft and a.id = f.annahmeanordnung
     where f.koerperschaft = $1 and f.vorgang = $2`,
    [koerperschaft, vorgang],
  );
  if (!z) return undefined;
  const { annahmeanordnung: id, dienstanweisung, am, ...forderung } = z;
  return { ...forderung, annahme: id && am ? { id, dienstanweisung: dienstanweisung ?? '', am } : null };
}

type Zeile = Omit<Forderung, 'annahme'> & {
  annahmeanordnung: string | null;
  dienstanweisung: string | null;
  am: Date | null;
};

/** Digits of the Aktenzeichen with the body's Kürzel and a check digit (ISO 7064 mod 97-10): survives a typing error. */
export function kassenzeichenOf(aktenzeichen: string): string {
  const [kuerzel = '', kurz = '', jahr = '', nummer = ''] = aktenzeichen.split('-');
  const basis = `${kuerzel}${kurz}${jahr.slice(2)}${nummer}`;
  const zahl = [...`${basis}00`].map((z) => (/\d/.test(z) ? z : String(z.charCodeAt(0) - 55))).join('');
  return `${kuerzel}.${kurz}.${jahr.slice(2)}${nummer}.${String(98n - (BigInt(zahl) % 97n)).padStart(2, '0')}`;
}
