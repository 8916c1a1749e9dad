import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeKrypto as krypto } from '@rathausverbund/siegel/node';
import { typesetPdf } from '../../../packages/siegel/test/pdfs.ts';
import type { TestDatenbank } from '../../../tools/test/datenbank.ts';
import { createVernichten } from '../../akten/index.ts';
import { createSperrdaten } from '../../anschluesse/sperrdaten/index.ts';
import { createTsa } from '../../anschluesse/tsa/index.ts';
import { dienst } from '../../base/index.ts';
import { createBeurkunden, createErneuern } from '../../bescheide/index.ts';
import {
  createErneuerstelle,
  createSchluesselordner,
  createSiegelfaeden,
  createSiegelstelle,
  createSperrsammler,
  type DokumentZeile,
  readDokumente,
} from '../../dokumente/index.ts';
import { bundleFaden } from '../../dokumente/satz/pruefwerkzeuge.ts';
import { createUebernehmen, gibAb } from '../../eingang/index.ts';
import { ALGORITHMEN, readStrom } from '../../nachweise/index.ts';
import type { Zeitstempeldienst } from '../../ports/index.ts';
import { schliesseGewerbeAb } from '../../pruefstand/abschluss.ts';
import { type Fall, GEWERBE, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { legePersonalAn } from '../../pruefstand/haus.ts';
import { kleineWerkbank, type Werkzeug } from '../../pruefstand/werkbank.ts';
import { BEURKUNDEN, createUrkunde } from '../../vereinbarungen/index.ts';
import { writeWurzeln } from '../anker.ts';
import { pemToDer } from '../anschluss.ts';
import { baueStempelwelt } from './stempelwelt.ts';

/**
 * Town halls whose letters have real seals over the real time-stamp service, and what is renewed in them: the letters of closed cases,
 * copies that came with a case handed over, both copies of an agreement. `lage` turns services away and counts what is asked.
 */
export async function baueErneuerwelt(t: TestDatenbank) {
  const ankerOrdner = mkdtempSync(join(tmpdir(), 'rv-erneuern-'));
  const lage = {
    /** the time-stamp service as the renewal reaches it */
    tsaDa: true,
    /** whether questions about revocation are answered */
    sperrenDa: true,
    /** questions about revocation that went out */
    gefragt: 0,
  };
  let sammler!: ReturnType<typeof createSperrsammler>;
  const faeden = createSiegelfaeden({ fadenDatei: await bundleFaden() });
  const pdf = typesetPdf();
  const w = await baueStempelwelt(t, {
    async werkzeug(stand, uhr): Promise<Werkzeug> {
      const zeitanker = [pemToDer(stand.tsa.caPem)];
      const zeit = (url: string) =>
        createTsa(
          { url, anker: zeitanker, zeitlimitMs: 25_000, uhrabweichungMs: 60_000 },
          { fetch, krypto, uhr: () => new Date(uhr.jetzt()) },
        );
      const tsa: Zeitstempeldienst = {
        stempel: (digest) => zeit(lage.tsaDa ? stand.tsa.url : 'http://127.0.0.1:9/tsa').stempel(digest),
      };
      const siegel = createSchluesselordner({ bund: t.bund, krypto, uhr });
      const sperrauskunft = createSperrdaten({ zeitlimitMs: 25_000 }, { fetch, krypto });
      sammler = createSperrsammler({
        siegel,
        zeitanker,
        krypto,
        uhr,
        sperrauskunft: {
          sperrdaten: async (fragen) => {
            lage.gefragt += fragen.length;
            return lage.sperrenDa ? sperrauskunft.sperrdaten(fragen) : { ok: false, code: 'x', meldung: 'x' };
          },
        },
      });
      writeWurzeln(ankerOrdner, { ...(await siegel.wurzeln()), 'zeitstempel-ca.pem': stand.tsa.caPem });
      const gemeinsam = { siegel, tsa, umstellungen: ALGORITHMEN, uhr, faeden };
      return {
        ...kleineWerkbank,
        satz: { ...kleineWerkbank.satz, setze: async () => ({ ok: true, pdf }) },
        siegelstelle: createSiegelstelle({ ...gemeinsam, unterschriften: siegel }),
        erneuerstelle: createErneuerstelle({ ...gemeinsam, sperrauskunft, zeitanker, krypto }),
      };
    },
  });
  const person = await legePersonalAn(w.h);

  /** A closed case of Wurzen with sealed letters. */
  async function alterFall(): Promise<Fall> {
    const fall = await reicheBeispielEin(w.h, 'wurzen', GEWERBE, '01-einfach');
    const tag = new Date(w.uhr.jetzt()).toISOString().slice(0, 10);
    await schliesseGewerbeAb(w.h, fall, person, tag);
    await protokolliere();
    return fall;
  }
  async function beurkundeterVertrag(): Promise<string> {
    const { rows } = await t.setup.query<{ id: string }>(
      `select vereinbarung as id from vereinbarungen.regel where stand = 'genehmigung_offen'`,
    );
    const id = rows[0]?.id ?? '';
    await t.setup.query('delete from base.auftrag where art = $1 and bezug <> $2', [BEURKUNDEN, id]);
    await w.h.schlangeUeber(w.h.dienste, [[BEURKUNDEN, createUrkunde(w.h.werkbank)]]).leeren();
    return id;
  }
  /** Filed in Thallwitz, with a sealed copy of what was filed; handed over to Bennewitz while a task waits. */
  async function abgegebenerFall(): Promise<{ fall: Fall; mitgebracht: string[] }> {
    const alt = await reicheBeispielEin(w.h, 'thallwitz', GEWERBE, '04-bewachung');
    const uebernehmen = createUebernehmen({
      db: w.h.worker,
      protokoll: w.h.protokoll,
      katalog: w.h.katalog,
      dateien: w.h.dateien,
      erneuerstelle: w.h.werkbank.erneuerstelle,
    });
    const schlange = w.h.schlangeUeber(w.h.dienste, [
      ['vorgang.uebernehmen', uebernehmen],
      ['dokument.erneuern', createErneuern(w.h.werkbank)],
      ['antrag.beurkunden', createBeurkunden(w.h.werkbank, w.h.katalog)],
    ]);
    await schlange.leeren();
    const mitgebracht = (await dokumente(alt)).filter((d) => d.gesiegelt).map((d) => d.id);
    const wunsch = { vorgang: alt.vorgang, ort: w.h.ort.bennewitz, grund: 'Die Betriebsstätte liegt dort.' };
    const r = await gibAb({ ...w.h.einreichen, ...w.h.aufgaben }, person('k.weber'), wunsch);
    if (!r.ok) throw new Error(r.grund);
    await schlange.leeren();
    await protokolliere();
    return { fall: { ...r.nach }, mitgebracht };
  }
  async function protokolliere(): Promise<void> {
    while ((await t.setup.query('select 1 from nachweise.log_pending')).rowCount) await w.schreiber.tick();
    const lauf = w.stempellauf();
    await lauf.tick();
    await lauf.ask();
  }
  const arbeite = () =>
    w.h
      .schlangeUeber(w.h.dienste, [
        ['dokument.erneuern', createErneuern(w.h.werkbank)],
        ['vorgang.vernichten', createVernichten({ db: w.h.worker, protokoll: w.h.protokoll, dateien: w.h.dateien })],
      ])
      .leeren();
  const dokumente = (fall: Fall): Promise<DokumentZeile[]> =>
    w.h.worker.transaktion(dienst(fall.koerperschaft, 'Test'), (tx) =>
      readDokumente(tx, fall.koerperschaft, fall.vorgang),
    );
  const stromOf = (fall: Pick<Fall, 'koerperschaft' | 'vorgang'>) =>
    w.h.worker.transaktion(dienst(fall.koerperschaft, 'Test'), (tx) =>
      readStrom(tx, w.h.protokoll, fall.koerperschaft, fall.vorgang),
    );
  const bytesOf = (d: DokumentZeile, ort = d.datei.ort) => w.h.dateien.read(d.koerperschaft, d.vorgang, ort);
  const auftraege = async (fall: Fall) =>
    (
      await t.setup.query<{ faellig: Date; versuche: number; ruht: boolean; fehler: string | null }>(
        `select faellig, versuche, ruht, fehler from base.auftrag where art = 'dokument.erneuern' and bezug = $1`,
        [fall.vorgang],
      )
    ).rows;

  /** Puts all renewals off but that of the first document, and back. */
  const nurErstes = ([erstes]: DokumentZeile[], vor: '+' | '-') =>
    t.setup.query(
      `update base.auftrag set faellig = faellig ${vor} interval '10 years' where art = 'dokument.erneuern' and angaben ->> 'dokument' <> $1`,
      [erstes?.id],
    );

  return {
    w,
    person,
    ankerOrdner,
    lage,
    sammler,
    alterFall,
    beurkundeterVertrag,
    abgegebenerFall,
    protokolliere,
    arbeite,
    dokumente,
    stromOf,
    bytesOf,
    auftraege,
    nurErstes,
    async stop() {
      await faeden.stop();
      await w.stop();
      rmSync(ankerOrdner, { recursive: true });
    },
  };
}
