import { SamlStatusError } from '@node-saml/node-saml';
import type { Ablehnung } from '../../ports/index.ts';

const NEU = 'Bitte melden Sie sich noch einmal an.';
const MELDUNGEN = {
  unlesbar: `Die Antwort des Bürgerkontos ist nicht lesbar. ${NEU}`,
  signatur: `Die Antwort des Bürgerkontos ist nicht gültig unterschrieben. ${NEU}`,
  algorithmus: 'Das Bürgerkonto unterschreibt mit einem veralteten Verfahren. Die Anmeldung ist deshalb nicht möglich.',
  verbraucht: `Diese Anmeldung wurde schon verwendet oder ist uns nicht bekannt. ${NEU}`,
  abgelaufen: `Die Anmeldung ist abgelaufen. ${NEU}`,
  empfaenger: `Die Antwort des Bürgerkontos ist nicht für uns bestimmt. ${NEU}`,
  aussteller: `Die Antwort kommt nicht vom Bürgerkonto. ${NEU}`,
  abgebrochen: 'Die Anmeldung wurde abgebrochen. Sie sind nicht angemeldet.',
  niveau:
    'Für diese Leistung ist ein höheres Vertrauensniveau nötig. Bitte melden Sie sich mit ELSTER-Zertifikat oder Online-Ausweis an.',
  angaben:
    'Das Bürgerkonto hat notwendige Angaben nicht übermittelt. Bitte vervollständigen Sie Ihr Konto und melden Sie sich noch einmal an.',
  ungueltig: `Die Antwort des Bürgerkontos ist nicht gültig. ${NEU}`,
} as const;

type Grund = keyof typeof MELDUNGEN;

/** `code` is `bundid.<grund>`. */
export function refuse(grund: Grund): Ablehnung {
  return { ok: false, code: `bundid.${grund}`, meldung: MELDUNGEN[grund] };
}

// the library tells its reasons apart by text only; its version is pinned, and the tests would notice a change
const TEXTE: readonly (readonly [RegExp, Grund])[] = [
  [/InResponseTo/, 'verbraucht'],
  [/expired|not yet valid|No valid subject confirmation/, 'abgelaufen'],
  [/audience/i, 'empfaenger'],
  [/signature/i, 'signatur'],
];

/** Turns what the library threw about an untrusted message into a refusal. */
export function explain(fehler: unknown): Ablehnung {
  if (fehler instanceof SamlStatusError) return refuse('abgebrochen');
  const text = fehler instanceof Error ? fehler.message : '';
  return refuse(TEXTE.find(([muster]) => muster.test(text))?.[1] ?? 'ungueltig');
}
