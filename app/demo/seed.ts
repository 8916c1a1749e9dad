import { addDays, localDateOf } from '@rathausverbund/fristen';
import { dienst, type Kontext, uuidv7 } from '../base/index.ts';
import { readZustellungen, rufeAb, versende } from '../bekanntgabe/index.ts';
import { reicheEin } from '../eingang/index.ts';
import { setzeAuftritt, setzeSatz } from '../kommunen/index.ts';
import { gibBefugnis, gibRolle, legeMitarbeiterAn, meldeBuergerAn } from '../konten/index.ts';
import { eroeffneProtokoll } from '../nachweise/index.ts';
import { arbeitskontext, erledigeAufgabe, type Person, trageWiderspruchEin } from '../prozesse/index.ts';
import { gehe } from '../vereinbarungen/index.ts';
import { lock, readAufgaben } from '../vorgaenge/index.ts';
import { rechneMonatAb } from './abrechnen.ts';
import { at, beginnOf } from './beginn.ts';
import type { SeedDeps } from './deps.ts';
import { type Fall, faelle } from './faelle.ts';
import { seedLast } from './last.ts';
import { type DemoBuerger, mitarbeitende, ORTE } from './personen.ts';
import { trageRechnungsangabenEin } from './rechnungsangaben.ts';
import { steuere } from './steuern.ts';
import { vereinbare } from './vereinbaren.ts';
import { DEMO_ORTE } from './welt.ts';

/**
 * Fills a demo: town halls, people, agreements, and sixty Vorgaenge played by the ordinary actions at past times.
 * @param bestand false: only the world, no Vorgaenge
 */
export async function seed(d: SeedDeps, jetzt: number, bestand: boolean): Promise<void> {
  const heute = localDateOf(jetzt, 'Europe/Berlin');
  const anfang = addDays(heute, -150);
  d.uhr.stelle(at(anfang, '08:00'));
  const id = (ort: keyof typeof ORTE) => d.verzeichnis.byAgs(ORTE[ort])?.id ?? '';
  await seedHaeuser(d);
  const personen = await seedPersonal(d, anfang);
  const jahr = Number(heute.slice(0, 4));
  // the pending approval was asked for in the last September that is over
  const offenSeit = heute.slice(5) > '10-05' ? jahr : jahr - 1;
  const ende = await vereinbare(d.db, d.protokoll, id, jahr, offenSeit);
  if (bestand) await seedVorgaenge(d, personen, jetzt, ende);
  d.uhr.stelle(jetzt);
  await trageRechnungsangabenEin(d, personen);
  await rechneMonatAb(d, personen, heute);
  if (bestand) await seedLast(d, personen, heute);
  await steuere(d, (sub) => {
    const p = personen.get(sub);
    if (!p) throw new Error(`Demo: ${sub} fehlt`);
    return p;
  });
}

async function seedHaeuser(d: SeedDeps): Promise<void> {
  for (const ort of DEMO_ORTE) {
    const k = d.verzeichnis.byAgs(ort.ags);
    if (!k) throw new Error(`Demo: ${ort.ags} fehlt`);
    await eroeffneProtokoll(d.db, d.protokoll, k.id, 'demo');
    await d.db.transaktion(dienst(k.id, 'Einrichten'), async (tx) => {
      await setzeAuftritt(tx, k.id, ort.auftritt);
      await setzeSatz(tx, k.id, {
        art: 'hundesteuer',
        ab: '2020-01-01',
        werte: ort.hundesteuer,
        fundstelle: ort.satzung,
        jetzt: d.protokoll.uhr.jetzt(),
      });
    });
  }
}

async function seedPersonal(d: SeedDeps, ab: string): Promise<Map<string, Person>> {
  const personen = new Map<string, Person>();
  for (const m of mitarbeitende) {
    const haus = d.verzeichnis.byAgs(m.dienststelle)?.id ?? '';
    await d.db.transaktion(dienst(haus, 'Personal'), async (tx) => {
      const p = await legeMitarbeiterAn(tx, {
        sub: m.sub,
        name: m.name,
        funktion: m.funktion,
        telefon: m.telefon,
        jetzt: d.protokoll.uhr.jetzt(),
      });
      if (!p.ok) throw new Error(p.grund);
      personen.set(m.sub, { person: p.id, stelle: haus, name: m.name, telefon: m.telefon });
      for (const r of m.rollen) await gibRolle(tx, { mitarbeiter: p.id, ...r });
    });
  }
  for (const m of mitarbeitende)
    for (const b of m.befugnisse) {
      const p = personen.get(m.sub);
      const von = d.verzeichnis.byAgs(b.von)?.id ?? '';
      if (p)
        await d.db.transaktion(dienst(von, 'Anordnungsbefugnis'), (tx) =>
          gibBefugnis(tx, {
            mitarbeiter: p.person,
            stelle: p.stelle,
            leistung: b.leistung,
            ab,
            bis: null,
            verfuegung: b.verfuegung,
          }),
        );
    }
  return personen;
}

