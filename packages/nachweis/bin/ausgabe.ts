import type { Frage, Pruefergebnis } from '@rathausverbund/nachweis';

type Gelesen = Extract<Pruefergebnis, { ok: true }>;
type Antwort = Gelesen['verdikt'];

const WORT: Record<Antwort, string> = {
  holds: 'ja',
  'does not hold': 'NEIN',
  'cannot be decided': 'nicht entscheidbar',
};
const SATZ: Record<Antwort, string> = {
  holds: 'Der Nachweis gilt.',
  'does not hold': 'Der Nachweis gilt NICHT.',
  'cannot be decided': 'Ob der Nachweis gilt, ist nicht zu entscheiden.',
};
const FRAGEN: readonly (readonly [Frage, string])[] = [
  ['unversehrt', 'Unversehrt'],
  ['vertrauen', 'Vertrauenswürdig ausgestellt'],
  ['zeit', 'Zeit gesichert'],
  ['zeugen', 'Protokolliert und bezeugt'],
];

/** The answer in words, for a terminal. */
export function ausgabe(ergebnis: Pruefergebnis): string {
  if (!ergebnis.ok) return ergebnis.meldung;
  const { verdikt, test, lines, hinweise } = ergebnis;
  const teile = FRAGEN.flatMap(([frage, titel]) => [
    `${titel}: ${WORT[ergebnis[frage].antwort]}`,
    ...ergebnis[frage].gruende.map((g) => `  - ${g.meldung} [${g.code}]`),
  ]);
  const kopf = `${test ? 'TEST  ' : ''}${SATZ[verdikt]} (${verdikt})`;
  const text = [kopf, ...hinweise.map((h) => h.meldung), '', ...lines.map((line) => `  ${line}`), '', ...teile];
  return text.map(plain).join('\n');
}

// Names come from the file that is judged: they must not steer the terminal.
const plain = (line: string) => line.replace(/[\p{Cc}\p{Cf}]/gu, '?');
