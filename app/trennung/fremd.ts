import type { TestDatenbank } from '../../tools/test/datenbank.ts';
import { echteUhr, type Log, type Uhr, uuidv7 } from '../base/index.ts';
import { mitarbeitende, ORTE } from '../demo/personen.ts';
import { createSitzung, meldeBuergerAn } from '../konten/index.ts';
import { baueWelt } from '../seiten/arbeitsplatz/pruefstand/welt.ts';
import { createZugang } from '../seiten/portal/basis/zugang.ts';
import { createPortalStand } from '../seiten/portal/pruefstand.ts';
import { fuelle } from './reihen/fuellen.ts';
import { readTabellen } from './reihen/spalten.ts';
import type { Route } from './routen.ts';

type Ort = keyof typeof ORTE;
/** Tables of a whole town hall whose ids stand in addresses. */
const HAUSWEIT = ['steuerung.zuwendung', 'steuerung.foerderposition', 'steuerung.ausgabe', 'abrechnung.rechnung'];

/** Ids by parameter or field. */
export type Nummern = Record<string, string>;

/**
 * The demo's town halls with the pages over them, and two sets of ids: those of Thallwitz, worked by Wurzen, and those of Bennewitz,
 * which has nothing to do with them. Both have a Gewerbe case with a row in every table of a Vorgang.
 */
