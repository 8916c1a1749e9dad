import type { Objekt } from './bindung.ts';

/**
 * What the two syntaxes say in another place or another word than the model. `zuUbl` and `zuCii` arrange a model object for the
 * tables, `ausUbl` and `ausCii` arrange what the tables read back into the model.
 */
const liste = (o: Objekt, name: string): Objekt[] => {
  const wert = o[name];
  return Array.isArray(wert) ? wert.filter((w): w is Objekt => typeof w === 'object' && !Array.isArray(w)) : [];
};
const objekt = (o: Objekt, name: string): Objekt | undefined => {
  const wert = o[name];
  return typeof wert === 'object' && !Array.isArray(wert) ? wert : undefined;
};
const ohne = (o: Objekt, ...namen: string[]): Objekt =>
  Object.fromEntries(Object.entries(o).filter(([name]) => !namen.includes(name)));
/** Lifts a field that each element of a list repeats, or an inner object carries, to where the model has it. */
const hebe = (o: Objekt, quellen: readonly (Objekt | undefined)[], ...namen: string[]): Objekt => {
  const gehoben = namen.flatMap((name) => {
    const wert = quellen.map((q) => q?.[name]).find((w) => w !== undefined);
    return wert === undefined || o[name] !== undefined ? [] : [[name, wert] as const];
  });
  return { ...o, ...Object.fromEntries(gehoben) };
};
const mit = (o: Objekt, name: string, wert: Objekt[string]): Objekt =>
  wert === undefined ? o : { ...o, [name]: wert };

/** UBL has no element for the subject of a note; it is written in front of it. */
const THEMA = /^#([A-Z]{3})#(.*)$/s;

export function zuUbl(o: Objekt): Objekt {
  const verkaeufer = objekt(o, 'verkaeufer') ?? {};
  const alle = liste(o, 'zahlwege');
  // one mandate (BR-67): it stands with the account that is debited
  const belastet = Math.max(
    0,
    alle.findIndex((z) => z['belastetesKonto'] !== undefined),
  );
  const zahlwege = alle.map((z, i) => {
    const jeder = ['verwendungszweck', 'faellig'].reduce((neu, name) => mit(neu, name, o[name]), z);
    return i === belastet ? mit(jeder, 'mandat', o['mandat']) : jeder;
  });
  const bemerkungen = liste(o, 'bemerkungen').map((b) => ({
    text: b['thema'] === undefined ? b['text'] : `#${String(b['thema'])}#${String(b['text'])}`,
  }));
  // a sales order stands inside the reference to an order, which must have a number
  const bestellung = o['bestellung'] ?? (o['auftrag'] === undefined ? undefined : OHNE_BESTELLUNG);
  return {
    ...mit(o, 'bestellung', bestellung),
    verkaeufer: mit(verkaeufer, 'glaeubigerId', o['glaeubigerId']),
    zahlwege,
    bemerkungen,
  };
}

const OHNE_BESTELLUNG = 'NA';

export function ausUbl(gelesen: Objekt): Objekt {
  const verkaeufer = objekt(gelesen, 'verkaeufer');
  const empfaenger = objekt(gelesen, 'zahlungsempfaenger');
  const zahlwege = liste(gelesen, 'zahlwege');
  const o = hebe(
    hebe(gelesen, zahlwege, 'verwendungszweck', 'mandat', 'faellig'),
    [verkaeufer, empfaenger],
    'glaeubigerId',
  );
  return {
    ...(o['bestellung'] === OHNE_BESTELLUNG ? ohne(o, 'bestellung') : o),
    ...(verkaeufer ? { verkaeufer: ordneKennungen(ohne(verkaeufer, 'glaeubigerId')) } : {}),
    ...(empfaenger ? { zahlungsempfaenger: ohne(empfaenger, 'glaeubigerId') } : {}),
    zahlwege: zahlwege.map((z) => ohneNetz(ohne(z, 'verwendungszweck', 'mandat', 'faellig'))),
    bemerkungen: liste(o, 'bemerkungen').map((b) => {
      const [, thema, text] = THEMA.exec(String(b['text'])) ?? [];
      return thema !== undefined && text ? { thema, text } : b;
    }),
  };
}

/** The network of a card is no term of EN 16931; UBL's schema asks for it. */
function ohneNetz(z: Objekt): Objekt {
  const karte = objekt(z, 'karte');
  return karte ? { ...z, karte: ohne(karte, 'netz') } : z;
}

/** Identifiers without a scheme first: CII has two elements for them and cannot mix. */
function ordneKennungen(verkaeufer: Objekt): Objekt {
  const alle = liste(verkaeufer, 'kennungen');
  const mitSchema = (k: Objekt) => k['schema'] !== undefined;
  return { ...verkaeufer, kennungen: [...alle.filter((k) => !mitSchema(k)), ...alle.filter(mitSchema)] };
}

/** BT-8 is written by UNTDID 2005 in UBL and by UNTDID 2475 in CII. */
const ZEITPUNKTE: readonly (readonly [string, string])[] = [
  ['3', '5'],
  ['35', '29'],
  ['432', '72'],
];

const IBAN = /^[A-Z]{2}\d{2}[A-Za-z0-9 ]+$/;

export function zuCii(o: Objekt): Objekt {
  const zeitpunkt = ZEITPUNKTE.find(([ubl]) => ubl === o['steuerzeitpunkt'])?.[1];
  // one date of tax, however many rates (CII-SR-461)
  const steuern = liste(o, 'steuern').map((s, i) =>
    mit(i === 0 ? mit(s, 'steuerdatum', o['steuerdatum']) : s, 'steuerzeitpunkt', zeitpunkt),
  );
  const zahlwege = liste(o, 'zahlwege').map((z) => {
    const konto = objekt(z, 'konto');
    if (!konto || IBAN.test(String(konto['nummer']))) return z;
    return { ...z, konto: { ...ohne(konto, 'nummer'), hausnummer: konto['nummer'] } };
  });
  return { ...o, steuern, zahlwege };
}

export function ausCii(gelesen: Objekt): Objekt {
  const steuern = liste(gelesen, 'steuern');
  const o = hebe(gelesen, steuern, 'steuerdatum', 'steuerzeitpunkt');
  const zeitpunkt = ZEITPUNKTE.find(([, cii]) => cii === o['steuerzeitpunkt'])?.[0] ?? o['steuerzeitpunkt'];
  const zahlwege = liste(o, 'zahlwege').map((z) => {
    const konto = objekt(z, 'konto');
    if (!konto) return z;
    return { ...z, konto: mit(ohne(konto, 'hausnummer'), 'nummer', konto['nummer'] ?? konto['hausnummer']) };
  });
  return {
    ...mit(o, 'steuerzeitpunkt', zeitpunkt),
    ...mitAbteilung(o, 'verkaeufer'),
    ...mitAbteilung(o, 'kaeufer'),
    steuern: steuern.map((s) => ohne(s, 'steuerdatum', 'steuerzeitpunkt')),
    zahlwege,
  };
}

/** BT-41 and BT-56 name a person or a department. */
function mitAbteilung(o: Objekt, name: string): Objekt {
  const partei = objekt(o, name);
  const kontakt = partei && objekt(partei, 'kontakt');
  if (!partei || !kontakt) return {};
  const wer = kontakt['name'] ?? kontakt['abteilung'];
  return { [name]: { ...partei, kontakt: mit(ohne(kontakt, 'abteilung'), 'name', wer) } };
}
