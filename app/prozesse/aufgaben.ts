import type { Antworten, FeldFehler } from '@rathausverbund/formular';
import { localDateOf } from '@rathausverbund/fristen';
import { sichtAuf, type Variablen } from '@rathausverbund/prozess';
import { type Ablehnung, ablehnen, type Datenbank, isUuid, type Kontext, type Tx } from '../base/index.ts';
import { hatRolle, istAnordnungsbefugt, type Rollenzuweisung, readRollen } from '../konten/index.ts';
import { type Aufgabe as Aufgabenmuster, erledige, type Katalog } from '../leistungen/index.ts';
import type { Protokoll } from '../nachweise/index.ts';

import { grundlageOf } from '../vereinbarungen/index.ts';
import { findZeile, type Gesperrt, handle, lock, readAufgaben } from '../vorgaenge/index.ts';
import {
  faelligkeiten,
  fruehesteFaelligkeit,
  kassenzeichenOf,
  ordneAn,
  stelleFest,
  wantsSepa,
} from '../zahlungen/index.ts';
import { readZustand } from './instanz.ts';
import type { Laufzeit } from './laufzeit.ts';

export interface AufgabenDeps {
  db: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  laufzeit: Laufzeit;
}

/** A member of staff, signed in. */
export interface Person {
  person: string;
  stelle: string;
  name: string;
  telefon: string;
}

export interface Erledigung {
  vorgang: string;
  schritt: number;
  entscheidung: string;
  /** answers of the task's form; null takes what the task proposes */
  werte: Antworten | null;
}

export type Unvollstaendig = {
  ok: false;
  grund: 'aufgabe.unvollstaendig';
  meldung: string;
  fehler: readonly FeldFehler[];
};

/** The context in which somebody works on one Vorgang: in whose name, on which basis. Undefined: not there for this person. */
export async function arbeitskontext(d: AufgabenDeps, p: Person, vorgang: string): Promise<Kontext | undefined> {
  const lesend: Kontext = { art: 'mitarbeit', person: p.person, stelle: p.stelle, handelndFuer: null, grundlage: null };
  const z = isUuid(vorgang) ? await d.db.zugleich(lesend, (tx) => findZeile(tx, vorgang)) : undefined;
  if (!z) return undefined;
  const { aufgabe, zweck } = (await d.katalog.geltende(z.leistung, z.fassung, z.koerperschaft)).angaben;
  const basis = { ...z.basis, art: z.basis.art as 'eigene' };
  return {
    ...lesend,
    handelndFuer: z.koerperschaft,
    grundlage: grundlageOf({ basis }, aufgabe, zweck),
  };
}

/** May this person do this task? Work: role in the own house and the own house works on it. Order: appointed by the body whose Kasse books. */
export async function darfAufgabe(
  tx: Tx,
  d: AufgabenDeps,
  p: Person,
  g: Gesperrt,
  gruppe: string,
  rollen?: readonly Rollenzuweisung[],
): Promise<boolean> {
  const { leistung, koerperschaft, stelle, befangen } = g.vorgang;
  // § 20 (1) VwVfG: who declared a conflict does nothing more in this matter
  if (befangen.includes(p.person)) return false;
  if (gruppe === 'anordnung')
    return istAnordnungsbefugt(tx, {
      koerperschaft,
      mitarbeiter: p.person,
      leistung,
      tag: localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin'),
    });
  return (
    stelle === p.stelle && hatRolle(rollen ?? (await readRollen(tx, p.stelle, p.person)), 'sachbearbeitung', leistung)
  );
}

/**
 * A person completes a task: role checked, event written, money stated or ordered, process moved on, all in one commit. Who comes
 * second gets `aufgabe.schon-erledigt`, nothing is lost.
 */
