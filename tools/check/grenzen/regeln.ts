import type { IForbiddenRuleType } from 'dependency-cruiser';
import { TESTORT as TEST } from '../dateien.ts';
import { ANSCHLUESSE, darunter, PAKETE_ERLAUBT, RAEUME } from '../haus.ts';

const einer = (namen: readonly string[]) => `(?:${namen.join('|')})`;
const SRC = '^packages/[^/]+/src/';
const NPM = String.raw`(?:^|/)node_modules/`;

/** Doors of a room beside its index.ts. */
const TUEREN = [
  String.raw`^app/[^/]+/index\.ts$`,
  String.raw`^app/(?:seiten|${ANSCHLUESSE})/[^/]+/index\.ts$`,
  String.raw`^app/base/http/server\.ts$`,
  '^app/base/(?:prozess|postgres|meldungen|sicherung)/',
];

/** What builds while the product runs. */
const BAUEN = String.raw`^tools/(?:bundle|pruefseite)\.(?:d\.mts|mjs)$`;

/** One rule per room: whoever sits in it reaches down only. `demo` and `anschluesse` have rules of their own. */
const stockwerke = RAEUME.filter((raum) => raum !== 'main').map(
  (raum): IForbiddenRuleType => ({
    name: `stockwerk-${raum}`,
    severity: 'error',
    comment: 'Einfuhren gehen nur nach unten; Räume eines Stockwerks kennen einander nicht.',
    from: { path: `^app/${raum}/`, pathNot: TEST },
    to: { path: '^app/', pathNot: `^app/${einer([raum, ANSCHLUESSE, ...darunter(raum)])}/` },
  }),
);

