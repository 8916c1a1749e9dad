import { localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Datenbank, dienst, type Ergebnis, stelleEin, type Tx } from '../base/index.ts';
import { hatRolle, readRollen } from '../konten/index.ts';
import type { Angaben, Protokoll } from '../nachweise/index.ts';
import { schreibeEreignis, ZWECK } from './ereignis.ts';
import {
  addPartei,
  addSchritt,
  benenne,
  letzterDerAnderen,
  publiziere,
  readStand,
  sperre,
  sperreOrt,
} from './store.ts';
import { type Parteien, readUmgebung, type Umgebung } from './umfeld.ts';
import { auslaufOf } from './vertrag/auslauf.ts';
import type { Befehl } from './vertrag/befehle.ts';
import { entscheide } from './vertrag/entscheide.ts';
import { pruefeFolgen } from './vertrag/folgen.ts';
import { type Inhalt, pruefeInhalt, type Vertragsseite } from './vertrag/inhalt.ts';
import { type Aussage, evolve, type Schritt, type Stand, seiteOf } from './vertrag/stand.ts';
import { schreibeText, textHashOf } from './vertrag/text.ts';
import { klauselFehlt } from './vertrag/vorlagen.ts';
import { type Zeile, zeilenOf } from './vertrag/zeilen.ts';

/** Who acts for a party: a person of its staff, who must lead it; null = its representative, as the seed of a demo plays him. */
export interface Vertreter {
  koerperschaft: string;
  person: string | null;
}

export interface VertragDeps {
  db: Datenbank;
  protokoll: Protokoll;
}

export type Getan = Ergebnis<{ stand: Stand; schritt: Schritt }>;
export const BEURKUNDEN = 'vereinbarung.beurkunden';

/** Drafts an agreement, or a change of one. Its text is written here, from the templates and the names in the register. */
export function entwirf(d: VertragDeps, wer: Vertreter, id: string, inhalt: Inhalt): Promise<Getan> {
  return imNamen(d, wer, async (tx) => {
    await sperre(tx, id);
    // days and prices must be such before words can be made of them
    const falsch = pruefeInhalt(inhalt, heuteOf(d.protokoll), id);
    if (falsch) return falsch;
    const umgebung = await readUmgebung(tx, inhalt, id, heuteOf(d.protokoll));
    if (!umgebung) return ablehnen('vereinbarung.unbekannt');
    const fehlt = klauselFehlt(inhalt);
    if (fehlt) return ablehnen('vereinbarung.klausel-fehlt', { klausel: fehlt.titel });
    const text = schreibeText(inhalt, umgebung.namen);
    const befehl: Befehl = { art: 'entwerfen', inhalt, text, textHash: textHashOf(inhalt, text) };
    return vollziehe(tx, d.protokoll, wer, id, await readStand(tx, id), befehl, umgebung, inhalt);
  });
}

/**
 * One step of one party, in its own context and its own log: event, projection and, where somebody's competence changes, the public lines.
 * @param pruefe what else must hold, asked in the same transaction
 */
export function gehe(
  d: VertragDeps,
  wer: Vertreter,
  id: string,
  befehl: Exclude<Befehl, { art: 'entwerfen' }>,
  pruefe?: (tx: Tx, stand: Stand) => Promise<Ablehnung | undefined>,
): Promise<Getan> {
  return imNamen(d, wer, async (tx) => {
    await sperre(tx, id);
    const stand = await readStand(tx, id);
    if (stand) await sperreOrt(tx, stand.parteien.auftraggeber);
    const umgebung = stand && (await readUmgebung(tx, stand.parteien, id, heuteOf(d.protokoll)));
    if (!stand || !umgebung) return ablehnen('vereinbarung.unbekannt');
    const nein = await pruefe?.(tx, stand);
    return nein ?? vollziehe(tx, d.protokoll, wer, id, stand, befehl, umgebung, stand.parteien);
  });
}

const heuteOf = (p: Protokoll) => localDateOf(p.uhr.jetzt(), 'Europe/Berlin');

/** Only who leads the party acts for it. */
function imNamen(d: VertragDeps, wer: Vertreter, tue: (tx: Tx) => Promise<Getan>): Promise<Getan> {
  return d.db.transaktion(dienst(wer.koerperschaft, ZWECK, wer.person), async (tx) => {
    if (wer.person !== null && !hatRolle(await readRollen(tx, wer.koerperschaft, wer.person), 'leitung', '*'))
      return ablehnen('vereinbarung.nicht-berechtigt');
    return tue(tx);
  });
}

