import {
  createDatenbank,
  createSchluesselbund,
  createSigner,
  createWarteschlange,
  type Datenbank,
  dienst,
  echteUhr,
  type Handler,
  type Log,
  type Rolle,
  uuidv7,
} from '../../app/base/index.ts';
import { reicheEin } from '../../app/eingang/index.ts';
import { readVerzeichnis } from '../../app/kommunen/index.ts';
import { type KindConfig, kindDatenbank } from '../../app/main/kind.ts';
import { alsRolle } from '../../app/main/verbindung.ts';
import { createKatalog, DIENSTE } from '../../app/leistungen/index.ts';
import { createLaufzeit, erledigeAufgabe, type Person } from '../../app/prozesse/index.ts';
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
export async function createWir(kind: KindConfig, person: Person, gleichzeitig: number, anzahl: number): Promise<Laeufer> {
  const { ort, zugang } = kindDatenbank(kind);
  const bund = createSchluesselbund(kind.ordner.schluessel);
  const signiere = createSigner(
    bund.datei('kontext.key', () => {
      throw new Error('kontext.key fehlt');
    }),
  );
  const als = (rolle: Rolle): Datenbank =>
    createDatenbank(alsRolle(ort, zugang, rolle), { uhr: echteUhr, signiere, groesse: gleichzeitig });
  const [web, worker] = [als('app'), als('worker')];
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
  const werkstatt = laufzeit(worker);
  const gestartet: string[] = [];
  const handler = new Map<string, Handler>(
    werkstatt.handler.map(([art, h]) => [
      art,
      async (a, kontext) => {
        await h(a, kontext);
        gestartet.push(a.bezug ?? '');
      },
    ]),
  );
  const schlange = createWarteschlange(worker, handler, stumm);
  const zeitlauf = werkstatt.zeitlauf(stumm);

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
      }
    };
    await Promise.all(Array.from({ length: 16 }, spur));
    await worker.lesen(dienst(person.stelle, 'Messung'), "delete from base.auftrag where art = 'antrag.beurkunden'");
  }

  const offene = async (vorgang: string) =>
    worker.lesen<{ schritt: number }>(
      dienst(person.stelle, 'Messung'),
      'select schritt from vorgaenge.aufgabe where koerperschaft = $1 and vorgang = $2 order by schritt',
      [person.stelle, vorgang],
    );

  return {
    async spiele(_betrag, fertig) {
      if (!(await schlange.step())) throw new Error('Die vorbereiteten Vorgänge sind verbraucht');
      const vorgang = gestartet.shift() ?? '';
      fertig();
      const erledige = async (schritt: number) => {
        const e = await erledigeAufgabe(aufgaben, person, { vorgang, schritt, entscheidung: 'weiter', werte: {} });
        if (!e.ok) throw new Error(JSON.stringify(e));
        fertig();
      };
      for (const { schritt } of await offene(vorgang)) await erledige(schritt);
      // a lane fires one timer for each instance it plays, whosever it is, and waits for its own
      let gefeuert = false;
      let da = await offene(vorgang);
      for (; da.length === 0; da = await offene(vorgang)) {
        if (!gefeuert && (await zeitlauf.step())) {
          gefeuert = true;
          fertig();
        } else await new Promise((r) => setTimeout(r, 2));
      }
      for (const { schritt } of da) await erledige(schritt);
      if (!gefeuert && (await zeitlauf.step())) fertig();
    },
    ende: async () => void (await Promise.all([web.ende(), worker.ende()])),
  };
}
