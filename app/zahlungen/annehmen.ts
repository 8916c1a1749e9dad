import { localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Datenbank, type Kontext, type Tx, uuidv7 } from '../base/index.ts';
import { istAnordnungsbefugt } from '../konten/index.ts';
import { type Protokoll, schreibeKoerperschaft } from '../nachweise/index.ts';
import { type Annahmeanordnung, type Annahmeantrag, pruefeAntrag } from './annahme.ts';

interface Deps {
  db: Datenbank;
  protokoll: Protokoll;
}

/** A member of staff, signed in. */
interface Wer {
  person: string;
  stelle: string;
}

const AUFGABE = 'Kassenanordnungen';
const ZWECK = 'Allgemeine Annahmeanordnung (SächsKomKBVO, Vorschrift zu bestätigen)';

const imEigenenHaus = (p: Wer): Kontext => ({
  art: 'mitarbeit',
  person: p.person,
  stelle: p.stelle,
  handelndFuer: p.stelle,
  grundlage: { vereinbarung: null, norm: 'SächsKomKBVO', aufgabe: AUFGABE, zweck: ZWECK },
});

const heuteOf = (d: Deps) => localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
const actorOf = (p: Wer) => ({ pseudonym: p.person, role: 'anordnung', loa: null });

/**
 * Orders once for many claims. Only in the own house: whoever keeps the Kasse gives this out of hand, so an appointment for
 * another body's Kasse is not enough. Refuses: `anordnung.nicht-befugt`, `annahmeanordnung.*`.
 */
export async function erteileAnnahme(d: Deps, p: Wer, a: Annahmeantrag): Promise<{ ok: true; id: string } | Ablehnung> {
  return d.db.transaktion(imEigenenHaus(p), async (tx) => {
    const jetzt = d.protokoll.uhr.jetzt();
    if (!(await istBefugt(tx, d, p, a.leistung))) return ablehnen('anordnung.nicht-befugt');
    const geprueft = pruefeAntrag(a, heuteOf(d));
    if (!geprueft.ok) return geprueft;
    const id = uuidv7(jetzt);
    await tx.fuehreAus(
      `insert into zahlungen.annahmeanordnung (koerperschaft, id, leistung, hoechstbetrag, gueltig, dienstanweisung, angeordnet_von, angeordnet_am)
       values ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8, to_timestamp($9 / 1000.0))`,
      [p.stelle, id, a.leistung, a.hoechstbetrag, a.ab, a.bis, a.dienstanweisung.trim(), p.person, jetzt],
    );
    const { leistung, hoechstbetrag, ab, bis } = a;
    const data = { anordnung: id, leistung, hoechstbetrag, ab, bis, dienstanweisung: a.dienstanweisung.trim() };
    await schreibeKoerperschaft(tx, d.protokoll, p.stelle, { kind: 'annahmeanordnung.erteilt', data }, actorOf(p));
    return { ok: true as const, id };
  });
}

/** Takes an order back, at once. What was ordered under it stays ordered. */
export async function widerrufeAnnahme(d: Deps, p: Wer, id: string): Promise<{ ok: true } | Ablehnung> {
  return d.db.transaktion(imEigenenHaus(p), async (tx) => {
    const jetzt = d.protokoll.uhr.jetzt();
    const z = await tx.eine<{ leistung: string }>(
      'select leistung from zahlungen.annahmeanordnung where koerperschaft = $1 and id = $2 and widerrufen_am is null for update',
      [p.stelle, id],
    );
    if (!z) return ablehnen('annahmeanordnung.unbekannt');
    if (!(await istBefugt(tx, d, p, z.leistung))) return ablehnen('anordnung.nicht-befugt');
    await tx.fuehreAus(
      `update zahlungen.annahmeanordnung set widerrufen_von = $3, widerrufen_am = to_timestamp($4 / 1000.0)
       where koerperschaft = $1 and id = $2`,
      [p.stelle, id, p.person, jetzt],
    );
    const data = { anordnung: id, leistung: z.leistung };
    await schreibeKoerperschaft(tx, d.protokoll, p.stelle, { kind: 'annahmeanordnung.widerrufen', data }, actorOf(p));
    return { ok: true as const };
  });
}

const istBefugt = (tx: Tx, d: Deps, p: Wer, leistung: string) =>
  istAnordnungsbefugt(tx, { koerperschaft: p.stelle, mitarbeiter: p.person, leistung, tag: heuteOf(d) });

const SPALTEN = `id, leistung, hoechstbetrag::int8 as hoechstbetrag, lower(gueltig)::text as ab, upper(gueltig)::text as bis, dienstanweisung,
  angeordnet_von as "angeordnetVon", angeordnet_am as "angeordnetAm", widerrufen_am as "widerrufenAm"`;

/** All orders of a body, the latest first. */
export const readAnnahmen = (tx: Tx, koerperschaft: string): Promise<Annahmeanordnung[]> =>
  tx.zeilen<Annahmeanordnung & Record<string, unknown>>(
    `select ${SPALTEN} from zahlungen.annahmeanordnung where koerperschaft = $1 order by angeordnet_am desc, id`,
    [koerperschaft],
  );

/** Those of one Leistung, held until this transaction ends: nobody revokes one while it is relied upon. */
export const haltAnnahmen = (tx: Tx, koerperschaft: string, leistung: string): Promise<Annahmeanordnung[]> =>
  tx.zeilen<Annahmeanordnung & Record<string, unknown>>(
    `select ${SPALTEN} from zahlungen.annahmeanordnung where koerperschaft = $1 and leistung = $2 for share`,
    [koerperschaft, leistung],
  );
