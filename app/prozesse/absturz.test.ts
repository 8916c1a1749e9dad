import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { type Datenbank, dienst, stellbareUhr } from '../base/index.ts';
import { artenVon, aufgabeVon, erledige, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../pruefstand/haus.ts';
import { createSterblich, Tod } from '../pruefstand/sterblich.ts';
import type { Person } from './index.ts';

// Every use case dies at its n-th step, n = 1, 2, 3 … until it lives to its end; the next process goes on, and nothing is lost or doubled.
const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-20T10:00:00+01:00'));
const alle: ReturnType<typeof createSterblich>[] = [];
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  h = await baueHaus(t, {
    uhr,
    umhuelle: (db: Datenbank) => {
      const s = createSterblich(db);
      alle.push(s);
      return s;
    },
  });
  person = await legePersonalAn(h);
});

const TABELLEN = [
  'register.eintrag',
  'dokumente.dokument',
  'bekanntgabe.zustellung',
  'vorgaenge.aufgabe',
  'prozesse.instanz',
  'prozesse.zeitgeber',
  'prozesse.vorfall',
  'zahlungen.forderung',
];

/** All that a case has: its events, the rows of every room, jobs, and where its process stands. */
async function bild(f: Fall) {
  const zeilen = new Map<string, number>();
  for (const name of TABELLEN)
    zeilen.set(name, (await t.setup.query(`select 1 from ${name} where vorgang = $1`, [f.vorgang])).rowCount ?? 0);
  const auftraege = (await t.setup.query('select art from base.auftrag where bezug = $1 order by art', [f.vorgang]))
    .rows;
  const g = await readFall(h, f);
  const zustand = await h.db.transaktion(dienst(f.koerperschaft, 'Test'), (tx) =>
    h.aufgaben.laufzeit.readZustand(tx, g),
  );
  return {
    arten: await artenVon(h, f),
    zeilen: [...zeilen],
    auftraege,
    aufgabe: await aufgabeVon(h, f),
    token: zustand?.token,
    weg: zustand?.weg,
    fertig: zustand?.fertig,
  };
}

/** The next process: leases of the dead one have run out, and it works until nothing is due. */
async function weiter(): Promise<void> {
  for (const table of ['base.auftrag', 'prozesse.zeitgeber'])
    await t.setup.query(`update ${table} set lease_bis = now() - interval '1 second' where lease_bis is not null`);
  await h.leeren();
}

interface Fallstudie {
  vorbereiten(): Promise<Fall>;
  /** what may die; called again by the next process, as a person or the queue does it */
  tue(f: Fall): Promise<void>;
}

async function stirbUeberall({ vorbereiten, tue }: Fallstudie): Promise<number> {
  const heil = await vorbereiten();
  await tue(heil);
  const soll = await bild(heil);
  for (let n = 1; ; n++) {
    const f = await vorbereiten();
    for (const s of alle) s.stirb(n);
    const tot = await tue(f).then(
      () => false,
      (fehler: unknown) => {
        if (!(fehler instanceof Tod)) throw fehler;
        return true;
      },
    );
    const gestorben = alle.map((s) => s.lebe()).some(Boolean);
    await weiter();
    if (gestorben) {
      await tue(f);
      await weiter();
    }
    expect(await bild(f), `gestorben am ${n}. Schritt`).toEqual(soll);
    if (!gestorben && !tot) return n - 1;
  }
}

const leeren = () => h.leeren();
const neu = (name: string) => reicheBeispielEin(h, 'thallwitz', GEWERBE, name);
/** A person tries again after a lost answer: done already is as good. */
async function sicher(
  f: Fall,
  sub: string,
  was: string,
  element: string,
  werte: Parameters<typeof erledige>[4] = null,
) {
  if ((await aufgabeVon(h, f))?.element !== element) return;
  const r = await erledige(h, f, person(sub), was, werte);
  if (!r.ok) throw new Error(JSON.stringify(r));
}

describe('Ein Absturz nach jedem einzelnen Schritt verliert und verdoppelt nichts', () => {
  it('vom Eingang über Register und Bescheinigung bis zur ersten Aufgabe', { timeout: 170_000 }, async () => {
    expect(await stirbUeberall({ vorbereiten: () => neu('01-einfach'), tue: leeren })).toBeGreaterThan(40);
  });

  it('von der Feststellung über die Anordnung bis zum Abschluss', { timeout: 170_000 }, async () => {
    const n = await stirbUeberall({
      async vorbereiten() {
        const f = await neu('01-einfach');
        await leeren();
        return f;
      },
      async tue(f) {
        await sicher(f, 'k.weber', 'feststellen', 'Aufgabe_feststellung');
        await sicher(f, 's.hartig', 'angeordnet', 'Aufgabe_anordnung');
        await leeren();
      },
    });
    expect(n).toBeGreaterThan(40);
  });

  it('bei einem Zeitgeber, der fällig wird', { timeout: 170_000 }, async () => {
    const n = await stirbUeberall({
      async vorbereiten() {
        const f = await neu('08-wiedervorlage');
        await leeren();
        await erledige(h, f, person('k.weber'), 'nachfordern', { was: 'Ausweis', warum: 'Wir müssen ihn sehen.' });
        await leeren();
        uhr.stelle(uhr.jetzt() + 15 * 86_400_000);
        return f;
      },
      tue: leeren,
    });
    expect(n).toBeGreaterThan(5);
  });
});
