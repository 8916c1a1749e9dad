import type { Befehl, Kopf, Variablen, Wirkung, Zustand } from '@rathausverbund/prozess';
import { Temporal } from 'temporal-polyfill';
import {
  type Ablehnung,
  Aufschub,
  type Auftrag,
  ablehnen,
  type Datenbank,
  dienst,
  erledigt,
  type Handler,
  type Kontext,
  stelleEin,
  type Tx,
} from '../base/index.ts';
import type { Katalog, Leistung } from '../leistungen/index.ts';
import type { Handelnder, Protokoll } from '../nachweise/index.ts';
import { closeAufgabe, type Gesperrt, handle, lock, openAufgabe, project } from '../vorgaenge/index.ts';
import { move } from './model.ts';

export const MASCHINE: Handelnder = { pseudonym: 'verfahren', role: 'automatisiertes Verfahren', loa: null };

/** What a service handler gets to prepare its work, outside any transaction. */
export interface Dienstlage {
  gesperrt: Gesperrt;
  leistung: Leistung;
  variablen: Variablen;
  kopf: Kopf;
  /** unique per step: key for effects that must happen once */
  schluessel: string;
}

/** The second half: runs inside the business transaction and says which variables come out. */
export type Abschluss = (
  tx: Tx,
  g: Gesperrt,
) => Promise<{ ok: true; gesperrt: Gesperrt; variablen: Variablen } | Ablehnung>;
export type Diensthandler = (lage: Dienstlage) => Promise<Abschluss>;

/** Variables a process starts with, beside the answers. */
export type Startwerte = (tx: Tx, g: Gesperrt, leistung: Leistung) => Promise<Variablen>;

/** The member of staff who decided last. */
export interface Bearbeitung {
  person: string;
  name: string;
  telefon: string;
}

export interface LaufzeitDeps {
  db: Datenbank;
  protokoll: Protokoll;
  katalog: Katalog;
  dienste: ReadonlyMap<string, Diensthandler>;
  startwerte: Startwerte;
}

const ENDGUELTIG_NACH = 6;

