import { addMonths, type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen, type Ergebnis } from '../../base/index.ts';
import type { Befehl } from './befehle.ts';
import { type Inhalt, pruefeInhalt, type Vertragsseite } from './inhalt.ts';
import { ertragFehlt, offenePflicht } from './pruefliste.ts';
import { type Aussage, aktuelle, beide, type Fassung, type Stand } from './stand.ts';
import { geltungen } from './zeilen.ts';

/** What the decision must know of the world. */
export interface Umfeld {
  seite: Vertragsseite;
  heute: LocalDate;
  /** who approves, by where the parties lie */
  aufsicht: string;
  /** a party that is no body any more on that day (merged), by name */
  untergegangen(i: Inhalt): string | null;
  /** the statutory relation that already answers for the commissioning party, by name */
  gesetz(i: Inhalt): string | null;
}

type Entschieden = Ergebnis<{ aussage: Aussage }>;
const ja = (aussage: Aussage): Entschieden => ({ ok: true, aussage });
const OHNE = { befunde: [], bestaetigung: null };

/** May this party take this step now? Answers what it then has stated, or why not. The look ahead (`pruefeFolgen`) comes on top. */
export function entscheide(s: Stand | null, b: Befehl, u: Umfeld): Entschieden {
  if (b.art === 'entwerfen') return entwerfen(s, b, u);
  const f = s && aktuelle(s);
  if (!s || !f) return ablehnen('vereinbarung.unbekannt');
  switch (b.art) {
    case 'zurueckziehen':
      return zurueckziehen(f, b, u);
    case 'erklaeren':
      return erklaeren(s, f, b, u);
    case 'beschliessen':
      return beschliessen(f, b, u);
    case 'genehmigen':
      return genehmigen(f, b, u);
    case 'bekanntmachen':
      return bekanntmachen(f, b, u);
    case 'nachweisen':
      return vergangen(b.tag, u) ?? leer(b.zeichen) ?? ja({ ...b, art: 'nachgewiesen' });
    case 'freischalten':
      return freischalten(s, f, u);
    case 'aussetzen':
      return aussetzen(s, b, u);
    case 'fortsetzen':
      return fortsetzen(s, b, u);
    case 'kuendigen':
      return kuendigen(s, b, u);
  }
}

/** A day on which something has happened: a real one, and not in the future. */
const vergangen = (tag: string, u: Umfeld): Ablehnung | undefined =>
  parseLocalDate(tag) === undefined
    ? ablehnen('vereinbarung.tag-ungueltig')
    : tag > u.heute
      ? ablehnen('vereinbarung.tag-zukunft')
      : undefined;
const leer = (text: string): Ablehnung | undefined =>
  text.trim() === '' ? ablehnen('vereinbarung.angabe-fehlt') : undefined;
/** A day from which something changes: today at the earliest. */
const kuenftig = (tag: string, u: Umfeld): Ablehnung | undefined =>
  parseLocalDate(tag) === undefined
    ? ablehnen('vereinbarung.tag-ungueltig')
    : tag < u.heute
      ? ablehnen('vereinbarung.ende-vergangen')
      : undefined;

/** What the official register says against it on the days of the text: a party that has merged, or a statutory relation that goes first. */
function hindernis(i: Inhalt, u: Umfeld): Ablehnung | undefined {
  const weg = u.untergegangen(i);
  if (weg) return ablehnen('vereinbarung.gebiet-geaendert', { name: weg });
  const gesetz = i.art === 'personal' ? null : u.gesetz(i);
  return gesetz ? ablehnen('vereinbarung.gesetz', { regel: gesetz }) : undefined;
}

function entwerfen(s: Stand | null, b: Befehl & { art: 'entwerfen' }, u: Umfeld): Entschieden {
  const { inhalt, text, textHash } = b;
  const letzte = s && aktuelle(s);
  if (s) {
    if (!letzte || (s.ende !== null && s.ende <= u.heute)) return ablehnen('vereinbarung.beendet');
    if (!beide(letzte.freigeschaltet)) return ablehnen('vereinbarung.schritt-offen');
    if (inhalt.auftraggeber !== s.parteien.auftraggeber || inhalt.auftragnehmer !== s.parteien.auftragnehmer)
      return ablehnen('vereinbarung.parteien-verschieden');
  }
  const falsch = pruefeInhalt(inhalt, u.heute, s?.id ?? null);
  if (falsch) return falsch;
  const weg = hindernis(inhalt, u);
  if (weg) return weg;
  return ja({ art: 'entworfen', fassung: (s?.fassungen.length ?? 0) + 1, textHash, inhalt, text });
}

