import { warteereignis } from '../ereignis.ts';
import type { Knoten, WahlKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { beginne, rechne } from './arbeit.ts';
import { betreteBereich } from './bereich.ts';
import { sammle, vereine, waehle } from './gateways.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { gehWeiter, getKnoten, haltAn, merkeWeg, neuerSchritt, ort } from './lauf.ts';
import { beginneMehrfach } from './mehrfach.ts';
import { sichtVon } from './sicht.ts';
import { verlasse } from './verlassen.ts';
import { bereiteWarten } from './warten.ts';
import { wirf } from './werfen.ts';

/** Enters an element: either it waits there (a token and effects), or it goes on, or it stops with an incident. */
export function betrete(lauf: Lauf, eintritt: Eintritt): void {
  const knoten = getKnoten(lauf.prozess, eintritt.element);
  const schritt = neuerSchritt(lauf);
  if (knoten.art === 'start' && knoten.bereich !== undefined && knoten.ereignis)
    return lausche(lauf, knoten, schritt, eintritt);
  if (eintritt.nr === undefined) merkeWeg(lauf, knoten, schritt, eintritt.ueber);
  if ('mehrfach' in knoten && knoten.mehrfach && eintritt.nr === undefined)
    return beginneMehrfach(lauf, knoten, knoten.mehrfach, schritt, eintritt);
  switch (knoten.art) {
    case 'start':
      return verlasse(lauf, { schritt, element: knoten.id, ...ort(eintritt) }, {});
    case 'durchgang':
      return gehWeiter(lauf, knoten.aus, eintritt.in);
    case 'ende':
      return beende(lauf, knoten, schritt, eintritt);
    case 'wurf':
      return wirf(lauf, knoten, knoten.wirft, schritt, eintritt);
    case 'exklusiv':
      return waehle(lauf, knoten, schritt, eintritt);
    case 'parallel':
      return vereine(lauf, knoten, schritt, eintritt);
    case 'inklusiv':
      return sammle(lauf, knoten, schritt, eintritt);
    case 'wahl':
      return bieteWahl(lauf, knoten, schritt, eintritt);
    case 'zeit':
    case 'signal':
    case 'bedingung':
      return lausche(lauf, knoten, schritt, eintritt);
    case 'aufgabe':
    case 'dienst':
    case 'entscheidung':
    case 'nachricht':
      return beginne(lauf, knoten, schritt, eintritt);
    case 'skript':
      return rechne(lauf, knoten, schritt, eintritt);
    case 'teilprozess':
    case 'aufruf':
      return betreteBereich(lauf, knoten, schritt, eintritt);
    case 'rand':
      throw new Error(`boundary event ${knoten.id} cannot be entered by a flow`);
  }
}

function beende(lauf: Lauf, knoten: Knoten & { art: 'ende' }, schritt: number, eintritt: Eintritt): void {
  if (knoten.wirft) return wirf(lauf, knoten, knoten.wirft, schritt, eintritt);
  if (knoten.alles) {
    raeumeAb(lauf, (t) => t.in === eintritt.in);
    lauf.offen = lauf.offen.filter((e) => e.in !== eintritt.in);
  }
  gehWeiter(lauf, [], eintritt.in);
}

/** Waits for an event, as a catch event or as the start of an event sub-process. */
function lausche(lauf: Lauf, knoten: Knoten, schritt: number, eintritt: Eintritt): void {
  const token: Token = { schritt, element: knoten.id, ...ort(eintritt) };
  const ereignis = warteereignis(knoten);
  if (!ereignis) return;
  const warten = bereiteWarten(ereignis, sichtVon(lauf.prozess, lauf, eintritt));
  if (!warten.ok) return haltAn(lauf, token, 'betreten', warten.meldung);
  lauf.token.push({ ...token, ...warten.token });
  const wirkung = warten.wirkung(schritt);
  if (wirkung) lauf.wirkungen.push(wirkung);
}

/** Event-based gateway: its token stands for the branch, the events beside it decide. */
function bieteWahl(lauf: Lauf, knoten: WahlKnoten, schritt: number, eintritt: Eintritt): void {
  const grund: Token = { schritt, element: knoten.id, ...ort(eintritt) };
  const sicht = sichtVon(lauf.prozess, lauf, eintritt);
  const liste = [];
  for (const id of knoten.aus) {
    const ziel = getKnoten(lauf.prozess, lauf.prozess.fluesse.get(id)?.nach ?? '');
    const ereignis = warteereignis(ziel);
    if (!ereignis) throw new Error(`${ziel.id} after an event-based gateway waits for nothing`);
    const warten = bereiteWarten(ereignis, sicht);
    if (!warten.ok) return haltAn(lauf, grund, 'betreten', `„${ziel.name || ziel.id}“: ${warten.meldung}`);
    liste.push({ element: ziel.id, warten });
  }
  lauf.token.push(grund);
  for (const { element, warten } of liste) {
    const s = neuerSchritt(lauf);
    lauf.token.push({ schritt: s, element, ...ort({ ...eintritt, an: schritt }), ...warten.token });
    const wirkung = warten.wirkung(s);
    if (wirkung) lauf.wirkungen.push(wirkung);
  }
}
