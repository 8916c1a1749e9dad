import { hoertNur, istUnterbrecher } from './lauf/lauf.ts';
import type { Knoten, Prozess } from './model.ts';
import { pruefeMensch } from './wandern/mensch.ts';
import { versetzeErledigte, versetzeSchritt } from './wandern/schritt.ts';
import type { Umzug, Wandergrund, Wanderpunkt, Wanderwirkung } from './wandern/umzug.ts';
import { horchende, versetzeHorcher } from './wandern/warten.ts';
import { pruefeZuordnung, type Zuordnungen, zielVon } from './wandern/ziel.ts';
import { pruefeZweige } from './wandern/zweige.ts';
import type { Token, WegPunkt, Zustand } from './zustand.ts';

export type Wanderung =
  | {
      readonly ok: true;
      readonly zustand: Zustand;
      readonly wirkungen: readonly Wanderwirkung[];
      readonly punkte: readonly Wanderpunkt[];
    }
  | { readonly ok: false; readonly gruende: readonly Wandergrund[] };

export type Wanderplan =
  | { readonly ok: true; readonly punkte: readonly Wanderpunkt[] }
  | { readonly ok: false; readonly gruende: readonly Wandergrund[] };

export interface Urteil {
  /** types of services that issue a Verwaltungsakt, where the new version needs a person for each (§ 35a VwVfG) */
  readonly verwaltungsakte?: ReadonlySet<string>;
  /** the move has happened: it is only followed, nobody can refuse it any more */
  readonly geschehen?: boolean;
}

/** What `wandere` would do to this instance, or every reason why it cannot. */
export function plane(
  alt: Prozess,
  neu: Prozess,
  zustand: Zustand,
  zuordnung: Zuordnungen = {},
  urteil: Urteil = {},
): Wanderplan {
  const wanderung = wandere(alt, neu, zustand, zuordnung, urteil);
  return wanderung.ok ? { ok: true, punkte: wanderung.punkte } : wanderung;
}

/**
 * Moves a running instance from one version of its model to another. All of it, or nothing and the reasons. Pure.
 *
 * Every step stands afterwards at the element of the same id, or the one `zuordnung` names; it must be of the same kind and
 * lie in the same scope. Tasks keep their step number (and with it draft and person); running services go on if their type
 * is the same. Timers whose definition is the same go on as they were set; others are set anew from now on. Boundary events
 * and event sub-processes follow the new model: what it drops is withdrawn, what it adds is waited for, and what has
 * happened already stays so. Incidents stay, to be mended in the new version. Variables are not touched. Refused is besides
 * what would be done twice or wait for ever because the branches of the instance do not fit the new model, and a Verwaltungsakt
 * that nobody would have decided.
 *
 * @example
 * const w = wandere(alt, neu, zustand, { Aufgabe_pruefen: 'Aufgabe_sichten' });
 * if (w.ok) save(w.zustand, w.wirkungen); else show(w.gruende);
 */
