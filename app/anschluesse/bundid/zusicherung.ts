/** The library hands the signed assertion over as nested arrays; this reads it without trusting its shape. */
type Knoten = Readonly<Record<string, unknown>>;

const isKnoten = (wert: unknown): wert is Knoten => typeof wert === 'object' && wert !== null;

function children(knoten: unknown, name: string): readonly Knoten[] {
  const liste = isKnoten(knoten) ? knoten[name] : undefined;
  return Array.isArray(liste) ? liste.filter(isKnoten) : [];
}

function attribute(knoten: Knoten | undefined, name: string): string | null {
  const alle = knoten?.$;
  const wert = isKnoten(alle) ? alle[name] : undefined;
  return typeof wert === 'string' ? wert : null;
}

export interface Zusicherung {
  readonly anfrageId: string | null;
  readonly empfaenger: string | null;
  /** The AuthnContextClassRefs of all statements; BundID adds a second one that says "password". */
  readonly niveaus: readonly string[];
}

/** Reads the one bearer confirmation and the levels. More than one confirmation: nothing is answered, so it is refused. */
export function readAssertion(wurzel: unknown): Zusicherung {
  const assertion = isKnoten(wurzel) ? wurzel.Assertion : undefined;
  const bestaetigungen = children(assertion, 'Subject').flatMap((s) => children(s, 'SubjectConfirmation'));
  const einzige = bestaetigungen.length === 1 ? bestaetigungen[0] : undefined;
  const bearer = attribute(einzige, 'Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
  const daten = bearer ? children(einzige, 'SubjectConfirmationData')[0] : undefined;
  const niveaus = children(assertion, 'AuthnStatement')
    .flatMap((s) => children(s, 'AuthnContext'))
    .flatMap((c) => children(c, 'AuthnContextClassRef'))
    .flatMap((ref) => (typeof ref._ === 'string' ? [ref._.trim()] : []));
  return { anfrageId: attribute(daten, 'InResponseTo'), empfaenger: attribute(daten, 'Recipient'), niveaus };
}
