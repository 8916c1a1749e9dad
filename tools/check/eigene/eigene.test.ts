import { describe, expect, it } from 'vitest';
import { findeDeutsch } from './deutsch.ts';
import { findeLange } from './laenge.ts';
import { findeLizenzen, isErlaubt } from './lizenzen.ts';
import { findePakete } from './pakete.ts';
import { findeFremdesSql } from './sql.ts';
import { findeUmgebung } from './umgebung.ts';
import { findeWoerter } from './woerter.ts';

const q = (pfad: string, text: string) => ({ pfad, text });
const seite = (jsx: string) => findeDeutsch([q('app/seiten/a.tsx', `const A = ({ t, x }: P) => ${jsx};`)]).length;

describe('Uhr und Umgebung', () => {
  it.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date() liest die Uhr'],
    ["process.env['X']", 'process.env'],
    ['globalThis.process.env', 'process.env'],
    ['performance.now()', 'performance.now'],
    ['Temporal.Now.instant()', 'Temporal.Now.instant'],
    ['(() => { const { env } = process; return env; })()', 'process.env'],
  ])('%s in einem Raum wird rot', (ausdruck, fund) => {
    expect(findeUmgebung([q('app/kommunen/a.ts', `\nexport const x = ${ausdruck};`)])).toEqual([
      `app/kommunen/a.ts:2: ${fund}`,
    ]);
  });

  it('Zufall wird nur in packages rot', () => {
    expect(findeUmgebung([q('packages/fristen/src/a.ts', 'Math.random()')])).toEqual([
      'packages/fristen/src/a.ts:1: Math.random',
    ]);
    expect(findeUmgebung([q('app/kommunen/a.ts', 'Math.random()')])).toEqual([]);
  });

  it.each([
    'app/main.ts',
    'app/main/web.ts',
    'app/base/config.ts',
    'app/base/uhr.ts',
    'app/kommunen/a.test.ts',
    'tools/a.ts',
  ])('%s darf die Uhr lesen', (pfad) => expect(findeUmgebung([q(pfad, 'Date.now(); process.env.X;')])).toEqual([]));

  it('Kommentare, Texte und Daten aus Angaben sind keine Uhr', () => {
    const text =
      "// Date.now()\nexport const x = ['process.env', new Date(0), new Date('2026-01-01'), Object.constructor];";
    expect(findeUmgebung([q('app/kommunen/a.ts', text)])).toEqual([]);
  });
});

describe('Texte in Seiten', () => {
  it.each([
    '<p>Guten Tag</p>',
    '<p>{x} Tage</p>',
    '<img alt="Wappen" />',
    '<nav aria-label={`Weg ${x}`} />',
    "<p>{'weiter'}</p>",
    "<p>{x ? t('a') : 'nein'}</p>",
    "<p>{x && 'ja'}</p>",
    "<A titel={'Über uns'} />",
    '<A titel="Bitte warten Sie" />',
  ])('%s wird rot', (jsx) => expect(seite(jsx)).toBe(1));

  it.each([
    "<p>{t('antrag.titel')}</p>",
    '<p>{x} · {x} %</p>',
    '<div class="kern-form-input kern-form-input--error" id={`${x}-fehler`} />',
    '<input type="text" name="familienname" autocomplete="family-name" />',
    "<p class={x ? 'an' : 'aus'}>{x === 'ja' && t('a')}</p>",
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
  ])('%s ist in Ordnung', (jsx) => expect(seite(jsx)).toBe(0));
});

describe('SQL über Räume', () => {
  const tabellen = [
    q(
      'app/kommunen/migrations/0001-a.sql',
      'create table kommunen.koerperschaft (id uuid);\ncreate view kommunen.heute as select 1 from kommunen.koerperschaft;',
    ),
    q(
      'app/vorgaenge/migrations/0001-b.sql',
      'create table if not exists vorgaenge.vorgang (k uuid references kommunen.koerperschaft);',
    ),
  ];
  const finde = (pfad: string, text: string) => findeFremdesSql([...tabellen, q(pfad, text)]);

  it('ein fremder Tisch wird rot, in TypeScript mit seiner Zeile', () => {
    expect(finde('app/vorgaenge/queries.ts', 'const a = 1;\nq(`select *\n  from kommunen.koerperschaft k`);')).toEqual([
      'app/vorgaenge/queries.ts:3: kommunen.koerperschaft gehört dem Raum kommunen',
    ]);
    expect(finde('app/eingang/migrations/0001-c.sql', '\ninsert into vorgaenge.vorgang select 1;')).toEqual([
      'app/eingang/migrations/0001-c.sql:2: vorgaenge.vorgang gehört dem Raum vorgaenge',
    ]);
  });

  it('ein Fremdschlüssel nach oben wird rot, einer nach unten nicht', () => {
    expect(
      finde(
        'app/kommunen/migrations/0002-d.sql',
        'alter table kommunen.x add foreign key (v) references vorgaenge.vorgang;',
      ),
    ).toHaveLength(1);
    expect(findeFremdesSql(tabellen)).toEqual([]);
  });

  it.each([
    ['Sichten', 'q(`select 1 from kommunen.heute`)'],
    ['Funktionen', 'q(`select kommunen.finde($1)`)'],
    ['eigene Tische', 'q(`update vorgaenge.vorgang set a = 1`)'],
    ['Kommentare', 'q(`select 1 -- kommunen.koerperschaft\n`)'],
    ['Texte ohne SQL', "f('kommunen.koerperschaft')"],
  ])('%s sind in Ordnung', (_, text) => expect(finde('app/vorgaenge/a.ts', text)).toEqual([]));

  it('eine Ausnahme gilt an ihrem Ort; eine, die niemand braucht, wird rot', () => {
    const a = { pfad: 'app/vorgaenge/a.ts', tabelle: 'kommunen.koerperschaft', grund: 'darum' };
    const da = [...tabellen, q(a.pfad, 'q(`select 1 from kommunen.koerperschaft`)')];
    expect(findeFremdesSql(da, [a])).toEqual([]);
    expect(findeFremdesSql(tabellen, [a])).toEqual([
      'Ausnahme ohne Anlass: app/vorgaenge/a.ts, kommunen.koerperschaft',
    ]);
  });
});

