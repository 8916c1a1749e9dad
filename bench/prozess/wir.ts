import type { Befehl } from '@rathausverbund/prozess';
import {
  createDatenbank,
  createSchluesselbund,
  createSigner,
  type Datenbank,
  dienst,
  echteUhr,
  type Kontext,
  type Log,
  type Rolle,
  uuidv7,
} from '../../app/base/index.ts';
import { reicheEin } from '../../app/eingang/index.ts';
import { readVerzeichnis } from '../../app/kommunen/index.ts';
import { createKatalog, DIENSTE } from '../../app/leistungen/index.ts';
import { VERBINDUNGEN } from '../../app/main/kern.ts';
import { type KindConfig, kindDatenbank } from '../../app/main/kind.ts';
import { alsRolle } from '../../app/main/verbindung.ts';
import { createLaufzeit, erledigeAufgabe, type Person } from '../../app/prozesse/index.ts';
import { lockInstanz } from '../../app/prozesse/instanz.ts';
import { ruecke } from '../../app/prozesse/schritt.ts';
import { verbrauche, type Zeitgeber } from '../../app/prozesse/zeitgeber.ts';
import { createZeitlauf } from '../../app/prozesse/zeitlauf.ts';
import { createNummern } from '../../app/vorgaenge/index.ts';
import { betragOf, type Laeufer, LEISTUNGEN } from './model.ts';

const stumm: Log = {
  info: () => undefined,
  fehler: (was, fehler) => {
    console.error(was, fehler);
    process.exit(1);
  },
};

