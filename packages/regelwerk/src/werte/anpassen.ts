import { Temporal } from 'temporal-polyfill';
import { uhrzeit, zeitpunkt } from './kalender.ts';
import { verstosse } from './lauf.ts';
import { gehoertZu, istBeliebig } from './typ.ts';
import type { Typ } from './wert.ts';
import {
  type Funktion,
  istDatum,
  istFunktion,
  istKontext,
  istListe,
  type Kontext,
  type Lauf,
  type Wert,
} from './wert.ts';

/** A value brought to a type, or what keeps it from that in German. */
export type Angepasst = { readonly ok: true; readonly wert: Wert } | { readonly ok: false; readonly meldung: string };

/**
 * Brings a value to the type where it is assigned (DMN 1.5, 10.3.2.9.4): a list of one is its element, a single value a
 * list of one, a date the midnight of its day in UTC, a function that does not say what it answers is held to what the type says.
 * `pfad` names the value in messages. null belongs everywhere.
 */
export function passeAn(wert: Wert, typ: Typ, lauf: Lauf, pfad: string): Angepasst {
  if (wert === null || istBeliebig(typ)) return { ok: true, wert };
  if (gehoertZu(wert, typ, lauf)) return { ok: true, wert };
  const umgewandelt = wandle(wert, typ);
  if (umgewandelt === undefined) return { ok: false, meldung: verstoss(wert, typ, lauf, pfad) };
  if (umgewandelt === null || gehoertZu(umgewandelt, typ, lauf)) return { ok: true, wert: umgewandelt };
  // a list of one in a list of one, or a list of one date where a point in time is asked for
  if (istListe(wert)) return passeAn(umgewandelt, typ, lauf, pfad);
  return { ok: false, meldung: verstoss(umgewandelt, typ, lauf, pfad) };
}

function wandle(wert: Wert, typ: Typ): Wert | undefined {
  if (typ.art === 'liste' || (typ.art === 'basis' && typ.basis === 'list')) return istListe(wert) ? undefined : [wert];
  if (istListe(wert) && wert.length === 1) return wert[0];
  if (typ.art === 'basis' && typ.basis === 'date and time' && istDatum(wert))
    return zeitpunkt(wert, uhrzeit(new Temporal.PlainTime(), 0)) ?? undefined;
  if (typ.art === 'funktion' && istFunktion(wert) && wert.typen.ergebnis === null)
    return mitErgebnistyp(wert, typ.ergebnis);
  return undefined;
}

const mitErgebnistyp = (f: Funktion, ergebnis: Typ): Funktion => ({
  ...f,
  typen: { ...f.typen, ergebnis },
  rufe: (argumente, lauf) => {
    const fertig = passeAn(f.rufe(argumente, lauf), ergebnis, lauf, 'Ergebnis der Funktion');
    return fertig.ok ? fertig.wert : verstosse(lauf, 'falscher-wert', `${fertig.meldung}.`);
  },
});

/** What is wrong, at the innermost place that is. */
function verstoss(wert: Wert, typ: Typ, lauf: Lauf, pfad: string, neben?: Kontext): string {
  const innen = (teil: Wert, soll: Typ, wo: string, daneben = neben) =>
    teil !== null && !gehoertZu(teil, soll, lauf, daneben) ? verstoss(teil, soll, lauf, wo, daneben) : null;
  if (typ.art === 'liste') {
    if (!istListe(wert)) return `${pfad} ist keine Liste`;
    const [erster] = wert.flatMap((teil, i) => innen(teil, typ.teil, `${pfad}[${i + 1}]`) ?? []);
    if (erster !== undefined) return erster;
  }
  if (typ.art === 'struktur') {
    if (!istKontext(wert)) return `${pfad} ist keine Struktur „${typ.name}“`;
    for (const [name, feld] of typ.felder) {
      if (!wert.has(name)) return `${pfad}: „${name}“ fehlt`;
      const falsch = innen(wert.get(name) ?? null, feld, `${pfad}.${name}`, wert);
      if (falsch !== null) return falsch;
    }
  }
  if (typ.erlaubt && gehoertZu(wert, { ...typ, erlaubt: null }, lauf, neben))
    return `${pfad}: der Wert gehört nicht zu den erlaubten (${typ.erlaubt.text.trim()})`;
  return `${pfad} ist kein Wert vom Typ ${typ.name}`;
}
