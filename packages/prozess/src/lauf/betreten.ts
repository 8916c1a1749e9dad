import type { Wirkung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import type {
  AufgabeKnoten,
  DienstKnoten,
  EntscheidungKnoten,
  ExklusivKnoten,
  Knoten,
  NachrichtKnoten,
  ParallelKnoten,
} from '../model.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { bildeEingabe, vereinige } from './daten.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { gehWeiter, getKnoten, haltAn, merkeWeg, neuerSchritt } from './lauf.ts';
import { bereiteWarten, bestimmeGruppe } from './warten.ts';

/** Enters an element: either it waits there (a token and effects), or it goes on, or it stops with an incident. */
export function betrete(lauf: Lauf, eintritt: Eintritt): void {
  const knoten = getKnoten(lauf.prozess, eintritt.element);
  const schritt = neuerSchritt(lauf);
  merkeWeg(lauf, knoten, schritt, eintritt.ueber);
  switch (knoten.art) {
    case 'start':
      return gehWeiter(lauf, knoten.aus);
    case 'ende':
      return knoten.alles ? beendeAlles(lauf) : undefined;
    case 'exklusiv':
      return waehle(lauf, knoten, schritt, eintritt);
    case 'parallel':
      return vereine(lauf, knoten, schritt, eintritt);
    case 'zeit':
      return warte(lauf, knoten, schritt, bereiteWarten(knoten, lauf.variablen));
    case 'aufgabe':
    case 'dienst':
    case 'entscheidung':
    case 'nachricht':
      return beginne(lauf, knoten, schritt);
    case 'rand':
      throw new Error(`boundary event ${knoten.id} cannot be entered by a flow`);
  }
}

function beendeAlles(lauf: Lauf): void {
  raeumeAb(lauf, () => true);
  lauf.offen = [];
}

function waehle(lauf: Lauf, knoten: ExklusivKnoten, schritt: number, eintritt: Eintritt): void {
  const token = { schritt, ...eintritt };
  for (const id of knoten.aus) {
    if (id === knoten.standard) continue;
    const bedingung = lauf.prozess.fluesse.get(id)?.bedingung;
    if (!bedingung) return gehWeiter(lauf, [id]);
    const antwort = bedingung.evaluate(lauf.variablen);
    if (!antwort.ok)
      return haltAn(lauf, token, 'betreten', `Die Bedingung „${bedingung.text}“ ist gescheitert: ${antwort.meldung}`);
    if (typeof antwort.wert !== 'boolean') {
      return haltAn(lauf, token, 'betreten', `Die Bedingung „${bedingung.text}“ ergibt weder wahr noch falsch.`);
    }
    if (antwort.wert) return gehWeiter(lauf, [id]);
  }
  if (knoten.standard !== undefined) return gehWeiter(lauf, [knoten.standard]);
  haltAn(lauf, token, 'betreten', 'Keine Bedingung trifft zu, und es gibt keinen Standardpfad.');
}

/** A join waits for one token on each of its flows; with a single flow it is only a split. */
function vereine(lauf: Lauf, knoten: ParallelKnoten, schritt: number, eintritt: Eintritt): void {
  lauf.token.push({ schritt, ...eintritt });
  const erste = knoten.ein.map((id) => lauf.token.find((t) => t.element === knoten.id && t.ueber === id));
  if (erste.some((t) => t === undefined)) return;
  lauf.token = lauf.token.filter((t) => !erste.includes(t));
  gehWeiter(lauf, knoten.aus);
}

function warte(lauf: Lauf, knoten: Knoten, schritt: number, warten: ReturnType<typeof bereiteWarten>): void {
  const token = { schritt, element: knoten.id };
  if (!warten.ok) return haltAn(lauf, token, 'betreten', warten.meldung);
  lauf.token.push({ ...token, ...warten.token });
  lauf.wirkungen.push(warten.wirkung(schritt));
}

type Taetig = AufgabeKnoten | DienstKnoten | EntscheidungKnoten | NachrichtKnoten;

/** Begins work or waiting together with its boundary events: all of it, or an incident and nothing. */
function beginne(lauf: Lauf, knoten: Taetig, schritt: number): void {
  const halt = (meldung: string) => haltAn(lauf, { schritt, element: knoten.id }, 'betreten', meldung);
  const eingabe = bildeEingabe(knoten.eingaben, lauf.variablen);
  if (!eingabe.ok) return halt(eingabe.meldung);
  const sicht = vereinige(lauf.variablen, eingabe.wert);
  const arbeit = bereiteArbeit(knoten, schritt, eingabe.wert, sicht);
  if (!arbeit.ok) return halt(arbeit.meldung);
  const token: Token[] = [
    { schritt, element: knoten.id, ...(knoten.eingaben.length > 0 ? { lokal: eingabe.wert } : {}), ...arbeit.token },
  ];
  const wirkungen = [arbeit.wirkung(schritt)];
  let naechster = lauf.naechster;
  for (const id of knoten.rand) {
    const rand = getKnoten(lauf.prozess, id);
    if (rand.art !== 'rand') continue;
    const warten = bereiteWarten(rand.ereignis, sicht);
    if (!warten.ok) return halt(`Angeheftetes Ereignis „${rand.name || id}“: ${warten.meldung}`);
    token.push({ schritt: naechster, element: id, an: schritt, ...warten.token });
    wirkungen.push(warten.wirkung(naechster));
    naechster += 1;
  }
  lauf.naechster = naechster;
  lauf.token.push(...token);
  lauf.wirkungen.push(...wirkungen);
}

type Arbeit = ReturnType<typeof bereiteWarten>;

function bereiteArbeit(knoten: Taetig, schritt: number, lokal: Variablen, sicht: Variablen): Arbeit {
  const eingabe = knoten.eingaben.length > 0 ? lokal : sicht;
  switch (knoten.art) {
    case 'nachricht':
      return bereiteWarten(knoten, sicht);
    case 'dienst':
      return sofort({ art: 'dienst', schritt, element: knoten.id, typ: knoten.typ, kopf: knoten.kopf, eingabe });
    case 'entscheidung':
      return sofort({ art: 'entscheidung', schritt, element: knoten.id, decision: knoten.decision, eingabe });
    case 'aufgabe': {
      const gruppe = knoten.gruppe && bestimmeGruppe(knoten.gruppe, sicht);
      if (gruppe && !gruppe.ok) return gruppe;
      return sofort({
        art: 'aufgabe-anlegen',
        schritt,
        element: knoten.id,
        name: knoten.name,
        gruppe: gruppe?.wert ?? null,
        ...(knoten.formular === undefined ? {} : { formular: knoten.formular }),
        kopf: knoten.kopf,
        ...(knoten.eingaben.length > 0 ? { eingabe: lokal } : {}),
      });
    }
  }
}

function sofort(wirkung: Wirkung): Arbeit {
  return { ok: true, token: {}, wirkung: () => wirkung };
}
