import { addDays, localDateOf } from '@rathausverbund/fristen';
import { beforeAll, describe, expect, it } from 'vitest';
import { neueDatenbank } from '../../../tools/test/datenbank.ts';
import { type Kontext, stellbareUhr } from '../../base/index.ts';
import type { Person } from '../../prozesse/index.ts';
import { artenVon, erledige, type Fall, GEWERBE, readFall, reicheBeispielEin } from '../../pruefstand/fall.ts';
import { baueHaus, type Haus, legePersonalAn } from '../../pruefstand/haus.ts';
import * as last from '../index.ts';
import { readUebersicht, readVorschlaege } from './index.ts';
import { wochennameMitJahr } from './wochen.ts';

const t = await neueDatenbank();
const uhr = stellbareUhr(Date.parse('2026-03-10T10:00:00Z'));
const HEUTE = localDateOf(uhr.jetzt(), 'Europe/Berlin');
let h: Haus;
let person: (sub: string) => Person;

beforeAll(async () => {
  h = await baueHaus(t, { uhr });
  person = await legePersonalAn(h);
});

const d = () => ({ db: h.db, protokoll: h.protokoll });
const lesend = (p: Person): Kontext => ({
  art: 'mitarbeit',
  person: p.person,
  stelle: p.stelle,
  handelndFuer: null,
  grundlage: null,
});
const uebersicht = (sub: string) =>
  h.db.transaktion(lesend(person(sub)), (tx) => readUebersicht(tx, person(sub).stelle, HEUTE));
const einrichtung = (sub: string) =>
  h.db.transaktion(lesend(person(sub)), (tx) => last.readEinrichtung(tx, person(sub).stelle));
const DV = { titel: 'Dienstvereinbarung Last', geschlossen: '2026-01-15', ab: '2026-02-01', letzter: '' };
const anzahl = async (tabelle: string) =>
  Number((await t.setup.query<{ n: string }>(`select count(*) as n from steuerung.${tabelle}`)).rows[0]?.n);
const ereignisse = async (haus: string) =>
  (
    await t.setup.query<{ kind: string }>(
      `select kind from nachweise.ereignis where koerperschaft = $1 and strom_art = 'koerperschaft' order by n`,
      [haus],
    )
  ).rows.map((r) => r.kind);

describe('Ohne Dienstvereinbarung', () => {
  it('wird nichts gerechnet, nichts vorgeschlagen und nichts über Stellen gespeichert', async () => {
    const p = person('s.hartig');
    expect(await uebersicht('s.hartig')).toBeUndefined();
    const kraft = { stelle: p.stelle, rollen: [{ rolle: 'leitung' as const, leistung: '*' }] };
    expect(await h.db.transaktion(lesend(p), (tx) => readVorschlaege(tx, d(), kraft, HEUTE))).toBeUndefined();
    const nein = { ok: false, grund: 'last.nicht-eingeschaltet' };
    const team = { name: 'Ordnung', [`leistung.${GEWERBE}`]: 'ja' };
    expect(await last.legeTeamAn(d(), p, team, [GEWERBE])).toEqual(nein);
    expect(await last.trageAbwesenheitEin(d(), p, {})).toEqual(nein);
    expect(await last.merkeAnnahme(d(), p, 'x', {})).toEqual(nein);
    expect(await h.db.transaktion(lesend(p), (tx) => last.probiere(tx, h.verzeichnis, p.stelle, HEUTE, {}))).toEqual(
      nein,
    );
    expect(await anzahl('team')).toBe(0);
  });

  it('trägt sie nur die Leitung ein, und das steht im Protokoll des Hauses', async () => {
    for (const sub of ['k.weber', 'b.kuehnast', 'a.fichtner'])
      expect(await last.trageVereinbarungEin(d(), person(sub), DV)).toEqual({
        ok: false,
        grund: 'last.nicht-berechtigt',
      });
    expect(await last.trageVereinbarungEin(d(), person('s.hartig'), { ...DV, ab: '2026-01-01' })).toMatchObject({
      grund: 'last.vor-abschluss',
    });
    expect(await anzahl('dienstvereinbarung')).toBe(0);
    expect(await last.trageVereinbarungEin(d(), person('s.hartig'), DV)).toEqual({ ok: true });
    expect(await ereignisse(h.ort.wurzen)).toContain('dienstvereinbarung.eingetragen');
    expect(await uebersicht('s.hartig')).toMatchObject({ teams: [], haus: null });
  });

  it('bleibt jedes andere Haus aus: eingeschaltet wird je Dienststelle', async () => {
    expect(await uebersicht('c.seifert')).toBeUndefined();
    expect(await uebersicht('f.naumann')).toBeUndefined();
  });
});