/** Runs processes durably: one command = lock the Vorgang, advance, write state, tasks, timers, jobs and events, commit. */
export function createLaufzeit(d: LaufzeitDeps) {
  async function readZustand(tx: Tx, g: Gesperrt): Promise<Zustand | null> {
    const { koerperschaft, id } = g.vorgang;
    const z = await tx.eine<{ zustand: Buffer }>(
      'select zustand from prozesse.instanz where koerperschaft = $1 and vorgang = $2',
      [koerperschaft, id],
    );
    return z
      ? (JSON.parse(d.protokoll.bund.decrypt(koerperschaft, id, z.zustand, 'prozess').toString()) as Zustand)
      : null;
  }

  async function writeZustand(tx: Tx, g: Gesperrt, zustand: Zustand): Promise<void> {
    const { koerperschaft, id, leistung, fassung } = g.vorgang;
    const geheim = d.protokoll.bund.encrypt(koerperschaft, id, Buffer.from(JSON.stringify(zustand)), 'prozess');
    await tx.fuehreAus(
      `insert into prozesse.instanz (koerperschaft, leistung, vorgang, fassung, zustand, fertig) values ($1, $2, $3, $4, $5, $6)
       on conflict (koerperschaft, vorgang) do update set zustand = excluded.zustand, fertig = excluded.fertig`,
      [koerperschaft, leistung, id, fassung, geheim, zustand.fertig !== undefined],
    );
  }

  /**
   * One command on a locked Vorgang, with everything that follows from it. `bearbeitung` (who signs the next letter) is kept
   * by the runtime beside the model's own variables, whatever an author maps.
   */
  async function command(
    tx: Tx,
    g: Gesperrt,
    befehl: Befehl,
    bearbeitung?: Bearbeitung,
  ): Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung> {
    // what follows from the step is not the step: its events carry no number
    const { schritt: _, ...ohneSchritt } = g;
    g = ohneSchritt;
    const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
    const b = move(leistung.prozess, await readZustand(tx, g), befehl, leistung.entscheide);
    if (!b.ok) return ablehnen(`prozess.${b.code}`, { meldung: b.meldung });
    const variablen = bearbeitung ? { ...b.zustand.variablen, bearbeitung: { ...bearbeitung } } : b.zustand.variablen;
    await writeZustand(tx, g, { ...b.zustand, variablen });
    for (const s of b.sprueche) {
      const regel = `${leistung.schluessel}@${leistung.fassung}#${s.decision}`;
      const e = await handle(
        tx,
        d.protokoll,
        g,
        { art: 'regel-anwenden', regel, wert: s.wert, begruendung: s.begruendung },
        MASCHINE,
      );
      if (!e.ok) return e;
      g = e.gesperrt;
    }
    for (const w of b.wirkungen) await apply(tx, g, w);
    return { ok: true, gesperrt: g };
  }

  async function apply(tx: Tx, g: Gesperrt, w: Wirkung): Promise<void> {
    const { koerperschaft, id, leistung } = g.vorgang;
    const uhr = d.protokoll.uhr;
    switch (w.art) {
      case 'aufgabe-anlegen':
        return openAufgabe(tx, uhr.jetzt(), g, {
          schritt: w.schritt,
          element: w.element,
          name: w.name,
          gruppe: w.gruppe ?? 'sachbearbeitung',
          formular: w.formular ?? null,
          kopf: { ...w.kopf },
        });
      case 'aufgabe-entfernen':
        return void (await closeAufgabe(tx, koerperschaft, id, w.schritt));
      case 'dienst':
        return stelleEin(tx, uhr, {
          art: 'prozess.dienst',
          koerperschaft,
          bezug: id,
          angaben: { schritt: w.schritt, typ: w.typ, kopf: w.kopf },
        });
      case 'zeitgeber':
        return stelleEin(tx, uhr, {
          art: 'prozess.zeit',
          koerperschaft,
          bezug: id,
          angaben: { schritt: w.schritt },
          faellig: dueAt(w.faellig, uhr.jetzt()),
        });
      case 'vorfall':
        await tx.fuehreAus(
          `insert into prozesse.vorfall (koerperschaft, leistung, vorgang, schritt, element, meldung, seit) values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))
           on conflict (koerperschaft, vorgang, schritt) do update set meldung = excluded.meldung, behoben = null`,
          [koerperschaft, leistung, id, w.schritt, w.element, w.meldung, uhr.jetzt()],
        );
        return project(tx, g, { schritt: 'Störung beheben', hinweis: w.meldung });
      case 'vorfall-entfallen': // nobody has to mend it any more
        return endWaiting(tx, g, w.schritt);
      case 'entscheidung': // answered in move()
      case 'dienst-entfernen': // a late completion is refused by its step number
      case 'zeitgeber-entfernen': // a late timer too
      case 'warten-auf': // the Vorgang itself says that it waits
      case 'warten-beendet':
      case 'beendet':
        return;
    }
  }

  /** Reads a Vorgang for a service that works outside the transaction. */
  async function readLage(kontext: Kontext, vorgang: string, schritt: number, kopf: Kopf): Promise<Dienstlage | null> {
    return d.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, d.protokoll, kontext.handelndFuer ?? '', vorgang);
      const zustand = g && (await readZustand(tx, g));
      if (!g || !zustand?.token.some((t) => t.schritt === schritt)) return null;
      const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
      return { gesperrt: g, leistung, variablen: zustand.variablen, kopf, schluessel: `${vorgang}/${schritt}` };
    });
  }

  const starte: Handler = async (auftrag, kontext) => {
    await inJob(auftrag, kontext, async (tx, g) => {
      if (await readZustand(tx, g)) return { ok: true, gesperrt: g };
      const leistung = await d.katalog.inFassung(g.vorgang.leistung, g.vorgang.fassung);
      return command(tx, g, { art: 'start', variablen: await d.startwerte(tx, g, leistung) });
    });
  };

  const dienstHandler: Handler = async (auftrag, kontext) => {
    const { schritt, typ, kopf } = auftrag.angaben as { schritt: number; typ: string; kopf: Kopf };
    const lage = await readLage(kontext, auftrag.bezug ?? '', schritt, kopf);
    if (!lage) return void (await d.db.transaktion(kontext, (tx) => erledigt(tx, auftrag)));
    try {
      const handler = d.dienste.get(typ);
      if (!handler) throw new Error(`Dienst ${typ} fehlt`);
      const abschluss = await handler(lage);
      await inJob(auftrag, kontext, async (tx, g) => {
        await endWaiting(tx, g, schritt);
        const e = await abschluss(tx, { ...g, schritt });
        return e.ok ? command(tx, e.gesperrt, { art: 'dienst-erledigt', schritt, variablen: e.variablen }) : e;
      });
    } catch (fehler) {
      if (fehler instanceof Aufschub) await showWaiting(kontext, auftrag.bezug ?? '', schritt, fehler.message);
      if (fehler instanceof Aufschub || auftrag.versuche < ENDGUELTIG_NACH) throw fehler;
      const meldung = String((fehler as Error).message ?? fehler).slice(0, 300);
      await inJob(auftrag, kontext, (tx, g) =>
        command(tx, g, { art: 'dienst-gescheitert', schritt, meldung, endgueltig: true }),
      );
    }
  };

  /** A step that waits is an incident people see, once, though nobody has to mend it: the process itself still stands well. */
  async function showWaiting(kontext: Kontext, vorgang: string, schritt: number, meldung: string): Promise<void> {
    await d.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, d.protokoll, kontext.handelndFuer ?? '', vorgang);
      const token = g && (await readZustand(tx, g))?.token.find((t) => t.schritt === schritt);
      if (!g || !token) return;
      const { koerperschaft, id, leistung } = g.vorgang;
      const neu = await tx.fuehreAus(
        `insert into prozesse.vorfall (koerperschaft, leistung, vorgang, schritt, element, meldung, seit)
         values ($1, $2, $3, $4, $5, $6, to_timestamp($7 / 1000.0))
         on conflict (koerperschaft, vorgang, schritt) do update set meldung = excluded.meldung, seit = excluded.seit, behoben = null
           where vorfall.behoben is not null`,
        [koerperschaft, leistung, id, schritt, token.element, meldung, d.protokoll.uhr.jetzt()],
      );
      if (neu > 0) await project(tx, g, { schritt: 'Wartet, geht von selbst weiter', hinweis: meldung });
    });
  }

  async function endWaiting(tx: Tx, g: Gesperrt, schritt: number): Promise<void> {
    const n = await tx.fuehreAus(
      `update prozesse.vorfall set behoben = to_timestamp($4 / 1000.0)
       where koerperschaft = $1 and vorgang = $2 and schritt = $3 and behoben is null`,
      [g.vorgang.koerperschaft, g.vorgang.id, schritt, d.protokoll.uhr.jetzt()],
    );
    if (n > 0) await project(tx, g, { schritt: 'In Bearbeitung', hinweis: '' });
  }

  const zeit: Handler = async (auftrag, kontext) => {
    const { schritt } = auftrag.angaben as { schritt: number };
    await inJob(auftrag, kontext, async (tx, g) => {
      // the step is gone: the timer was withdrawn, nothing to do
      if (!(await readZustand(tx, g))?.token.some((t) => t.schritt === schritt)) return { ok: true, gesperrt: g };
      const e = await handle(tx, d.protokoll, { ...g, schritt }, { art: 'frist-ablaufen' }, MASCHINE);
      return e.ok ? command(tx, e.gesperrt, { art: 'zeit', schritt }) : e;
    });
  };

  async function inJob(
    auftrag: Auftrag,
    kontext: Kontext,
    fn: (tx: Tx, g: Gesperrt) => Promise<{ ok: true; gesperrt: Gesperrt } | Ablehnung>,
  ) {
    const e = await d.db.transaktion(kontext, async (tx) => {
      const g = await lock(tx, d.protokoll, auftrag.koerperschaft, auftrag.bezug ?? '');
      if (!g) return ablehnen('vorgang.unbekannt');
      const r = await fn(tx, g);
      if (!r.ok) return r;
      return (await erledigt(tx, auftrag)) ? r : ablehnen('auftrag.lease-verloren');
    });
    if (!e.ok) throw new Error(`${auftrag.art}: ${e.grund} ${e.angaben?.['meldung'] ?? ''}`);
  }

  const handler: [string, Handler][] = [
    ['prozess.starten', starte],
    ['prozess.dienst', dienstHandler],
    ['prozess.zeit', zeit],
  ];

  return { command, readZustand, handler, dienstKontext: dienst };
}

export type Laufzeit = ReturnType<typeof createLaufzeit>;

/** Due instant: a duration counts in calendar units of Europe/Berlin, so that 14 days stay 14 days across DST. */
export function dueAt(faellig: { dauer: string } | { zeitpunkt: string }, jetzt: number): number {
  if ('zeitpunkt' in faellig) {
    const text = faellig.zeitpunkt;
    return text.length === 10
      ? Temporal.PlainDate.from(text).toZonedDateTime('Europe/Berlin').epochMilliseconds
      : Temporal.Instant.from(text).epochMilliseconds;
  }
  const von = Temporal.Instant.fromEpochMilliseconds(jetzt).toZonedDateTimeISO('Europe/Berlin');
  return von.add(Temporal.Duration.from(faellig.dauer)).epochMilliseconds;
}
