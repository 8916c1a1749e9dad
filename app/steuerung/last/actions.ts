import { addDays, type LocalDate, localDateOf } from '@rathausverbund/fristen';
import {
  type Ablehnung,
  ablehnen,
  type Datenbank,
  type Ergebnis,
  isUuid,
  type Kontext,
  type Tx,
  uuidv7,
} from '../../base/index.ts';
import { hatRolle, readBelegschaft, readRollen } from '../../konten/index.ts';
import { type Protokoll, schreibeKoerperschaft } from '../../nachweise/index.ts';
import type { Person } from '../../prozesse/index.ts';
import type { Felder } from '../felder.ts';
import {
  geltende,
  liesAbwesenheit,
  liesAufwand,
  liesDienstvereinbarung,
  liesPlanstelle,
  liesTeam,
  liesVorgeschichte,
} from './model.ts';
import * as store from './store.ts';

export interface LastDeps {
  db: Datenbank;
  protokoll: Protokoll;
}

type Wer = Pick<Person, 'person' | 'stelle'>;
type Kurz = Promise<{ ok: true } | Ablehnung>;

const AUFGABE = 'Arbeit auf Teams verteilen';
const leitungskontext = ({ person, stelle }: Wer): Kontext => ({
  art: 'mitarbeit',
  person,
  stelle,
  handelndFuer: stelle,
  grundlage: { vereinbarung: null, norm: '§ 81 SächsPersVG (zu bestätigen)', aufgabe: AUFGABE, zweck: AUFGABE },
});

const heuteOf = (d: LastDeps): LocalDate => localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
const neueId = (d: LastDeps): string => uuidv7(d.protokoll.uhr.jetzt());

/** Runs as the leader of the own house; entries of one house come one after the other, so that two cannot overlap unseen. */
function alsLeitung(d: LastDeps, p: Wer, fn: (tx: Tx) => Kurz): Kurz {
  return d.db.transaktion(leitungskontext(p), async (tx) => {
    if (!hatRolle(await readRollen(tx, p.stelle, p.person), 'leitung', '*')) return ablehnen('last.nicht-berechtigt');
    await tx.zeilen('select pg_advisory_xact_lock(hashtextextended($1, 81))', [p.stelle]);
    return fn(tx);
  });
}

/** The same, where a Dienstvereinbarung is in force: before that nothing about posts and days may be kept. */
const eingeschaltet = (d: LastDeps, p: Wer, fn: (tx: Tx) => Kurz): Kurz =>
  alsLeitung(d, p, async (tx) =>
    geltende(await store.readVereinbarungen(tx), heuteOf(d)) ? fn(tx) : ablehnen('last.nicht-eingeschaltet'),
  );

/** Enters a reading that was good, else hands its refusal on. */
async function nimm<T extends object>(e: Ergebnis<T>, schreibe: (wert: T) => void | Promise<void>): Kurz {
  if (!e.ok) return e;
  await schreibe(e);
  return { ok: true };
}

/** The switch: from its first day on figures are made. An event in the log of the body. */
export function trageVereinbarungEin(d: LastDeps, p: Wer, f: Felder): Kurz {
  return alsLeitung(d, p, async (tx) =>
    nimm(liesDienstvereinbarung(f, await store.readVereinbarungen(tx)), async ({ wert }) => {
      const neu = { id: neueId(d), ...wert };
      store.addVereinbarung(tx, p.stelle, neu);
      await vermerke(tx, d, p, 'dienstvereinbarung.eingetragen', neu);
    }),
  );
}

/** Switches off from today on. What was kept of days away goes with it: there is no ground any more for keeping it. */
export function beendeVereinbarung(d: LastDeps, p: Wer, id: string): Kurz {
  return alsLeitung(d, p, async (tx) => {
    const alle = await store.readVereinbarungen(tx);
    const diese = alle.find((v) => v.id === id);
    const heute = heuteOf(d);
    if (!diese || (diese.bis !== null && diese.bis <= heute)) return ablehnen('last.unbekannt');
    await store.endVereinbarung(tx, p.stelle, id, heute);
    if (geltende(alle, heute)?.id === id) store.forgetAbwesenheiten(tx, p.stelle, addDays(heute, 36_500));
    await vermerke(tx, d, p, 'dienstvereinbarung.beendet', { ...diese, bis: heute });
    return { ok: true };
  });
}