describe('Teams, Stellen und Abwesenheiten', () => {
  let ids: string[] = [];
  it('trägt die Leitung ein; zwei Abwesenheiten überschneiden sich nicht, auch wenn beide zugleich kommen', async () => {
    const p = person('s.hartig');
    expect(await last.legeTeamAn(d(), p, { name: 'Ordnung', [`leistung.${GEWERBE}`]: 'ja' }, [GEWERBE])).toEqual({
      ok: true,
    });
    const { teams } = await h.db.transaktion(lesend(p), (tx) => last.readSchalter(tx, HEUTE));
    for (const [i, sub] of ['k.weber', 'j.roessler', 's.hartig', 'd.lorenz', 'p.zschoche'].entries())
      expect(
        await last.legePlanstelleAn(d(), p, {
          bezeichnung: `Stelle ${i}`,
          team: teams[0]?.id ?? '',
          stunden: '10',
          ab: '2026-02-01',
          mitarbeiter: person(sub).person,
        }),
      ).toEqual({ ok: true });
    ids = (await einrichtung('s.hartig')).planstellen.map((s) => s.id);
    const weg = { planstelle: ids[4] ?? '', ab: '2026-03-16', letzter: '2026-03-20' };
    const beide = await Promise.all([last.trageAbwesenheitEin(d(), p, weg), last.trageAbwesenheitEin(d(), p, weg)]);
    expect(beide.map((e) => e.ok).sort()).toEqual([false, true]);
    expect(await anzahl('abwesenheit')).toBe(1);
  });

  it('nennen keinen Grund: die Tabelle hat dafür keine Spalte, und kein Ereignis spricht von Abwesenheit', async () => {
    const { rows } = await t.setup.query<{ n: string }>(
      `select string_agg(column_name, ' ' order by ordinal_position) as n from information_schema.columns where table_schema = 'steuerung' and table_name = 'abwesenheit'`,
    );
    expect(rows[0]?.n).toBe('koerperschaft id planstelle ab bis');
    expect((await ereignisse(h.ort.wurzen)).filter((k) => k.includes('abwesen'))).toEqual([]);
  });

  it('sieht kein anderes Haus, auch nicht, wenn es im Namen des Hauses handelt', async () => {
    const augustusburg = { ...lesend(person('m.uhlig')), handelndFuer: h.ort.wurzen };
    for (const tabelle of [
      'dienstvereinbarung',
      'team',
      'planstelle',
      'abwesenheit',
      'aufwand',
      'vorgeschichte',
      'annahme',
    ])
      expect(await h.db.lesen(augustusburg, `select 1 from steuerung.${tabelle}`)).toEqual([]);
    expect(await h.db.lesen(lesend(person('s.hartig')), 'select 1 from steuerung.planstelle')).toHaveLength(5);
    // nor may its leader take something out
    expect(await last.loesche(d(), person('f.naumann'), 'planstelle', ids[0] ?? '')).toEqual({
      ok: false,
      grund: 'last.unbekannt',
    });
  });

  it('verlassen als Summen den Raum: fünf Personen sind zu sehen, vier nicht mehr', async () => {
    const u = await uebersicht('s.hartig');
    // the second week is as full as any: who alone is away is in no figure
    expect(u?.teams[0]?.wochen.map((w) => w.verfuegbar).slice(0, 2)).toEqual([5 * 600 * 0.8, 5 * 600]);
    expect(u?.haus?.wochen.map((w) => w.verfuegbar)).toEqual(u?.teams[0]?.wochen.map((w) => w.verfuegbar));
    expect(await last.loesche(d(), person('s.hartig'), 'planstelle', ids[3] ?? '')).toEqual({ ok: true });
    const ohne = await uebersicht('s.hartig');
    expect(ohne?.haus).toBeNull();
    expect(ohne?.teams[0]?.wochen).toEqual([]);
    const p = person('s.hartig');
    const team = { team: ohne?.teams[0]?.id ?? '', stunden: '5', wochen: '3' };
    const probe = (f: last.Felder) =>
      h.db.transaktion(lesend(p), (tx) => last.probiere(tx, h.verzeichnis, p.stelle, HEUTE, f));
    expect(await probe(team)).toMatchObject({ ok: false, grund: 'last.zu-wenig-personen' });
    expect(await probe({ ...team, team: 'haus' })).toMatchObject({ ok: false, grund: 'last.zu-wenig-personen' });
    const neu = (bezeichnung: string, mitarbeiter: string) =>
      last.legePlanstelleAn(d(), p, { bezeichnung, team: team.team, stunden: '10', ab: '2026-02-01', mitarbeiter });
    // a post without a name is nobody
    expect(await neu('Ohne Namen', '')).toEqual({ ok: true });
    expect(await probe(team)).toMatchObject({ ok: false, grund: 'last.zu-wenig-personen' });
    const leere = (await einrichtung('s.hartig')).planstellen.find((s) => s.mitarbeiter === null);
    expect(await last.loesche(d(), p, 'planstelle', leere?.id ?? '')).toEqual({ ok: true });
    expect(await neu('Neu', person('d.lorenz').person)).toEqual({ ok: true });
    expect(await probe(team)).toMatchObject({ ok: true });
  });

  it('sagen in einem Haus mit zwei Menschen nichts, auch nicht mit vier winzigen Stellen daneben', async () => {
    const p = person('f.naumann');
    expect(await last.trageVereinbarungEin(d(), p, DV)).toEqual({ ok: true });
    expect(await last.legeTeamAn(d(), p, { name: 'Amt', [`leistung.${GEWERBE}`]: 'ja' }, [GEWERBE])).toEqual({
      ok: true,
    });
    const { teams } = await h.db.transaktion(lesend(p), (tx) => last.readSchalter(tx, HEUTE));
    const stelle = (bezeichnung: string, stunden: string, mitarbeiter = '') => ({
      bezeichnung,
      stunden,
      mitarbeiter,
      team: teams[0]?.id ?? '',
      ab: '2026-02-01',
    });
    expect(await last.legePlanstelleAn(d(), p, stelle('P0', '39', person('y.barthel').person))).toEqual({ ok: true });
    for (const nr of [1, 2, 3, 4])
      expect(await last.legePlanstelleAn(d(), p, stelle(`P${nr}`, '0,1'))).toEqual({ ok: true });
    expect(await uebersicht('f.naumann')).toMatchObject({ haus: null, teams: [{ name: 'Amt', wochen: [] }] });
    const schalter = await h.db.transaktion(lesend(p), (tx) => last.readSchalter(tx, HEUTE));
    expect(await last.beendeVereinbarung(d(), p, schalter.gilt?.id ?? '')).toEqual({ ok: true });
  });

  it('nennen die Vertretung nur neben der Abwesenheit selbst', async () =>
    expect((await einrichtung('s.hartig')).abwesenheiten).toMatchObject([{ vertretung: 'fehlt' }]));
});

