import { compileFormular } from '../compile.ts';
import type { CompileBedingung } from '../model.ts';
import type { QuellFehler } from '../quelle.ts';
import { alsFeel, type Bezug, type Finde, type Uebersetzt } from './bedingung.ts';
import { uebersetzeFeld } from './feld.ts';
import { kurz, nenneRest } from './hinweise.ts';
import { parseJson } from './json.ts';
import { parseKennung } from './kennung.ts';
import { lies, type Rohabschnitt, type Rohformular, type Rohgruppe } from './lesen.ts';
import type { Formularuebernahme, Herkunft, Hinweis, Schrittquelle } from './model.ts';
import { alsSchrittId, createVergabe } from './namen.ts';
import { istLeer } from './stelle.ts';

/** A form with more fields is none a person fills in. */
const MAX_FELDER = 1000;

/**
 * Takes over a form of the Serviceportal (Amt24, service-bw): the JSON file of its form editor, sections → fieldGroups →
 * rows → fields. Every group becomes a step, every field a field named `gruppe.feld`; what has no equal here becomes the
 * nearest, and `hinweise` says so. For the author who goes on from there: `quelle` is what belongs into `formular.yaml`.
 * Never throws on any text.
 *
 * @example
 * const u = uebernimmServiceportal(text, { compileBedingung });
 * if (u.ok) console.log(stringify(u.quelle), u.hinweise);
 */
export function uebernimmServiceportal(
  json: string,
  deps: { readonly compileBedingung: CompileBedingung },
): Formularuebernahme {
  const gelesen = parseJson(json);
  if ('fehler' in gelesen) return { ok: false, fehler: [gelesen.fehler] };
  const fehler: QuellFehler[] = [];
  const roh = lies(gelesen.wert, fehler);
  if (roh === undefined || fehler.length > 0) return { ok: false, fehler };
  const lauf = createLauf(roh, deps.compileBedingung);
  const kopf = leseKopf(roh, lauf);
  const schritte = roh.abschnitte.flatMap((a) => a.gruppen.flatMap((g) => schritt(a, g, kopf.titel, lauf)));
  for (const a of roh.abschnitte) meldeRest(a.titel ?? a.pfad, a, lauf);
  const zahl = schritte.reduce((summe, s) => summe + s.felder.length, 0);
  if (zahl === 0) return abgelehnt('Das Formular hat keine Felder, es gibt nichts zu übernehmen.');
  if (zahl > MAX_FELDER) return abgelehnt(`Das Formular hat mehr als ${MAX_FELDER} Felder. Teilen Sie es auf.`);
  const quelle = { ...kopf, schritte };
  const formular = compileFormular(quelle, deps);
  if (!formular.ok) return formular;
  return {
    ok: true,
    kennung: roh.kennung,
    quelle,
    formular: formular.formular,
    herkunft: lauf.herkunft,
    hinweise: lauf.hinweise,
  };
}

type Lauf = {
  readonly compile: CompileBedingung;
  readonly vergib: (wunsch: string) => string;
  readonly vergibSchritt: (wunsch: string) => string;
  /** fields read so far: a condition may only look back */
  readonly bezuege: Map<string, Bezug>;
  /** names that more than one field bears */
  readonly mehrdeutig: ReadonlySet<string>;
  readonly herkunft: Herkunft[];
  readonly hinweise: Hinweis[];
};

function createLauf(roh: Rohformular, compile: CompileBedingung): Lauf {
  const alle = roh.abschnitte.flatMap((a) => a.gruppen.flatMap((g) => g.felder.flatMap((f) => namen(g.id, f.id))));
  const gesehen = new Set<string>();
  return {
    compile,
    mehrdeutig: new Set(alle.filter((name) => gesehen.has(name) || !gesehen.add(name))),
    vergib: createVergabe('_'),
    vergibSchritt: createVergabe('-'),
    bezuege: new Map(),
    herkunft: [],
    hinweise: [],
  };
}

function leseKopf(roh: Rohformular, lauf: Lauf): { titel: string; version: string } {
  const melde = (meldung: string) => lauf.hinweise.push({ feld: 'Formular', pfad: '', meldung });
  const { name, version } = parseKennung(roh.kennung);
  if (roh.titel === undefined) melde(`Das Formular hat keinen Titel. Es heißt hier wie seine Kennung: „${name}“.`);
  if (version === undefined) melde('Die Kennung nennt keine Fassung. Hier ist es die Fassung 1.');
  if (roh.herein || roh.hinaus)
    melde('Woher das Formular seine Angaben nimmt und wohin sie gehen, bestimmt hier der Prozess, nicht das Formular.');
  melde('Breiten und die Anordnung in Zeilen fallen weg, Platzhalter stehen im Hilfetext.');
  for (const satz of nenneRest(roh.rest)) melde(satz);
  return { titel: roh.titel ?? name, version: version ?? '1' };
}

