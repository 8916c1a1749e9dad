import { parseTag } from '@rathausverbund/formular';
import type { LocalDate } from '@rathausverbund/fristen';
import { ablehnen, type Ergebnis, type Tx } from '../../base/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';
import { readRegeln } from '../../vereinbarungen/index.ts';
import { type Felder } from '../felder.ts';
import type { Lastwoche } from './belastung.ts';
import { geltende, HOECHSTSTUNDEN, liesStunden } from './model.ts';
import { type Annahme, schaetzeBeitritt, simuliere, type Vergleichsort, type Zuwachs } from './simulation.ts';
import { readVereinbarungen } from './store.ts';
import { type Grund, readGrund, readGruppen, VORSCHAU } from './uebersicht.ts';
import { montagOf } from './wochen.ts';

/** What came out, beside what is without the assumption. */
export interface Probe {
  readonly team: string;
  readonly wochen: readonly { readonly heute: Lastwoche; readonly dann: ReturnType<typeof simuliere>[number] }[];
  /** cases a week that the town would bring */
  readonly beitritt: {
    readonly faelle: Zuwachs;
    readonly orte: readonly { name: string; faelle: number; wochen: number }[];
  } | null;
}

/**
 * "What if this town joins", "what if half a post is vacant for six weeks", or both. Nothing is kept. Fields: team, kommune (AGS),
 * leistung, stunden, ab, wochen; empty ones do not count, but something must be supposed.
 */
export async function probiere(
  tx: Tx,
  verzeichnis: Verzeichnis,
  stelle: string,
  heute: LocalDate,
  f: Felder,
): Promise<Ergebnis<{ probe: Probe }>> {
  if (!geltende(await readVereinbarungen(tx), heute)) return ablehnen('last.nicht-eingeschaltet');
  const g = await readGrund(tx, stelle, heute);
  const { teams, haus } = await readGruppen(tx, g);
  const team = f['team'] === 'haus' ? haus : teams.find((t) => t.id === f['team']);
  // a house with too few people says so, also for its sum
  if (!team) return ablehnen(f['team'] === 'haus' ? 'last.zu-wenig-personen' : 'last.team-unbekannt', { feld: 'team' });
  if (team.wochen.length === 0) return ablehnen('last.zu-wenig-personen', { feld: 'team' });
  const vakanz = liesVakanz(f, heute);
  if (!vakanz.ok) return vakanz;
  const beitritt = await liesBeitritt(tx, verzeichnis, stelle, heute, g, f);
  if (!beitritt.ok) return beitritt;
  if (!vakanz.wert && !beitritt.wert) return ablehnen('last.annahme-ungueltig', { feld: 'stunden' });
  const annahme: Annahme = { mehr: beitritt.wert?.minuten ?? null, vakanz: vakanz.wert };
  const dann = simuliere(
    team.wochen,
    g.wochen.map((w) => w.arbeitstage),
    annahme,
  );
  return {
    ok: true,
    probe: {
      team: team.name,
      wochen: team.wochen.flatMap((heute, i) => (dann[i] ? [{ heute, dann: dann[i] }] : [])),
      beitritt: beitritt.wert ? { faelle: beitritt.wert.faelle, orte: beitritt.wert.orte } : null,
    },
  };
}

function liesVakanz(f: Felder, heute: LocalDate): Ergebnis<{ wert: Annahme['vakanz'] }> {
  const text = (f['stunden'] ?? '').trim();
  if (text === '') return { ok: true, wert: null };
  const minuten = liesStunden(text);
  if (minuten === undefined || minuten <= 0) return ablehnen('last.stunden-ungueltig', { feld: 'stunden' });
  if (minuten > HOECHSTSTUNDEN * 60) return ablehnen('last.stunden-zu-viel', { feld: 'stunden' });
  const tag = (f['ab'] ?? '').trim() === '' ? heute : parseTag(f['ab'] ?? '');
  if (tag === undefined) return ablehnen('last.tag-ungueltig', { feld: 'ab' });
  const dauer = (f['wochen'] ?? '').trim();
  const wochen = /^\d{1,2}$/.test(dauer) ? Number(dauer) : 0;
  if (wochen < 1 || wochen > VORSCHAU) return ablehnen('last.wochen-ungueltig', { feld: 'wochen' });
  return { ok: true, wert: { minuten, ab: montagOf(tag), wochen } };
}

interface Beitritt {
  faelle: Zuwachs;
  minuten: Zuwachs;
  orte: { name: string; faelle: number; wochen: number }[];
}

async function liesBeitritt(
  tx: Tx,
  verzeichnis: Verzeichnis,
  stelle: string,
  heute: LocalDate,
  g: Grund,
  f: Felder,
): Promise<Ergebnis<{ wert: Beitritt | null }>> {
  if ((f['kommune'] ?? '') === '') return { ok: true, wert: null };
  const neu = verzeichnis.byAgs(f['kommune'] ?? '');
  if (neu?.art !== 'gemeinde') return ablehnen('last.ort-unbekannt', { feld: 'kommune' });
  const arbeit = g.arbeit.get(f['leistung'] ?? '');
  if (!arbeit) return ablehnen('last.leistung-unbekannt', { feld: 'leistung' });
  if (arbeit.minuten === null) return ablehnen('last.ohne-aufwand', { feld: 'leistung' });
  const zahlen = g.zahlen.filter((z) => z.leistung === arbeit.leistung && z.montag < montagOf(heute));
  // a town that is served already brings nothing new
  if (zahlen.some((z) => z.oertlich === neu.id)) return ablehnen('last.schon-dabei', { feld: 'kommune' });
  const erste = zahlen.map((z) => z.montag).sort()[0];
  const beginn = new Map(
    (await readRegeln(tx))
      .filter((r) => r.an === stelle && r.leistung === arbeit.leistung && r.stand !== 'genehmigung_offen')
      .map((r) => [r.von, r.ab ?? '']),
  );
  const orte: (Vergleichsort & { name: string })[] = [...new Set(zahlen.map((z) => z.oertlich))].flatMap((id) => {
    const k = verzeichnis.byId(id);
    const seit = [erste ?? '', montagOf((beginn.get(id) || erste || heute) as LocalDate)].sort().at(-1) as LocalDate;
    const wochen = Math.round((Date.parse(montagOf(heute)) - Date.parse(seit)) / 604_800_000);
    const faelle = zahlen.filter((z) => z.oertlich === id).reduce((s, z) => s + z.anzahl, 0);
    return k ? [{ name: k.kurzname, einwohner: k.einwohner, faelle, wochen }] : [];
  });
  const e = schaetzeBeitritt(neu.einwohner, orte);
  if (!e.ok) return { ...e, angaben: { feld: 'kommune' } };
  const mal = (n: number) => n * (arbeit.minuten ?? 0);
  const { erwartet, von, bis } = e.zuwachs;
  return {
    ok: true,
    wert: { faelle: e.zuwachs, minuten: { erwartet: mal(erwartet), von: mal(von), bis: mal(bis) }, orte },
  };
}
