import { type Ereignis, rfc8785 } from '@rathausverbund/nachweis';
import { type Befehl, type Variablen, type Wirkung, wandere, type Zustand } from '@rathausverbund/prozess';
import type { Leistung } from '../leistungen/index.ts';
import { type Aufgabe, hinweisVon } from '../vorgaenge/index.ts';
import { faelligkeiten, fruehesteFaelligkeit, wantsSepa } from '../zahlungen/index.ts';
import { ABGEGEBEN, abgebrochen } from './abbrechen.ts';
import { type Setzung, variablenMit } from './bedarf.ts';
import { aufgabenname, move } from './model.ts';
import type { Vorfallzeile } from './vorfaelle.ts';

export interface Forderungslage {
  betrag: number;
  begruendung: string;
  faellig: { tag: string; betrag: number }[];
  zahlweg: 'ueberweisung' | 'sepa';
  festgestelltVon: string | null;
  festgestelltAm: number;
  angeordnetVon: string | null;
  angeordnetAm: number | null;
  annahmeanordnung: string | null;
}

/** What the process rows of a Vorgang must say. */
export interface Nachgespielt {
  ok: true;
  zustand: Zustand;
  aufgaben: Map<number, Aufgabe>;
  /** as lists show it; null where nothing has set it yet */
  schritt: string | null;
  hinweis: string | null;
  forderung: Forderungslage | null;
  /** rules that give another result today than the event says */
  regeln: string[];
}

/** One movement of the replayed process: on which event, from where to where. */
export type Beobachter = (b: {
  leistung: Leistung;
  anlass: Ereignis;
  vorher: Zustand | null;
  nachher: Zustand;
}) => void;

const MENSCH = new Set(['pruefung.entschieden', 'betrag.festgestellt', 'betrag.angeordnet', 'betrag.zurueckgegeben']);
const BERICHTIGT = 'angabe.gesetzt';

/** What a service left behind, as its events say. */
function dienstVariablen(ereignisse: readonly Ereignis[]): Variablen {
  const von = (kind: string) => ereignisse.find((e) => e.kind === kind)?.data;
  const nummer = von('register.eingetragen')?.['nummer'];
  const [ja, nein] = [von('betrag.automatisch-angeordnet'), von('betrag.automatik-unterblieben')];
  return {
    ...(nummer === undefined ? {} : { registerNummer: nummer }),
    ...(ja ? { automatik: { angeordnet: true, betrag: ja['betrag'] ?? null, grund: null } } : {}),
    ...(nein ? { automatik: { angeordnet: false, betrag: null, grund: nein['text'] ?? null } } : {}),
  };
}

const zeitOf = (e: Ereignis) => Date.parse(e.at);

/** When the process began, as far as its events tell (ms): what was entered later it did not know. */
export function begonnenAm(ereignisse: readonly Ereignis[]): number | undefined {
  const erster = ereignisse.find((e) => e.rule !== null || e.data['schritt'] !== undefined) ?? ereignisse.at(-1);
  return erster && zeitOf(erster);
}

/**
 * Plays the events of a Vorgang through its published process, from the start variables on, and folds money and tasks on the way.
 * Pure. Events without the number of their step (older ones) cannot be played: refused with a sentence.
 */
export function spieleNach(
  fassung: (name: string) => Leistung | undefined,
  start: Variablen,
  ereignisse: readonly Ereignis[],
  vorfaelle: readonly Vorfallzeile[],
  beobachte: Beobachter = () => undefined,
): Nachgespielt | { ok: false; meldung: string } {
  const anfang = fassung(String(ereignisse[0]?.data['fassung'] ?? ''));
  if (!anfang) return { ok: false, meldung: 'Die Fassung, in der der Vorgang eröffnet wurde, ist nicht da.' };
  const lauf = createLauf(anfang, beobachte);
  lauf.sieh(ereignisse[0] as Ereignis);
  lauf.tue({ art: 'start', variablen: start });
  // a step that its own event completes has only waited, or stopped when its work was done: then the process itself says so
  const getan = new Set(ereignisse.map((e) => e.data['schritt']));
  // mended with values: the event itself says with which
  const berichtigt = new Set(ereignisse.flatMap((e) => (e.kind === BERICHTIGT ? [e.data['stoerung']] : [])));
  const stoerungen = vorfaelle
    .flatMap((v) => [
      ...(getan.has(v.schritt) ? [] : [{ am: v.seit.getTime(), tue: () => lauf.stoere(v) }]),
      ...(v.behoben && !berichtigt.has(v.schritt) ? [{ am: v.behoben.getTime(), tue: () => lauf.behebe(v) }] : []),
    ])
    .sort((a, b) => a.am - b.am);
  const bis = (am: number) => {
    while ((stoerungen[0]?.am ?? Number.POSITIVE_INFINITY) < am) stoerungen.shift()?.tue();
  };
  // events of one transaction carry the same step; the process moves on after the last of them
  let offen: Ereignis[] = [];
  const schliesse = () => {
    const [e] = offen;
    if (e) lauf.vollende(Number(e.data['schritt']), offen);
    offen = [];
  };
  for (const e of ereignisse) {
    if (offen[0] && offen[0].data['schritt'] !== e.data['schritt']) schliesse();
    bis(zeitOf(e));
    lauf.sieh(e);
    if (e.data['schritt'] !== undefined) offen.push(e);
    else if (MENSCH.has(e.kind)) lauf.scheitere(`${e.kind} nennt keinen Schritt`);
    else if (e.kind === 'vorgang.abgegeben') lauf.brichAb();
    else if (e.kind === BERICHTIGT) lauf.berichtige(e);
    else if (e.kind === 'fassung.gewechselt') lauf.wechsle(e, fassung(String(e.data['nach'])), start);
    else if (e.kind === 'unterlagen.eingegangen')
      lauf.nachricht('unterlagen', { unterlagen: { text: String(e.data['text'] ?? '') } });
  }
  schliesse();
  bis(Number.POSITIVE_INFINITY);
  return lauf.ergebnis();
}