export async function baueFremd(t: TestDatenbank, uhr: Uhr = echteUhr, log?: Log) {
  const w = await baueWelt(t, uhr, undefined, log);
  const p = await createPortalStand(
    { db: w.deps.db, bund: t.bund, ordner: t.ordner, plattform: t.plattform, verzeichnis: w.deps.verzeichnis },
    w.deps.nachweis,
  );
  const alle = await readTabellen(t.setup);
  const { buerger } = await meldeBuergerAn(w.deps.db, {
    koerperschaft: w.ort.bennewitz,
    person: { bpk2: 'fremd', niveau: 'substantiell', vorname: 'F', nachname: 'F' } as never,
  });
  const { token } = await createSitzung(t.als('app'), { art: 'person', person: buerger, niveau: 'substantiell' });

  /** @throws when there is none: a number that does not exist would prove nothing */
  const eine = async (sql: string, werte: unknown[]) => {
    const [wert] = Object.values<unknown>((await t.setup.query(sql, werte)).rows[0] ?? {});
    if (wert === undefined || wert === null) throw new Error(`Zu dieser Frage gibt es keine Zeile: ${sql}`);
    return String(wert);
  };

  /** Ids of everything this town hall has, by the tables they stand in. */
  async function nummern(ort: Ort, wem: string, kanarie: string) {
    const koerperschaft = w.ort[ort];
    const vorgang = await w.gewerbe('01-einfach', ORTE[ort]);
    const merkmale = { koerperschaft, buerger: wem, kanarie };
    const fehlend = [];
    for (const tab of alle.filter((x) => x.klasse === 'vorgang' && x.name !== 'eingang.eingang')) {
      const spalte = tab.optionen.vorgang ?? 'vorgang';
      const da = await t.setup.query(`select 1 from ${tab.name} where ${spalte} = $1`, [vorgang]);
      if (!da.rowCount) fehlend.push(tab);
    }
    const zeilen = await fuelle(t.setup, fehlend, { ...merkmale, leistung: 'gewerbe-anmeldung', vorgang });
    const nur = (name: string) => alle.filter((x) => x.name === name);
    await fuelle(t.setup, nur('eingang.eingang'), {
      ...merkmale,
      leistung: 'posteingang',
      vorgang: uuidv7(Date.now()),
    });
    const hausweit = await fuelle(
      t.setup,
      alle.filter((x) => HAUSWEIT.includes(x.name)),
      { ...merkmale, leistung: '-', vorgang },
    );
    const entwurf = uuidv7(Date.now());
    await t.setup.query(
      `insert into eingang.entwurf (buerger, id, koerperschaft, leistung, fassung, antworten, geaendert) values ($1, $1, $2, 'gewerbe-anmeldung', 'f', '', now())`,
      [entwurf, koerperschaft],
    );
    const idIn = async (tabelle: string) =>
      String(
        (zeilen.get(tabelle) ?? hausweit.get(tabelle))?.['id'] ??
          (await eine(`select id from ${tabelle} where vorgang = $1`, [vorgang])),
      );
    const regel = (spalte: string) =>
      eine(`select vereinbarung from vereinbarungen.regel where von = $1 and leistung = $2`, [koerperschaft, spalte]);
    return {
      vorgang,
      entwurf,
      dokument: await idIn('dokumente.dokument'),
      zustellung: await idIn('bekanntgabe.zustellung'),
      rechnung: await idIn('abrechnung.rechnung'),
      eintrag: await idIn('register.eintrag'),
      klaerung: await eine('select id from eingang.eingang where koerperschaft = $1 and leistung = $2', [
        koerperschaft,
        'posteingang',
      ]),
      gewerbe: await regel('gewerbe-anmeldung'),
      aufgabe: await eine('select schritt from vorgaenge.aufgabe where vorgang = $1', [vorgang]),
      zuwendung: await idIn('steuerung.zuwendung'),
      ausgabe: await idIn('steuerung.ausgabe'),
      mitarbeiter: await eine(
        `select id from konten.mitarbeiter where koerperschaft = $1 and sub in ('y.barthel', 'h.reichelt')`,
        [koerperschaft],
      ),
    };
  }
  const thallwitz = await nummern('thallwitz', uuidv7(1), 'FREMD');
  const bennewitz = await nummern('bennewitz', uuidv7(3), 'EIGEN');
  const wer = await eine('select buerger from vorgaenge.vorgang where id = $1', [bennewitz.vorgang]);
  const zugang = await createZugang(p.deps, wer, 1);
  await t.setup.query(`update eingang.eingang set stand = 'klaerung' where leistung = 'posteingang'`);
  const mandat = await eine(
    `select vereinbarung from vereinbarungen.regel where von = $1 and leistung = 'gewerbe-anmeldung' and an <> $2`,
    [w.ort.thallwitz, w.ort.bennewitz],
  );

  /** Values by route and parameter; a new route with a new parameter fails until it is named here. */
  const werte = (r: Route, n: typeof thallwitz, vereinbarung: string): Nummern => ({
    id: r.muster.includes('/klaerung/') ? n.klaerung : r.muster.includes('/vereinbarungen/') ? vereinbarung : n.vorgang,
    vorgang: n.vorgang,
    dok: n.dokument,
    zustellung: n.zustellung,
    entwurf: n.entwurf,
    zuwendung: n.zuwendung,
    mitarbeiter: n.mitarbeiter,
    vereinbarung: r.muster.includes('/abrechnung/') ? vereinbarung : '',
    periode: '2026-10',
    rechnung: n.rechnung,
    eintrag: n.eintrag,
    form: 'ubl',
    schritt: r.muster.startsWith('/antrag') ? 'betrieb' : n.aufgabe,
  });
  const fremd = (r: Route) => werte(r, thallwitz, mandat);
  const [a, b] = [uuidv7(5), uuidv7(6)];
  /** by parameter: what names something that belongs to somebody */
  const niemandes: Nummern = {
    id: a,
    vorgang: a,
    entwurf: a,
    vereinbarung: a,
    rechnung: a,
    eintrag: a,
    zuwendung: a,
    mitarbeiter: a,
    dok: b,
    zustellung: b,
  };
  return {
    t,
    w,
    p,
    alle,
    eine,
    thallwitz,
    bennewitz,
    mandat,
    fremd,
    eigen: (r: Route) => werte(r, bennewitz, bennewitz.gewerbe),
    niemandes,
    unbekannt: (r: Route): Nummern => ({ ...fremd(r), ...niemandes }),
    /** cookies of the staff of Bennewitz, by `sub` */
    kraefte: [...w.cookies].filter(([sub]) =>
      mitarbeitende.some((m) => m.sub === sub && m.dienststelle === ORTE.bennewitz),
    ),
    /** the cookie of a citizen who has nothing to do with either case, and of who filed that of Bennewitz without account */
    andere: `rv_sitzung=${token}`,
    antragsteller: `rv_zugang=${zugang}`,
    schliesse: () => Promise.all([w.server.close(), p.server.close()]),
  };
}