/** The house as it runs: web with its role does the tasks of people, worker with its role starts processes and fires timers. */
export async function createWir(kind: KindConfig, person: Person, anzahl: number, ganz: boolean): Promise<Laeufer> {
  const { ort, zugang } = kindDatenbank(kind);
  const bund = createSchluesselbund(kind.ordner.schluessel);
  const signiere = createSigner(
    bund.datei('kontext.key', () => {
      throw new Error('kontext.key fehlt');
    }),
  );
  const als = (rolle: Rolle, groesse: number): Datenbank =>
    createDatenbank(alsRolle(ort, zugang, rolle), { uhr: echteUhr, signiere, groesse });
  const [web, worker] = [als('app', VERBINDUNGEN.web), als('worker', VERBINDUNGEN.worker)];
  const verzeichnis = await readVerzeichnis(web, new Date().toISOString().slice(0, 10));
  const katalog = await createKatalog(web, LEISTUNGEN, { dienste: new Set(Object.keys(DIENSTE)) });
  const protokoll = { bund, uhr: echteUhr, plattform: kind.config.PLATTFORM };
  const laufzeit = (db: Datenbank) =>
    createLaufzeit({
      db,
      protokoll,
      katalog,
      dienste: new Map(),
      startwerte: async (_tx, { vorgang }) => ({ antrag: vorgang.antworten }),
    });
  const aufgaben = { db: web, protokoll, katalog, laufzeit: laufzeit(web) };
  /** Vorgänge whose process may begin; where no events are written, one that has ended begins anew, for making them is not measured */
  const frei: string[] = [];

  /** What a step of a process does, without the legal event of a whole task: lock, state, tasks, timers, commit. */
  async function schritt(
    db: Datenbank,
    kontext: Kontext,
    vorgang: string,
    befehl: Befehl,
    z?: Zeitgeber,
  ): Promise<number[]> {
    const e = await db.transaktion(kontext, async (tx) => {
      const [g, meiner] = await Promise.all([
        lockInstanz(tx, protokoll, person.stelle, vorgang),
        z ? verbrauche(tx, z) : true,
      ]);
      if (!g || !meiner) throw new Error('Der Vorgang fehlt');
      return ruecke(tx, { protokoll, katalog }, g.ort, befehl.art === 'start' ? null : g.zustand, befehl);
    });
    if (!e.ok) throw new Error(JSON.stringify(e));
    return e.wirkungen.flatMap((w) => (w.art === 'aufgabe-anlegen' ? [w.schritt] : []));
  }

  const imDienst = dienst(person.stelle, 'Messung');
  const alsPerson: Kontext = { ...imDienst, art: 'mitarbeit', person: person.person };
  /** lanes that wait for the timer of their Vorgang: each is told the tasks behind it at once */
  const wartende = new Map<string, (aufgaben: number[]) => void>();
  const gefeuert = (vorgang: string, aufgaben: number[]) => {
    wartende.get(vorgang)?.(aufgaben);
    wartende.delete(vorgang);
  };
  const feuere = async (z: Zeitgeber, kontext: Kontext) => {
    const zeit = { art: 'zeit', schritt: z.schritt } as const;
    gefeuert(z.vorgang, await schritt(worker, kontext, z.vorgang, zeit, z));
  };
  const ganzeFeuern = laufzeit(worker).feuere;
  const zeitlauf = createZeitlauf(
    worker,
    {
      feuere: ganz
        ? async (z, kontext) => {
            await ganzeFeuern(z, kontext);
            gefeuert(z.vorgang, await offene(z.vorgang));
          }
        : feuere,
      gibAuf: async () => undefined,
    },
    stumm,
  );
  let dreht: Promise<void> | undefined;
  /** The worker beside the lanes, which fires what is due; the lanes wake it instead of its pause. */
  const zeit = (vorgang: string): Promise<number[]> =>
    new Promise((gib) => {
      wartende.set(vorgang, gib);
      drehe();
    });
  function drehe(): void {
    dreht ??= zeitlauf.leeren().finally(() => {
      dreht = undefined;
      if (wartende.size > 0) setTimeout(drehe, 1); // came too late for this turn
    });
  }
  const starte = (vorgang: string, betrag: number) =>
    schritt(worker, imDienst, vorgang, { art: 'start', variablen: { antrag: { messung: { betrag } } } });

  await bereite(anzahl);
  /** Applications that have come in, whose processes wait for their start. */
  async function bereite(n: number): Promise<void> {
    const leistung = katalog.aktuell('messung');
    const kommune = verzeichnis.byId(person.stelle);
    if (!leistung || !kommune) throw new Error('Die Messung ist nicht eingerichtet');
    const einreichen = { db: web, protokoll, verzeichnis, nummern: createNummern() };
    let i = 0;
    const spur = async () => {
      while (i < n) {
        const id = uuidv7(Date.now());
        const betrag = betragOf(i++);
        const kontext = { art: 'anonym', person: id, stelle: null, handelndFuer: null, grundlage: null } as const;
        const adresse = { vorname: 'Mia', nachname: 'Muster', strasse: 'Am Markt 1', plz: '04808', ort: 'Wurzen' };
        const e = await reicheEin(einreichen, {
          schluessel: id,
          kontext,
          buerger: id,
          leistung,
          ort: kommune,
          antworten: { messung: { betrag }, person: adresse },
          niveau: 'ohne',
          kanal: 'portal',
        });
        if (!e.ok) throw new Error(JSON.stringify(e));
        frei.push(e.vorgang);
      }
    };
    await Promise.all(Array.from({ length: 16 }, spur));
    await worker.lesen(imDienst, 'delete from base.auftrag');
  }

  async function offene(vorgang: string): Promise<number[]> {
    const z = await worker.lesen<{ schritt: number }>(
      imDienst,
      'select schritt from vorgaenge.aufgabe where koerperschaft = $1 and vorgang = $2 order by schritt',
      [person.stelle, vorgang],
    );
    return z.map((x) => x.schritt);
  }

  return {
    async spiele(betrag, fertig) {
      const vorgang = frei.shift();
      if (!vorgang) throw new Error('Die vorbereiteten Vorgänge sind verbraucht: --vorrat muss größer sein');
      const erste = await starte(vorgang, betrag);
      fertig();
      const erledige = async (nr: number) => {
        if (ganz) {
          const e = await erledigeAufgabe(aufgaben, person, {
            vorgang,
            schritt: nr,
            entscheidung: 'weiter',
            werte: {},
          });
          if (!e.ok) throw new Error(JSON.stringify(e));
        } else {
          const variablen = { ergebnis: { entscheidung: 'weiter' } };
          await schritt(web, alsPerson, vorgang, { art: 'aufgabe-erledigt', schritt: nr, variablen });
        }
        fertig();
      };
      for (const nr of erste) await erledige(nr);
      const stellen = await zeit(vorgang);
      fertig();
      for (const nr of stellen) await erledige(nr);
      if (!ganz) frei.push(vorgang);
    },
    ende: async () => void (await Promise.all([web.ende(), worker.ende()])),
  };
}