export function wandere(
  alt: Prozess,
  neu: Prozess,
  zustand: Zustand,
  zuordnung: Zuordnungen = {},
  urteil: Urteil = {},
): Wanderung {
  const nein = (element: string, meldung: string) => ({ ok: false as const, gruende: [{ element, meldung }] });
  if (zustand.fertig) return nein(alt.id, 'Der Prozess ist schon beendet.');
  if (zustand.v !== 1 || !zustand.token.every((t) => alt.knoten.has(t.element)))
    return nein(alt.id, 'Der gespeicherte Stand gehört zu einer anderen Fassung des Prozesses.');
  const umzug: Umzug = {
    alt,
    neu,
    zuordnung,
    zustand,
    naechster: zustand.naechster,
    token: [],
    punkte: [],
    wirkungen: [],
    gruende: [...pruefeZuordnung(alt, neu, zuordnung)],
  };
  versetzeEreignisteilprozesse(umzug, '', '', undefined);
  for (const token of zustand.token) {
    if (hoertNur(alt, token)) continue;
    const knoten = versetzeSchritt(umzug, token);
    if (knoten) versetzeAngeheftete(umzug, token, knoten);
  }
  const erledigt = versetzeErledigte(umzug, zustand.erledigt ?? []);
  // One gap would be reported many times: the whole is judged when each step has its place.
  if (umzug.gruende.length === 0 && !urteil.geschehen) {
    pruefeZweige(umzug);
    if (urteil.verwaltungsakte) pruefeMensch(umzug, urteil.verwaltungsakte);
  }
  if (umzug.gruende.length > 0) return { ok: false, gruende: umzug.gruende };
  return {
    ok: true,
    zustand: {
      ...zustand,
      naechster: umzug.naechster,
      token: ordne(umzug),
      weg: zustand.weg.flatMap((p) => versetzeWeg(umzug, p)),
      ...(erledigt.length > 0 ? { erledigt } : {}),
    },
    wirkungen: umzug.wirkungen,
    punkte: umzug.punkte,
  };
}

/** In the order they had, for that decides who comes first; what is new comes last. */
function ordne({ zustand, token }: Umzug): readonly Token[] {
  const rang = new Map(zustand.token.map((t, i) => [t.schritt, i]));
  const platz = (t: Token) => rang.get(t.schritt) ?? zustand.token.length + t.schritt;
  return [...token].sort((a, b) => platz(a) - platz(b));
}

/** Boundary events, events after a gateway, and the event sub-processes of a scope. */
function versetzeAngeheftete(umzug: Umzug, token: Token, knoten: Knoten): void {
  const jetzige = horchende(umzug, (t) => t.an === token.schritt);
  const ort = { an: token.schritt, ...(token.in === undefined ? {} : { in: token.in }) };
  // What never began has nothing that listens: that comes when it is entered.
  const begonnen = token.vorfall?.phase !== 'betreten' && token.vorfall?.phase !== 'verlassen';
  if (knoten.art === 'wahl') {
    const kuenftige = knoten.aus.flatMap((id) => umzug.neu.fluesse.get(id)?.nach ?? []);
    versetzeHorcher(umzug, { jetzige, kuenftige, ort, offen: begonnen, bei: token });
  } else if ('rand' in knoten && token.nr === undefined) {
    versetzeHorcher(umzug, { jetzige, kuenftige: knoten.rand, ort, offen: begonnen, bei: token });
  }
  const istBereich = (knoten.art === 'teilprozess' || knoten.art === 'aufruf') && !token.mehrfach && begonnen;
  if (istBereich) versetzeEreignisteilprozesse(umzug, token.element, knoten.id, token);
}

function versetzeEreignisteilprozesse(umzug: Umzug, alt: string, neu: string, token: Token | undefined): void {
  const innen = token?.schritt;
  const unterbrochen = umzug.zustand.token.some((t) => t.in === innen && istUnterbrecher(umzug.alt, t));
  versetzeHorcher(umzug, {
    jetzige: horchende(
      umzug,
      (t) => t.in === innen && umzug.alt.bereiche.get(alt)?.ereignisse.includes(t.element) === true,
    ),
    kuenftige: umzug.neu.bereiche.get(neu)?.ereignisse ?? [],
    ort: innen === undefined ? {} : { in: innen },
    offen: !unterbrochen,
    ...(token ? { bei: token } : {}),
  });
}

function versetzeWeg(umzug: Umzug, { element, schritt, ueber }: WegPunkt): WegPunkt[] {
  const nach = zielVon(umzug.zuordnung, element);
  const fluss = ueber === undefined ? undefined : zielVon(umzug.zuordnung, ueber);
  const bekannt = fluss !== undefined && umzug.neu.fluesse.has(fluss);
  return umzug.neu.knoten.has(nach) ? [{ element: nach, schritt, ...(bekannt ? { ueber: fluss } : {}) }] : [];
}
