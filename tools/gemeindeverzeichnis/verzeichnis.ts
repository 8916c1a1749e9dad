import type {
  GemeindeEintrag,
  Gemeindeverzeichnis,
  KreisEintrag,
  Quelle,
  VerbandEintrag,
} from '../../app/kommunen/daten/typen.ts';
import { completeName, displayName, GEMEINDEARTEN, kreisName, mayBeCut, splitAmtlicherName } from './namen.ts';
import { type Ergebnis, refuse, type Satz } from './saetze.ts';
import { findSitz } from './sitz.ts';

const VERBANDSARTEN: Readonly<Record<string, VerbandEintrag['art']>> = {
  '54': 'Verwaltungsgemeinschaft',
  '56': 'Verwaltungsverband',
};

/** Textkennzeichen of Satzart 50: the Gemeinde belongs to no Verband; the line only repeats its name. */
const VERBANDSFREI = '50';

class Abweichung extends Error {}

/**
 * Turns the lines of one Land into the data of the project. Nothing is guessed: a key, Textkennzeichen or seat that does
 * not fit refuses the whole file (`abweichung`) and names the line.
 */
export function buildVerzeichnis(saetze: readonly Satz[], quelle: Quelle): Ergebnis<Gemeindeverzeichnis> {
  const vonArt = (art: string) => saetze.filter((s) => s.satzart === art).sort((a, b) => compare(key(a), key(b)));
  const [land, ...weitere] = vonArt('10');
  if (!land || weitere.length > 0) return refuse('land', 'Die Datei muss genau ein Land enthalten.');
  const gemeindeSaetze = vonArt('60');
  try {
    const verbaende = vonArt('50')
      .filter((s) => s.textkennzeichen !== VERBANDSFREI)
      .map((s) => toVerband(s, gemeindeSaetze));
    const verzeichnis: Gemeindeverzeichnis = {
      stand: land.stand,
      land: { schluessel: land.kreis, name: land.name },
      quelle,
      kreise: vonArt('40').map(toKreis),
      verbaende,
      gemeinden: gemeindeSaetze.map((s) => toGemeinde(s, vonArt('50'), verbaende)),
    };
    return { ok: true, wert: verzeichnis };
  } catch (fehler) {
    if (fehler instanceof Abweichung) return refuse('abweichung', fehler.message);
    throw fehler;
  }
}

const key = (s: Satz): string => s.ags + s.verband;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toKreis(s: Satz): KreisEintrag {
  const kreisfrei = s.textkennzeichen === '41';
  if (!kreisfrei && s.textkennzeichen !== '44') {
    throw new Abweichung(`Zeile ${s.zeile}: unbekanntes Textkennzeichen ${s.textkennzeichen} für einen Kreis.`);
  }
  const { kurzname } = splitAmtlicherName(s.name);
  const art = kreisfrei ? 'Kreisfreie Stadt' : 'Landkreis';
  return { ags: s.kreis, ars: s.kreis, name: kreisName(kurzname, kreisfrei), kurzname, art, sitz: s.sitz };
}

function toVerband(s: Satz, gemeinden: readonly Satz[]): VerbandEintrag {
  const art = VERBANDSARTEN[s.textkennzeichen];
  if (!art)
    throw new Abweichung(`Zeile ${s.zeile}: unbekanntes Textkennzeichen ${s.textkennzeichen} für einen Verband.`);
  const imKreis = gemeinden.filter((g) => g.kreis === s.kreis);
  const mitglieder = imKreis.filter((g) => g.verband === s.verband);
  const sitz = findSitz(s.sitz, mitglieder, imKreis);
  if (!sitz)
    throw new Abweichung(`Zeile ${s.zeile}: Der Sitz „${s.sitz}“ lässt sich keiner Gemeinde eindeutig zuordnen.`);
  if (art === 'Verwaltungsgemeinschaft' && !mitglieder.includes(sitz)) {
    throw new Abweichung(`Zeile ${s.zeile}: Der Sitz „${s.sitz}“ ist kein Mitglied der Verwaltungsgemeinschaft.`);
  }
  const namen = mitglieder.map((m) => splitAmtlicherName(m.name).kurzname);
  const kurzname = mayBeCut(s.name) ? completeName(s.name, namen) : s.name;
  return {
    schluessel: s.verband,
    ars: s.kreis + s.verband,
    kreis: s.kreis,
    name: `${art} ${kurzname}`,
    kurzname,
    art,
    sitz: s.sitz,
    sitzAgs: sitz.ags,
    zuBestaetigen: mayBeCut(s.name) ? ['name'] : [],
  };
}

function toGemeinde(s: Satz, verbandSaetze: readonly Satz[], verbaende: readonly VerbandEintrag[]): GemeindeEintrag {
  const bezeichnung = GEMEINDEARTEN[s.textkennzeichen];
  if (!bezeichnung)
    throw new Abweichung(`Zeile ${s.zeile}: unbekanntes Textkennzeichen ${s.textkennzeichen} für eine Gemeinde.`);
  const teile = splitAmtlicherName(s.name);
  if (teile.stadt !== /[Ss]tadt$/.test(bezeichnung)) {
    throw new Abweichung(`Zeile ${s.zeile}: „${s.name}“ passt nicht zum Textkennzeichen ${s.textkennzeichen}.`);
  }
  if (!verbandSaetze.some((v) => v.kreis === s.kreis && v.verband === s.verband)) {
    throw new Abweichung(`Zeile ${s.zeile}: Der Verband ${s.kreis}${s.verband} fehlt in der Datei.`);
  }
  const verband = verbaende.find((v) => v.ars === s.kreis + s.verband) ?? null;
  const inVerwaltungsgemeinschaft = verband?.art === 'Verwaltungsgemeinschaft';
  return {
    ags: s.ags,
    ars: s.kreis + s.verband + s.ags.slice(5),
    name: displayName(bezeichnung, teile),
    kurzname: teile.kurzname,
    sorbisch: teile.sorbisch,
    zusaetze: teile.zusaetze,
    amtlich: s.name,
    textkennzeichen: s.textkennzeichen,
    kreis: s.kreis,
    verband: verband?.ars ?? null,
    // The register names the seat only; who fulfils the tasks stands in the founding agreement, hence "zu bestätigen".
    erfuellendeGemeinde: inVerwaltungsgemeinschaft ? verband.sitzAgs : null,
    zuBestaetigen: inVerwaltungsgemeinschaft ? ['erfuellendeGemeinde'] : [],
    einwohner: digits(s, s.einwohner),
    flaecheHa: digits(s, s.flaecheHa),
    plz: /^\d{5}$/.test(s.plz) ? s.plz : fail(s, `keine gültige Postleitzahl (${s.plz})`),
  };
}

const digits = (s: Satz, wert: string): number => (/^\d+$/.test(wert) ? Number(wert) : fail(s, `keine Zahl (${wert})`));

function fail(s: Satz, grund: string): never {
  throw new Abweichung(`Zeile ${s.zeile}, ${s.name}: ${grund}.`);
}
