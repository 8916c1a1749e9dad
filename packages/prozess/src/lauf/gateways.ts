import type { Variablen } from '../json.ts';
import type { ExklusivKnoten, InklusivKnoten, ParallelKnoten } from '../model.ts';
import type { Token } from '../zustand.ts';
import { erreicht } from './erreichbarkeit.ts';
import type { Eintritt, Lauf } from './lauf.ts';
import { gehWeiter, getKnoten, haltAn, hoertNur, neuerSchritt, ort } from './lauf.ts';
import { sichtVon } from './sicht.ts';

type Wahrheit = { readonly ok: true; readonly wert: boolean } | { readonly ok: false; readonly meldung: string };

function pruefeBedingung(lauf: Lauf, fluss: string, sicht: Variablen): Wahrheit {
  const bedingung = lauf.prozess.fluesse.get(fluss)?.bedingung;
  if (!bedingung) return { ok: true, wert: true };
  const antwort = bedingung.evaluate(sicht);
  if (!antwort.ok)
    return { ok: false, meldung: `Die Bedingung „${bedingung.text}“ ist gescheitert: ${antwort.meldung}` };
  return typeof antwort.wert === 'boolean'
    ? { ok: true, wert: antwort.wert }
    : { ok: false, meldung: `Die Bedingung „${bedingung.text}“ ergibt weder wahr noch falsch.` };
}

const KEINE = 'Keine Bedingung trifft zu, und es gibt keinen Standardpfad.';

/** Exclusive: the first flow whose condition holds. */
export function waehle(lauf: Lauf, knoten: ExklusivKnoten, schritt: number, eintritt: Eintritt): void {
  const halt = (meldung: string) => haltAn(lauf, { ...alsToken(eintritt), schritt }, 'betreten', meldung);
  const sicht = sichtVon(lauf.prozess, lauf, eintritt);
  for (const id of knoten.aus) {
    if (id === knoten.standard) continue;
    const wahr = pruefeBedingung(lauf, id, sicht);
    if (!wahr.ok) return halt(wahr.meldung);
    if (wahr.wert) return gehWeiter(lauf, [id], eintritt.in);
  }
  if (knoten.standard === undefined) return halt(KEINE);
  gehWeiter(lauf, [knoten.standard], eintritt.in);
}

/** A parallel join waits for one token on each of its flows; with a single flow it is only a split. */
export function vereine(lauf: Lauf, knoten: ParallelKnoten, schritt: number, eintritt: Eintritt): void {
  if (knoten.ein.length === 1) return gehWeiter(lauf, knoten.aus, eintritt.in);
  lauf.token.push({ ...alsToken(eintritt), schritt });
  const erste = knoten.ein.map((id) =>
    lauf.token.find((t) => t.element === knoten.id && t.ueber === id && t.in === eintritt.in && !t.vorfall),
  );
  if (erste.some((t) => t === undefined)) return;
  lauf.token = lauf.token.filter((t) => !erste.includes(t));
  gehWeiter(lauf, knoten.aus, eintritt.in);
}

/** Inclusive: every flow whose condition holds. */
export function verzweige(lauf: Lauf, knoten: InklusivKnoten, schritt: number, eintritt: Eintritt): void {
  const { ueber: _, ...ohne } = eintritt;
  const halt = (meldung: string) => haltAn(lauf, { ...alsToken(ohne), schritt }, 'arbeiten', meldung);
  const sicht = sichtVon(lauf.prozess, lauf, eintritt);
  const gewaehlt: string[] = [];
  for (const id of knoten.aus) {
    if (id === knoten.standard) continue;
    const wahr = pruefeBedingung(lauf, id, sicht);
    if (!wahr.ok) return halt(wahr.meldung);
    if (wahr.wert) gewaehlt.push(id);
  }
  if (gewaehlt.length === 0 && knoten.standard === undefined) return halt(KEINE);
  gehWeiter(lauf, gewaehlt.length > 0 ? gewaehlt : [knoten.standard ?? ''], eintritt.in);
}

/** An inclusive join only collects here; whether it may go on is judged when everything else is at rest. */
export function sammle(lauf: Lauf, knoten: InklusivKnoten, schritt: number, eintritt: Eintritt): void {
  if (knoten.ein.length === 1) return verzweige(lauf, knoten, schritt, eintritt);
  lauf.token.push({ ...alsToken(eintritt), schritt });
}

/** Lets the first inclusive join go on for which nobody can come any more; answers whether there was one. */
export function vereineInklusive(lauf: Lauf): boolean {
  const gesehen = new Set<string>();
  for (const token of lauf.token) {
    const knoten = getKnoten(lauf.prozess, token.element);
    const schluessel = `${token.in ?? ''}/${token.element}`;
    if (knoten.art !== 'inklusiv' || token.vorfall || gesehen.has(schluessel)) continue;
    gesehen.add(schluessel);
    if (!istVollzaehlig(lauf, knoten, token.in)) continue;
    const da = versammelte(lauf, knoten, token.in);
    const einer = knoten.ein.map((id) => da.find((t) => t.ueber === id));
    lauf.token = lauf.token.filter((t) => !einer.includes(t));
    verzweige(lauf, knoten, neuerSchritt(lauf), { element: knoten.id, ...ort({ ...token, an: undefined }) });
    return true;
  }
  return false;
}

function versammelte(lauf: Lauf, knoten: InklusivKnoten, bereich: number | undefined): Token[] {
  return lauf.token.filter((t) => t.element === knoten.id && t.in === bereich && !t.vorfall);
}

/**
 * BPMN 2.0, 13.4.3: a token elsewhere holds the join up if it can still reach a flow where none waits, and cannot reach one
 * where one waits already (both without passing the join).
 */
function istVollzaehlig(lauf: Lauf, knoten: InklusivKnoten, bereich: number | undefined): boolean {
  const belegt = new Set(versammelte(lauf, knoten, bereich).map((t) => t.ueber));
  if (knoten.ein.every((id) => belegt.has(id))) return true;
  return lauf.token.every((t) => {
    if (t.in !== bereich || t.element === knoten.id || hoertNur(lauf.prozess, t)) return true;
    const fluesse = [...erreicht(lauf.prozess, knoten, t.element)];
    return fluesse.length === 0 || fluesse.some((id) => belegt.has(id));
  });
}

function alsToken(eintritt: Eintritt): Omit<Token, 'schritt'> {
  const { element, ueber } = eintritt;
  return { element, ...ort(eintritt), ...(ueber === undefined ? {} : { ueber }) };
}
