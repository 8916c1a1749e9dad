import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileLeistung, type Dateien } from './compile.ts';
import { DIENSTE } from './dienste.ts';
import { readOrdner } from './katalog.ts';
import { vergleicheWortlaut, type Wortlaut } from './wortlaut.ts';

const umgebung = { dienste: new Set(Object.keys(DIENSTE)) };
const ALT = readOrdner(join(import.meta.dirname, '../../leistungen/hundesteuer-anmeldung'));

async function compile(dateien: Dateien): Promise<Wortlaut> {
  const u = await compileLeistung(dateien, umgebung);
  if (!u.ok || !('leistung' in u)) throw new Error(JSON.stringify(u));
  return { dateien, leistung: u.leistung };
}
/** The Leistung with one file changed; fails where nothing was to be changed. */
async function mit(datei: string, von: string | RegExp, nach: string): Promise<Wortlaut> {
  const text = ALT[datei] ?? '';
  const neu = text.replace(von, nach);
  expect(neu).not.toBe(text);
  return compile({ ...ALT, [datei]: neu });
}
const anders = (zeilen: readonly { art: string; text: string }[]) =>
  zeilen.filter((z) => z.art !== 'gleich').map((z) => `${z.art}: ${z.text.trim()}`);

describe('Zwei Fassungen nebeneinander', async () => {
  const alt = await compile(ALT);
  const dmn = Object.keys(ALT).find((d) => d.endsWith('.dmn')) ?? '';

  it('sind gleich, wenn keine Datei anders ist', () => {
    expect(vergleicheWortlaut(alt, alt)).toEqual([]);
  });

  it('zeigen eine geänderte Regel als Zeile ihrer Tabelle', async () => {
    const [zelle = ''] = /<outputEntry[^>]*>\s*<text>([^<]+)<\/text>/.exec(ALT[dmn] ?? '') ?? [];
    const neu = await mit(dmn, zelle, zelle.replace(/<text>[^<]+/, '<text>null'));
    const [d] = vergleicheWortlaut(alt, neu);
    expect(d?.datei).toBe(dmn);
    const [weg = '', hin = ''] = anders(d?.worte ?? []);
    expect(weg).toMatch(/^weg: .* → /);
    expect(hin).toMatch(/^neu: .* → .*null/);
    expect(anders(d?.quelltext ?? []).join('\n')).toContain('null');
  });

  it('zeigen einen umbenannten Schritt im Ablauf mit seiner Art', async () => {
    const name = [...(alt.leistung?.prozess.knoten.values() ?? [])].find((k) => k.art === 'aufgabe')?.name ?? '';
    const [d] = vergleicheWortlaut(alt, await mit('prozess.bpmn', `name="${name}"`, 'name="Ganz anders"'));
    expect(anders(d?.worte ?? [])).toEqual(
      expect.arrayContaining([`weg: Aufgabe: ${name}`, 'neu: Aufgabe: Ganz anders']),
    );
  });

  it('sagen, wenn sich nur im Quelltext etwas geändert hat', async () => {
    const [d] = vergleicheWortlaut(alt, await mit('prozess.bpmn', /(<\w*:?definitions )/, '$1exporter="x" '));
    expect(d?.worte).toEqual([]);
    expect(anders(d?.quelltext ?? []).length).toBeGreaterThan(0);
  });

  it('zeigen Formular und Brief Zeile für Zeile, neue und entfallene Dateien ganz', async () => {
    const brief = Object.keys(ALT).find((d) => d.endsWith('.typ')) ?? '';
    const [d] = vergleicheWortlaut(alt, { dateien: { ...ALT, [brief]: `${ALT[brief]}\n// neu` }, leistung: undefined });
    expect([d?.datei, anders(d?.worte ?? []), d?.quelltext]).toEqual([
      brief,
      expect.arrayContaining(['neu: // neu']),
      [],
    ]);
    const { [brief]: _, ...ohne } = ALT;
    const [w] = vergleicheWortlaut(alt, { dateien: ohne, leistung: undefined });
    expect(w?.worte.every((z) => z.art === 'weg')).toBe(true);
  });

  it('kommen mit jeder Datei zurecht: ganz anderen, langen Zeilen, ohne Zeilenende, nur anderen Leerzeichen', () => {
    const ohne = (text: string | undefined): Wortlaut => ({
      dateien: text === undefined ? {} : { 'formular.yaml': text },
      leistung: undefined,
    });
    const zeilen = (von?: string, nach?: string) => vergleicheWortlaut(ohne(von), ohne(nach))[0]?.worte;
    const lang = (x: string) => Array.from({ length: 20_000 }, (_, n) => `${x}${n}`).join('\n');
    const beginn = performance.now();
    expect(zeilen(lang('a'), lang('b'))).toHaveLength(40_000);
    expect(performance.now() - beginn).toBeLessThan(5_000);
    const breit = 'x'.repeat(1_000_000);
    expect(zeilen(breit, `${breit}y`)?.map((z) => z.art)).toEqual(['weg', 'neu']);
    expect(zeilen(undefined, 'a\nb\n')).toEqual([
      { art: 'neu', text: 'a' },
      { art: 'neu', text: 'b' },
    ]);
    for (const gleich of ['a\r\nb', 'a  \nb', 'a\nb\n']) expect(zeilen('a\nb', gleich)).toEqual([]);
    expect(vergleicheWortlaut(ohne(undefined), ohne(undefined))).toEqual([]);
  });
});