interface Zug {
  zeit: number;
  tue: () => Promise<void>;
}

async function seedVorgaenge(
  d: SeedDeps,
  personen: Map<string, Person>,
  jetzt: number,
  beendet: Awaited<ReturnType<typeof vereinbare>>,
): Promise<void> {
  const auslauf: string[] = [];
  const zuege = faelle().flatMap((f) => plane(d, personen, f, jetzt, auslauf));
  zuege.sort((a, b) => a.zeit - b.zeit);
  for (const [i, z] of zuege.entries()) {
    d.uhr.stelle(z.zeit);
    await d.leeren();
    await z.tue();
    await d.leeren();
    d.melde(i + 1, zuege.length);
  }
  d.uhr.stelle(jetzt);
  await d.leeren();
  if (!beendet || auslauf.length === 0) return;
  const wer = { koerperschaft: beendet.auftraggeber, person: null };
  const e = await gehe(d, wer, beendet.id, { art: 'benennen', vorgaenge: auslauf });
  if (!e.ok) throw new Error(`Demo: Auslauf: ${JSON.stringify(e)}`);
}

/** The moves of one case: filing, and what staff and citizen did since, hours or days later. */
function plane(d: SeedDeps, personen: Map<string, Person>, f: Fall, jetzt: number, auslauf: string[]): Zug[] {
  const { start, tag } = beginnOf(f, jetzt);
  let vorgang = '';
  let koerperschaft = '';
  let buerger = '';
  const zuege: Zug[] = [
    {
      zeit: start,
      tue: async () => {
        ({ vorgang, koerperschaft, buerger } = await reiche(d, f, tag));
        if (f.ort === 'lossatal' && f.leistung === 'hundesteuer-anmeldung') auslauf.push(vorgang);
      },
    },
  ];
  const wer = besetzung(f, personen);
  const then = (stunden: number, tue: () => Promise<void>) =>
    zuege.push({ zeit: Math.min(start + stunden * 3_600_000, jetzt - 600_000 + zuege.length * 1000), tue });
  const aufgabe = (p: Person, entscheidung: string, werte?: Record<string, string>) => () =>
    tueAufgabe(d, p, koerperschaft, vorgang, entscheidung, werte);
  const weit = ['festgestellt', 'bescheid', 'abgerufen', 'widerspruch'].includes(f.stand);
  if (f.stand === 'nachgefordert')
    then(
      20,
      aufgabe(wer.sach, 'nachfordern', {
        was: 'Handwerkskarte',
        warum: 'Ihre Tätigkeit ist ein zulassungspflichtiges Handwerk.',
      }),
    );
  if (weit) then(3, aufgabe(wer.sach, 'feststellen'));
  if (weit && f.stand !== 'festgestellt') then(22, aufgabe(wer.anordnung, 'angeordnet'));
  if (f.stand === 'abgerufen' || f.stand === 'widerspruch')
    then(48, () =>
      f.ohneKonto ? poste(d, wer.sach, koerperschaft, vorgang) : rufe(d, koerperschaft, vorgang, buerger),
    );
  if (f.stand === 'widerspruch') then(120, () => widersprich(d, wer.sach, vorgang));
  return zuege;
}

function besetzung(f: Fall, personen: Map<string, Person>): { sach: Person; anordnung: Person } {
  const p = (sub: string): Person => {
    const da = personen.get(sub);
    if (!da) throw new Error(`Demo: ${sub} fehlt`);
    return da;
  };
  if (f.leistung === 'hundesteuer-anmeldung') return { sach: p('m.uhlig'), anordnung: p('c.seifert') };
  return {
    sach: p(f.vorTagen % 3 === 0 ? 'j.roessler' : 'k.weber'),
    anordnung: f.ort === 'augustusburg' ? p('c.seifert') : p('s.hartig'),
  };
}