/** Undo: before the second declaration the drafter's will suffices; later a text that fails (council, approval) is given up with a reason. */
function zurueckziehen(f: Fassung, b: Befehl & { art: 'zurueckziehen' }, u: Umfeld): Entschieden {
  if (beide(f.freigeschaltet)) return ablehnen('vereinbarung.schon-in-kraft');
  if (!beide(f.erklaert) && f.von !== u.seite) return ablehnen('vereinbarung.nicht-entworfen');
  return leer(b.grund) ?? ja({ art: 'zurueckgezogen', fassung: f.nr, grund: b.grund });
}

function erklaeren(s: Stand, f: Fassung, b: Befehl & { art: 'erklaeren' }, u: Umfeld): Entschieden {
  if (f.erklaert[u.seite]) return ablehnen('vereinbarung.schon-erklaert');
  if (b.textHash !== f.textHash) return ablehnen('vereinbarung.text-verschieden');
  // days may have passed since the draft: what has ended meanwhile, or whom a merger has taken, is not declared any more
  const falsch = pruefeInhalt(f.inhalt, u.heute, s.id);
  if (falsch) return falsch;
  const weg = hindernis(f.inhalt, u);
  if (weg) return weg;
  return ja({ art: 'erklaert', fassung: f.nr, textHash: f.textHash, inhalt: f.inhalt });
}

function beschliessen(f: Fassung, b: Befehl & { art: 'beschliessen' }, u: Umfeld): Entschieden {
  if (!beide(f.erklaert)) return ablehnen('vereinbarung.erklaerung-fehlt');
  if (f.beschlossen[u.seite]) return ablehnen('vereinbarung.schon-getan');
  return vergangen(b.tag, u) ?? leer(b.nummer) ?? ja({ ...b, art: 'beschlossen', fassung: f.nr });
}

function genehmigen(f: Fassung, b: Befehl & { art: 'genehmigen' }, u: Umfeld): Entschieden {
  if (!beide(f.beschlossen)) return ablehnen('vereinbarung.beschluss-fehlt');
  if (f.genehmigt) return ablehnen('vereinbarung.schon-getan');
  if (b.behoerde !== u.aufsicht) return ablehnen('vereinbarung.falsche-aufsicht', { behoerde: u.aufsicht });
  if (Object.values(f.beschlossen).some((r) => b.tag < r.tag)) return ablehnen('vereinbarung.tage-widersprechen');
  return vergangen(b.tag, u) ?? leer(b.zeichen) ?? ja({ ...b, art: 'genehmigt', fassung: f.nr });
}

function bekanntmachen(f: Fassung, b: Befehl & { art: 'bekanntmachen' }, u: Umfeld): Entschieden {
  if (!f.genehmigt) return ablehnen('vereinbarung.genehmigung-fehlt');
  if (f.bekanntgemacht) return ablehnen('vereinbarung.schon-getan');
  if (b.tag < f.genehmigt.tag) return ablehnen('vereinbarung.tage-widersprechen');
  const schlecht = vergangen(b.tag, u) ?? leer(b.fundstelle);
  if (schlecht) return schlecht;
  // a fixed end that comes before the beginning leaves no day in force
  if (f.inhalt.bis !== null && f.inhalt.bis <= u.heute) return ablehnen('vereinbarung.ende-vergangen');
  return ja({ ...b, art: 'bekanntgemacht', fassung: f.nr });
}

