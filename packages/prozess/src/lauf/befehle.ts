import type { Ablehnung, Befehl } from '../befehl.ts';
import { ablehnung } from '../befehl.ts';
import { warteereignis } from '../ereignis.ts';
import type { Variablen } from '../json.ts';
import { alsJson, alsVariablen } from '../json.ts';
import type { Knoten } from '../model.ts';
import { leseZeitpunkt } from '../zeitangabe.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { loeseAus } from './ausloesen.ts';
import { vereinige } from './daten.ts';
import { verzweige } from './gateways.ts';
import type { Lauf } from './lauf.ts';
import { entferne, ersetze, getKnoten, haltAn, neuerSchritt, ort } from './lauf.ts';
import { sichtBeimWarten, uebertrage } from './sicht.ts';
import { erledige, verlasse } from './verlassen.ts';
import { bereiteWarten } from './warten.ts';
import { fange, findeFaenger, sendeSignal, unbehandelt } from './werfen.ts';

/** Applies one command to a running instance; a refusal leaves the working copy unused. */
export function wendeAn(lauf: Lauf, befehl: Exclude<Befehl, { art: 'start' }>): Ablehnung | undefined {
  switch (befehl.art) {
    case 'aufgabe-erledigt':
      return mitDaten(befehl.variablen, (v) => schliesseAb(lauf, befehl.schritt, ['aufgabe'], v));
    case 'dienst-erledigt':
      return mitDaten(befehl.variablen, (v) => schliesseAb(lauf, befehl.schritt, ['dienst'], v));
    case 'dienst-gescheitert':
      return melde(lauf, befehl);
    case 'dienst-fehler':
      return mitDaten(befehl.variablen, (v) => wirfFehler(lauf, befehl, v));
    case 'entscheidung-gefallen':
      return entscheide(lauf, befehl.schritt, befehl.wert);
    case 'nachricht':
      return mitDaten(befehl.variablen, (v) => stelleZu(lauf, befehl, v));
    case 'signal':
      return mitDaten(befehl.variablen, (v) =>
        sendeSignal(lauf, befehl.name, v)
          ? undefined
          : ablehnung('signal-unerwartet', 'Auf dieses Signal wartet der Vorgang gerade nicht.'),
      );
    case 'zeit':
      return laeuftAb(lauf, befehl);
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
  const token = lauf.token.find((t) => t.schritt === schritt && !t.mehrfach);
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
  entferne(lauf, fund.token);
  haltAn(lauf, fund.token, 'arbeiten', String(befehl.meldung));
  return undefined;
}

function wirfFehler(
  lauf: Lauf,
  { schritt, code }: Befehl & { art: 'dienst-fehler' },
  ergebnis: Variablen,
): Ablehnung | undefined {
  const fund = finde(lauf, schritt, (k) => k.art === 'dienst' || k.art === 'entscheidung');
  if (!fund.ok) return fund;
  const faenger = findeFaenger(lauf, 'fehler', code, fund.token, fund.token.in);
  entferne(lauf, fund.token);
  if (!faenger) haltAn(lauf, fund.token, 'arbeiten', unbehandelt(String(code)));
  else {
    raeumeAb(lauf, (t) => t.an === schritt);
    fange(lauf, faenger, ergebnis);
  }
  return undefined;
}

/** A message goes to one waiting step: the oldest whose name and, where it asks for one, correlation fit. */
function stelleZu(lauf: Lauf, befehl: Befehl & { art: 'nachricht' }, ergebnis: Variablen): Ablehnung | undefined {
  const wartende = lauf.token.filter((token) => {
    if (token.vorfall || token.mehrfach) return false;
    if (token.korrelation !== undefined && token.korrelation !== befehl.korrelation) return false;
    const ereignis = warteereignis(getKnoten(lauf.prozess, token.element));
    return ereignis?.art === 'nachricht' && ereignis.nachricht === befehl.name;
  });
  const [token] = wartende.sort((a, b) => a.schritt - b.schritt);
  if (!token) return ablehnung('nachricht-unerwartet', 'Auf diese Nachricht wartet der Vorgang gerade nicht.');
  const knoten = getKnoten(lauf.prozess, token.element);
  const bleibt = (knoten.art === 'rand' || knoten.art === 'start') && !knoten.unterbrechend;
  if (!bleibt) lauf.wirkungen.push({ art: 'warten-beendet', schritt: token.schritt });
  loeseAus(lauf, token, ergebnis);
  return undefined;
}

function laeuftAb(lauf: Lauf, { schritt, faellig }: Befehl & { art: 'zeit' }): Ablehnung | undefined {
  const fund = finde(lauf, schritt, (k) => warteereignis(k)?.art === 'zeit');
  if (!fund.ok) return fund;
  loeseAus(lauf, fund.token, {}, typeof faellig === 'string' ? leseZeitpunkt(faellig) : undefined);
  return undefined;
}

/** Mends an incident: the element is entered anew under a new step number, or its result is handed on once more. */
function behebe(lauf: Lauf, schritt: number, variablen: Variablen): Ablehnung | undefined {
  const token = lauf.token.find((t) => t.schritt === schritt);
  if (!token) return ablehnung('schritt-unbekannt', 'Diesen Vorfall gibt es nicht mehr.');
  if (!token.vorfall) return ablehnung('kein-vorfall', 'An diesem Schritt ist nichts zu beheben.');
  const { vorfall, ...geheilt } = token;
  // set where the step sees it: what it keeps itself there, everything else in the scope that has it
  const eigen = (name: string) => vorfall.phase !== 'verlassen' && Object.hasOwn(token.lokal ?? {}, name);
  uebertrage(
    lauf,
    token.in,
    waehle(variablen, (name) => !eigen(name)),
  );
  const knoten = getKnoten(lauf.prozess, token.element);
  if (knoten.art === 'rand' && vorfall.phase === 'betreten') {
    setzeRandFort(lauf, token, geheilt);
    return undefined;
  }
  entferne(lauf, token);
  const { element, ueber } = token;
  const lokal = token.lokal && vereinige(token.lokal, waehle(variablen, eigen));
  const eintritt = { element, ...ort(token), ...(lokal ? { lokal } : {}) };
  if (vorfall.phase === 'verlassen')
    // What is corrected now must also win over what the failed result still holds.
    verlasse(lauf, { ...geheilt, schritt: neuerSchritt(lauf), lokal: lokal ?? {} }, variablen);
  else if (knoten.art === 'inklusiv' && vorfall.phase === 'arbeiten')
    verzweige(lauf, knoten, neuerSchritt(lauf), eintritt);
  else
    lauf.offen.push({
      ...eintritt,
      ...(ueber === undefined ? {} : { ueber }),
      ...(vorfall.phase === 'arbeiten' ? { statt: schritt } : {}),
    });
  return undefined;
}

function waehle(variablen: Variablen, passt: (name: string) => boolean): Variablen {
  return Object.fromEntries(Object.entries(variablen).filter(([name]) => passt(name)));
}

/** A boundary event that could not be waited for is waited for anew; its activity went on meanwhile. */
function setzeRandFort(lauf: Lauf, token: Token, geheilt: Token): void {
  const ereignis = warteereignis(getKnoten(lauf.prozess, token.element));
  const neu = { ...geheilt, schritt: neuerSchritt(lauf) };
  if (!ereignis) throw new Error(`step ${token.schritt} waits for nothing`);
  const warten = bereiteWarten(ereignis, sichtBeimWarten(lauf.prozess, lauf, token));
  if (!warten.ok) {
    entferne(lauf, token);
    return haltAn(lauf, neu, 'betreten', warten.meldung);
  }
  ersetze(lauf, token, { ...warten.token, ...neu });
  const wirkung = warten.wirkung(neu.schritt);
  if (wirkung) lauf.wirkungen.push(wirkung);
}