export async function erledigeAufgabe(
  d: AufgabenDeps,
  p: Person,
  e: Erledigung,
): Promise<{ ok: true } | Unvollstaendig | Ablehnung> {
  const kontext = await arbeitskontext(d, p, e.vorgang);
  if (!kontext?.handelndFuer) return ablehnen('vorgang.unbekannt');
  const koerperschaft = kontext.handelndFuer;
  return d.db.transaktion(kontext, async (tx) => {
    // one packet: what is read behind the lock was given under it
    const [gelesen, aufgaben, rollen, zustand] = await Promise.all([
      lock(tx, d.protokoll, koerperschaft, e.vorgang),
      readAufgaben(tx, koerperschaft, e.vorgang),
      readRollen(tx, p.stelle, p.person),
      readZustand(tx, d.protokoll, koerperschaft, e.vorgang),
    ]);
    if (!gelesen) return ablehnen('vorgang.unbekannt');
    const g = { ...gelesen, schritt: e.schritt };
    const aufgabe = aufgaben.find((a) => a.schritt === e.schritt);
    if (!aufgabe) return ablehnen('aufgabe.schon-erledigt');
    if (!(await darfAufgabe(tx, d, p, g, aufgabe.gruppe, rollen)))
      return ablehnen(aufgabe.gruppe === 'anordnung' ? 'anordnung.nicht-befugt' : 'aufgabe.nicht-berechtigt');
    const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
    const muster = leistung.schritte.get(aufgabe.element);
    if (!muster) throw new Error(`Aufgabe ${aufgabe.element} fehlt in ${leistung.schluessel}`);
    const token = zustand?.token.find((t) => t.schritt === e.schritt);
    const vorher = zustand && token ? sichtAuf(leistung.prozess, zustand, token) : {};
    const erledigt = erledige(
      muster,
      e.entscheidung,
      e.werte ?? muster.vorgabe(vorher),
      localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin'),
    );
    if (!erledigt.ok)
      return {
        ok: false as const,
        grund: 'aufgabe.unvollstaendig' as const,
        meldung: erledigt.meldung,
        fehler: erledigt.fehler,
      };
    const werte = erledigt.variablen[muster.variable] ?? {};
    const entschieden = await decideTask(tx, d, p, g, {
      muster,
      gruppe: aufgabe.gruppe,
      entscheidung: e.entscheidung,
      werte,
      vorher,
      abgabe: leistung.angaben.abgabe,
    });
    if (!entschieden.ok) return entschieden;
    const befehl = {
      art: 'aufgabe-erledigt',
      schritt: e.schritt,
      variablen: erledigt.variablen as Variablen,
      person: p.person,
    } as const;
    const wer =
      aufgabe.gruppe === 'sachbearbeitung' ? { person: p.person, name: p.name, telefon: p.telefon } : undefined;
    const r = await d.laufzeit.command(tx, entschieden.gesperrt, befehl, { vorher: zustand, bearbeitung: wer });
    return r.ok ? { ok: true as const } : r;
  });
}

interface Entscheidung {
  muster: Aufgabenmuster;
  gruppe: string;
  entscheidung: string;
  werte: Antworten;
  vorher: Variablen;
  abgabe: string;
}

async function decideTask(tx: Tx, d: AufgabenDeps, p: Person, g: Gesperrt, e: Entscheidung) {
  const actor = { pseudonym: p.person, role: e.gruppe, loa: null };
  const jetzt = d.protokoll.uhr.jetzt();
  const { koerperschaft, leistung, id: vorgang, aktenzeichen } = g.vorgang;
  const ort = { koerperschaft, leistung, vorgang };
  const vermerk = String(e.werte['vermerk'] ?? '');
  switch (e.muster.art) {
    case 'feststellung': {
      const betrag = Number(e.werte['betrag']);
      const begruendung = String(e.werte['begruendung'] ?? '');
      const befehl = { art: 'feststellen', person: p.person, betrag, begruendung, werte: e.werte as never } as const;
      const r = await handle(tx, d.protokoll, g, befehl, actor);
      if (r.ok)
        await stelleFest(tx, jetzt, ort, {
          art: e.abgabe === 'steuer' ? 'steuer' : 'gebuehr',
          betrag,
          begruendung,
          kassenzeichen: kassenzeichenOf(aktenzeichen),
          faellig: faelligkeiten(e.vorher, betrag, jetzt),
          festgestelltVon: p.person,
          zahlweg: wantsSepa(e.vorher) ? 'sepa' : 'ueberweisung',
        });
      return r;
    }
    case 'anordnung': {
      const entscheidung = e.entscheidung === 'angeordnet' ? ('angeordnet' as const) : ('zurueck' as const);
      const r = await handle(
        tx,
        d.protokoll,
        g,
        { art: 'anordnen', person: p.person, befugt: true, entscheidung, vermerk, werte: e.werte as never },
        actor,
      );
      if (
        r.ok &&
        entscheidung === 'angeordnet' &&
        !(await ordneAn(tx, jetzt, ort, p.person, fruehesteFaelligkeit(jetzt)))
      )
        return ablehnen('anordnung.ohne-feststellung');
      return r;
    }
    case 'pruefung':
      return handle(
        tx,
        d.protokoll,
        g,
        { art: 'pruefen', person: p.person, entscheidung: e.entscheidung, vermerk, werte: e.werte as never },
        actor,
      );
  }
}