async function reiche(
  d: SeedDeps,
  f: Fall,
  tag: string,
): Promise<{ vorgang: string; koerperschaft: string; buerger: string }> {
  const ort = d.verzeichnis.byAgs(ORTE[f.ort]);
  const leistung = d.katalog.aktuell(f.leistung);
  if (!ort || !leistung) throw new Error(`Demo: ${f.leistung} in ${f.ort} fehlt`);
  const schluessel = uuidv7(d.protokoll.uhr.jetzt());
  const buerger = f.ohneKonto ? schluessel : await konto(d, ort.id, f.buerger);
  const kontext: Kontext = {
    art: f.ohneKonto ? 'anonym' : 'person',
    person: buerger,
    stelle: null,
    handelndFuer: null,
    grundlage: null,
  };
  const e = await reicheEin(d.einreichen, {
    schluessel,
    kontext,
    buerger,
    leistung,
    ort,
    antworten: f.antworten(tag),
    niveau: f.ohneKonto ? 'ohne' : f.buerger.niveau,
    kanal: 'portal',
  });
  if (!e.ok) throw new Error(`Demo: ${f.buerger.nachname} ${f.leistung} ${f.ort}: ${JSON.stringify(e)}`);
  return { vorgang: e.vorgang, koerperschaft: e.koerperschaft, buerger };
}

async function konto(d: SeedDeps, koerperschaft: string, b: DemoBuerger): Promise<string> {
  return (await meldeBuergerAn(d.db, { koerperschaft, person: b })).buerger;
}

async function tueAufgabe(
  d: SeedDeps,
  p: Person,
  koerperschaft: string,
  vorgang: string,
  entscheidung: string,
  werte?: Record<string, string>,
): Promise<void> {
  const kontext = await arbeitskontext(d.aufgaben, p, vorgang);
  if (!kontext) throw new Error(`Demo: ${p.name} sieht ${vorgang} nicht`);
  const [aufgabe] = await d.db.transaktion(kontext, (tx) => readAufgaben(tx, koerperschaft, vorgang));
  if (!aufgabe) throw new Error(`Demo: keine Aufgabe in ${vorgang}`);
  const e = await erledigeAufgabe(d.aufgaben, p, {
    vorgang,
    schritt: aufgabe.schritt,
    entscheidung,
    werte: werte ?? null,
  });
  if (!e.ok) throw new Error(`Demo: ${aufgabe.name} durch ${p.name}: ${JSON.stringify(e)}`);
}

const buergerActor = (buerger: string) => ({ pseudonym: buerger, role: 'buerger', loa: null });

async function rufe(d: SeedDeps, koerperschaft: string, vorgang: string, buerger: string): Promise<void> {
  await d.db.transaktion(dienst(koerperschaft, 'Abruf'), async (tx) => {
    for (const z of (await readZustellungen(tx, koerperschaft, vorgang)).filter(
      (x) => x.verwaltungsakt && x.weg === 'postfach',
    )) {
      const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
      if (g) await rufeAb(tx, d.protokoll, g, buergerActor(buerger), z.id);
    }
  });
}

async function poste(d: SeedDeps, p: Person, koerperschaft: string, vorgang: string): Promise<void> {
  const kontext = await arbeitskontext(d.aufgaben, p, vorgang);
  if (!kontext) return;
  await d.db.transaktion(kontext, async (tx) => {
    for (const z of (await readZustellungen(tx, koerperschaft, vorgang)).filter((x) => x.weg === 'brief')) {
      const g = await lock(tx, d.protokoll, koerperschaft, vorgang);
      const tag = localDateOf(d.protokoll.uhr.jetzt(), 'Europe/Berlin');
      if (g)
        await versende(
          tx,
          d.protokoll,
          g,
          { pseudonym: p.person, role: 'sachbearbeitung', loa: null },
          z.id,
          p.person,
          tag,
          'ao',
        );
    }
  });
}

async function widersprich(d: SeedDeps, p: Person, vorgang: string): Promise<void> {
  const jetzt = d.protokoll.uhr.jetzt();
  const e = await trageWiderspruchEin(d.aufgaben, p, vorgang, {
    schluessel: uuidv7(jetzt),
    eingang: localDateOf(jetzt, 'Europe/Berlin'),
    kanal: 'papier',
    text: 'Hält die Gebühr für zu hoch, weil das Gewerbe nur im Nebenerwerb ausgeübt wird.',
  });
  if (!e.ok) throw new Error(`Demo: Widerspruch durch ${p.name}: ${JSON.stringify(e)}`);
}
