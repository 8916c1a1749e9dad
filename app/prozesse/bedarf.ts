import {
  type Ausdruck,
  type Json,
  type Knoten,
  type Prozess,
  setze,
  sichtAuf,
  type Variablen,
  type Vorfall,
  type Zustand,
} from '@rathausverbund/prozess';
import { type Erwartung, gelesenes } from '@rathausverbund/regelwerk';
import { istUnvollstaendig, type Leistung } from '../leistungen/index.ts';
import { herkuenfte, istSetzbar, type Quelle } from './herkunft.ts';
import { type Dienstluecke, lueckenVon } from './luecken.ts';

/** What an expression is for at the step where the process stands. */
export type Zweck =
  | 'bedingung'
  | 'eingabe'
  | 'ausgabe'
  | 'rechnung'
  | 'gruppe'
  | 'zeit'
  | 'liste'
  | 'anzahl'
  | 'regel'
  | Dienstluecke['zweck'];

/** An expression that the step asks for; `bei`: the name of flow, variable, event or header, or the place in the letter. */
export interface Frage {
  readonly zweck: Zweck;
  readonly bei: string;
  readonly text: string;
  /** what it must come out as, where not its purpose but its place says it */
  readonly verlangt?: Verlangt;
}

export type Verlangt = Erwartung | 'liste' | 'betrag';

/** A value that these expressions read. */
export interface Gefragt {
  /** `gebuehr.betrag` */
  readonly pfad: string;
  /** null where nothing is there */
  readonly alt: Json;
  readonly quelle: Quelle;
  readonly setzbar: boolean;
  readonly erwartet: Verlangt | null;
}

export interface Bedarf {
  readonly element: string;
  readonly meldung: string;
  readonly fragen: readonly Frage[];
  readonly angaben: readonly Gefragt[];
}

/** A value that a person sets instead of another. */
export interface Setzung {
  readonly pfad: string;
  readonly neu: Json;
}

/**
 * What the step needs at which a process stands with an incident; null where it has none. `briefwerte`: what letters see over the
 * variables of the process. Pure.
 */
export function bedarfOf(l: Leistung, zustand: Zustand, schritt: number, briefwerte: Variablen): Bedarf | null {
  const token = zustand.token.find((t) => t.schritt === schritt);
  const knoten = token && l.prozess.knoten.get(token.element);
  if (!token?.vorfall || !knoten) return null;
  const sicht = sichtAuf(l.prozess, zustand, token);
  const imBrief = { ...sicht, ...briefwerte };
  const fragen = [
    ...fragenVon(l, knoten, token.vorfall.phase),
    ...(token.vorfall.phase === 'arbeiten' ? fragenUeber(lueckenVon(l, knoten, imBrief)) : []),
  ];
  const quellen = herkuenfte(l);
  const angaben = new Map<string, Gefragt>();
  for (const f of fragen)
    for (const { pfad, erwartet } of gelesenes(f.text)) {
      const quelle = quellen.von(pfad);
      const name = pfad.join('.');
      if (!quelle || angaben.get(name)?.erwartet) continue;
      const { wert: alt, versperrt } = liesPfad(f.zweck === 'brief' || f.zweck === 'kopf' ? imBrief : sicht, pfad);
      angaben.set(name, {
        pfad: name,
        alt,
        quelle,
        setzbar: !versperrt && istSetzbar(quelle.herkunft, alt === null),
        // an expression that is only this value must be what its place asks for
        erwartet: erwartet ?? (name === f.text.trim() ? (f.verlangt ?? VERLANGT[f.zweck] ?? null) : null),
      });
    }
  return { element: knoten.id, meldung: token.vorfall.meldung, fragen, angaben: [...angaben.values()] };
}

/** Whether a step may ask for values with this incident, wherever it stands: its model lets it, or it says that it could not write. */
export function kannNachWertenFragen(l: Leistung, element: string, meldung: string): boolean {
  const knoten = l.prozess.knoten.get(element);
  return (
    knoten !== undefined &&
    ((knoten.art === 'dienst' && istUnvollstaendig(meldung)) ||
      (['betreten', 'verlassen'] as const).some((phase) =>
        fragenVon(l, knoten, phase).some((f) => gelesenes(f.text).length > 0),
      ))
  );
}

/** Each expression once: a list may lack the same for every entry. */
function fragenUeber(luecken: readonly Dienstluecke[]): Frage[] {
  const alle = luecken.flatMap(({ zweck, bei, ausdruecke, verlangt }) =>
    ausdruecke.map((text, n): Frage => ({ zweck, bei, text, ...(verlangt && n === 0 ? { verlangt } : {}) })),
  );
  return alle.filter((f, n) => alle.findIndex((g) => g.text === f.text) === n);
}

