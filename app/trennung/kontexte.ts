import type pg from 'pg';
import type { Kontext } from '../base/index.ts';
import { anonym, GEWERBE, imDienst, mitarbeit, type Orte, person, pidOf, signiere, signiereFalsch } from './welt.ts';

/** What somebody may, stated as facts of the world, not as the policies' conditions. */
export interface Darf {
  /** bodies whose rows are his own */
  eigene: string[];
  /** `body/Leistung` opened by an agreement in force */
  dient: string[];
  /** Vorgaenge left to him by a run-off rule */
  auslauf: string[];
  /** body in whose name he writes */
  schreibtFuer: string | null;
  buerger: string | null;
}

const NICHTS: Darf = { eigene: [], dient: [], auslauf: [], schreibtFuer: null, buerger: null };

export interface Fall {
  name: string;
  /** puts the context into the running transaction of `client` */
  setze(client: pg.Client): Promise<void>;
  darf: Darf;
}

export interface Personen {
  eigene: string;
  fremde: string;
}

const marke = (client: pg.Client, text: string) =>
  client.query("select set_config('rv.ctx', $1, true)", [text]).then(() => undefined);

function echt(name: string, kontext: Kontext, darf: Partial<Darf>): Fall {
  return { name, setze: (c) => marke(c, signiere(kontext, pidOf(c), Date.now())), darf: { ...NICHTS, ...darf } };
}

function falsch(name: string, setze: (client: pg.Client, gut: string) => Promise<unknown>, kontext: Kontext): Fall {
  return { name, setze: async (c) => void (await setze(c, signiere(kontext, pidOf(c), Date.now()))), darf: NICHTS };
}

/**
 * The contexts of the matrix. Agreements: Thallwitz → Wurzen (Gewerbe, in force) · Bennewitz → Wurzen (Gewerbe, approval pending) ·
 * Thallwitz → Augustusburg (Hund, ended, `auslauf` named) · Bennewitz → Augustusburg (Hund, ended) · Thallwitz → Lossatal (Hund,
 * ended, its run-off over, too).
 */
export function kontexte(o: Orte, auslauf: string, p: Personen): Fall[] {
  const eigen = mitarbeit(o.thallwitz);
  const dient = [`${o.thallwitz}/${GEWERBE}`];
  return [
    echt('eigenes Haus', eigen, { eigene: [o.thallwitz], schreibtFuer: o.thallwitz }),
    echt('eigenes Haus, nur lesend', mitarbeit(o.thallwitz, null), { eigene: [o.thallwitz] }),
    echt('eigenes Haus im Dienst', imDienst(o.thallwitz), { eigene: [o.thallwitz], schreibtFuer: o.thallwitz }),
    echt('Vereinbarung in Kraft', mitarbeit(o.wurzen, o.thallwitz), {
      eigene: [o.wurzen],
      dient,
      schreibtFuer: o.thallwitz,
    }),
    echt('Vereinbarung in Kraft, nur lesend', mitarbeit(o.wurzen, null), { eigene: [o.wurzen], dient }),
    echt('Vereinbarung in Kraft, für das eigene Haus', mitarbeit(o.wurzen), {
      eigene: [o.wurzen],
      dient,
      schreibtFuer: o.wurzen,
    }),
    echt('Genehmigung offen', mitarbeit(o.wurzen, o.bennewitz), { eigene: [o.wurzen], dient }),
    echt('Vereinbarung beendet', mitarbeit(o.augustusburg, o.bennewitz), {
      eigene: [o.augustusburg],
      auslauf: [auslauf],
    }),
    echt('Auslauf', mitarbeit(o.augustusburg, o.thallwitz), {
      eigene: [o.augustusburg],
      auslauf: [auslauf],
      schreibtFuer: o.thallwitz,
    }),
    echt('Auslauf abgelaufen', mitarbeit(o.lossatal, o.thallwitz), { eigene: [o.lossatal] }),
    echt('anderes Haus', mitarbeit(o.bennewitz), { eigene: [o.bennewitz], schreibtFuer: o.bennewitz }),
    echt('anderes Haus, das sich für dieses ausgibt', mitarbeit(o.bennewitz, o.thallwitz), { eigene: [o.bennewitz] }),
    echt('Bürgerin', person(p.eigene), { buerger: p.eigene }),
    echt('fremde Bürgerin', person(p.fremde), { buerger: p.fremde }),
    echt('Entwurf ohne Konto', anonym(p.eigene), { buerger: p.eigene }),
    echt(
      'Bürgerin, die sich ein Haus gibt',
      { ...person(p.eigene), stelle: o.thallwitz, handelndFuer: o.thallwitz },
      { buerger: p.eigene },
    ),
    falsch('niemand', async () => undefined, eigen),
    falsch('leere Marke', (c) => marke(c, ''), eigen),
    falsch(
      'öffentlich',
      (c) => marke(c, signiere({ ...eigen, art: 'anonym', person: null }, pidOf(c), Date.now())),
      eigen,
    ),
    falsch('Unsinn', (c) => marke(c, '(mitarbeit,,,)'), eigen),
    falsch('Marke ohne Unterschrift', (c, gut) => marke(c, gut.slice(64)), eigen),
    falsch('veränderte Marke', (c, gut) => marke(c, gut.replace(o.thallwitz, o.bennewitz)), mitarbeit(o.thallwitz)),
    falsch('Marke einer anderen Verbindung', (c) => marke(c, signiere(eigen, pidOf(c) + 1, Date.now())), eigen),
    falsch('abgelaufene Marke', (c) => marke(c, signiere(eigen, pidOf(c), Date.now() - 121_000)), eigen),
    falsch('Marke mit falschem Schlüssel', (c) => marke(c, signiereFalsch(eigen, pidOf(c), Date.now())), eigen),
    falsch(
      'SET LOCAL nach dem COMMIT',
      async (c, gut) => {
        await marke(c, gut);
        await c.query('commit; begin');
      },
      eigen,
    ),
    falsch(
      'SET einer früheren Anfrage unter neuer Marke',
      async (c, gut) => {
        await c.query("select set_config('rv.ctx', $1, false)", [gut]);
        await c.query('commit; begin');
        await marke(c, signiere({ ...eigen, art: 'anonym', person: null }, pidOf(c), Date.now()));
      },
      eigen,
    ),
  ];
}
