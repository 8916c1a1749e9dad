import { fromJson } from '../werte/json.ts';
import { BELIEBIG } from '../werte/typ.ts';
import { istKontext, istListe, type Typ, type Wert } from '../werte/wert.ts';

export type Gelesen = { readonly ok: true; readonly wert: Wert } | { readonly ok: false; readonly meldung: string };

/** Plain JSON into a value of the type: texts become dates, durations, numbers where the type says so; missing fields are null. */
export function leseNachTyp(json: unknown, typ: Typ, pfad: string): Gelesen {
  if (json === null || json === undefined) return { ok: true, wert: null };
  if (typ.art === 'liste') {
    if (!Array.isArray(json)) return { ok: false, meldung: `${pfad} ist keine Liste` };
    const teile: Wert[] = [];
    for (const [i, teil] of json.entries()) {
      const gelesen = leseNachTyp(teil, typ.teil, `${pfad}[${i + 1}]`);
      if (!gelesen.ok) return gelesen;
      teile.push(gelesen.wert);
    }
    return { ok: true, wert: teile };
  }
  if (typ.art === 'struktur') return leseStruktur(json, typ.felder, pfad);
  const gelesen = fromJson(
    json,
    typ.art === 'basis' && !['list', 'context'].includes(typ.basis) ? typ.basis : undefined,
  );
  return gelesen.ok ? gelesen : { ok: false, meldung: `${pfad}: ${gelesen.meldung.replace(/\.$/, '')}` };
}

/** A value with null for the fields that its type has and it has not. */
export function ergaenze(wert: Wert, typ: Typ): Wert {
  if (typ.art === 'liste' && istListe(wert)) return wert.map((teil) => ergaenze(teil, typ.teil));
  if (typ.art !== 'struktur' || !istKontext(wert)) return wert;
  const felder = [...typ.felder].map(([name, feld]) => [name, ergaenze(wert.get(name) ?? null, feld)] as const);
  return new Map([...wert, ...felder]);
}

function leseStruktur(json: unknown, felder: ReadonlyMap<string, Typ>, pfad: string): Gelesen {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { ok: false, meldung: `${pfad} ist keine Struktur` };
  const werte = new Map<string, Wert>([...felder.keys()].map((name) => [name, null]));
  for (const [name, teil] of Object.entries(json)) {
    const gelesen = leseNachTyp(teil, felder.get(name) ?? BELIEBIG, `${pfad}.${name}`);
    if (!gelesen.ok) return gelesen;
    werte.set(name, gelesen.wert);
  }
  return { ok: true, wert: werte };
}
