import type { AlsJson, Json, Variablen } from '../json.ts';
import { alsJson } from '../json.ts';
import type { Zuordnung } from '../model.ts';

/** Copies `neu` over `alt`: the newer value of a name wins. */
export function vereinige(alt: Variablen, neu: Variablen): Variablen {
  return { ...alt, ...neu };
}

/** Sets a dotted path without changing the original; what is not an object on the way is replaced. */
export function setze(alt: Variablen, pfad: readonly string[], wert: Json): Variablen {
  const [name, ...rest] = pfad;
  if (name === undefined) return alt;
  if (rest.length === 0) return { ...alt, [name]: wert };
  const unter = Object.hasOwn(alt, name) ? alt[name] : undefined;
  return { ...alt, [name]: setze(istObjekt(unter) ? unter : {}, rest, wert) };
}

function istObjekt(wert: Json | undefined): wert is Variablen {
  return typeof wert === 'object' && wert !== null && !Array.isArray(wert);
}

/** zeebe:input: each mapping sees the variables around it and what was mapped before it. */
export function bildeEingabe(zuordnungen: readonly Zuordnung[], sicht: Variablen): AlsJson<Variablen> {
  let lokal: Variablen = {};
  for (const zuordnung of zuordnungen) {
    const wert = werteAus(zuordnung, vereinige(sicht, lokal));
    if (!wert.ok) return wert;
    lokal = setze(lokal, zuordnung.ziel, wert.wert);
  }
  return { ok: true, wert: lokal };
}

/**
 * zeebe:output: each mapping sees `kontext` and what was mapped before it; the answer holds whole variables, built on what is seen
 * `aussen`.
 */
export function bildeAusgabe(
  zuordnungen: readonly Zuordnung[],
  kontext: Variablen,
  aussen: Variablen,
): AlsJson<Variablen> {
  let sicht = kontext;
  let neu: Variablen = {};
  for (const zuordnung of zuordnungen) {
    const wert = werteAus(zuordnung, sicht);
    if (!wert.ok) return wert;
    sicht = setze(sicht, zuordnung.ziel, wert.wert);
    const [name = ''] = zuordnung.ziel;
    if (!Object.hasOwn(neu, name) && Object.hasOwn(aussen, name)) neu = { ...neu, [name]: aussen[name] ?? null };
    neu = setze(neu, zuordnung.ziel, wert.wert);
  }
  return { ok: true, wert: neu };
}

function werteAus({ ziel, quelle }: Zuordnung, kontext: Variablen): AlsJson<Json> {
  const wert = quelle.evaluate(kontext);
  const json = wert.ok ? alsJson(wert.wert) : wert;
  return json.ok ? json : { ok: false, meldung: `Zuordnung nach „${ziel.join('.')}“ misslungen: ${json.meldung}` };
}
