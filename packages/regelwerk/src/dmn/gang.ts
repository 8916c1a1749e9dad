import { ordneArgumente } from '../feel/uebersetzen/funktionen.ts';
import { passeAn } from '../werte/anpassen.ts';
import { leer, tiefer, verstosse } from '../werte/lauf.ts';
import type { Spur } from '../werte/spur.ts';
import type { Funktion, Lauf, Typ, Wert } from '../werte/wert.ts';
import type { Bedarf, Dienst, Eingabe, Element, Entscheidung, Modell } from './modell.ts';
import { benenneHinweise, ortText, standVon } from './ort.ts';

/** Where the values of input data come from. */
export type Quelle = (e: Eingabe) => { ok: true; wert: Wert } | { ok: false; meldung: string };

/** One evaluation: every element once, values by key. A decision service opens an inner one with its own values. */
export type Gang = {
  readonly modell: Modell;
  readonly quelle: Quelle;
  readonly lauf: Lauf;
  readonly spur: Spur[];
  readonly fertig: Map<string, Wert>;
};

function besorge(schluessel: string, gang: Gang): Wert {
  if (!gang.modell.elemente.has(schluessel)) return leer(gang.lauf, 'Ein Teil des Modells ließ sich nicht lesen.');
  const bekannt = gang.fertig.get(schluessel);
  if (bekannt !== undefined) return bekannt;
  tiefer(gang.lauf, () => arbeiteAb(schluessel, gang));
  return gang.fertig.get(schluessel) ?? null;
}

/** A circle ends a strict evaluation; in one as DMN asks, what needs itself is null. */
const imKreis = (lauf: Lauf): null => verstosse(lauf, 'zu-tief', 'Die Entscheidungen hängen im Kreis voneinander ab.');

/** First what it needs, then itself: by a list instead of a call for each, as decisions may need each other over thousands of steps. */
function arbeiteAb(schluessel: string, gang: Gang): void {
  const { fertig, modell } = gang;
  const begonnen = new Set<string>();
  const offen = [schluessel];
  for (let s = offen.at(-1); s !== undefined; s = offen.at(-1)) {
    const element = modell.elemente.get(s);
    const fehlend = element && !begonnen.has(s) ? brauchtVon(element) : [];
    begonnen.add(s);
    for (const f of fehlend) if (!fertig.has(f) && begonnen.has(f)) fertig.set(f, imKreis(gang.lauf));
    const davor = fehlend.filter((f) => !fertig.has(f) && modell.elemente.has(f));
    if (davor.length > 0) offen.push(...davor.reverse());
    else {
      offen.pop();
      if (element && !fertig.has(s)) fertig.set(s, wertVon(element, gang));
    }
  }
}

/** What has to be there before it; a service gets its values when it is called. */
const brauchtVon = (e: Element): string[] =>
  e.art === 'entscheidung' || e.art === 'wissen' ? e.braucht.map((b) => b.schluessel) : [];

function wertVon(element: Element, gang: Gang): Wert {
  switch (element.art) {
    case 'eingabe':
      return lies(element, gang);
    case 'entscheidung':
      return werteAus(element, gang);
    case 'wissen':
    case 'dienst':
      return funktionAus(element, gang);
  }
}

export const funktionAus = (element: Extract<Element, { art: 'wissen' | 'dienst' }>, gang: Gang): Wert =>
  element.art === 'dienst'
    ? dienst(element, gang)
    : element.code({ werte: werteFuer(element.braucht, gang), eltern: null }, gang.lauf);

/** The values an element needs by their names; those of an import together below its name. */
function werteFuer(bedarfe: readonly Bedarf[], gang: Gang): ReadonlyMap<string, Wert> {
  const werte = new Map<string, Wert>();
  let gruppen: Map<string, Map<string, Wert>> | null = null;
  for (const { schluessel, name, unter } of bedarfe) {
    const wert = besorge(schluessel, gang);
    if (unter === null) werte.set(name, wert);
    else {
      gruppen ??= new Map();
      gruppen.set(unter, (gruppen.get(unter) ?? new Map<string, Wert>()).set(name, wert));
    }
  }
  for (const [unter, gruppe] of gruppen ?? []) werte.set(unter, gruppe);
  return werte;
}

function lies(eingabe: Eingabe, { quelle, lauf }: Gang): Wert {
  const was = `Eingabe „${eingabe.name}“`;
  const gelesen = quelle(eingabe);
  const fertig = gelesen.ok ? passeAn(gelesen.wert, eingabe.typ, lauf, was) : gelesen;
  return fertig.ok ? fertig.wert : verstosse(lauf, 'falsche-eingabe', `${fertig.meldung.replace(/\.$/, '')}.`);
}

/** Evaluates one decision over what it needs, and adds it to the trace. */
export function werteAus(e: Entscheidung, gang: Gang): Wert {
  const werte = werteFuer(e.braucht, gang);
  const { lauf } = gang;
  const [bisher, bisherige] = [standVon(lauf), lauf.regeln.splice(0)];
  const roh = e.logik({ werte, eltern: null }, lauf);
  benenneHinweise(lauf, bisher, ortText({ decision: e.name }));
  const wert = amTyp(roh, e.typ, lauf, `Entscheidung „${e.name}“: das Ergebnis`);
  const regeln = lauf.regeln.splice(0, lauf.regeln.length, ...bisherige);
  const gruende = [...new Set(regeln.map((r) => r.begruendung).filter((b) => b !== ''))];
  gang.spur.push({
    decision: e.name,
    wert,
    regeln,
    begruendung: gruende.join(' '),
    hinweise: lauf.hinweise.slice(bisher.ab),
    lesart: e.lesart,
  });
  return wert;
}

function amTyp(wert: Wert, typ: Typ | null, lauf: Lauf, was: string): Wert {
  if (typ === null) return wert;
  const fertig = passeAn(wert, typ, lauf, was);
  return fertig.ok ? fertig.wert : verstosse(lauf, 'falscher-wert', `${fertig.meldung}.`);
}

/** A decision service as a function: what the caller hands over takes the place of its input decisions and data. */
function dienst(d: Dienst, gang: Gang): Funktion {
  const parameter = d.eingaben.map((e) => e.name);
  return {
    art: 'funktion',
    parameter,
    typen: { parameter: d.eingaben.map((e) => e.typ), ergebnis: d.typ },
    rufe: (argumente, lauf) => {
      const geordnet = ordneArgumente(argumente, parameter, lauf.streng);
      if (!geordnet) return leer(lauf, `Die Werte passen nicht zu „${d.name}“(${parameter.join(', ')}).`);
      const fertig = new Map<string, Wert>();
      for (const [i, e] of d.eingaben.entries()) {
        const wert = passeAn(geordnet[i] ?? null, e.typ, lauf, `„${d.name}“: „${e.name}“`);
        if (!wert.ok) return verstosse(lauf, 'falscher-wert', `${wert.meldung}.`);
        fertig.set(e.schluessel, wert.wert);
      }
      const innen: Gang = { ...gang, lauf, fertig, quelle: () => ({ ok: true, wert: null }) };
      const werte = d.ausgaben.map((a) => [a.name, besorge(a.schluessel, innen)] as const);
      const wert = werte.length === 1 ? (werte[0]?.[1] ?? null) : new Map(werte);
      return amTyp(wert, d.typ, lauf, `Ergebnis von „${d.name}“`);
    },
  };
}
