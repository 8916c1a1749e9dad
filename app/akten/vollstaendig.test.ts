import { describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../tools/test/datenbank.ts';
import { dienst, uuidv7 } from '../base/index.ts';
import { LOESCHRAEUME } from '../main/raeume.ts';
import { fuelle } from '../trennung/reihen/fuellen.ts';
import { readTabellen } from '../trennung/reihen/spalten.ts';
import { aktiviereOrte, GEWERBE } from '../trennung/welt.ts';

/** Tables that may name an erased Vorgang, and why. Everything else must be empty of it. */
const DARF_BLEIBEN: Record<string, string> = {
  'register.eintrag': 'Das Register führt seinen Eintrag selbst, unter eigenem Schlüssel und mit eigener Aufbewahrung.',
  'nachweise.ereignis': 'Nur Strom, Nummer, Id und C; Inhalt, Art, Leistung, Zeit und Person sind weg.',
  'nachweise.geloescht': 'Sagt, dass dieser Vorgang gelöscht ist.',
  'nachweise.lesezugriff': 'Das Leseprotokoll hat eine eigene, kurze Aufbewahrung; es nennt nur die Id.',
  'abrechnung.eintrag':
    'Das Konto einer Vereinbarung zählt weiter, was abgerechnet ist: Id, Leistung und Tag der Arbeit, auf beiden Seiten, auch in deren Ereignissen.',
  'ctx.freigabe': 'Der Auslauf einer Vereinbarung nennt nur die Id.',
  'ctx.gehalten': 'Was beim Anhalten vom Auslauf zurückgehalten wird, nennt nur die Id.',
  'konten.konto': 'Das Konto gehört der Person und hängt an keinem Vorgang.',
};

const t = await neueDatenbank();
const o = await aktiviereOrte(t);
const tabellen = await readTabellen(t.setup);
const vorgang = uuidv7(5);
const merkmale = { koerperschaft: o.wurzen, leistung: GEWERBE, vorgang, buerger: uuidv7(6), kanarie: 'KANARIE' };
const relevant = tabellen.filter(
  (x) =>
    x.klasse === 'vorgang' ||
    x.klasse === 'person' ||
    x.spalten.some((s) => /^vorg(ang|aenge)$|^bezug$|^abgesendet$|^auslauf$/.test(s.name)) ||
    // its `quelle` is the Vorgang that was counted
    x.name === 'abrechnung.eintrag',
);

describe('Eine Löschung', async () => {
  await fuelle(
    t.setup,
    tabellen.filter((x) => x.klasse !== 'global'),
    merkmale,
  );
  // what a generated row cannot know: columns of another name that mean the Vorgang
  await t.setup.query('update eingang.entwurf set abgesendet = $1', [vorgang]);
  await t.setup.query('update base.auftrag set bezug = $1', [vorgang]);
  await t.setup.query('update abrechnung.eintrag set quelle = $1', [vorgang]);
  await t.setup.query('update ctx.freigabe set auslauf = array[$1::uuid]', [vorgang]);
  await t.setup.query('update ctx.gehalten set auslauf = array[$1::uuid]', [vorgang]);
  await t.setup.query('update nachweise.lesezugriff set vorgaenge = array[$1::uuid]', [vorgang]);
  await t.setup.query('update vorgaenge.oertliche_sicht set zustaendig = $1', [o.wurzen]);
  await t.setup.query('delete from nachweise.geloescht');
  const zeilen = async (name: string, wort: string) =>
    Number(
      (await t.setup.query(`select count(*) as n from ${name} x where x::text like '%' || $1 || '%'`, [wort])).rows[0]
        ?.n,
    );
  const vorher = new Map<string, number>();
  for (const { name } of relevant) vorher.set(name, await zeilen(name, vorgang));
  await t.als('app').transaktion(dienst(o.wurzen, 'Test'), async (tx) => {
    for (const raum of LOESCHRAEUME)
      await tx.zeilen(`select * from ${raum}.loesche_vorgang($1, $2, now())`, [o.wurzen, vorgang]);
  });

  it('betrifft wirklich etwas: jede Tabelle nannte den Vorgang vorher', () => {
    const leer = [...vorher].filter(
      ([name, n]) => n === 0 && name !== 'konten.konto' && name !== 'nachweise.geloescht',
    );
    expect(leer).toEqual([]);
  });

  it.each(relevant.map((x) => x.name))('leert %s, oder es steht da, warum nicht', async (name) => {
    if (DARF_BLEIBEN[name]) return expect(DARF_BLEIBEN[name]).toMatch(/\.$/);
    expect(await zeilen(name, vorgang)).toBe(0);
  });

  it('lässt von den Ereignissen keinen Text und keine Person', async () => {
    expect(await zeilen('nachweise.ereignis', 'KANARIE')).toBe(0);
    expect(await zeilen('nachweise.ereignis', merkmale.buerger)).toBe(0);
  });

  it('führt keine Ausnahme, die es nicht gibt', () => {
    const namen = new Set(relevant.map((x) => x.name));
    expect(Object.keys(DARF_BLEIBEN).filter((n) => !namen.has(n))).toEqual([]);
  });
});