const VERLANGT: Partial<Record<Zweck, Verlangt>> = {
  bedingung: 'wahr',
  liste: 'liste',
  anzahl: 'zahl',
  gruppe: 'text',
};

/** The whole variables, by their first name, that hold these values; built on what the step sees. */
export function variablenMit(
  prozess: Prozess,
  zustand: Zustand,
  schritt: number,
  setzungen: readonly Setzung[],
): Variablen {
  const token = zustand.token.find((t) => t.schritt === schritt);
  const sicht = token ? sichtAuf(prozess, zustand, token) : zustand.variablen;
  const neu = setzungen.reduce((v, s) => setze(v, s.pfad.split('.'), s.neu), sicht);
  const namen = new Set(setzungen.map((s) => s.pfad.split('.')[0] ?? ''));
  return Object.fromEntries([...namen].map((n) => [n, neu[n] ?? null]));
}

/** What stands at a path; `versperrt`: on the way there is a value without parts, which would be lost. */
function liesPfad(sicht: Variablen, pfad: readonly string[]): { wert: Json; versperrt: boolean } {
  let wert: Json = sicht;
  for (const name of pfad) {
    if (wert === null) return { wert: null, versperrt: false };
    if (typeof wert !== 'object' || Array.isArray(wert)) return { wert: null, versperrt: true };
    wert = Object.hasOwn(wert, name) ? ((wert as Variablen)[name] ?? null) : null;
  }
  return { wert, versperrt: false };
}

/** The expressions of a step, as far as they count where it stands: to be entered and worked on, or to be left. */
function fragenVon(l: Leistung, k: Knoten, phase: Vorfall['phase']): Frage[] {
  const { prozess } = l;
  const frage = (zweck: Zweck, bei: string, a: Ausdruck | undefined): Frage[] =>
    a && !a.fest ? [{ zweck, bei, text: a.text }] : [];
  const m = 'mehrfach' in k ? k.mehrfach : undefined;
  if (phase === 'verlassen')
    return [
      ...k.ausgaben.flatMap((z) => frage('ausgabe', z.ziel.join('.'), z.quelle)),
      ...frage('ausgabe', m?.ausgabe?.sammlung ?? '', m?.ausgabe?.eintrag),
      ...frage('bedingung', '', m?.bis),
    ];
  const ereignisse = [k.id, ...('rand' in k ? k.rand : [])].flatMap((id) => warte(prozess, id, frage));
  return [
    ...('eingaben' in k ? k.eingaben : []).flatMap((z) => frage('eingabe', z.ziel.join('.'), z.quelle)),
    ...(k.art === 'skript' ? frage('rechnung', k.variable, k.ausdruck) : []),
    ...(k.art === 'aufgabe' ? frage('gruppe', '', k.gruppe) : []),
    ...frage('liste', '', m?.sammlung),
    ...frage('anzahl', '', m?.anzahl),
    ...(k.art === 'entscheidung'
      ? l.braucht(k.decision).map((n): Frage => ({ zweck: 'regel', bei: '', text: n }))
      : []),
    ...(k.art === 'exklusiv' || k.art === 'inklusiv' ? k.aus.flatMap((id) => amFluss(prozess, id, frage)) : []),
    ...ereignisse,
  ];
}

type Fragen = (zweck: Zweck, bei: string, a: Ausdruck | undefined) => Frage[];

function amFluss(prozess: Prozess, id: string, frage: Fragen): Frage[] {
  const fluss = prozess.fluesse.get(id);
  const ziel = prozess.knoten.get(fluss?.nach ?? '');
  return frage('bedingung', fluss?.name || ziel?.name || id, fluss?.bedingung);
}

function warte(prozess: Prozess, id: string, frage: Fragen): Frage[] {
  const k = prozess.knoten.get(id);
  const e = k && 'ereignis' in k ? k.ereignis : k;
  if (e?.art === 'zeit') return frage('zeit', k?.name ?? '', e.zeit.wert);
  return e?.art === 'bedingung' ? frage('bedingung', k?.name ?? '', e.bedingung) : [];
}

/** Whether the step stands still and asks for values a person could look at. */
export const fragtNachWerten = (
  l: Leistung,
  zustand: Zustand | null,
  schritt: number,
  briefwerte: Variablen,
): boolean => zustand !== null && (bedarfOf(l, zustand, schritt, briefwerte)?.angaben.length ?? 0) > 0;
