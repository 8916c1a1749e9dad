import { type Datenbank, dienst } from '../../../base/index.ts';
import { mitarbeitende } from '../../../demo/personen.ts';
import type { Verzeichnis } from '../../../kommunen/index.ts';
import { createSitzung, gibBefugnis, gibRolle, legeMitarbeiterAn } from '../../../konten/index.ts';

/** Enters the demo's staff with roles and appointments. @returns a cookie header for each `sub` */
export async function legePersonalAn(db: Datenbank, v: Verzeichnis): Promise<Map<string, string>> {
  const haus = (ags: string) => v.byAgs(ags)?.id ?? '';
  const ids = new Map<string, string>();
  for (const m of mitarbeitende)
    await db.transaktion(dienst(haus(m.dienststelle), 'Test'), async (tx) => {
      const e = await legeMitarbeiterAn(tx, { ...m, jetzt: db.uhr.jetzt() });
      if (!e.ok) throw new Error(e.grund);
      ids.set(m.sub, e.id);
      for (const r of m.rollen) await gibRolle(tx, { ...r, mitarbeiter: e.id });
    });
  for (const m of mitarbeitende)
    for (const { von, leistung, verfuegung } of m.befugnisse)
      await db.transaktion(dienst(haus(von), 'Test'), (tx) =>
        gibBefugnis(tx, {
          mitarbeiter: ids.get(m.sub) ?? '',
          stelle: haus(m.dienststelle),
          leistung,
          ab: '2020-01-01',
          bis: null,
          verfuegung,
        }),
      );
  const cookies = new Map<string, string>();
  for (const m of mitarbeitende) {
    const { token } = await createSitzung(db, {
      art: 'mitarbeit',
      person: ids.get(m.sub) ?? '',
      stelle: haus(m.dienststelle),
    });
    cookies.set(m.sub, `rv_sitzung=${token}`);
  }
  return cookies;
}
