/** The floors of the app, from the ground up. Rooms of one line do not import each other. */
export const STOCKWERKE: readonly (readonly string[])[] = [
  ['base'],
  ['ports'],
  ['kommunen'],
  ['konten'],
  ['dokumente'],
  ['nachweise'],
  ['vereinbarungen'],
  ['leistungen'],
  ['vorgaenge'],
  ['akten', 'zahlungen', 'register', 'bekanntgabe'],
  ['bescheide'],
  ['prozesse'],
  ['eingang'],
  ['abrechnung'],
  ['steuerung'],
  ['seiten'],
  ['demo'],
  ['main'],
];

/** Beside the house: one folder per outside system, known to `main` only. */
export const ANSCHLUESSE = 'anschluesse';

export const RAEUME = STOCKWERKE.flat();

/** What lies below a room: the rooms it may import. */
export function darunter(raum: string): string[] {
  const stock = STOCKWERKE.findIndex((s) => s.includes(raum));
  return STOCKWERKE.slice(0, Math.max(stock, 0)).flat();
}

/** npm packages that code in packages/{name}/src may use: pure, without files, network or clock of their own. */
export const PAKETE_ERLAUBT = [
  '@noble/curves',
  'asn1js',
  'bpmn-moddle',
  'decimal\\.js',
  'dmn-moddle',
  'feiertagejs',
  'fflate',
  'ibantools',
  'moddle',
  'moddle-xml',
  'pako',
  'pkijs',
  'temporal-polyfill',
  'temporal-spec',
  'typebox',
  'yaml',
  'zeebe-bpmn-moddle',
];

/** Where code lies, seen from the root. */
export const CODE_ORDNER = ['app', 'packages', 'gegenstellen', 'tools', 'bench', 'chaos', 'conformance'];
