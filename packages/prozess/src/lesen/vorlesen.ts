import type { ModdleWarning } from 'bpmn-moddle';

const WAHRHEITSWERTE: ReadonlySet<string> = new Set([
  'isExecutable',
  'cancelActivity',
  'isInterrupting',
  'isSequential',
  'triggeredByEvent',
  'isForCompensation',
  'waitForCompletion',
  'instantiate',
  'parallelMultiple',
  'mustUnderstand',
  'testBefore',
]);
const ATTRIBUT = /[<>]|(\s([\w:.-]+)\s*=\s*)(?:"([^"<]*)"|'([^'<]*)')/g;
/** What refers to an element, which may be named with the prefix of the file's own namespace. */
const VERWEIS = /^(?:\w+Ref|calledElement|bpmnElement)$/;
const WAHR: Readonly<Record<string, string>> = { true: 'true', false: 'false', 1: 'true', 0: 'false' };

type Bereit =
  | { readonly ok: true; readonly text: string; readonly warnungen: readonly ModdleWarning[] }
  | { readonly ok: false; readonly meldung: string };

/**
 * The text as the reader takes it rightly: characters beyond the first plane not by their number, truth values not as `1` and `0`,
 * references without the prefix of the file's own namespace. Other truth values and what was lost in decoding become warnings; a
 * character that XML does not allow (no database takes it) refuses the file.
 */
export function bereiteText(xml: string): Bereit {
  const warnungen: ModdleWarning[] = [];
  const bei = (index: number) => `line: ${xml.slice(0, index).split('\n').length - 1}`;
  let fremd = unerlaubtes(xml);
  const lesbar = xml.replace(/&#(x[0-9a-f]+|\d+);/gi, (verweis, zahl: string, index: number) => {
    const code = Number(/^x/i.test(zahl) ? `0${zahl}` : zahl);
    if (!istErlaubt(code) && fremd === undefined) fremd = index;
    return code > 0xffff && istErlaubt(code) ? String.fromCodePoint(code) : verweis;
  });
  let imTag = false;
  const namensraum = new Map<string, string>();
  let eigener: string | undefined;
  const text = lesbar.replace(ATTRIBUT, (alles: string, vor: string | undefined, name, a, b, index: number) => {
    if (vor === undefined) imTag = alles === '<';
    if (vor === undefined || !imTag) return alles;
    const wert = String(a ?? b).trim();
    if (name.startsWith('xmlns:')) namensraum.set(name.slice(6), wert);
    if (name === 'targetNamespace') eigener ??= wert;
    if (VERWEIS.test(name)) {
      const [, praefix = '', rest] = /^([\w.-]+):([\w.-]+)$/.exec(wert) ?? [];
      const hier = eigener !== undefined && namensraum.get(praefix) === eigener;
      return hier && rest !== undefined ? `${vor}"${rest}"` : alles;
    }
    if (!WAHRHEITSWERTE.has(name)) return alles;
    if (Object.hasOwn(WAHR, wert)) return `${vor}"${WAHR[wert]}"`;
    // the place of each costs the file up to there, and one is enough to refuse it
    if (warnungen.length < 20)
      warnungen.push({ message: `illegal boolean ${bei(index)}`, property: name, value: wert });
    return alles;
  });
  if (fremd !== undefined) return nein(`Die Datei enthält ein Zeichen, das XML nicht erlaubt${stelle(bei(fremd))}.`);
  const verloren = xml.indexOf('\uFFFD');
  if (verloren >= 0) warnungen.push({ message: `not in UTF-8 ${bei(verloren)}` });
  return { ok: true, text, warnungen };
}

function istErlaubt(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code < 0x110000);
}

/** Where the first character stands that XML does not allow. */
function unerlaubtes(xml: string): number | undefined {
  let stelle = 0;
  for (const zeichen of xml) {
    if (!istErlaubt(zeichen.codePointAt(0) ?? 0)) return stelle;
    stelle += zeichen.length;
  }
  return undefined;
}

/** The line a warning tells of, as people count. */
export function stelle(message: string): string {
  const zeile = /line: (\d+)/.exec(message);
  return zeile ? ` (Zeile ${Number(zeile[1]) + 1})` : '';
}

export function nein(meldung: string): { ok: false; meldung: string } {
  return { ok: false, meldung };
}
