import type pg from 'pg';
import type { TestDatenbank } from '../../../tools/test/datenbank.ts';
import { type Kontext, oeffentlich, uuidv7 } from '../../base/index.ts';
import { antrag } from '../antrag.ts';
import { aktiviereOrte, GEWERBE, imDienst, mitarbeit, person, setze, vereinbare } from '../welt.ts';

export interface Angriff {
  tuer: string;
  was: string;
  kontext: Kontext;
  sql: string;
  werte: () => unknown[];
  /** what the door may answer instead of refusing */
  harmlos?: (zeilen: Record<string, unknown>[]) => boolean;
}

export const EINREICHEN = 'select * from eingang.einreichen($1)';
export const NUMMER = 'select vorgaenge.nummernblock($1, $2, 2026, $3)';
export const leer = (zeilen: Record<string, unknown>[]) =>
  zeilen.every((z) => Object.values(z).every((w) => w === null));

export type Tuerwelt = Awaited<ReturnType<typeof baueTuerwelt>>;

/** `andere` has a case in Thallwitz; `buergerin` and the staff of Bennewitz are the attackers. */
export async function baueTuerwelt(t: TestDatenbank, app: pg.Client) {
  const o = await aktiviereOrte(t);
  const fremdeVereinbarung = await vereinbare(t, {
    auftraggeber: o.thallwitz,
    auftragnehmer: o.wurzen,
    leistungen: [GEWERBE],
  });
  const eigeneVereinbarung = await vereinbare(t, {
    auftraggeber: o.bennewitz,
    auftragnehmer: o.wurzen,
    leistungen: ['posteingang'],
  });
  const [buergerin, andere] = [uuidv7(1), uuidv7(2)];
  const bennewitz = mitarbeit(o.bennewitz);
  const dienst = imDienst(o.bennewitz);
  const entwurf = uuidv7(3);

  const lege = async (kontext: Kontext, sql: string, werte: unknown[]): Promise<void> => {
    await app.query('begin');
    await setze(app, kontext);
    await app.query(sql, werte);
    await app.query('commit');
  };
  const neuerEntwurf = (buerger: string, id: string) =>
    lege(
      person(buerger),
      `insert into eingang.entwurf (buerger, id, koerperschaft, leistung, fassung, antworten, geaendert) values ($1, $2, $3, $4, 'f', '', now())`,
      [buerger, id, o.thallwitz, GEWERBE],
    );
  // the clock counts only once the seed has ended
  await lege(oeffentlich, 'select base.seed_beenden()', []);
  await t.setup.query(`insert into konten.konto values ($1, '{}', 'basis', now()), ($2, '{}', 'hoch', now())`, [
    buergerin,
    andere,
  ]);
  await neuerEntwurf(andere, entwurf);
  const fremd = antrag({ koerperschaft: o.thallwitz, leistung: GEWERBE, buerger: andere, schluessel: entwurf });
  await lege(person(andere), 'select * from eingang.einreichen($1)', [JSON.stringify(fremd)]);
  // a job of that case which does not succeed
  const auftrag = uuidv7(4);
  await t.setup.query(
    `insert into base.auftrag (id, art, koerperschaft, bezug, faellig, fehler, gescheitert, ruht) values ($1, 'antrag.beurkunden', $2, $3, now(), 'geht nicht', now(), true)`,
    [auftrag, o.thallwitz, fremd.vorgang.id],
  );
  await lege(oeffentlich, `select konten.anmeldung_merken('state', 'richtig', now() + interval '1 hour')`, []);

  /** A submission of `buergerin` in her own context, changed by the attack. */
  const meins = (aendere: (a: ReturnType<typeof antrag>) => void, schluessel = uuidv7(Date.now())) => {
    const a = antrag({ koerperschaft: o.thallwitz, leistung: GEWERBE, buerger: buergerin, schluessel });
    aendere(a);
    return [JSON.stringify(a)];
  };
  return {
    o,
    fremdeVereinbarung,
    eigeneVereinbarung,
    buergerin,
    andere,
    bennewitz,
    dienst,
    entwurf,
    fremd,
    auftrag,
    meins,
    neuerEntwurf,
  };
}
