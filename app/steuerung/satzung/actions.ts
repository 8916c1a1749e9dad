import { localDateOf } from '@rathausverbund/fristen';
import { Value } from 'typebox/value';
import { type Ablehnung, ablehnen, type Tx } from '../../base/index.ts';
import {
  type Auftritt,
  AuftrittSchema,
  BANKVERBINDUNG,
  type Bankverbindung,
  BRIEFKOPF,
  type Briefkopffeld,
  nimmBankvorschlag,
  nimmSatz,
  pruefeBankverbindung,
  readAuftritt,
  readBankvorschlag,
  readSaetze,
  type Satz,
  schlageBankVor,
  setzeAuftritt,
  setzeSatz,
} from '../../kommunen/index.ts';
import { hatRolle, type Rolle, readMitarbeiterNamen, readRollen } from '../../konten/index.ts';
import { abdruckOf, falsch } from '../felder.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { planeSatz, type Satzwunsch } from './model.ts';

type Kurz = Promise<{ ok: true } | Ablehnung>;

const ZWECK = 'Satzung und Briefkopf';

/** What is the body's own: its tariffs, how it appears, and bank data that wait for a second person. */
export interface Stammdaten {
  saetze: Satz[];
  auftritt: Auftritt | undefined;
  vorschlag: { angaben: Bankverbindung; person: string; name: string; erfasst: Date } | undefined;
}

export const readStammdaten = (d: SteuerungDeps, l: Leitung): Promise<Stammdaten> =>
  d.db.zugleich(leitungskontext(l, ZWECK), async (tx) => {
    const [saetze, auftritt, vorschlag, namen] = await Promise.all([
      readSaetze(tx, l.stelle),
      readAuftritt(tx, l.stelle),
      readBankvorschlag(tx, l.stelle),
      readMitarbeiterNamen(tx, l.stelle),
    ]);
    return {
      saetze,
      auftritt,
      vorschlag: vorschlag && { ...vorschlag, name: namen.get(vorschlag.person)?.name ?? '' },
    };
  });

/** Changes of one house come one after the other; the right to make them is read after the lock. */
const als = (d: SteuerungDeps, l: Leitung, rollen: readonly Rolle[], fn: (tx: Tx) => Kurz): Kurz =>
  d.db.transaktion<{ ok: true } | Ablehnung>(leitungskontext(l, ZWECK), async (tx) => {
    await tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 4713))', [l.stelle]);
    const hat = await readRollen(tx, l.stelle, l.person);
    return rollen.some((r) => hatRolle(hat, r, '*')) ? fn(tx) : ablehnen('satzung.nicht-berechtigt');
  });

/** Enters a tariff from its day on. `stand`: what the page showed of this kind; where it is another by now, nothing is entered. */
export function trageSatzEin(d: SteuerungDeps, l: Leitung, w: Satzwunsch, stand: string): Kurz {
  return als(d, l, ['leitung'], async (tx) => {
    const saetze = (await readSaetze(tx, l.stelle)).filter((s) => s.art === w.art);
    if (abdruckOf(saetze) !== stand) return ablehnen('satz.stand');
    const jetzt = d.protokoll.uhr.jetzt();
    const plan = planeSatz(saetze, w, localDateOf(jetzt, 'Europe/Berlin'));
    if (!plan.ok) return plan;
    await setzeSatz(tx, l.stelle, { ...w, jetzt });
    const { art, ab, werte, fundstelle } = w;
    const davor = plan.bisher && {
      ab: plan.bisher.ab,
      werte: { ...plan.bisher.werte },
      fundstelle: plan.bisher.fundstelle,
    };
    await vermerke(tx, d.protokoll, l, {
      kind: plan.ersetzt ? 'satz.geaendert' : 'satz.eingetragen',
      data: { art, ab, bis: plan.bis, werte: { ...werte }, fundstelle, davor: davor ?? null },
    });
    return { ok: true };
  });
}

