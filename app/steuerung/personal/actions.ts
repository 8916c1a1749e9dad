import { type LocalDate, localDateOf } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, dienst, type Ergebnis, isUuid, type Tx } from '../../base/index.ts';
import {
  type Anordnende,
  aendereMitarbeiter,
  type Befugnis,
  beendeMitarbeit,
  gibBefugnis,
  gibRolle,
  hatRolle,
  legeMitarbeiterAn,
  nimmBefugnis,
  nimmRolle,
  nimmWiederAuf,
  type Personaleintrag,
  readAnordnende,
  readBefugnisse,
  readPersonal,
} from '../../konten/index.ts';
import { schreibeKoerperschaft } from '../../nachweise/index.ts';
import type { Felder } from '../felder.ts';
import { type Leitung, leitungskontext, type SteuerungDeps, vermerke } from '../kontext.ts';
import { liesAngaben, liesErnennung, liesPerson, liesRolle } from './model.ts';

type Kurz = Promise<{ ok: true } | Ablehnung>;

const ZWECK = 'Personal und Befugnisse';

/** Who works in the own house with what right, and who may order into its Kasse. */
export interface Personalstand {
  personal: Personaleintrag[];
  befugnisse: Befugnis[];
  anordnende: Anordnende[];
}

export const readPersonalstand = (d: SteuerungDeps, l: Leitung): Promise<Personalstand> =>
  d.db.zugleich(leitungskontext(l, ZWECK), async (tx) => {
    const [personal, befugnisse, anordnende] = await Promise.all([
      readPersonal(tx, l.stelle),
      readBefugnisse(tx, l.stelle),
      readAnordnende(tx),
    ]);
    return { personal, befugnisse, anordnende };
  });

/** One person of the own house, also one who has left. */
export async function readPerson(
  d: SteuerungDeps,
  l: Leitung,
  id: string,
): Promise<Ergebnis<{ person: Personaleintrag }>> {
  const alle = await d.db.transaktion(leitungskontext(l, ZWECK), (tx) => readPersonal(tx, l.stelle));
  const person = alle.find((m) => m.id === id);
  return person ? { ok: true, person } : ablehnen('personal.unbekannt');
}

const heuteOf = (d: SteuerungDeps): LocalDate => localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');

const nimmSchloss = (tx: Tx, haus: string) =>
  tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 4711))', [haus]);

/**
 * Runs in the service of the own house, for whom nobody's own right is enough to change rights: only who leads the whole house may, and
 * not her own. Changes of one house come one after the other, so that two leaders cannot take the lead from each other at once.
 */
function alsLeitung(d: SteuerungDeps, l: Leitung, fn: (tx: Tx, alle: readonly Personaleintrag[]) => Kurz): Kurz {
  return d.db.transaktion<{ ok: true } | Ablehnung>(dienst(l.stelle, ZWECK), async (tx) => {
    await nimmSchloss(tx, l.stelle);
    const alle = await readPersonal(tx, l.stelle);
    const selbst = alle.find((m) => m.id === l.person && m.aktiv);
    if (!selbst || !hatRolle(selbst.rollen, 'leitung', '*')) return ablehnen('personal.nicht-berechtigt');
    return fn(tx, alle);
  });
}

/** The same for one of the others. */
const fuerEine = (d: SteuerungDeps, l: Leitung, id: string, fn: (tx: Tx, m: Personaleintrag) => Kurz): Kurz =>
  alsLeitung(d, l, async (tx, alle) => {
    const m = isUuid(id) ? alle.find((x) => x.id === id) : undefined;
    if (!m) return ablehnen('personal.unbekannt');
    return m.id === l.person ? ablehnen('personal.selbst') : fn(tx, m);
  });

/**
 * The first leader of a house that has none: whoever runs the installation enters her, everything else she does herself.
 * Refuses with `personal.schon-geleitet` where somebody leads it already.
 */