/** The plan of the house as rules of dependency-cruiser. Every name in it has a planted violation in grenzen.test.ts. */
export const regeln: IForbiddenRuleType[] = [
  ...stockwerke,
  {
    name: 'unbekannter-raum',
    severity: 'error',
    comment: 'Jeder Ordner unter app/ hat seinen Platz in tools/check/haus.ts.',
    from: { path: '^app/', pathNot: [String.raw`^app/(?:${einer([...RAEUME, ANSCHLUESSE])}/|[^/]+\.ts$)`, TEST] },
    to: {},
  },
  {
    name: 'tuer',
    severity: 'error',
    comment: 'Ein Raum wird nur durch seine Tür betreten.',
    from: { path: '^app/([^/]+)/', pathNot: TEST },
    to: { path: '^app/[^/]+/', pathNot: ['^app/$1/', ...TUEREN] },
  },
  {
    name: 'anschluss-nur-aus-main',
    severity: 'error',
    comment: 'Anschlüsse kennt nur app/main.',
    from: {
      path: '^(?:app|packages|gegenstellen)/',
      pathNot: [String.raw`^app/(?:main|${ANSCHLUESSE})(?:/|\.ts$)`, TEST],
    },
    to: { path: `^app/${ANSCHLUESSE}/` },
  },
  {
    name: 'anschluss-kennt-nur-ports',
    severity: 'error',
    comment: 'Ein Anschluss erfüllt einen Port und kennt sonst nichts vom Haus.',
    from: { path: `^app/${ANSCHLUESSE}/`, pathNot: TEST },
    to: { path: '^app/', pathNot: `^app/(?:ports|${ANSCHLUESSE})/` },
  },
  {
    name: 'demo-nur-aus-main',
    severity: 'error',
    comment: 'Die Demo kennt nur app/main.',
    from: { path: '^(?:app|packages|gegenstellen)/', pathNot: [String.raw`^app/(?:main|demo)(?:/|\.ts$)`, TEST] },
    to: { path: '^app/demo/' },
  },
  {
    name: 'chaos-urteilt-allein',
    severity: 'error',
    comment: 'Was über die Anlage urteilt, teilt mit ihr keine Zeile.',
    from: { path: '^chaos/pruefung/' },
    to: { path: '^(?:app|gegenstellen|bench)/' },
  },
  {
    name: 'gegenstelle-steht-allein',
    severity: 'error',
    comment: 'Gegenstellen kennen nur packages und einander.',
    from: { path: '^gegenstellen/', pathNot: TEST },
    to: { path: '^(?:app|tools|bench|chaos|conformance|leistungen)/' },
  },
  {
    name: 'gegenstelle-von-aussen',
    severity: 'error',
    comment: 'Das Haus spricht mit Gegenstellen über das Netz; nur app/main startet sie.',
    from: { path: '^(?:app|packages)/', pathNot: [String.raw`^app/main(?:/|\.ts$)`, TEST] },
    to: { path: '^gegenstellen/' },
  },
  {
    name: 'paket-steht-allein',
    severity: 'error',
    comment: 'packages kennen nichts, was darüber liegt.',
    from: { path: '^packages/' },
    to: { path: '^(?:app|gegenstellen|tools|bench|chaos|conformance|leistungen)/' },
  },
  {
    name: 'paket-tuer',
    severity: 'error',
    comment: 'Ein Paket wird durch src/index.ts betreten; was ein- und ausgibt (node, bin), nicht aus src.',
    from: { path: '^packages/([^/]+)/src/', pathNot: TEST },
    to: { path: '^packages/', pathNot: ['^packages/$1/src/', String.raw`^packages/[^/]+/src/index\.ts$`] },
  },
  {
    name: 'paket-ohne-node',
    severity: 'error',
    comment: 'packages/*/src sind rein: keine Dateien, kein Netz, keine Umgebung.',
    from: { path: SRC, pathNot: TEST },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'paket-liste',
    severity: 'error',
    comment: 'packages/*/src benutzen nur die npm-Pakete in tools/check/haus.ts.',
    from: { path: SRC, pathNot: TEST },
    to: { path: NPM, pathNot: `${NPM}${einer(PAKETE_ERLAUBT)}/` },
  },
  {
    name: 'paket-von-aussen',
    severity: 'error',
    comment: 'Pakete werden nur durch src/index.ts oder node/ betreten.',
    from: { path: '^(?:app|gegenstellen)/', pathNot: TEST },
    to: { path: '^packages/', pathNot: String.raw`^packages/[^/]+/(?:src/index\.ts$|node/)` },
  },
  {
    name: 'werkzeug-im-produkt',
    severity: 'error',
    comment: 'Nur app/main baut, und nur mit tools/bundle.mjs und tools/pruefseite.mjs.',
    from: { path: '^app/', pathNot: TEST },
    to: { path: '^(?:tools|bench|chaos|conformance)/', pathNot: BAUEN },
  },
  {
    name: 'bauen-nur-in-main',
    severity: 'error',
    comment: 'Nur app/main baut, und nur mit tools/bundle.mjs und tools/pruefseite.mjs.',
    from: { path: '^app/', pathNot: [String.raw`^app/main(?:/|\.ts$)`, TEST] },
    to: { path: BAUEN },
  },
  {
    name: 'test-im-produkt',
    severity: 'error',
    comment: 'Was läuft, benutzt nichts, was nur für Tests da ist.',
    from: { path: '^(?:app|gegenstellen|packages)/', pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: 'entwicklungspaket-im-produkt',
    severity: 'error',
    comment: 'Was läuft, steht unter dependencies, nicht unter devDependencies.',
    from: { path: '^(?:app|gegenstellen|packages)/', pathNot: TEST },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: `${NPM}@types/` },
  },
  {
    name: 'nicht-verzeichnet',
    severity: 'error',
    comment: 'Was benutzt wird, steht selbst in package.json und kommt nicht nur im Schlepptau.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'unaufloesbar',
    severity: 'error',
    comment: 'Was eingeführt wird, gibt es.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'kreis',
    severity: 'error',
    comment: 'Keine Kreise, auch keine aus Typen: Was zwei Dateien brauchen, liegt in einer dritten.',
    from: {},
    to: { circular: true },
  },
];