describe('Länge', () => {
  it('mehr als 300 Zeilen sind ein Hinweis, mehr als 600 ein Fehler', () => {
    const datei = (n: number) => q(`app/x/z${n}.ts`, 'a\n'.repeat(n));
    expect(findeLange([datei(300), datei(301), datei(600), datei(601)])).toEqual({
      fehler: ['app/x/z601.ts: 601 Zeilen'],
      hinweise: ['app/x/z600.ts: 600 Zeilen', 'app/x/z301.ts: 301 Zeilen'],
    });
  });
});

describe('Wörter', () => {
  const pfad = (teile: string[]) => `/${teile.join('/')}/`;
  it.each([
    `const p = '${pfad(['work', 'main'])}';`,
    `const p = "${pfad(['home', 'anna', 'x'])}";`,
    `// ${'TO'}${'DO'}: später`,
    `/** a ${'st'}${'ub'} for now */`,
    `// ${'place'}${'holder'} until then`,
    `throw new Error('${'not'} implemented');`,
    `// @ts-${'ignore'}`,
    `https://${'registry'}.npmjs.org/x`,
  ])('%s wird rot', (zeile) => expect(findeWoerter([q('app/a.ts', zeile)])).toHaveLength(1));

  it.each(['<input placeholder={x} />', 'https://example.de/work/main/', 'stubborn', 'const homework = 1;'])(
    '%s ist in Ordnung',
    (zeile) => expect(findeWoerter([q('app/a.ts', zeile)])).toEqual([]),
  );
});

describe('Pakete', () => {
  const paket = (version: string) => q('package.json', JSON.stringify({ dependencies: { pg: version } }));
  const schloss = (eintrag: object) =>
    q('package-lock.json', JSON.stringify({ packages: { 'node_modules/pg': { license: 'MIT', ...eintrag } } }));
  const liste = q('docs/abhaengigkeiten.md', '| `pg` | Zugriff |');

  it('genaue Versionen, freie Lizenz und eine Zeile in der Liste sind in Ordnung', () => {
    expect(findePakete([paket('8.23.1'), schloss({}), liste])).toEqual([]);
    expect(findePakete([paket('npm:pg@8.0.0-beta.17'), schloss({}), liste])).toEqual([]);
  });

  it.each([
    ['ungenaue Version', [paket('^8.23.1'), schloss({}), liste]],
    ['Rechner im Schloss', [paket('8.23.1'), schloss({ resolved: 'https://x/pg.tgz' }), liste]],
    ['fremde Lizenz', [paket('8.23.1'), schloss({ license: 'GPL-3.0-only' }), liste]],
    ['keine Lizenz', [paket('8.23.1'), schloss({ license: undefined }), liste]],
    ['keine Zeile', [paket('8.23.1'), schloss({}), q('docs/abhaengigkeiten.md', 'pg')]],
    ['keine Liste', [paket('8.23.1'), schloss({})]],
    ['kein Schloss', [paket('8.23.1'), liste]],
  ])('%s wird rot', (_, quellen) => expect(findePakete(quellen)).toHaveLength(1));

  it('das Programm für einen fremden Rechner hat die Lizenz dessen, der es mitbringt', () => {
    const bringer = (license: string) => ({
      a: { license, optionalDependencies: { 'a-win': '1.0.0' } },
      'node_modules/a-win': { optional: true },
    });
    expect(findeLizenzen(bringer('MIT'))).toEqual([]);
    expect(findeLizenzen(bringer('SSPL-1.0'))).toHaveLength(2);
    expect(findeLizenzen({ 'node_modules/b': { optional: true } })).toHaveLength(1);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT or MPL-2.0', true],
    ['MIT AND OFL-1.1', true],
    ['MIT AND SSPL-1.0', false],
    ['SEE LICENSE IN LICENSE', false],
  ])('%s: %s', (ausdruck, erlaubt) => expect(isErlaubt(ausdruck)).toBe(erlaubt));
});