const vermerke = (tx: Tx, d: LastDeps, p: Wer, kind: string, v: object): Promise<void> =>
  schreibeKoerperschaft(
    tx,
    d.protokoll,
    p.stelle,
    { kind, data: { ...(v as Record<string, string | null>), person: p.person } },
    { pseudonym: p.person, role: 'leitung', loa: null },
  );

/** @param leistungen keys of the catalogue */
export function legeTeamAn(d: LastDeps, p: Wer, f: Felder, leistungen: readonly string[]): Kurz {
  return eingeschaltet(d, p, async (tx) =>
    nimm(liesTeam(f, leistungen, await store.readTeams(tx)), ({ wert }) =>
      store.addTeam(tx, p.stelle, { id: neueId(d), ...wert }),
    ),
  );
}

export function legePlanstelleAn(d: LastDeps, p: Wer, f: Felder): Kurz {
  return eingeschaltet(d, p, async (tx) => {
    const [teams, planstellen] = [await store.readTeams(tx), await store.readPlanstellen(tx)];
    const leute = (await readBelegschaft(tx, p.stelle)).map((m) => m.id);
    return nimm(liesPlanstelle(f, teams, planstellen, leute), ({ wert }) =>
      store.addPlanstelle(tx, p.stelle, { id: neueId(d), ...wert }),
    );
  });
}

/** so long after its end a day away may still explain a figure */
const BEHALTEN_TAGE = 56;

export function trageAbwesenheitEin(d: LastDeps, p: Wer, f: Felder): Kurz {
  return eingeschaltet(d, p, async (tx) => {
    store.forgetAbwesenheiten(tx, p.stelle, addDays(heuteOf(d), -BEHALTEN_TAGE));
    const [planstellen, da] = [await store.readPlanstellen(tx), await store.readAbwesenheiten(tx)];
    return nimm(liesAbwesenheit(f, planstellen, da), ({ wert }) =>
      store.addAbwesenheit(tx, p.stelle, { id: neueId(d), ...wert }),
    );
  });
}

export function setzeAufwand(d: LastDeps, p: Wer, f: Felder, leistungen: readonly string[]): Kurz {
  return eingeschaltet(d, p, (tx) =>
    nimm(liesAufwand(f, leistungen), ({ wert }) => store.setAufwand(tx, p.stelle, wert)),
  );
}

export function setzeVorgeschichte(d: LastDeps, p: Wer, f: Felder, leistungen: readonly string[]): Kurz {
  return eingeschaltet(d, p, (tx) =>
    nimm(liesVorgeschichte(f, leistungen, heuteOf(d)), (v) => store.setVorgeschichte(tx, p.stelle, v)),
  );
}

/** Keeps what was supposed, not what came out of it. */
export function merkeAnnahme(d: LastDeps, p: Wer, titel: string, felder: Felder): Kurz {
  return eingeschaltet(d, p, async (tx) => {
    const name = titel.trim();
    if (name === '') return ablehnen('last.text-fehlt', { feld: 'titel' });
    if (name.length > 200) return ablehnen('last.text-zu-lang', { feld: 'titel' });
    store.addAnnahme(tx, p.stelle, { id: neueId(d), titel: name, felder }, d.protokoll.uhr.jetzt());
    return { ok: true };
  });
}

export function loesche(d: LastDeps, p: Wer, was: Parameters<typeof store.removeEintrag>[2], id: string): Kurz {
  return alsLeitung(d, p, async (tx) =>
    isUuid(id) && (await store.removeEintrag(tx, p.stelle, was, id)) ? { ok: true } : ablehnen('last.unbekannt'),
  );
}