describe('Die Vorhersage eines Hauses', () => {
  it('sagt ohne Geschichte, dass sie nichts sagt, und rechnet mit eingetragenen Zahlen', async () => {
    await reicheBeispielEin(h, 'thallwitz', GEWERBE, '01-einfach');
    const p = person('s.hartig');
    expect((await uebersicht('s.hartig'))?.leistungen).toMatchObject([
      { leistung: GEWERBE, offen: 1, minuten: 45, prognose: { ok: false, grund: 'zu-kurz' } },
    ]);
    const wochen = Array.from(
      { length: 40 },
      (_, i) => `${wochennameMitJahr(addDays(HEUTE, -7 * (i + 1)))}; ${3 + (i % 3)}`,
    );
    const f = { leistung: GEWERBE, quelle: 'Eingangsbuch', wochen: wochen.join('\n') };
    expect(await last.setzeVorgeschichte(d(), p, f, [GEWERBE])).toEqual({ ok: true });
    // what the agreements say goes before what the house has guessed
    const aufwand = { leistung: GEWERBE, minuten: '90', ab: '2026-01-01', grund: 'geschätzt' };
    expect(await last.setzeAufwand(d(), p, aufwand, [GEWERBE])).toEqual({ ok: true });
    const u = await uebersicht('s.hartig');
    expect(u?.leistungen).toMatchObject([{ minuten: 45, prognose: { ok: true, geschichte: { wochen: 40 } } }]);
    const woche = u?.teams[0]?.wochen[4];
    expect(woche?.arbeit.erwartet).toBeGreaterThan(120);
    expect(woche?.arbeit.erwartet).toBeLessThan(240);
  });
});

