import { expect } from 'vitest';
import { neueDatenbank } from '../../../../tools/test/datenbank.ts';
import { dienst, stellbareUhr } from '../../../base/index.ts';
import { DEMO_ORTE } from '../../../demo/welt.ts';
import { readAuftritt, readSaetze, setzeAuftritt, setzeSatz } from '../../../kommunen/index.ts';
import { readStrom } from '../../../nachweise/index.ts';
import { baueWelt } from '../../arbeitsplatz/pruefstand/welt.ts';
import { registerGestalt } from '../../gestalt/index.ts';

export const WEG = '/steuerung/satzung';
export const NEU = `${WEG}/neu`;
export const BANK = `${WEG}/bank`;

/** Visible text with single spaces. */
export const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
/** The print of what a page showed. */
export const standIn = (html: string) => /name="stand" value="(\w+)"/.exec(html)?.[1] ?? '';
const im = (haus: string) => dienst(haus, 'Test');

export const GUT = {
  art: 'hundesteuer',
  ab: '1.1.2027',
  erster: '96,00',
  weiterer: '120',
  gefaehrlichErster: '1.200,50 €',
  gefaehrlichWeiterer: '1300',
  faellig: '15.8., 15.2.',
  fundstelle: 'Hundesteuersatzung der Stadt Wurzen vom 3. November 2026',
};

/** The demo's town halls with letterhead and tariff, all but Lossatal; on 1 December 2026. */
export async function baueSatzungswelt() {
  const t = await neueDatenbank();
  const uhr = stellbareUhr(Date.parse('2026-12-01T09:00:00+01:00'));
  const w = await baueWelt(t, uhr);
  registerGestalt(w.server);
  const { db, protokoll, verzeichnis } = w.deps;
  for (const o of DEMO_ORTE.filter((x) => x.kuerzel !== 'LOS')) {
    const haus = verzeichnis.byAgs(o.ags)?.id ?? '';
    await db.transaktion(im(haus), async (tx) => {
      await setzeAuftritt(tx, haus, o.auftritt);
      const { hundesteuer: werte, satzung: fundstelle } = o;
      await setzeSatz(tx, haus, { art: 'hundesteuer', ab: '2020-01-01', werte, fundstelle, jetzt: uhr.jetzt() });
    });
  }
  const eine = async (sql: string, werte: unknown[]): Promise<string> => {
    const [wert] = Object.values<unknown>((await t.setup.query(sql, werte)).rows[0] ?? {});
    expect(wert, sql).toBeDefined();
    return String(wert);
  };
  /** What the pages show of the tariffs now. */
  const standFuer = async (sub: string) => standIn((await w.sende(sub, NEU, { ...GUT, was: 'pruefen' })).body);
  return {
    t,
    w,
    standFuer,
    idOf: (sub: string) => eine('select id from konten.mitarbeiter where sub = $1', [sub]),
    /** somebody of a house who has this role for all of it */
    mitRolle: (haus: string, rolle: string) =>
      eine(
        `select m.sub from konten.mitarbeiter m join konten.rolle r on r.koerperschaft = m.koerperschaft and r.mitarbeiter = m.id
         where m.koerperschaft = $1 and r.rolle = $2 and r.leistung = '*' order by 1`,
        [haus, rolle],
      ),
    sicht: async (sub: string, weg = WEG) => text((await w.geh(sub, weg)).body),
    saetze: (haus: string) => db.transaktion(im(haus), (tx) => readSaetze(tx, haus)),
    auftritt: (haus: string) => db.transaktion(im(haus), (tx) => readAuftritt(tx, haus)),
    ereignisse: (haus: string, anfang: string) =>
      db.transaktion(im(haus), async (tx) =>
        (await readStrom(tx, protokoll, haus, haus))
          .filter((e) => e.ereignis.kind.startsWith(anfang))
          .map((e) => [e.ereignis.kind, e.ereignis.data, e.ereignis.actor.pseudonym] as const),
      ),
    /** Looks at the changes, then enters them, as somebody does it. */
    trageEin: async (sub: string, felder: Record<string, string>) => {
      const gesehen = await w.sende(sub, NEU, { ...felder, was: 'pruefen' });
      return w.sende(sub, NEU, { ...felder, was: 'eintragen', stand: standIn(gesehen.body) });
    },
    nimmZurueck: async (sub: string, ab: string) =>
      w.sende(sub, WEG, { was: 'zuruecknehmen', art: 'hundesteuer', ab, stand: await standFuer(sub) }),
  };
}
