/** Which rows of a table belong to a body ($1), and which columns say more than what is its own. */
interface Auszug {
  wo: string;
  /** columns that are left out */
  ohne?: readonly string[];
}

const EIGEN: Auszug = { wo: 'koerperschaft = $1' };

/** Classes whose rows belong to the body that stands in their first column. */
const KLASSEN: ReadonlySet<string> = new Set(['vorgang', 'koerperschaft', 'partei']);

/** Tables of other classes with rows of a body, and those that need another condition. */
const AUSZUEGE: Readonly<Record<string, Auszug>> = {
  'kommunen.koerperschaft': { wo: 'id = $1' },
  'kommunen.merkmale': EIGEN,
  'kommunen.nachfolge': { wo: 'koerperschaft = $1 or nachfolger = $1' },
  'vereinbarungen.regel': { wo: 'von = $1 or an = $1' },
  'vereinbarungen.halt': { wo: 'koerperschaft = $1 or stelle = $1' },
  'nachweise.log': EIGEN,
  'nachweise.log_epoche': EIGEN,
  'nachweise.zeugenstand': EIGEN,
  'nachweise.zeugenregel': EIGEN,
  'nachweise.zeit_stand': EIGEN,
  // who of another house looked is that house's affair: the office is named, not the person
  'nachweise.lesezugriff': { ...EIGEN, ohne: ['person'] },
  'vorgaenge.nummernkreis': EIGEN,
};

const ANLAGE = 'Gehört der Anlage, nicht der Kommune.';
const KONTO = 'Konten und Anmeldungen gehören den Bürgerinnen und Bürgern.';
const ABGELEITET = 'Folgt aus den Vereinbarungen, die ausgeführt werden.';
const LAUF =
  'Läufe der bearbeitenden Stelle nennen auch Vorgänge anderer Kommunen; was sie bewirkten, steht im Ereignis.';

/** Tables that are not exported, and why. A table that stands nowhere makes the test fail. */
export const NICHT_AUSGEFUEHRT: Readonly<Record<string, string>> = {
  'base.installation': ANLAGE,
  'base.tabelle': ANLAGE,
  'base.migration': ANLAGE,
  'base.auftrag': 'Warteschlange der Technik: nur Kennungen dessen, was noch zu tun ist.',
  'ctx.schluessel': 'Schlüssel werden nie ausgeführt.',
  'ctx.freigabe': ABGELEITET,
  'ctx.sperre': ABGELEITET,
  'ctx.gehalten': ABGELEITET,
  'eingang.entwurf': 'Ein Entwurf gehört bis zum Absenden allein der Person, die ihn schreibt.',
  'eingang.zugang': KONTO,
  'konten.konto': KONTO,
  'konten.kennung': KONTO,
  'konten.sitzung': KONTO,
  'konten.anmeldung': KONTO,
  'kommunen.stand': ANLAGE,
  'leistungen.geltung': 'Welche Fassung wann galt, ist für alle dasselbe.',
  'leistungen.fassung':
    'Fassungen sind offen und für alle dieselben (npm run leistung -- export); die Ereignisse nennen die Fassung.',
  'nachweise.log_pending': 'Warteschlange des Protokolls; die Ereignisse selbst werden ausgeführt.',
  'nachweise.log_leaf': 'Steht als blaetter.txt im Ordner protokoll.',
  'nachweise.log_knoten': 'Folgt aus den Blättern.',
  'nachweise.checkpoint': 'Steht als pruefpunkte.jsonl im Ordner protokoll.',
  'nachweise.log_lease': ANLAGE,
  'nachweise.log_schreiber': ANLAGE,
  'nachweise.zeuge': 'Die Zeugen stehen bei den Ankern der Anlage; die Ankerdatei ist öffentlich.',
  'nachweise.zeit_lauf':
    'Ein Zeitstempel gilt für alle Protokolle; was ihn mit dem eigenen verbindet, steht in nachweise.zeit_stand.',
  'nachweise.zeit_eilig': 'Warteschlange der Zeitstempel.',
  'nachweise.zeit_sperrdatum': 'Auskünfte über Zertifikate der Anlage; die Nachweise bringen mit, was sie brauchen.',
  'nachweise.zeit_lauf_sperrdatum': 'Wie nachweise.zeit_sperrdatum.',
  'prozesse.sammellauf': LAUF,
  'prozesse.sammelfall': LAUF,
};

/** What of a table is exported; undefined when nothing is, or nobody has decided yet. */
export function auszugOf(name: string, klasse: string): Auszug | undefined {
  if (name in NICHT_AUSGEFUEHRT) return undefined;
  return AUSZUEGE[name] ?? (KLASSEN.has(klasse) ? EIGEN : undefined);
}

/** Tables about which nobody has decided. */
export const findUnentschiedene = (tabellen: readonly { name: string; klasse: string }[]): string[] =>
  tabellen.flatMap((t) => (t.name in NICHT_AUSGEFUEHRT || auszugOf(t.name, t.klasse) ? [] : [t.name]));