export function setzeErsteLeitung(d: SteuerungDeps, koerperschaft: string, f: Felder): Kurz {
  return d.db.transaktion<{ ok: true } | Ablehnung>(dienst(koerperschaft, ZWECK), async (tx) => {
    await nimmSchloss(tx, koerperschaft);
    const alle = await readPersonal(tx, koerperschaft);
    if (alle.some((m) => m.aktiv && hatRolle(m.rollen, 'leitung', '*'))) return ablehnen('personal.schon-geleitet');
    const leitung = liesPerson(f);
    if (!leitung.ok) return leitung;
    const m = await legeMitarbeiterAn(tx, { ...leitung.wert, jetzt: d.protokoll.uhr.jetzt() });
    if (!m.ok) return m;
    const rolle = { mitarbeiter: m.id, rolle: 'leitung', leistung: '*' } as const;
    const e = await gibRolle(tx, rolle);
    if (!e.ok) return e;
    const betrieb = { pseudonym: koerperschaft, role: 'betrieb', loa: null };
    const data = { mitarbeiter: m.id, funktion: leitung.wert.funktion };
    await schreibeKoerperschaft(tx, d.protokoll, koerperschaft, { kind: 'mitarbeit.begonnen', data }, betrieb);
    await schreibeKoerperschaft(tx, d.protokoll, koerperschaft, { kind: 'rolle.gegeben', data: rolle }, betrieb);
    return { ok: true };
  });
}

/** Takes a person into the own house, without any role yet. */
export async function nimmAuf(d: SteuerungDeps, l: Leitung, f: Felder): Promise<Ergebnis<{ id: string }>> {
  let id = '';
  const e = await alsLeitung(d, l, async (tx, alle) => {
    const person = liesPerson(f, alle);
    if (!person.ok) return person;
    const neu = await legeMitarbeiterAn(tx, { ...person.wert, jetzt: d.protokoll.uhr.jetzt() });
    if (!neu.ok) return neu;
    id = neu.id;
    const data = { mitarbeiter: id, funktion: person.wert.funktion };
    await vermerke(tx, d.protokoll, l, { kind: 'mitarbeit.begonnen', data });
    return { ok: true };
  });
  return e.ok ? { ok: true, id } : e;
}

/** Corrects name, function, telephone; also her own, for they open nothing. */
export function berichtigePerson(d: SteuerungDeps, l: Leitung, id: string, f: Felder): Kurz {
  return alsLeitung(d, l, async (tx) => {
    const angaben = liesAngaben(f);
    if (!angaben.ok) return angaben;
    if (!isUuid(id) || !(await aendereMitarbeiter(tx, { id, ...angaben.wert }))) return ablehnen('personal.unbekannt');
    await vermerke(tx, d.protokoll, l, {
      kind: 'mitarbeit.berichtigt',
      data: { mitarbeiter: id, funktion: angaben.wert.funktion },
    });
    return { ok: true };
  });
}

export function gibPersonRolle(
  d: SteuerungDeps,
  l: Leitung,
  id: string,
  f: Felder,
  leistungen: readonly string[],
): Kurz {
  return fuerEine(d, l, id, async (tx, m) => {
    if (!m.aktiv) return ablehnen('personal.ausgeschieden');
    const r = liesRolle(f, leistungen);
    if (!r.ok) return r;
    const { rolle, leistung } = r.wert;
    if (m.rollen.some((x) => x.rolle === rolle && (x.leistung === leistung || x.leistung === '*')))
      return ablehnen('personal.rolle-schon', { feld: 'rolle' });
    const e = await gibRolle(tx, { mitarbeiter: id, rolle, leistung });
    if (!e.ok) return e;
    await vermerke(tx, d.protokoll, l, { kind: 'rolle.gegeben', data: { mitarbeiter: id, rolle, leistung } });
    return { ok: true };
  });
}