describe('Der Aufwand einer Leistung', () => {
  it('ohne vereinbarte Klassen ist, was das Haus geschätzt hat', async () => {
    const p = person('s.hartig');
    const POST = 'posteingang';
    expect(await last.legeTeamAn(d(), p, { name: 'Post', [`leistung.${POST}`]: 'ja' }, [POST])).toEqual({ ok: true });
    const minuten = async () => (await uebersicht('s.hartig'))?.leistungen.find((l) => l.leistung === POST)?.minuten;
    expect(await minuten()).toBeNull();
    const aufwand = { leistung: POST, minuten: '12', ab: '2026-01-01', grund: 'geschätzt' };
    expect(await last.setzeAufwand(d(), p, aufwand, [POST])).toEqual({ ok: true });
    expect(await minuten()).toBe(12);
    const post = (await uebersicht('s.hartig'))?.teams.find((x) => x.name === 'Post');
    expect(await last.loesche(d(), p, 'team', post?.id ?? '')).toEqual({ ok: true });
  });
});

describe('Eine Zuteilung', () => {
  let f: Fall;
  const vorschlaege = async () => {
    const p = person('s.hartig');
    const kraft = { stelle: p.stelle, rollen: [{ rolle: 'leitung' as const, leistung: '*' }] };
    const e = await h.db.transaktion(lesend(p), (tx) => readVorschlaege(tx, d(), kraft, HEUTE));
    return e?.faelle.find((x) => x.zeile.id === f.vorgang);
  };
  const zeile = async () =>
    (await t.setup.query('select zugeteilt, befangen, abgelehnt from vorgaenge.vorgang where id = $1', [f.vorgang]))
      .rows[0];

  it('wird vorgeschlagen, nie von selbst getroffen, und ist ein Ereignis mit ihrem Grund', async () => {
    f = await reicheBeispielEin(h, 'thallwitz', GEWERBE, '04-bewachung');
    await h.leeren();
    const v = await vorschlaege();
    expect(v).toMatchObject({ warum: 'ohne', auch: h.ort.thallwitz, team: { name: 'Ordnung' } });
    expect(v?.vorschlaege.map((x) => x.name).sort()).toEqual(['Jonas Rößler', 'Katrin Weber']);
    expect(await zeile()).toEqual({ zugeteilt: null, befangen: [], abgelehnt: [] });
    const weber = person('k.weber').person;
    for (const sub of ['k.weber', 'f.naumann', 'c.seifert', 'b.kuehnast'])
      expect((await last.teileZu(h.aufgaben, person(sub), f.vorgang, weber)).ok).toBe(false);
    expect(await last.teileZu(h.aufgaben, person('s.hartig'), f.vorgang, person('m.uhlig').person)).toMatchObject({
      grund: 'zuteilung.unpassend',
    });
    expect(await last.teileZu(h.aufgaben, person('s.hartig'), f.vorgang, weber)).toEqual({ ok: true });
    expect(await zeile()).toMatchObject({ zugeteilt: weber });
    expect((await readFall(h, f)).vorgang.zugeteilt).toBe(weber);
    expect(await artenVon(h, f)).toContain('vorgang.zugeteilt');
    expect(await last.teileZu(h.aufgaben, person('s.hartig'), f.vorgang, weber)).toMatchObject({
      grund: 'zuteilung.schon',
    });
  });

  it('schlägt, wer abgelehnt wurde, nicht wieder vor', async () => {
    const roessler = person('j.roessler').person;
    expect(await last.lehneVorschlagAb(h.aufgaben, person('s.hartig'), f.vorgang, roessler)).toEqual({ ok: true });
    expect((await vorschlaege())?.vorschlaege.map((x) => x.person) ?? []).not.toContain(roessler);
    expect(await zeile()).toMatchObject({ abgelehnt: [roessler] });
  });

  it('endet mit der Erklärung, befangen zu sein: danach nie vorgeschlagen, nie zugeteilt, keine Aufgabe mehr', async () => {
    const weber = person('k.weber');
    expect(await last.erklaereBefangen(h.aufgaben, person('d.lorenz'), f.vorgang)).toMatchObject({
      grund: 'vorgang.unbekannt',
    });
    expect(await last.erklaereBefangen(h.aufgaben, person('h.reichelt'), f.vorgang)).toMatchObject({
      grund: 'vorgang.unbekannt',
    });
    expect(await last.erklaereBefangen(h.aufgaben, weber, f.vorgang)).toEqual({ ok: true });
    expect(await zeile()).toMatchObject({ zugeteilt: null, befangen: [weber.person] });
    const v = await vorschlaege();
    expect(v?.vorschlaege).toEqual([]);
    expect(v?.moegliche.map((m) => m.id)).toEqual([person('j.roessler').person]);
    expect(await last.teileZu(h.aufgaben, person('s.hartig'), f.vorgang, weber.person)).toMatchObject({
      grund: 'zuteilung.befangen',
    });
    expect(await erledige(h, f, weber, 'bescheinigen', { erlaubnis: 'nicht-noetig' })).toMatchObject({
      ok: false,
      grund: 'aufgabe.nicht-berechtigt',
    });
    expect(await last.erklaereBefangen(h.aufgaben, weber, f.vorgang)).toMatchObject({ grund: 'befangenheit.schon' });
  });
});

