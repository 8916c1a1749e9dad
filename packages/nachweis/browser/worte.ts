import type { Frage, Pruefergebnis } from '@rathausverbund/nachweis';

type Wort = Extract<Pruefergebnis, { ok: true }>['verdikt'];

export const VERDIKT: Record<Wort, { readonly titel: string; readonly satz: string; readonly ton: string }> = {
  holds: {
    titel: 'Ja, der Nachweis gilt',
    satz: 'Er ist unverändert und stammt von der genannten Stelle.',
    ton: 'gut',
  },
  'does not hold': {
    titel: 'Nein, der Nachweis gilt nicht',
    satz: 'Etwas daran wurde verändert oder stammt nicht von der genannten Stelle. Verlassen Sie sich nicht darauf.',
    ton: 'schlecht',
  },
  'cannot be decided': {
    titel: 'Das lässt sich nicht sicher entscheiden',
    satz: 'Was geprüft werden konnte, steht unten. Für ein klares Ja fehlt etwas.',
    ton: 'offen',
  },
};

export const ANTWORT: Record<Wort, string> = {
  holds: 'in Ordnung',
  'does not hold': 'nicht in Ordnung',
  'cannot be decided': 'offen',
};

/** Which answer stands behind each of the five lines. */
export const FRAGEN: readonly Frage[] = ['unversehrt', 'vertrauen', 'zeit', 'zeugen', 'zeit'];

export const SATZ = {
  test: 'Das ist ein Test. Der Nachweis hat keine rechtliche Wirkung.',
  unlesbar: 'Diese Datei kann nicht geprüft werden',
  anker: 'Die Anker können nicht gelesen werden',
  laeuft: 'Die Datei wird geprüft …',
  fertig: 'Die Prüfung ist fertig.',
  gestoert: 'Die Prüfung ist in diesem Browser abgebrochen. Ob die Datei echt ist, ist damit nicht entschieden.',
  ohneAnker: 'Ohne Anker geprüft: Nur ob etwas verändert wurde, lässt sich so sagen.',
  nichts: 'Dazu gibt es nichts zu prüfen.',
  datei: 'Datei',
} as const;
