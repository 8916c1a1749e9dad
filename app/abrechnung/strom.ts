import { dienst, type Tx } from '../base/index.ts';
import { type Handelnder, type Protokoll, readKopf, type Strom, schreibe } from '../nachweise/index.ts';
import { type Abrechnungsvertrag, type Eintrag, eignerOf, gegenueberOf, stromOf } from './model.ts';
import { schreibeTage } from './store.ts';

export const MASCHINE: Handelnder = { pseudonym: 'abrechnung', role: 'automatisiertes Verfahren', loa: null };

/** The service of a body that keeps its accounts. */
export const imDienst = (koerperschaft: string) => dienst(koerperschaft, 'Abrechnung');

/** A fact taken over from the other party: where it stands there. */
interface Herkunft {
  n: number;
  /** hex */
  c: string;
}

/**
 * Appends facts to the account of the body that acts: an event in its own log and the row that sums read, in one transaction. One
 * writer at a time per account, so the numbers have no gap and are committed in their order.
 */
export async function schreibeKonto(
  tx: Tx,
  p: Protokoll,
  v: Abrechnungsvertrag,
  actor: Handelnder,
  liste: readonly { eintrag: Eintrag; von?: Herkunft }[],
): Promise<void> {
  const koerperschaft = tx.kontext.stelle;
  if (koerperschaft === null) throw new Error('Kontext ohne Stelle');
  const strom: Strom = { art: 'vereinbarung', id: stromOf(v.id), koerperschaft, leistung: '-', buerger: null };
  if (liste.length === 0) return;
  const umstand = {
    actor,
    fuer: { oertlich: v.auftraggeber, zustaendig: eignerOf(v), stelle: v.auftragnehmer },
    grundlage: { vereinbarung: v.id, norm: null, aufgabe: 'Abrechnung', zweck: v.titel },
  };
  const angaben = liste.map(({ eintrag, von }) => ({
    kind: eintrag.art,
    data: {
      ...ohneLeere(eintrag),
      ...(von ? { von: gegenueberOf(v, koerperschaft), gegenueber: von.c, gegenN: von.n } : {}),
    } as never,
  }));
  const { koepfe } = await schreibe(tx, p, strom, await readKopf(tx, koerperschaft, strom.id), umstand, angaben);
  const zeilen = koepfe.map(({ n, c, at }, i) => ({
    ...liste[i]?.eintrag,
    n,
    gegen_n: liste[i]?.von?.n ?? null,
    c: liste[i]?.von?.c ?? c?.toString('hex'),
    at: new Date(at).toISOString(),
  }));
  tx.sende(
    `insert into abrechnung.eintrag (koerperschaft, vereinbarung, n, gegen_n, art, quelle, c, leistung, einheit, tag, menge, jahr, periode, angaben, at)
     select $1, $2, n, gegen_n, art, quelle, decode(c, 'hex'), leistung, einheit, tag, menge, jahr, periode, angaben, at
     from jsonb_to_recordset($3) z (n int, gegen_n int, art text, quelle uuid, c text, leistung text, einheit text, tag date, menge int,
       jahr int, periode int, angaben jsonb, at timestamptz)`,
    [koerperschaft, v.id, JSON.stringify(zeilen)],
  );
  if (liste.some(({ eintrag }) => eintrag.art === 'leistung.gezaehlt')) schreibeTage(tx, v.id, zeilen[0]?.n ?? 0);
}

/** Whoever appends to a stream of this agreement's account does so alone. */
export const sperreStroeme = (tx: Tx, vereinbarung: string): Promise<unknown> =>
  tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 419))', [`${tx.kontext.stelle ?? ''}/${vereinbarung}`]);

/** Locks the account, made when it is not there yet. Everything that follows sees what was written before. */
export async function sperreKonto(tx: Tx, v: Abrechnungsvertrag): Promise<void> {
  const koerperschaft = tx.kontext.stelle ?? '';
  await sperreStroeme(tx, v.id);
  await tx.fuehreAus(
    `insert into abrechnung.konto (koerperschaft, vereinbarung, gegenueber) values ($1, $2, $3) on conflict do nothing`,
    [koerperschaft, v.id, gegenueberOf(v, koerperschaft)],
  );
}

/** Locks several accounts, always in the same order: two that need both do not wait for each other. */
export async function sperreKonten(tx: Tx, vertraege: readonly Abrechnungsvertrag[]): Promise<void> {
  for (const v of vertraege.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await sperreKonto(tx, v);
}

const ohneLeere = (e: Eintrag) =>
  Object.fromEntries(
    Object.entries({
      quelle: e.quelle,
      leistung: e.leistung,
      einheit: e.einheit,
      tag: e.tag,
      menge: e.menge,
      jahr: e.jahr,
      periode: e.periode,
      ...e.angaben,
    }).filter(([, wert]) => wert !== null && wert !== undefined),
  );
