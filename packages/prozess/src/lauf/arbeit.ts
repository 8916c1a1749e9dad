import type { Wirkung } from '../befehl.ts';
import type { Variablen } from '../json.ts';
import { alsJson } from '../json.ts';
import type { AufgabeKnoten, DienstKnoten, EntscheidungKnoten, NachrichtKnoten, SkriptKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { raeumeAb } from './abraeumen.ts';
import { bildeEingabe, vereinige } from './daten.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { haltAn, ort } from './lauf.ts';
import { beginneRand, bereiteRand } from './rand.ts';
import { sichtVon } from './sicht.ts';
import { verlasse } from './verlassen.ts';
import { bereiteWarten, bestimmeGruppe, type Warten } from './warten.ts';

type Taetig = AufgabeKnoten | DienstKnoten | EntscheidungKnoten | NachrichtKnoten;

/** Begins work or waiting together with its boundary events: all of it, or an incident and nothing. */
export function beginne(lauf: Lauf, knoten: Taetig, schritt: number, eintritt: Eintritt): void {
  const { statt, lokal: mit } = eintritt;
  const grund: Token = { schritt, element: knoten.id, ...ort(eintritt), ...(mit ? { lokal: mit } : {}) };
  if (statt !== undefined) lauf.token = lauf.token.map((t) => (t.an === statt ? { ...t, an: schritt } : t));
  const halt = (meldung: string) => haltAn(lauf, grund, statt === undefined ? 'betreten' : 'arbeiten', meldung);
  const aussen = sichtVon(lauf.prozess, lauf, eintritt, mit);
  const eingabe = bildeEingabe(knoten.eingaben, aussen);
  if (!eingabe.ok) return halt(eingabe.meldung);
  const eigenes = mit || knoten.eingaben.length > 0 ? vereinige(mit ?? {}, eingabe.wert) : undefined;
  const sicht = eigenes ? vereinige(aussen, eigenes) : aussen;
  const arbeit = bereiteArbeit(knoten, schritt, { eigenes, sicht }, eintritt.nr);
  if (!arbeit.ok) return halt(arbeit.meldung);
  const mitRand = statt === undefined && eintritt.nr === undefined;
  const rand = mitRand ? bereiteRand(lauf, knoten, sicht) : ({ ok: true, liste: [] } as const);
  if (!rand.ok) return halt(rand.meldung);
  lauf.token.push({ ...grund, ...(eigenes ? { lokal: eigenes } : {}), ...arbeit.token });
  const wirkung = arbeit.wirkung(schritt);
  if (wirkung) lauf.wirkungen.push(wirkung);
  beginneRand(lauf, rand, grund);
}

/** What a step keeps itself, and what expressions, services and decisions see. */
interface Daten {
  readonly eigenes: Variablen | undefined;
  readonly sicht: Variablen;
}

function bereiteArbeit(knoten: Taetig, schritt: number, { eigenes, sicht }: Daten, nr: number | undefined): Warten {
  const { id: element } = knoten;
  switch (knoten.art) {
    case 'nachricht':
      return bereiteWarten(knoten, sicht);
    case 'dienst':
      return sofort({ art: 'dienst', schritt, element, typ: knoten.typ, kopf: knoten.kopf, eingabe: sicht });
    case 'entscheidung':
      return sofort({ art: 'entscheidung', schritt, element, decision: knoten.decision, eingabe: sicht });
    case 'aufgabe': {
      const gruppe = knoten.gruppe && bestimmeGruppe(knoten.gruppe, sicht);
      if (gruppe && !gruppe.ok) return gruppe;
      return sofort({
        art: 'aufgabe-anlegen',
        schritt,
        element,
        name: knoten.name,
        gruppe: gruppe?.wert ?? null,
        ...(knoten.formular === undefined ? {} : { formular: knoten.formular }),
        kopf: knoten.kopf,
        ...(eigenes ? { eingabe: eigenes } : {}),
        ...(nr === undefined ? {} : { nr }),
      });
    }
  }
}

function sofort(wirkung: Wirkung): Warten {
  return { ok: true, token: {}, wirkung: () => wirkung };
}

/** A script in FEEL is done at once: nothing can happen at its boundary meanwhile. */
export function rechne(lauf: Lauf, knoten: SkriptKnoten, schritt: number, eintritt: Eintritt): void {
  const { statt, lokal: mit } = eintritt;
  const grund: Token = { schritt, element: knoten.id, ...ort(eintritt), ...(mit ? { lokal: mit } : {}) };
  if (statt !== undefined) raeumeAb(lauf, (t) => t.an === statt);
  const halt = (meldung: string) => haltAn(lauf, grund, 'betreten', meldung);
  const aussen = sichtVon(lauf.prozess, lauf, eintritt, mit);
  const eingabe = bildeEingabe(knoten.eingaben, aussen);
  if (!eingabe.ok) return halt(eingabe.meldung);
  const ergebnis = knoten.ausdruck.evaluate(vereinige(aussen, eingabe.wert));
  const json = ergebnis.ok ? alsJson(ergebnis.wert) : ergebnis;
  if (!json.ok) return halt(`Das Skript „${knoten.ausdruck.text}“ ist gescheitert: ${json.meldung}`);
  verlasse(lauf, { ...grund, lokal: vereinige(mit ?? {}, eingabe.wert) }, { [knoten.variable]: json.wert });
}