describe('Eine Annahme', () => {
  it('wird nur auf Wunsch gemerkt, und nur die Angaben', async () => {
    const p = person('s.hartig');
    const u = await uebersicht('s.hartig');
    const felder = { team: u?.teams[0]?.id ?? '', stunden: '19,5', wochen: '6', ab: '' };
    const e = await h.db.transaktion(lesend(p), (tx) => last.probiere(tx, h.verzeichnis, p.stelle, HEUTE, felder));
    if (!e.ok) throw new Error(e.grund);
    expect(e.probe.wochen.map((w) => w.heute.verfuegbar - w.dann.verfuegbar).slice(0, 8)).toEqual([
      936, 1170, 1170, 936, 936, 1170, 0, 0,
    ]);
    expect(await anzahl('annahme')).toBe(0);
    expect(await last.merkeAnnahme(d(), p, ' ', felder)).toMatchObject({ grund: 'last.text-fehlt' });
    expect(await last.merkeAnnahme(d(), p, 'Halbe Stelle', felder)).toEqual({ ok: true });
    expect((await einrichtung('s.hartig')).annahmen).toMatchObject([{ titel: 'Halbe Stelle', felder }]);
  });

  it('über einen Beitritt braucht zwei Orte mit acht Wochen und einen Ort, der neu ist', async () => {
    const p = person('s.hartig');
    const u = await uebersicht('s.hartig');
    const mit = (kommune: string) => ({ team: u?.teams[0]?.id ?? '', kommune, leistung: GEWERBE });
    const probe = (f: last.Felder) =>
      h.db.transaktion(lesend(p), (tx) => last.probiere(tx, h.verzeichnis, p.stelle, HEUTE, f));
    expect(await probe(mit('14729030'))).toMatchObject({ grund: 'last.kein-vergleich' });
    expect(await probe(mit('99999999'))).toMatchObject({ grund: 'last.ort-unbekannt' });
    expect(await probe({ ...mit('14729030'), leistung: 'posteingang' })).toMatchObject({
      grund: 'last.leistung-unbekannt',
    });
    for (const stunden of ['-5', 'viel', '61'])
      expect(await probe({ team: u?.teams[0]?.id ?? '', stunden, wochen: '3' })).toMatchObject({
        angaben: { feld: 'stunden' },
      });
    expect(await probe({ team: u?.teams[0]?.id ?? '', stunden: '5', wochen: '13' })).toMatchObject({
      grund: 'last.wochen-ungueltig',
    });
    expect(await probe({ team: u?.teams[0]?.id ?? '' })).toMatchObject({ grund: 'last.annahme-ungueltig' });
  });
});

describe('Das Ende der Dienstvereinbarung', () => {
  it('schaltet sofort aus und löscht die Abwesenheiten', async () => {
    const p = person('s.hartig');
    const { gilt } = await h.db.transaktion(lesend(p), (tx) => last.readSchalter(tx, HEUTE));
    expect(await last.beendeVereinbarung(d(), person('k.weber'), gilt?.id ?? '')).toMatchObject({
      grund: 'last.nicht-berechtigt',
    });
    expect(await last.beendeVereinbarung(d(), p, gilt?.id ?? '')).toEqual({ ok: true });
    expect(await uebersicht('s.hartig')).toBeUndefined();
    expect(await anzahl('abwesenheit')).toBe(0);
    expect((await ereignisse(h.ort.wurzen)).at(-1)).toBe('dienstvereinbarung.beendet');
    expect(await last.beendeVereinbarung(d(), p, gilt?.id ?? '')).toMatchObject({ grund: 'last.unbekannt' });
    expect(
      await last.teileZu(h.aufgaben, p, (await reicheBeispielEin(h, 'wurzen', GEWERBE, '01-einfach')).vorgang, null),
    ).toMatchObject({
      grund: 'last.nicht-eingeschaltet',
    });
  });
});
