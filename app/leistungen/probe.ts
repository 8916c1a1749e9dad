import { type Antworten, pruefeAlles } from '@rathausverbund/formular';
import { type LocalDate, parseLocalDate } from '@rathausverbund/fristen';
import {
  advance,
  type Befehl,
  type Variablen as ProzessVariablen,
  type Wirkung,
  type Zustand,
} from '@rathausverbund/prozess';
import type { Spur } from '@rathausverbund/regelwerk';
import { erledige } from './aufgabe.ts';
import type { Variablen } from './ausdruck.ts';
import { type Abweichung, type Beispiel, compare } from './beispiel.ts';
import type { Brief } from './brief.ts';
import type { Leistung } from './compile.ts';

/** What became of an example: where it went another way than it says, and how far it went; null where its answers are refused. */
export interface Probe {
  abweichungen: Abweichung[];
  lauf: Lauf | null;
}

/**
 * Walks an example through form, process, rules and letters without a database: services succeed at once, decisions are
 * evaluated, people do what `eingaben` says. Without deviations the example holds.
 */
export function probiere(leistung: Leistung, b: Beispiel): Probe {
  const tag = parseLocalDate(b.tag);
  if (!tag) return { abweichungen: [{ wo: 'tag', erwartet: 'ein Tag', erhalten: b.tag }], lauf: null };
  const antrag = pruefeAlles(leistung.formular, b.antrag as Antworten, tag);
  if (!antrag.ok) {
    const erhalten = antrag.schritte.flatMap((s) => s.fehler.map((f) => `${f.feld}: ${f.meldung}`)).join(' ');
    return { abweichungen: [{ wo: 'antrag', erwartet: 'vollständig', erhalten }], lauf: null };
  }
  const lauf = gehe(leistung, b, antrag.antworten, tag);
  const { weg, briefe, betreff, variablen, ...werte } = b.erwarte;
  const abweichungen = [
    ...lauf.fehler,
    ...(weg === undefined ? [] : fehlendeEingabe(lauf, weg)),
    ...(betreff === undefined ? [] : compare('betreff', betreff, lauf.betreff)),
    ...(weg === undefined ? [] : compare('weg', weg, lauf.weg)),
    ...(briefe === undefined ? [] : compare('briefe', briefe, lauf.briefe)),
    ...compare('variablen', { ...werte, ...variablen }, lauf.zustand?.variablen ?? {}),
  ];
  return { abweichungen, lauf };
}

/** The walk should go on, and nobody says what happens at the step it stopped at. */
function fehlendeEingabe({ weg, zustand, fehler }: Lauf, soll: readonly string[]): Abweichung[] {
  const steht = weg.at(-1);
  if (zustand?.fertig || fehler.length > 0 || steht === undefined || soll.at(-1) === steht) return [];
  return [{ wo: 'eingaben', erwartet: `ein Eintrag für ${steht}`, erhalten: undefined }];
}

/** How far a case went, and what was written on the way. */
export interface Lauf {
  zustand: Zustand | null;
  betreff: string;
  /** how each decision came about */
  spuren: Spur[];
  /** ids of the elements visited and of the flows taken to them */
  gegangen: Set<string>;
  weg: string[];
  /** by name: `inhalt` and `betreff` */
  briefe: Record<string, Record<string, unknown>>;
  fehler: Abweichung[];
}

/** Walks one case with checked answers; see `probiere`. */
export function gehe(leistung: Leistung, b: Beispiel, antrag: Antworten, tag: LocalDate): Lauf {
  const lauf: Lauf = {
    zustand: null,
    betreff: leistung.betreff(antrag),
    spuren: [],
    gegangen: new Set(),
    weg: [],
    briefe: {},
    fehler: [],
  };
  const start = {
    antrag,
    kanal: b.kanal,
    niveau: b.niveau,
    tag,
    satz: b.satz,
    oertlich: { name: 'Gemeinde Thallwitz', kurzname: 'Thallwitz' },
    zustaendig: { name: 'Gemeinde Thallwitz', ort: 'Thallwitz' },
  };
  const offen: Befehl[] = [{ art: 'start', variablen: start as unknown as ProzessVariablen }];
  const eingaben = [...(b.eingaben ?? [])];
  let wartend: Wirkung[] = [];
  for (let n = 0; n < 200; n++) {
    const befehl = offen.shift() ?? answer(leistung, wartend, eingaben, tag, lauf);
    if (!befehl) return lauf;
    const f = advance(leistung.prozess, lauf.zustand, befehl);
    if (!f.ok) {
      lauf.fehler.push({ wo: befehl.art, erwartet: 'angenommen', erhalten: f.meldung });
      return lauf;
    }
    lauf.zustand = f.zustand;
    merkeWeg(leistung, f.zustand, lauf);
    wartend = [...wartend, ...f.wirkungen].filter(
      (w) => 'schritt' in w && f.zustand.token.some((t) => t.schritt === w.schritt),
    );
    for (const w of f.wirkungen) offen.push(...act(leistung, b, w, lauf));
  }
  lauf.fehler.push({ wo: 'prozess', erwartet: 'ein Ende', erhalten: 'mehr als 200 Schritte' });
  return lauf;
}

/** A visit names its flow only where several lead to the element. */
function merkeWeg({ prozess }: Leistung, zustand: Zustand, { gegangen }: Lauf): void {
  for (const { element, ueber } of zustand.weg) {
    gegangen.add(element);
    const fluss = ueber ?? prozess.knoten.get(element)?.ein[0];
    if (fluss !== undefined) gegangen.add(fluss);
  }
}