function schritt(a: Rohabschnitt, g: Rohgruppe, formulartitel: string, lauf: Lauf): Schrittquelle[] {
  const stelle = { feld: g.id, pfad: g.pfad };
  meldeRest(g.id, g, lauf);
  const titel = [a.titel, g.titel].filter((t, n, alle) => t !== undefined && alle.indexOf(t) === n).join(': ');
  if (titel === '')
    lauf.hinweise.push({ ...stelle, meldung: 'Die Gruppe hat keine Überschrift. Sie heißt hier wie das Formular.' });
  const zeigeWenn = bedingungen([a.bedingung, g.bedingung], stelle, lauf);
  // a step that should sometimes be hidden and is not must not demand answers
  const immerZuSehen = zeigeWenn === null;
  const anzeigen: string[] = [];
  const felder = g.felder.flatMap((roh) => {
    const ort = { feld: `${g.id}.${roh.id}`, pfad: roh.pfad };
    const eigene = bedingungen([roh.bedingung], ort, lauf);
    const u = uebersetzeFeld(roh, {
      gruppe: g,
      abschnitt: a.titel,
      vergib: lauf.vergib,
      melde: (meldung) => lauf.hinweise.push({ ...ort, meldung }),
      zeigeWenn: immerZuSehen ? (eigene ?? null) : eigene,
    });
    if (u.anzeige !== undefined) anzeigen.push(u.anzeige);
    lauf.herkunft.push({ pfad: roh.pfad, gruppe: g.id, id: roh.id, felder: u.felder.map((f) => f.id) });
    for (const name of u.bezug ? namen(g.id, roh.id) : []) if (u.bezug) lauf.bezuege.set(name, u.bezug);
    return u.felder;
  });
  if (felder.length === 0) {
    const text = anzeigen.length === 0 ? '' : ` Ihr Text: „${kurz(anzeigen.join(' '), 200)}“`;
    lauf.hinweise.push({
      ...stelle,
      meldung: `Die Gruppe hat keine Felder und fällt weg.${text}${text === '' ? '' : '.'}`,
    });
    return [];
  }
  return [
    {
      id: lauf.vergibSchritt(alsSchrittId(g.id)),
      titel: titel === '' ? formulartitel : titel,
      ...(anzeigen.length === 0 ? {} : { hinweis: anzeigen.join('\n') }),
      ...(typeof zeigeWenn === 'string' ? { zeigeWenn } : {}),
      felder,
    },
  ];
}

/** All given conditions as one in FEEL; undefined where none is given, null where one could not be translated. */
function bedingungen(
  roh: readonly unknown[],
  stelle: { readonly feld: string; readonly pfad: string },
  lauf: Lauf,
): string | null | undefined {
  const gegeben = roh.filter((b) => !istLeer(b));
  if (gegeben.length === 0) return undefined;
  const teile = gegeben.map((b) => ({ b, u: uebersetze(b, lauf) }));
  const unklar = teile.flatMap(({ b, u }) => ('grund' in u ? [{ b, grund: u.grund }] : []));
  for (const { b, grund } of unklar) {
    const text = kurz(typeof b === 'string' ? b : JSON.stringify(b), 160);
    lauf.hinweise.push({ ...stelle, meldung: `Die Bedingung wird nicht übernommen: ${text}. ${grund}.` });
  }
  if (unklar.length > 0) return null;
  const feel = teile.flatMap(({ u }) => ('feel' in u ? [u.feel] : []));
  return feel.length === 1 ? feel[0] : feel.map((f) => `(${f})`).join(' and ');
}

function uebersetze(roh: unknown, lauf: Lauf): Uebersetzt {
  const einzeln = Array.isArray(roh) && roh.length === 1 ? (roh[0] as unknown) : roh;
  if (Array.isArray(einzeln)) return { grund: 'Ob eine oder alle gelten müssen, sagt die Datei nicht' };
  if (typeof einzeln !== 'string') return { grund: 'Übersetzt werden nur Ausdrücke der Form ${…}' };
  const finde: Finde = (name) => (lauf.mehrdeutig.has(name) ? 'mehrdeutig' : lauf.bezuege.get(name));
  const u = alsFeel(einzeln, finde);
  if ('grund' in u) return u;
  const geprueft = lauf.compile(u.feel);
  return geprueft.ok
    ? u
    : { grund: `Ihre Übersetzung ist kein gültiges FEEL (${geprueft.meldung.replace(/\.$/, '')})` };
}

/** A field is found by "gruppe.feld", and by its own name as long as no other bears it. */
function namen(gruppe: string, id: string): readonly string[] {
  return [`${gruppe}.${id}`, id];
}

function meldeRest(feld: string, { pfad, rest }: Rohgruppe | Rohabschnitt, lauf: Lauf): void {
  for (const meldung of nenneRest(rest)) lauf.hinweise.push({ feld, pfad, meldung });
}

function abgelehnt(meldung: string): Formularuebernahme {
  return { ok: false, fehler: [{ pfad: 'sections', meldung }] };
}