function freischalten(s: Stand, f: Fassung, u: Umfeld): Entschieden {
  if (!beide(f.erklaert)) return ablehnen('vereinbarung.erklaerung-fehlt');
  if (!beide(f.beschlossen)) return ablehnen('vereinbarung.beschluss-fehlt');
  if (!f.genehmigt) return ablehnen('vereinbarung.genehmigung-fehlt');
  if (!f.bekanntgemacht) return ablehnen('vereinbarung.bekanntmachung-fehlt');
  if (f.freigeschaltet[u.seite]) return ablehnen('vereinbarung.schon-getan');
  if (ertragFehlt(f)) return ablehnen('vereinbarung.ertrag-fehlt');
  if (s.ende !== null && s.ende <= u.heute) return ablehnen('vereinbarung.beendet');
  if (offenePflicht(s).length > 0) return ablehnen('vereinbarung.pflicht-offen');
  const weg = hindernis(f.inhalt, u);
  if (weg) return weg;
  return ja({ art: 'freigeschaltet', fassung: f.nr, ...OHNE });
}

/** The text in force on a day, if any. */
const geltend = (s: Stand, tag: string) =>
  geltungen(s).find((g) => g.ab <= tag && (g.bis === null || tag < g.bis)) ?? geltungen(s).at(-1);

/** The commissioning body may pause a mandate; a delegation has no brake, only its end in the way the law gives. */
function aussetzen(s: Stand, b: Befehl & { art: 'aussetzen' }, u: Umfeld): Entschieden {
  const g = geltend(s, b.ab);
  if (!g) return ablehnen('vereinbarung.nicht-in-kraft');
  if (g.fassung.inhalt.art !== 'mandatierend' || u.seite !== 'auftraggeber')
    return ablehnen('vereinbarung.keine-bremse');
  if (s.pausen.some((p) => p.bis === null)) return ablehnen('vereinbarung.schon-ausgesetzt');
  if (b.ab < g.ab || (g.bis !== null && g.bis <= b.ab) || s.pausen.some((p) => p.bis !== null && b.ab < p.bis))
    return ablehnen('vereinbarung.nicht-in-kraft');
  return kuenftig(b.ab, u) ?? leer(b.grund) ?? ja({ art: 'ausgesetzt', ab: b.ab, grund: b.grund, ...OHNE });
}

function fortsetzen(s: Stand, b: Befehl & { art: 'fortsetzen' }, u: Umfeld): Entschieden {
  const pause = s.pausen.find((p) => p.bis === null);
  if (!pause || u.seite !== 'auftraggeber') return ablehnen('vereinbarung.nicht-ausgesetzt');
  if (b.ab <= pause.ab || u.heute < pause.ab) return ablehnen('vereinbarung.tage-widersprechen');
  if (s.ende !== null && s.ende <= b.ab) return ablehnen('vereinbarung.beendet');
  return kuenftig(b.ab, u) ?? ja({ art: 'fortgesetzt', ab: b.ab, ...OHNE });
}

/** Months of notice that the text names; three when it names none. */
const kuendigungsmonate = (i: Inhalt): number => Number(i.klauseln['kuendigung'] ?? 3);

function kuendigen(s: Stand, b: Befehl & { art: 'kuendigen' }, u: Umfeld): Entschieden {
  const g = geltend(s, u.heute);
  if (!g || (g.bis !== null && g.bis <= u.heute)) return ablehnen('vereinbarung.nicht-in-kraft');
  if (s.ende !== null) return ablehnen('vereinbarung.schon-getan');
  const schlecht = kuenftig(b.zum, u) ?? leer(b.grund);
  if (schlecht) return schlecht;
  if (b.zum <= u.heute) return ablehnen('vereinbarung.ende-vergangen');
  if (b.zum <= g.ab || (g.bis !== null && g.bis <= b.zum)) return ablehnen('vereinbarung.tage-widersprechen');
  const fruehestens = addMonths(u.heute, kuendigungsmonate(g.fassung.inhalt));
  if (!b.wichtig && b.zum < fruehestens) return ablehnen('vereinbarung.kuendigungsfrist', { tag: fruehestens });
  const genehmigung = b.genehmigung?.trim() || null;
  if (g.fassung.inhalt.art === 'delegierend' && !genehmigung)
    return ablehnen('vereinbarung.ende-ohne-genehmigung', { behoerde: u.aufsicht });
  return ja({ art: 'gekuendigt', zum: b.zum, grund: b.grund, genehmigung, ...OHNE });
}