export function nimmPersonRolle(d: SteuerungDeps, l: Leitung, id: string, f: Felder): Kurz {
  return fuerEine(d, l, id, async (tx, m) => {
    const r = m.rollen.find((x) => x.rolle === f['rolle'] && x.leistung === f['leistung']);
    if (!r || !(await nimmRolle(tx, { mitarbeiter: id, ...r }))) return ablehnen('personal.rolle-fehlt');
    await vermerke(tx, d.protokoll, l, { kind: 'rolle.genommen', data: { mitarbeiter: id, ...r } });
    return { ok: true };
  });
}

/** She leaves the house: from this moment on she cannot act here any more. */
export function scheideAus(d: SteuerungDeps, l: Leitung, id: string): Kurz {
  return fuerEine(d, l, id, async (tx, m) => {
    if (!m.aktiv) return ablehnen('personal.ausgeschieden');
    const befugnisse = await beendeMitarbeit(tx, id, heuteOf(d));
    const rollen = m.rollen.map((r) => `${r.rolle}/${r.leistung}`);
    await vermerke(tx, d.protokoll, l, { kind: 'mitarbeit.beendet', data: { mitarbeiter: id, rollen, befugnisse } });
    return { ok: true };
  });
}

export function nimmZurueck(d: SteuerungDeps, l: Leitung, id: string): Kurz {
  return fuerEine(d, l, id, async (tx, m) => {
    if (m.aktiv) return ablehnen('personal.noch-da');
    await nimmWiederAuf(tx, id);
    await vermerke(tx, d.protokoll, l, { kind: 'mitarbeit.wieder', data: { mitarbeiter: id } });
    return { ok: true };
  });
}

/** Enters whom the mayor has appointed to order payments into the Kasse of the own body, also of a house that works for it. */
export function ernenne(d: SteuerungDeps, l: Leitung, f: Felder, leistungen: readonly string[]): Kurz {
  const [stelle = '', mitarbeiter = ''] = (f['wer'] ?? '').split('/');
  return alsLeitung(d, l, async (tx) => {
    const person = (await readAnordnende(tx)).find((a) => a.stelle === stelle && a.mitarbeiter === mitarbeiter);
    if (!person) return ablehnen('befugnis.person', { feld: 'wer' });
    if (mitarbeiter === l.person) return ablehnen('personal.selbst', { feld: 'wer' });
    const heute = heuteOf(d);
    const e = liesErnennung(f, leistungen, heute);
    if (!e.ok) return e;
    if (!person.leistungen.some((x) => x === '*' || x === e.wert.leistung))
      return ablehnen('befugnis.ohne-rolle', { feld: 'leistung' });
    const b = { mitarbeiter, stelle, ...e.wert };
    const da = (await readBefugnisse(tx, l.stelle)).some(
      (x) => x.mitarbeiter === mitarbeiter && x.leistung === b.leistung && (x.bis === null || x.bis > heute),
    );
    if (da) return ablehnen('befugnis.schon', { feld: 'wer' });
    const gegeben = await gibBefugnis(tx, b);
    if (!gegeben.ok) return gegeben;
    await vermerke(tx, d.protokoll, l, { kind: 'anordnungsbefugnis.erteilt', data: b });
    return { ok: true };
  });
}

/** Takes an appointment back, from today on. */
export function widerrufeBefugnis(d: SteuerungDeps, l: Leitung, f: Felder): Kurz {
  return alsLeitung(d, l, async (tx) => {
    const [mitarbeiter, leistung] = [f['mitarbeiter'] ?? '', f['leistung'] ?? ''];
    const tag = heuteOf(d);
    if (!isUuid(mitarbeiter) || !(await nimmBefugnis(tx, { mitarbeiter, leistung, tag })))
      return ablehnen('befugnis.unbekannt');
    await vermerke(tx, d.protokoll, l, {
      kind: 'anordnungsbefugnis.widerrufen',
      data: { mitarbeiter, leistung, ab: tag },
    });
    return { ok: true };
  });
}