function createLauf(anfang: Leistung, beobachte: Beobachter) {
  let anlass: Ereignis | null = null;
  let leistung = anfang;
  let zustand: Zustand | null = null;
  let fehler: string | null = null;
  let schritt: string | null = null;
  let hinweis: string | null = null;
  let forderung: Forderungslage | null = null;
  const aufgaben = new Map<number, Aufgabe>();
  const erwartet: { regel: string; wert: string }[] = [];
  const regeln: string[] = [];

  const scheitere = (meldung: string) => void (fehler ??= meldung);

  function tue(befehl: Befehl, verzeih: readonly string[] = []): void {
    if (fehler) return;
    const b = move(leistung.prozess, zustand, befehl, leistung.entscheide);
    if (!b.ok) return verzeih.includes(b.code) ? undefined : scheitere(`${befehl.art}: ${b.meldung}`);
    if (anlass) beobachte({ leistung, anlass, vorher: zustand, nachher: b.zustand });
    zustand = b.zustand;
    for (const s of b.sprueche)
      erwartet.push({
        regel: `${leistung.schluessel}@${leistung.fassung}#${s.decision}`,
        wert: rfc8785(s.wert as never),
      });
    b.wirkungen.forEach(wirke);
  }

  function wirke(w: Wirkung): void {
    if (w.art === 'aufgabe-anlegen') {
      const { element } = w;
      const name = aufgabenname(w);
      const gruppe = w.gruppe ?? 'sachbearbeitung';
      aufgaben.set(w.schritt, {
        schritt: w.schritt,
        element,
        name,
        gruppe,
        formular: w.formular ?? null,
        kopf: { ...w.kopf },
      });
      schritt = name;
    } else if (w.art === 'aufgabe-entfernen') aufgaben.delete(w.schritt);
    else if (w.art === 'vorfall') [schritt, hinweis] = ['Störung beheben', w.meldung];
  }

  /** The process goes on in another version; one that had not begun starts there. */
  function wechsle(e: Ereignis, neu: Leistung | undefined, start: Variablen): void {
    if (!neu) return scheitere(`Die Fassung ${String(e.data['nach'])} ist nicht da`);
    const alt = leistung;
    leistung = neu;
    if (e.data['begonnen'] !== true || !zustand) {
      zustand = null;
      aufgaben.clear();
      return tue({ art: 'start', variablen: start });
    }
    const zuordnung = e.data['zuordnung'] as Record<string, string>;
    const w = wandere(alt.prozess, neu.prozess, zustand, zuordnung, { geschehen: true });
    if (!w.ok) return scheitere(`fassung.gewechselt: ${w.gruende.map((g) => g.meldung).join(' ')}`);
    beobachte({ leistung, anlass: e, vorher: zustand, nachher: w.zustand });
    zustand = w.zustand;
    for (const x of w.wirkungen) wirke(x.art === 'aufgabe-anpassen' ? { ...x, art: 'aufgabe-anlegen' } : x);
  }

  /** The matter goes on in another body: nothing is open here any more. */
  function brichAb(): void {
    if (zustand && zustand.fertig === undefined) zustand = abgebrochen(zustand);
    aufgaben.clear();
    schritt = ABGEGEBEN;
  }

  /** What an event says by itself, before the process moves on. */
  function sieh(e: Ereignis): void {
    const d = e.data;
    if (e.rule === null || anlass === null) anlass = e;
    if (e.kind === 'regel.angewandt') {
      const i = erwartet.findIndex((x) => x.regel === e.rule);
      const [x] = i < 0 ? [] : erwartet.splice(i, 1);
      if (x?.wert !== rfc8785(d['wert'] ?? null)) regeln.push(e.rule ?? '');
    }
    if (e.kind === 'vorgang.abgeschlossen') schritt = 'Abgeschlossen';
    hinweis = hinweisVon(e) ?? hinweis;
    if (e.kind === 'betrag.festgestellt' || e.kind === 'betrag.automatisch-angeordnet') {
      const variablen = zustand?.variablen ?? {};
      const annahme = typeof d['annahmeanordnung'] === 'string' ? d['annahmeanordnung'] : null;
      forderung = {
        betrag: Number(d['betrag']),
        begruendung: String(d['begruendung']),
        faellig: faelligkeiten(variablen, Number(d['betrag']), zeitOf(e)),
        zahlweg: wantsSepa(variablen) ? 'sepa' : 'ueberweisung',
        festgestelltVon: annahme === null ? String(d['person']) : null,
        festgestelltAm: zeitOf(e),
        angeordnetVon: null,
        angeordnetAm: annahme === null ? null : zeitOf(e),
        annahmeanordnung: annahme,
      };
    }
    if (e.kind === 'betrag.angeordnet' && forderung) {
      const ab = fruehesteFaelligkeit(zeitOf(e));
      forderung = {
        ...forderung,
        faellig: forderung.faellig.map((f) => ({ ...f, tag: f.tag > ab ? f.tag : ab })),
        angeordnetVon: String(d['person']),
        angeordnetAm: zeitOf(e),
      };
    }
  }

  /** The command that completed this step, told by the events of its transaction. */
  function vollende(nr: number, ereignisse: readonly Ereignis[]): void {
    const frist = ereignisse.find((e) => e.kind === 'frist.abgelaufen')?.data;
    if (frist) {
      // older events do not say it: what repeated then counted from when it was done
      const faellig = frist['faellig'];
      return tue({ art: 'zeit', schritt: nr, ...(typeof faellig === 'string' ? { faellig } : {}) });
    }
    const mensch = ereignisse.find((e) => MENSCH.has(e.kind));
    const element = zustand?.token.find((t) => t.schritt === nr)?.element ?? '';
    if (mensch) {
      const variable = leistung.schritte.get(element)?.variable;
      if (!variable) return scheitere(`Schritt ${nr} ist keine Aufgabe`);
      aufgaben.delete(nr);
      return tue({
        art: 'aufgabe-erledigt',
        schritt: nr,
        variablen: { [variable]: mensch.data['werte'] ?? {} } as Variablen,
      });
    }
    tue({ art: 'dienst-erledigt', schritt: nr, variablen: dienstVariablen(ereignisse) });
  }

  /** A service that failed for good; an incident of the model itself comes by replaying it. */
  function stoere(v: Vorfallzeile): void {
    if (zustand?.token.some((t) => t.schritt === v.schritt && t.vorfall)) return;
    const token = zustand?.token.find((t) => t.element === v.element && !t.vorfall);
    if (token) tue({ art: 'dienst-gescheitert', schritt: token.schritt, meldung: v.meldung, endgueltig: true });
  }

  /** Mended, or withdrawn with its step: then there is nothing to try again. */
  const behebe = ({ schritt }: Vorfallzeile) =>
    tue({ art: 'vorfall-behoben', schritt }, ['schritt-unbekannt', 'kein-vorfall', 'beendet']);

  /** Mended with the values a person set. */
  function berichtige(e: Ereignis): void {
    if (!zustand) return scheitere(`${BERICHTIGT}: Der Prozess hat nicht begonnen`);
    const nr = Number(e.data['stoerung']);
    const angaben = e.data['angaben'] as unknown as readonly Setzung[];
    [schritt, hinweis] = ['In Bearbeitung', ''];
    tue({ art: 'vorfall-behoben', schritt: nr, variablen: variablenMit(leistung.prozess, zustand, nr, angaben) });
  }

  return {
    tue,
    behebe,
    berichtige,
    wechsle,
    sieh,
    vollende,
    stoere,
    scheitere,
    brichAb,
    // the process had given up waiting: a person finds the answer in the Vorgang
    nachricht: (name: string, variablen: Variablen) =>
      tue({ art: 'nachricht', name, variablen }, ['nachricht-unerwartet']),
    ergebnis(): Nachgespielt | { ok: false; meldung: string } {
      if (fehler || !zustand) return { ok: false, meldung: fehler ?? 'Der Prozess hat nicht begonnen' };
      return { ok: true, zustand, aufgaben, schritt, hinweis, forderung, regeln };
    },
  };
}