/** Takes a tariff back that does not count yet: the one before goes on. */
export function nimmSatzZurueck(d: SteuerungDeps, l: Leitung, s: Pick<Satz, 'art' | 'ab'>, stand: string): Kurz {
  return als(d, l, ['leitung'], async (tx) => {
    const saetze = (await readSaetze(tx, l.stelle)).filter((x) => x.art === s.art);
    if (abdruckOf(saetze) !== stand) return ablehnen('satz.stand');
    const da = saetze.find((x) => x.ab === s.ab);
    if (!da) return ablehnen('satz.unbekannt');
    if (da.ab <= localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin')) return ablehnen('satz.gilt-schon');
    await nimmSatz(tx, l.stelle, da.art, da.ab);
    const { art, ab, werte, fundstelle } = da;
    await vermerke(tx, d.protokoll, l, {
      kind: 'satz.zurueckgenommen',
      data: { art, ab, werte: { ...werte }, fundstelle },
    });
    return { ok: true };
  });
}

type Briefkopf = Partial<Pick<Auftritt, Briefkopffeld>>;

/** Changes the letterhead; from the next letter on. The log names what it is now, of who leads only that it changed. */
export function aendereBriefkopf(d: SteuerungDeps, l: Leitung, neu: Briefkopf, stand: string): Kurz {
  return als(d, l, ['leitung'], async (tx) => {
    const alt = await readAuftritt(tx, l.stelle);
    if (!alt) return ablehnen('briefkopf.fehlt');
    if (abdruckOf(alt) !== stand) return ablehnen('satzung.stand');
    const { zusatz: _, ...rest } = alt;
    const auftritt = { ...rest, ...neu };
    const [fehler] = Value.Errors(AuftrittSchema, auftritt);
    if (fehler) return falsch('briefkopf.angabe', fehler.instancePath.slice(1));
    const felder = BRIEFKOPF.filter((f) => auftritt[f as keyof typeof auftritt] !== alt[f]);
    if (felder.length === 0) return ablehnen('satzung.unveraendert');
    await setzeAuftritt(tx, l.stelle, auftritt);
    const werte = Object.fromEntries(felder.filter((f) => f !== 'leitung').map((f) => [f, neu[f] ?? null]));
    await vermerke(tx, d.protokoll, l, { kind: 'briefkopf.geaendert', data: { felder, werte } });
    return { ok: true };
  });
}

const bankOf = (a: Auftritt): Bankverbindung =>
  Object.fromEntries(BANKVERBINDUNG.map((f) => [f, a[f]])) as Bankverbindung;

/** Enters new bank data: letters name them as soon as another person has said that they are right. */
export function schlageBankverbindungVor(d: SteuerungDeps, l: Leitung, neu: Bankverbindung, stand: string): Kurz {
  return als(d, l, ['leitung'], async (tx) => {
    const alt = await readAuftritt(tx, l.stelle);
    if (!alt) return ablehnen('briefkopf.fehlt');
    if (abdruckOf(alt) !== stand || (await readBankvorschlag(tx, l.stelle))) return ablehnen('satzung.stand');
    const [fehler] = Value.Errors(AuftrittSchema, { ...alt, ...neu });
    if (fehler) return falsch('bank.angabe', fehler.instancePath.slice(1));
    const bank = pruefeBankverbindung(neu);
    if (!bank.ok) return falsch('bank.pruefziffer', bank.feld);
    if (BANKVERBINDUNG.every((f) => bank.wert[f] === alt[f])) return ablehnen('satzung.unveraendert');
    await schlageBankVor(tx, l.stelle, { angaben: bank.wert, person: l.person, jetzt: d.protokoll.uhr.jetzt() });
    await vermerke(tx, d.protokoll, l, { kind: 'bankverbindung.vorgeschlagen', data: { ...bank.wert } });
    return { ok: true };
  });
}

/** Another person of the house, who leads it or runs its Kasse, says that the new bank data are right. `stand`: what she saw. */
export function bestaetigeBank(d: SteuerungDeps, l: Leitung, stand: string): Kurz {
  return als(d, l, ['leitung', 'kasse'], async (tx) => {
    const [v, alt] = [await readBankvorschlag(tx, l.stelle), await readAuftritt(tx, l.stelle)];
    if (!v || !alt || abdruckOf(v.angaben) !== stand) return ablehnen('satzung.stand');
    if (v.person === l.person) return ablehnen('bank.selbst');
    await setzeAuftritt(tx, l.stelle, { ...alt, ...v.angaben });
    await nimmBankvorschlag(tx, l.stelle);
    const data = { ...v.angaben, vorgeschlagenVon: v.person, davor: { ...bankOf(alt) } };
    await vermerke(tx, d.protokoll, l, { kind: 'bankverbindung.bestaetigt', data });
    return { ok: true };
  });
}

export function verwirfBank(d: SteuerungDeps, l: Leitung, stand: string): Kurz {
  return als(d, l, ['leitung', 'kasse'], async (tx) => {
    const v = await readBankvorschlag(tx, l.stelle);
    if (!v || abdruckOf(v.angaben) !== stand) return ablehnen('satzung.stand');
    await nimmBankvorschlag(tx, l.stelle);
    const data = { ...v.angaben, vorgeschlagenVon: v.person };
    await vermerke(tx, d.protokoll, l, { kind: 'bankverbindung.verworfen', data });
    return { ok: true };
  });
}