/** What the service centre would do with an effect. */
function act(leistung: Leistung, b: Beispiel, w: Wirkung, lauf: Lauf): Befehl[] {
  const variablen = lauf.zustand?.variablen ?? {};
  switch (w.art) {
    case 'entscheidung': {
      const e = leistung.entscheide(w.decision, { ...w.eingabe });
      if (e.ok) {
        lauf.spuren.push(...e.spur);
        return [{ art: 'entscheidung-gefallen', schritt: w.schritt, wert: e.wert }];
      }
      lauf.fehler.push({ wo: w.decision, erwartet: 'eine Entscheidung', erhalten: e.meldung });
      return [];
    }
    case 'dienst': {
      lauf.weg.push(w.element);
      const brief = leistung.briefe.get(w.kopf['brief'] ?? '');
      if (brief) write(lauf, brief, { ...variablen, ...briefLage(b) });
      for (const k of ['bezeichnung', 'behoerde', 'norm'])
        check(leistung, w.kopf[k], variablen, lauf, `${w.element}.${k}`);
      return [
        {
          art: 'dienst-erledigt',
          schritt: w.schritt,
          variablen: w.typ === 'register.eintragen' ? { registerNummer: '2026-0001' } : {},
        },
      ];
    }
    case 'aufgabe-anlegen':
    case 'warten-auf':
      if (w.art === 'aufgabe-anlegen') lauf.weg.push(w.element);
      else lauf.weg.push(elementOf(lauf, w.schritt));
      return [];
    case 'vorfall':
      lauf.fehler.push({ wo: w.element, erwartet: 'kein Vorfall', erhalten: w.meldung });
      return [];
    case 'beendet':
      lauf.weg.push('Ende');
      return [];
    default:
      return [];
  }
}

function write(lauf: Lauf, brief: Brief, variablen: Variablen): void {
  const g = brief.schreibe(variablen);
  if (g.ok) lauf.briefe[brief.name] = { ...g.inhalt, betreff: g.betreff };
  else lauf.fehler.push({ wo: `Brief ${g.brief}, ${g.pfad}`, erwartet: 'vollständig', erhalten: g.meldung });
}

function check(
  leistung: Leistung,
  feel: string | undefined,
  variablen: ProzessVariablen,
  lauf: Lauf,
  wo: string,
): void {
  if (feel === undefined) return;
  const r = leistung.rechne(feel, variablen);
  if (!r.ok || typeof r.wert !== 'string')
    lauf.fehler.push({ wo, erwartet: 'ein Text', erhalten: r.ok ? r.wert : r.meldung });
}

/** The next input of a person, a message or time; undefined when the example says no more. */
function answer(
  leistung: Leistung,
  wartend: readonly Wirkung[],
  eingaben: NonNullable<Beispiel['eingaben']>,
  tag: LocalDate,
  lauf: Lauf,
): Befehl | undefined {
  const e = eingaben.shift();
  if (!e) return undefined;
  const passt = wartend.find((w) => 'schritt' in w && elementOf(lauf, w.schritt) === e.bei);
  if (!passt || !('schritt' in passt))
    return void lauf.fehler.push({ wo: 'eingaben', erwartet: `offen: ${e.bei}`, erhalten: lauf.weg.at(-1) });
  if (e.zeit) return { art: 'zeit', schritt: passt.schritt };
  if (passt.art === 'warten-auf')
    return { art: 'nachricht', name: passt.nachricht, variablen: (e.nachricht ?? {}) as ProzessVariablen };
  const aufgabe = leistung.schritte.get(e.bei);
  const moeglich = aufgabe?.entscheidungen.map((x) => x.schluessel) ?? [];
  if (aufgabe && !moeglich.includes(e.entscheidung ?? ''))
    return void lauf.fehler.push({ wo: e.bei, erwartet: `eine von: ${moeglich.join(', ')}`, erhalten: e.entscheidung });
  const vorgabe = aufgabe?.vorgabe(lauf.zustand?.variablen ?? {}) ?? {};
  const r = aufgabe && erledige(aufgabe, e.entscheidung ?? '', { ...vorgabe, ...(e.angaben as Antworten) }, tag);
  if (r?.ok) return { art: 'aufgabe-erledigt', schritt: passt.schritt, variablen: r.variablen as ProzessVariablen };
  return void lauf.fehler.push({
    wo: e.bei,
    erwartet: 'angenommen',
    erhalten: r ? r.fehler.map((f) => `${f.feld}: ${f.meldung}`).join(' ') : 'keine Aufgabe',
  });
}

const elementOf = (lauf: Lauf, schritt: number): string =>
  lauf.zustand?.token.find((t) => t.schritt === schritt)?.element ?? '';

/** What the app adds when a letter is written. */
function briefLage(b: Beispiel): Record<string, unknown> {
  return {
    vorgang: { aktenzeichen: 'THW-XX-2026-000001', eingangstag: b.tag },
    stelle: { name: 'Stadt Wurzen' },
    heute: b.heute ?? b.tag,
    faellig: b.faellig ?? b.tag,
    zahlung: { mandatsreferenz: 'THW-XX-000001-1', glaeubigerId: 'DE98ZZZ09999999999' },
  };
}