async function vollziehe(
  tx: Tx,
  p: Protokoll,
  wer: Vertreter,
  id: string,
  stand: Stand | null,
  befehl: Befehl,
  umgebung: Umgebung,
  parteien: Parteien,
): Promise<Getan> {
  const seite = seiteOf({ parteien }, wer.koerperschaft);
  if (!seite) return ablehnen('vereinbarung.unbekannt');
  const e = entscheide(stand, befehl, umgebung.umfeld(seite));
  if (!e.ok) return e;
  const bestaetigung = 'bestaetigung' in befehl ? befehl.bestaetigung : undefined;
  const folgen = pruefeFolgen(stand, e.aussage, umgebung.nachbarschaft, bestaetigung);
  if (!folgen.ok) return folgen;
  const { schritt, stand: neu } = await haltFest(tx, p, wer, id, stand, folgen.aussage, seite, parteien);
  if (schritt.art === 'erklaert') {
    const { fassung, inhalt, textHash: hash } = schritt;
    addPartei(tx, { koerperschaft: wer.koerperschaft, vereinbarung: id, fassung, rolle: seite, inhalt, hash });
    stelleEin(tx, p.uhr, { art: BEURKUNDEN, koerperschaft: wer.koerperschaft, bezug: id, angaben: { fassung } });
  }
  if (schritt.art === 'benannt' || schritt.art === 'gestrichen') setzeAuslauf(tx, neu);
  return (await veroeffentlicheWenn(tx, stand, neu, umgebung)) ?? { ok: true, stand: neu, schritt };
}

/** The named Vorgaenge stay open to the other side until the clause says otherwise; the door asks the clause again. */
function setzeAuslauf(tx: Tx, s: Stand): void {
  const a = auslaufOf(s);
  if (!a.ok) throw new Error(`${s.id}: ${a.grund}`);
  benenne(tx, s.id, s.auslauf, a.bis);
}

/** The event in the party's log and its projection, one step further. The caller holds the lock of the agreement. */
export async function haltFest(
  tx: Tx,
  p: Protokoll,
  wer: Vertreter,
  id: string,
  stand: Stand | null,
  aussage: Aussage,
  seite: Vertragsseite,
  parteien: Parteien,
  docs: NonNullable<Angaben['docs']> = [],
): Promise<{ stand: Stand; schritt: Schritt }> {
  const { koerperschaft, person } = wer;
  const nr = (stand?.schritte.length ?? 0) + 1;
  const { art, ...angaben } = aussage;
  const actor = { pseudonym: person ?? koerperschaft, role: person ? 'leitung' : 'vertretungsberechtigt', loa: null };
  const neu = await schreibeEreignis(
    tx,
    p,
    { koerperschaft, vereinbarung: id, titel: titelOf(stand, aussage), actor },
    {
      kind: `vereinbarung.${art}`,
      data: { ...(angaben as Angaben['data']), schritt: nr, andereSeite: letzterDerAnderen(stand, seite) },
      docs,
    },
  );
  const c = neu.c ?? Buffer.alloc(0);
  const gegenueber = parteien[seite === 'auftraggeber' ? 'auftragnehmer' : 'auftraggeber'];
  addSchritt(tx, { koerperschaft, vereinbarung: id, nr, gegenueber, at: neu.at, c, person, angaben: aussage });
  const schritt = {
    ...aussage,
    nr,
    seite,
    person,
    at: new Date(neu.at).toISOString(),
    hash: c.toString('hex'),
  } as Schritt;
  return { schritt, stand: evolve(stand, id, schritt) };
}

const titelOf = (stand: Stand | null, a: Aussage): string =>
  a.art === 'entworfen' ? a.inhalt.titel : (stand?.fassungen.at(-1)?.inhalt.titel ?? ZWECK);

/** Publishes the lines anew where the step has changed them: all of it in the step's own transaction, or nothing. */
async function veroeffentlicheWenn(tx: Tx, alt: Stand | null, neu: Stand, u: Umgebung): Promise<Ablehnung | undefined> {
  const zeilen = (s: Stand | null): Zeile[] =>
    s
      ? zeilenOf(s).map((z) =>
          z.fundstelle === '' ? { ...z, fundstelle: `Genehmigung beantragt (${u.aufsicht})` } : z,
        )
      : [];
  const [vorher, nachher] = [zeilen(alt), zeilen(neu)];
  if (JSON.stringify(vorher) === JSON.stringify(nachher)) return undefined;
  publiziere(tx, neu.id, nachher);
  return undefined;
}
