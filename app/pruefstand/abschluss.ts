import { dienst } from '../base/index.ts';
import { versende } from '../bekanntgabe/index.ts';
import { lock } from '../vorgaenge/index.ts';
import { erledige, type Fall } from './fall.ts';
import type { Haus } from './haus.ts';

const WER = { pseudonym: 'poststelle', role: 'poststelle', loa: null };

/** Plays a Gewerbe case without obstacles (example 01-einfach) with Wurzen's staff to its end, and posts every letter on `tag`. */
export async function schliesseGewerbeAb(
  h: Haus,
  f: Fall,
  person: (sub: string) => Parameters<typeof erledige>[2],
  tag: string,
): Promise<void> {
  await h.leeren();
  for (const [sub, was] of [
    ['k.weber', 'feststellen'],
    ['s.hartig', 'angeordnet'],
  ] as const) {
    const r = await erledige(h, f, person(sub), was);
    if (!r.ok) throw new Error(`${JSON.stringify(r)} ${h.fehler.map(String).join(' ')}`);
    await h.leeren();
  }
  await verschicke(h, f, tag);
}

/** Enters the posting day of every letter that still lies in the post room. */
export async function verschicke(h: Haus, f: Fall, tag: string): Promise<void> {
  const { rows } = await h.t.setup.query<{ id: string }>(
    `select id from bekanntgabe.zustellung where vorgang = $1 and weg = 'brief' and versandt is null`,
    [f.vorgang],
  );
  for (const { id } of rows)
    await h.db.transaktion(dienst(f.koerperschaft, 'Test'), async (tx) => {
      const g = await lock(tx, h.protokoll, f.koerperschaft, f.vorgang);
      if (!g) throw new Error('Der Vorgang fehlt');
      const r = await versende(tx, h.protokoll, g, WER, id, 'poststelle', tag, 'vwvfg');
      if (!r.ok) throw new Error(JSON.stringify(r));
    });
}
