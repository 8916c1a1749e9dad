import { warteereignis } from '../ereignis.ts';
import type { Variablen } from '../json.ts';
import type { Ereignis, Knoten, Prozess, RandKnoten, StartKnoten, Wurf } from '../model.ts';
import type { Token } from '../zustand.ts';
import { gleicheWeiterAus } from './abgang.ts';
import { beginneEreignisteilprozess, loeseAus, loeseRandAus } from './ausloesen.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { findToken, gehWeiter, getKnoten, getToken, haltAn, istUnterbrecher, neuerSchritt, ort } from './lauf.ts';

/** A throwing or end event happens; what it does to others comes first, then it goes on itself where it still may. */
export function wirf(lauf: Lauf, knoten: Knoten, wurf: Wurf, schritt: number, eintritt: Eintritt): void {
  const token: Token = { schritt, element: knoten.id, ...ort(eintritt) };
  switch (wurf.art) {
    case 'fehler': {
      const faenger = findeFaenger(lauf, 'fehler', wurf.code, undefined, eintritt.in);
      if (!faenger) return haltAn(lauf, token, 'betreten', unbehandelt(wurf.code));
      return fange(lauf, faenger, {});
    }
    case 'eskalation': {
      const faenger = findeFaenger(lauf, 'eskalation', wurf.code, undefined, eintritt.in);
      // The thrower stands first, so that an interrupting catcher withdraws it with all else in its scope.
      gehWeiter(lauf, knoten.aus, eintritt.in);
      if (faenger) fange(lauf, faenger, {});
      return;
    }
    case 'signal':
      gehWeiter(lauf, knoten.aus, eintritt.in);
      sendeSignal(lauf, wurf.signal, {});
      return;
    case 'ausgleich':
      return gleicheAus(lauf, token, wurf.ziel);
  }
}

export function unbehandelt(code: string): string {
  return `Der Fehler „${code}“ wird im Modell nirgends behandelt.`;
}

export type Faenger =
  | { readonly art: 'rand'; readonly knoten: RandKnoten; readonly traeger: Token }
  | { readonly art: 'start'; readonly knoten: StartKnoten; readonly in: number | undefined };

/**
 * Who catches an error or escalation: the activity's own boundary event, then, scope by scope outwards, the event
 * sub-processes and the boundary events of the scope. An exact code goes before an event without one.
 */
export function findeFaenger(
  lauf: Lauf,
  art: 'fehler' | 'eskalation',
  code: string | undefined,
  von: Token | undefined,
  bereich: number | undefined,
): Faenger | undefined {
  let aktuell = von;
  let innen = bereich;
  for (;;) {
    if (aktuell) {
      // One of several instances: the boundary events are those of the whole.
      if (aktuell.nr !== undefined && aktuell.in !== undefined) aktuell = getToken(lauf, aktuell.in);
      const knoten = getKnoten(lauf.prozess, aktuell.element);
      const rand = 'rand' in knoten ? passendes(lauf, knoten.rand, art, code) : undefined;
      if (rand?.art === 'rand') return { art: 'rand', knoten: rand, traeger: aktuell };
      innen = aktuell.in;
    }
    const umgebend = findToken(lauf, innen);
    const start = passendes(lauf, bereite(lauf, umgebend, aktuell), art, code);
    if (start?.art === 'start') return { art: 'start', knoten: start, in: innen };
    if (!umgebend) return undefined;
    aktuell = umgebend;
  }
}

/** Event sub-processes that may begin in a scope for what is thrown there: none once one interrupted, and not the thrower itself. */
function bereite(lauf: Lauf, bereich: Token | undefined, werfer: Token | undefined): readonly string[] {
  if (lauf.token.some((t) => t.in === bereich?.schritt && istUnterbrecher(lauf.prozess, t))) return [];
  const eigener = werfer && lauf.prozess.bereiche.get(werfer.element)?.start;
  return (lauf.prozess.bereiche.get(bereich?.element ?? '')?.ereignisse ?? []).filter((id) => id !== eigener);
}

function istEreignisteilprozess(lauf: Lauf, token: Token): boolean {
  const knoten = getKnoten(lauf.prozess, token.element);
  return knoten.art === 'teilprozess' && knoten.durchEreignis;
}

function passendes(lauf: Lauf, ids: readonly string[], art: Ereignis['art'], code: string | undefined) {
  const alle = ids.flatMap((id) => {
    const knoten = getKnoten(lauf.prozess, id);
    if ((knoten.art !== 'rand' && knoten.art !== 'start') || knoten.ereignis?.art !== art) return [];
    const gesucht = 'code' in knoten.ereignis ? knoten.ereignis.code : undefined;
    return gesucht === undefined || gesucht === code ? [{ knoten, genau: gesucht !== undefined }] : [];
  });
  return (alle.find((f) => f.genau) ?? alle[0])?.knoten;
}

/** The catcher acts. An error always interrupts. */
export function fange(lauf: Lauf, faenger: Faenger, ergebnis: Variablen): void {
  const schritt = neuerSchritt(lauf);
  if (faenger.art === 'start') return beginneEreignisteilprozess(lauf, faenger.knoten, faenger.in, schritt, ergebnis);
  const { knoten, traeger } = faenger;
  const token: Token = { schritt, element: knoten.id, ...(traeger.in === undefined ? {} : { in: traeger.in }) };
  loeseRandAus(lauf, knoten, traeger.schritt, token, ergebnis);
}

/** A signal reaches everything in this instance that waits for it; answers whether anything did. */
export function sendeSignal(lauf: Lauf, name: string, ergebnis: Variablen): boolean {
  const wartende = lauf.token.filter((t) => {
    const ereignis = t.vorfall ? undefined : warteereignis(getKnoten(lauf.prozess, t.element));
    return ereignis?.art === 'signal' && ereignis.signal === name;
  });
  for (const token of wartende) if (lauf.token.includes(token)) loeseAus(lauf, token, ergebnis);
  return wartende.length > 0;
}

/** Compensation: what was done in this scope is made undone, the latest first; the event waits until all of it is. */
function gleicheAus(lauf: Lauf, token: Token, ziel: string | undefined): void {
  const umgebend = findToken(lauf, token.in);
  const bereiche = [token.in];
  // An event sub-process cleans up the scope it belongs to.
  if (umgebend && istEreignisteilprozess(lauf, umgebend)) bereiche.push(umgebend.in);
  const gemeint = lauf.erledigt.filter(
    (e) => bereiche.includes(e.in) && (ziel === undefined || liegtIn(lauf.prozess, e.element, ziel)),
  );
  lauf.erledigt = lauf.erledigt.filter((e) => !gemeint.includes(e));
  const werfer: Token = { ...token, ausgleich: gemeint };
  lauf.token.push(werfer);
  gleicheWeiterAus(lauf, werfer);
}

/** Whether an element is the other one, or lies somewhere inside it. */
function liegtIn({ knoten }: Prozess, id: string, aussen: string): boolean {
  for (let innen: string | undefined = id; innen !== undefined; innen = knoten.get(innen)?.bereich)
    if (innen === aussen) return true;
  return false;
}
