import type { Ablehnung, Befehl } from '../befehl.ts';
import { ablehnung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import { alsJson, alsVariablen } from '../json.ts';
import type { Knoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { vereinige } from './daten.ts';
import type { Lauf } from './lauf.ts';
import { getKnoten, haltAn, neuerSchritt } from './lauf.ts';
import { erledige, loeseRandAus, verlasse } from './verlassen.ts';

/** Applies one command to a running instance; a refusal leaves the working copy unused. */
export function wendeAn(lauf: Lauf, befehl: Exclude<Befehl, { art: 'start' }>): Ablehnung | undefined {
  switch (befehl.art) {
    case 'aufgabe-erledigt':
      return mitDaten(befehl.variablen, (v) => schliesseAb(lauf, befehl.schritt, ['aufgabe'], v));
    case 'dienst-erledigt':
      return mitDaten(befehl.variablen, (v) => schliesseAb(lauf, befehl.schritt, ['dienst'], v));
    case 'dienst-gescheitert':
      return melde(lauf, befehl);
    case 'entscheidung-gefallen':
      return entscheide(lauf, befehl.schritt, befehl.wert);
    case 'nachricht':
      return mitDaten(befehl.variablen, (v) => stelleZu(lauf, befehl, v));
    case 'zeit':
      return laeuftAb(lauf, befehl.schritt);
    case 'vorfall-behoben':
      return mitDaten(befehl.variablen, (v) => behebe(lauf, befehl.schritt, v));
    case 'abbruch':
      raeumeAb(lauf, () => true);
      lauf.fertig = 'abgebrochen';
      return undefined;
    default:
      // Commands may come out of a queue as JSON: the types hold no promise there.
      return ablehnung('befehl-unbekannt', 'Diesen Befehl kennt der Prozess nicht.');
  }
}

function mitDaten(daten: unknown, weiter: (v: Variablen) => Ablehnung | undefined): Ablehnung | undefined {
  const variablen = alsVariablen(daten);
  return variablen.ok ? weiter(variablen.wert) : ablehnung('variablen-ungueltig', variablen.meldung);
}

type Fund = { readonly ok: true; readonly token: Token; readonly knoten: Knoten } | Ablehnung;

function finde(lauf: Lauf, schritt: number, passt: (knoten: Knoten) => boolean): Fund {
  const token = lauf.token.find((t) => t.schritt === schritt);
  if (!token) return ablehnung('schritt-unbekannt', 'Dieser Schritt ist schon erledigt oder wurde zurückgezogen.');
  const knoten = getKnoten(lauf.prozess, token.element);
  if (!passt(knoten))
    return ablehnung('schritt-passt-nicht', `„${knoten.name || knoten.id}“ wartet auf etwas anderes.`);
  if (token.vorfall)
    return ablehnung(
      'schritt-im-vorfall',
      `„${knoten.name || knoten.id}“ hat einen Vorfall, der zuerst behoben werden muss.`,
    );
  return { ok: true, token, knoten };
}

function schliesseAb(
  lauf: Lauf,
  schritt: number,
  arten: readonly Knoten['art'][],
  ergebnis: Variablen,
): Ablehnung | undefined {
  const fund = finde(lauf, schritt, (k) => arten.includes(k.art));
  if (!fund.ok) return fund;
  erledige(lauf, fund.token, ergebnis);
  return undefined;
}

function entscheide(lauf: Lauf, schritt: number, roh: unknown): Ablehnung | undefined {
  const wert = alsJson(roh);
  if (!wert.ok) return ablehnung('variablen-ungueltig', wert.meldung);
  const fund = finde(lauf, schritt, (k) => k.art === 'entscheidung');
  if (!fund.ok) return fund;
  if (fund.knoten.art === 'entscheidung') erledige(lauf, fund.token, { [fund.knoten.variable]: wert.wert });
  return undefined;
}

function melde(lauf: Lauf, befehl: Befehl & { art: 'dienst-gescheitert' }): Ablehnung | undefined {
  const fund = finde(lauf, befehl.schritt, (k) => k.art === 'dienst' || k.art === 'entscheidung');
  if (!fund.ok) return fund;
  if (!befehl.endgueltig) return undefined;
  lauf.token = lauf.token.filter((t) => t !== fund.token);
  haltAn(lauf, { schritt: fund.token.schritt, element: fund.token.element }, 'betreten', String(befehl.meldung));
  return undefined;
}

/** A message goes to one waiting step: the oldest whose name and, where it asks for one, correlation fit. */
function stelleZu(lauf: Lauf, befehl: Befehl & { art: 'nachricht' }, ergebnis: Variablen): Ablehnung | undefined {
  const wartende = lauf.token.filter((token) => {
    if (token.vorfall || (token.korrelation !== undefined && token.korrelation !== befehl.korrelation)) return false;
    const knoten = getKnoten(lauf.prozess, token.element);
    const ereignis = knoten.art === 'rand' ? knoten.ereignis : knoten;
    return ereignis.art === 'nachricht' && ereignis.nachricht === befehl.name;
  });
  const [token] = wartende.sort((a, b) => a.schritt - b.schritt);
  if (!token) return ablehnung('nachricht-unerwartet', 'Auf diese Nachricht wartet der Vorgang gerade nicht.');
  const knoten = getKnoten(lauf.prozess, token.element);
  if (knoten.art !== 'rand' || knoten.unterbrechend)
    lauf.wirkungen.push({ art: 'warten-beendet', schritt: token.schritt });
  if (token.an === undefined) erledige(lauf, token, ergebnis);
  else loeseRandAus(lauf, token, token.an, ergebnis);
  return undefined;
}

function laeuftAb(lauf: Lauf, schritt: number): Ablehnung | undefined {
  const fund = finde(lauf, schritt, (k) => (k.art === 'rand' ? k.ereignis : k).art === 'zeit');
  if (!fund.ok) return fund;
  if (fund.token.an === undefined) erledige(lauf, fund.token, {});
  else loeseRandAus(lauf, fund.token, fund.token.an, {});
  return undefined;
}

/** Mends an incident: the element is entered anew under a new step number, or its result is handed on once more. */
function behebe(lauf: Lauf, schritt: number, variablen: Variablen): Ablehnung | undefined {
  const token = lauf.token.find((t) => t.schritt === schritt);
  if (!token) return ablehnung('schritt-unbekannt', 'Diesen Vorfall gibt es nicht mehr.');
  if (!token.vorfall) return ablehnung('kein-vorfall', 'An diesem Schritt ist nichts zu beheben.');
  lauf.token = lauf.token.filter((t) => t !== token);
  lauf.variablen = vereinige(lauf.variablen, variablen);
  const { element, ueber } = token;
  if (token.vorfall.phase === 'betreten') lauf.offen.push({ element, ...(ueber === undefined ? {} : { ueber }) });
  // What is corrected now must also win over what the failed result still holds.
  else verlasse(lauf, { schritt: neuerSchritt(lauf), element, lokal: token.lokal ?? {} }, variablen);
  return undefined;
}
