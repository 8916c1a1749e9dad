import { type Befund, istGut, type Unterschied } from '../../leistungen/index.ts';

/** So many cases a Leistung should have; fewer are a hint. */
const GENUG = 5;
const MAX_ZEICHEN = 200;

const kurz = (wert: unknown): string => {
  const text = wert === undefined ? 'nichts' : typeof wert === 'string' ? `„${wert}“` : JSON.stringify(wert);
  return text.length > MAX_ZEICHEN ? `${text.slice(0, MAX_ZEICHEN)} …` : text;
};
const liste = <T>(titel: string, alle: readonly T[], zeile: (t: T) => string): string[] =>
  alle.length === 0 ? [] : ['', titel, ...alle.map((t) => `  ${zeile(t)}`)];
const schritt = (s: { element: string; name: string }) => (s.name ? `${s.name} (${s.element})` : s.element);

/** 0 it can be published and does what its examples say, 1 not, 2 there is no example. */
export const codeOf = (b: Befund): 0 | 1 | 2 => {
  if (b.fehler.length > 0 || b.beispiele.some((x) => !istGut(x))) return 1;
  return b.leistung && b.beispiele.length === 0 ? 2 : 0;
};

const lueckenlos = ({ schritte, wege, tabellen }: Befund['ohneBeispiel']): boolean =>
  schritte.length + wege.length + tabellen.length === 0;

export const hinweiseOf = (b: Befund): string[] =>
  liste('Hinweise, sie halten nichts auf:', b.hinweise, (f) => `${f.datei}: ${f.meldung}`);

/** What is printed of a folder. */
export function berichte(b: Befund): string[] {
  const { leistung, katalog, beispiele, ohneBeispiel } = b;
  const gut = beispiele.filter(istGut).length;
  return [
    leistung ? `${leistung.angaben.name} (${leistung.schluessel}), Fassung ${leistung.fassung}` : '',
    katalog ? `${katalog.name} (${katalog.schluessel}): steht nur im Katalog, zu beantragen ist sie hier nicht.` : '',
    ...liste('So lässt sie sich nicht veröffentlichen:', b.fehler, (f) => `${f.datei}: ${f.meldung}`),
    ...hinweiseOf(b),
    ...(beispiele.length > 0 ? ['', `Beispiele: ${gut} von ${beispiele.length} ergeben, was sie sollen.`] : []),
    ...beispiele
      .filter((x) => !istGut(x))
      .flatMap((x) => [
        x.name === x.datei ? `  ${x.datei}` : `  ${x.datei}: ${x.name}`,
        ...x.unlesbar.map((grund) => `    lässt sich nicht lesen: ${grund}`),
        ...x.abweichungen.map((a) => `    ${a.wo}: erwartet ${kurz(a.erwartet)}, erhalten ${kurz(a.erhalten)}`),
      ]),
    ...liste('Dorthin kommt kein Beispiel:', ohneBeispiel.schritte, (s) => `${s.art}: ${schritt(s)}`),
    ...liste(
      'Diesen Weg geht kein Beispiel:',
      ohneBeispiel.wege,
      (w) => `von „${w.von}“ nach „${w.nach}“ (${w.name || w.weg})`,
    ),
    ...liste(
      'Diese Regeln trifft kein Beispiel:',
      ohneBeispiel.tabellen,
      (t) => `${t.datei}, „${t.tabelle}“: ${t.nummern.join(', ')} von ${t.von}`,
    ),
    ...(leistung && beispiele.length < GENUG
      ? [
          '',
          `${beispiele.length === 0 ? 'Es gibt kein Beispiel' : `Beispiele: erst ${beispiele.length}`}. Mindestens ${GENUG} sollten es sein, von Hand gerechnet.`,
        ]
      : []),
    '',
    [
      lueckenlos(ohneBeispiel) ? 'Alles stimmt.' : 'Die Beispiele stimmen. Nicht alles hat eines.',
      'Es stimmt nicht alles.',
      'Sie lässt sich veröffentlichen. Was sie tut, zeigt noch kein Beispiel.',
    ][codeOf(b)] ?? '',
  ].filter((z, i, alle) => z !== '' || (i > 0 && alle[i - 1] !== ''));
}

/** What is printed of two states, and whether they are the same in all that was looked at. */
export function berichteUnterschied(u: Unterschied): { zeilen: string[]; gleich: boolean } {
  const { dateien, schritte, beispiele } = u;
  const geaendert = [...dateien.neu, ...dateien.weg, ...dateien.anders].length;
  const zeilen = [
    ...liste(
      'Dateien:',
      [
        ...dateien.neu.map((d) => `neu      ${d}`),
        ...dateien.weg.map((d) => `weg      ${d}`),
        ...dateien.anders.map((d) => `geändert ${d}`),
      ],
      (d) => d,
    ),
    ...liste('Schritte, die es neu gibt:', schritte.neu, schritt),
    ...liste('Schritte, die es nicht mehr gibt:', schritte.weg, schritt),
    ...liste(
      'Hier können laufende Vorgänge stehen. Wer sie umstellt, sagt, wo es weitergeht:',
      schritte.offen,
      schritt,
    ),
    ...(u.von === 0
      ? ['', 'Beispiele gibt es nicht. Ob anderes herauskommt, wurde nicht geprüft.']
      : ['', `Beispiele: Bei ${beispiele.length} von ${u.von} kommt anderes heraus.`]),
    ...beispiele.flatMap((x) => [
      `  ${x.datei}: ${x.name}`,
      ...x.anders.map((a) => `    ${a.wo}: ${kurz(a.erwartet)} → ${kurz(a.erhalten)}`),
    ]),
  ];
  return { zeilen: geaendert === 0 ? ['Es ist dieselbe Fassung.'] : zeilen.slice(1), gleich: geaendert === 0 };
}
