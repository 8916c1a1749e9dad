import { addDays, addMonths, localDate } from '@rathausverbund/fristen';
import { type Ablehnung, ablehnen } from '../../base/index.ts';
import { benennen, streichen } from './auslauf.ts';
import type { Befehl } from './befehle.ts';
import { type Inhalt, pruefeInhalt } from './inhalt.ts';
import { aussetzen, fortsetzen, zuruecknehmen } from './pausen.ts';
import { ertragFehlt, offenePflicht } from './pruefliste.ts';
import { type Entschieden, ja, kuenftig, leer, OHNE, type Umfeld, vergangen } from './pruefung.ts';
import { aktuelle, beide, type Fassung, type Stand } from './stand.ts';
import { geltend } from './zeilen.ts';

/** Steps by which a text comes into force, or is given up. */
const UEBER_DEN_TEXT: ReadonlySet<Befehl['art']> = new Set([
  'zurueckziehen',
  'erklaeren',
  'beschliessen',
  'genehmigen',
  'bekanntmachen',
  'freischalten',
]);

/** May this party take this step now? Answers what it then has stated, or why not. The look ahead (`pruefeFolgen`) comes on top. */
export function entscheide(s: Stand | null, b: Befehl, u: Umfeld): Entschieden {
  if (b.art === 'entwerfen') return entwerfen(s, b, u);
  if (!s) return ablehnen('vereinbarung.unbekannt');
  const f = aktuelle(s);
  // the page may be older than the withdrawal: what it offers is about a text that is no more
  if (!f || (s.fassungen.at(-1)?.zurueckgezogen && UEBER_DEN_TEXT.has(b.art)))
    return ablehnen('vereinbarung.zurueckgezogen');
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
    case 'zuruecknehmen':
      return zuruecknehmen(s, b, u);
    case 'kuendigen':
      return kuendigen(s, b, u);
    case 'benennen':
      return benennen(s, b.vorgaenge, u);
    case 'streichen':
      return streichen(s, b.vorgaenge, u);
  }
}

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
  // in force on the day after a publication that is still to come
  if (inhalt.ab !== null && inhalt.ab <= u.heute) return ablehnen('vereinbarung.beginn-vergangen');
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
  const schlecht = vergangen(b.tag, u) ?? leer(b.nummer);
  if (schlecht) return schlecht;
  // a council may decide before both have declared, never before there was a text to decide on
  if (b.tag < f.entworfen) return ablehnen('vereinbarung.beschluss-vor-text', { tag: f.entworfen });
  return ja({ ...b, art: 'beschlossen', fassung: f.nr });
}

function genehmigen(f: Fassung, b: Befehl & { art: 'genehmigen' }, u: Umfeld): Entschieden {
  if (!beide(f.beschlossen)) return ablehnen('vereinbarung.beschluss-fehlt');
  if (f.genehmigt) return ablehnen('vereinbarung.schon-getan');
  if (b.behoerde !== u.aufsicht) return ablehnen('vereinbarung.falsche-aufsicht', { behoerde: u.aufsicht });
  const schlecht = vergangen(b.tag, u) ?? leer(b.zeichen);
  if (schlecht) return schlecht;
  const letzter = Object.values(f.beschlossen)
    .map((r) => r.tag)
    .sort()
    .at(-1);
  if (letzter !== undefined && b.tag < letzter)
    return ablehnen('vereinbarung.genehmigung-vor-beschluss', { tag: letzter });
  return ja({ ...b, art: 'genehmigt', fassung: f.nr });
}

/** The text has ended before it came into force: no later step helps it any more. */
const vorbei = (f: Fassung, u: Umfeld): Ablehnung | undefined =>
  f.inhalt.bis !== null && f.inhalt.bis <= u.heute ? ablehnen('vereinbarung.kein-tag') : undefined;

function bekanntmachen(f: Fassung, b: Befehl & { art: 'bekanntmachen' }, u: Umfeld): Entschieden {
  if (!f.genehmigt) return ablehnen('vereinbarung.genehmigung-fehlt');
  if (f.bekanntgemacht) return ablehnen('vereinbarung.schon-getan');
  const schlecht = vergangen(b.tag, u) ?? leer(b.fundstelle);
  if (schlecht) return schlecht;
  if (b.tag < f.genehmigt.tag) return ablehnen('vereinbarung.bekanntmachung-vor-genehmigung', { tag: f.genehmigt.tag });
  // a fixed end that comes before the beginning leaves no day in force
  if (f.inhalt.bis !== null && f.inhalt.bis <= addDays(localDate(b.tag), 1)) return ablehnen('vereinbarung.kein-tag');
  return vorbei(f, u) ?? ja({ ...b, art: 'bekanntgemacht', fassung: f.nr });
}

function freischalten(s: Stand, f: Fassung, u: Umfeld): Entschieden {
  if (!beide(f.erklaert)) return ablehnen('vereinbarung.erklaerung-fehlt');
  if (!beide(f.beschlossen)) return ablehnen('vereinbarung.beschluss-fehlt');
  if (!f.genehmigt) return ablehnen('vereinbarung.genehmigung-fehlt');
  if (!f.bekanntgemacht) return ablehnen('vereinbarung.bekanntmachung-fehlt');
  if (f.freigeschaltet[u.seite]) return ablehnen('vereinbarung.schon-getan');
  if (ertragFehlt(f)) return ablehnen('vereinbarung.ertrag-fehlt');
  if (s.ende !== null && s.ende <= u.heute) return ablehnen('vereinbarung.beendet');
  const zuSpaet = vorbei(f, u);
  if (zuSpaet) return zuSpaet;
  if (offenePflicht(s).length > 0) return ablehnen('vereinbarung.pflicht-offen');
  const weg = hindernis(f.inhalt, u);
  if (weg) return weg;
  return ja({ art: 'freigeschaltet', fassung: f.nr, ...OHNE });
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
  // people name the last day
  if (!b.wichtig && b.zum < fruehestens)
    return ablehnen('vereinbarung.kuendigungsfrist', { tag: addDays(fruehestens, -1) });
  const genehmigung = b.genehmigung?.trim() || null;
  if (g.fassung.inhalt.art === 'delegierend' && !genehmigung)
    return ablehnen('vereinbarung.ende-ohne-genehmigung', { behoerde: u.aufsicht });
  return ja({ art: 'gekuendigt', zum: b.zum, grund: b.grund, genehmigung, ...OHNE });
}
