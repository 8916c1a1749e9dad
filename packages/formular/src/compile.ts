import { bedingung, compileFeld, ohneLuecken } from './compile-feld.ts';
import type { Bedingung, CompileBedingung, Feld, Formular, Schritt } from './model.ts';
import { lies, melde, openQuelle, pflichtliste, pflichttext, type Quelle, type QuellFehler, text } from './quelle.ts';

const SCHRITT_ID = /^[a-z][a-z0-9-]{0,59}$/;

/**
 * Reads a form from plain data (a parsed YAML file) and compiles its conditions. All faults are gathered, each with the
 * path in the source; nothing unknown is passed over.
 */
export function compileFormular(
  source: unknown,
  deps: { readonly compileBedingung: CompileBedingung },
):
  | { readonly ok: true; readonly formular: Formular }
  | { readonly ok: false; readonly fehler: readonly QuellFehler[] } {
  const fehler: QuellFehler[] = [];
  const quelle = openQuelle(source, '', ['titel', 'version', 'schritte'], fehler);
  if (quelle === undefined) return { ok: false, fehler };
  const titel = pflichttext(quelle, 'titel');
  const version = versionOf(quelle);
  const schritte = pflichtliste(quelle, 'schritte').flatMap((eintrag, n) =>
    compileSchritt(eintrag, `schritte[${n}]`, deps.compileBedingung, fehler),
  );
  const felder = schritte.flatMap((schritt) => schritt.felder);
  checkIds(schritte, felder, fehler);
  checkGrenzen(felder, fehler);
  checkBezuege(schritte, fehler);
  return fehler.length > 0 ? { ok: false, fehler } : { ok: true, formular: { titel, version, schritte } };
}

function compileSchritt(eintrag: unknown, pfad: string, compile: CompileBedingung, fehler: QuellFehler[]): Schritt[] {
  const quelle = openQuelle(eintrag, pfad, ['id', 'titel', 'hinweis', 'zeigeWenn', 'felder'], fehler);
  if (quelle === undefined) return [];
  const id = pflichttext(quelle, 'id');
  if (id !== '' && !SCHRITT_ID.test(id))
    melde(quelle, 'id', 'Erlaubt sind a–z, 0–9 und Bindestrich, beginnend mit a–z.');
  const felder = pflichtliste(quelle, 'felder').flatMap((feld, n) => {
    const gelesen = compileFeld(feld, `${pfad}.felder[${n}]`, compile, fehler);
    return gelesen === undefined ? [] : [gelesen];
  });
  const kann = ohneLuecken({ hinweis: text(quelle, 'hinweis'), zeigeWenn: bedingung(quelle, 'zeigeWenn', compile) });
  return [{ id, titel: pflichttext(quelle, 'titel'), felder, ...kann }];
}

function versionOf(quelle: Quelle): string {
  const version = lies(quelle, 'version');
  // YAML reads `version: 1` as a number; both spellings are what an author means
  return typeof version === 'number' ? String(version) : pflichttext(quelle, 'version');
}

function checkIds(schritte: readonly Schritt[], felder: readonly Feld[], fehler: QuellFehler[]): void {
  for (const id of doppelte(schritte.map((s) => s.id))) {
    fehler.push({ pfad: 'schritte', meldung: `Die id „${id}“ kommt bei zwei Schritten vor.` });
  }
  for (const id of doppelte(felder.map((f) => f.id))) {
    fehler.push({ pfad: 'schritte', meldung: `Die id „${id}“ kommt bei zwei Feldern vor.` });
  }
  const gruppen = new Set(felder.flatMap((feld) => mitGruppen(feld).slice(0, -1)));
  for (const { id } of felder.filter((feld) => gruppen.has(feld.id))) {
    fehler.push({ pfad: 'schritte', meldung: `„${id}“ ist zugleich Feld und Gruppe anderer Felder.` });
  }
}

function checkGrenzen(felder: readonly Feld[], fehler: QuellFehler[]): void {
  const daten = new Set(felder.filter((feld) => feld.art === 'datum').map((feld) => feld.id));
  for (const feld of felder) {
    if (feld.art !== 'datum') continue;
    for (const grenze of [feld.fruehestens, feld.spaetestens]) {
      if (grenze?.art !== 'feld' || (daten.has(grenze.id) && grenze.id !== feld.id)) continue;
      fehler.push({ pfad: 'schritte', meldung: `Bei „${feld.id}“: „${grenze.id}“ ist kein anderes Datumsfeld.` });
    }
  }
}

/** A misspelt name in a condition would hide a field for ever: each must be that of a field, and of one before it. */
function checkBezuege(schritte: readonly Schritt[], fehler: QuellFehler[]): void {
  const davor = new Set<string>();
  const alle = new Set(['heute', ...schritte.flatMap((schritt) => schritt.felder.flatMap(mitGruppen))]);
  const check = (bedingung: Bedingung | undefined, bekannt: ReadonlySet<string>, stelle: string) => {
    for (const namen of bedingung?.liest ?? []) {
      const pfad = namen.join('.');
      if (bekannt.has(pfad)) continue;
      fehler.push({
        pfad: 'schritte',
        meldung: `Die Bedingung bei „${stelle}“ nennt „${pfad}“. Ein solches Feld gibt es davor nicht.`,
      });
    }
  };
  for (const schritt of schritte) {
    check(schritt.zeigeWenn, davor, schritt.id);
    for (const feld of schritt.felder) {
      check(feld.zeigeWenn, davor, feld.id);
      for (const pruefung of feld.pruefungen) check(pruefung.gilt, alle, feld.id);
      for (const id of mitGruppen(feld)) davor.add(id);
    }
  }
}

/** `a.b.c` → `a`, `a.b`, `a.b.c` */
function mitGruppen({ id }: Feld): string[] {
  const namen = id.split('.');
  return namen.map((_, n) => namen.slice(0, n + 1).join('.'));
}

function doppelte(ids: readonly string[]): ReadonlySet<string> {
  const gesehen = new Set<string>();
  return new Set(ids.filter((id) => gesehen.size === gesehen.add(id).size));
}
