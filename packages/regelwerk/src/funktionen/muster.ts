/** Tells whether a text contains a match. `koste` is charged per text position and open state. */
export type Muster = (text: string, koste: (schritte: number) => void) => boolean;

type Zeichenprobe = (zeichen: string) => boolean;
type Befehl =
  | { readonly art: 'zeichen'; readonly passt: Zeichenprobe }
  | { readonly art: 'anfang' | 'ende' | 'treffer' }
  | { readonly art: 'weiter'; readonly zu: readonly number[] };
/** A piece of pattern that writes its commands; written again for every repetition. */
type Teil = (programm: Befehl[]) => void;
type Leser = {
  readonly zeichen: readonly string[];
  position: number;
  readonly klein: boolean;
  readonly punktAlles: boolean;
};

const HOECHSTENS = 2000;
const KLASSEN: Record<string, Zeichenprobe> = {
  d: (z) => /^\p{Nd}$/u.test(z),
  w: (z) => /^[^\p{P}\p{Z}\p{C}]$/u.test(z),
  s: (z) => /^[ \t\n\r]$/.test(z),
};
const EINFACH: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

class MusterFehler extends Error {}
const nein = (): never => {
  throw new MusterFehler();
};

/**
 * Regular expressions with a run time linear in the text (all states side by side, no backtracking): characters, `.`,
 * classes, groups, `|`, `* + ? {n,m}`, `^ $`, `\d \w \s`. Back references and look-around do not exist. Flags: `i`, `s`.
 * Answers null for a pattern it does not understand.
 */
export function leseMuster(muster: string, schalter: string): Muster | null {
  if (muster.length > 1000 || /[^is]/.test(schalter)) return null;
  const klein = schalter.includes('i');
  const l: Leser = { zeichen: Array.from(muster), position: 0, klein, punktAlles: schalter.includes('s') };
  const programm: Befehl[] = [];
  try {
    auswahl(l, 0)(programm);
    if (l.position < l.zeichen.length) return null;
  } catch (fehler) {
    if (fehler instanceof MusterFehler) return null;
    throw fehler;
  }
  programm.push({ art: 'treffer' });
  return (text, koste) => suche(programm, Array.from(text), koste);
}

function schreibe(programm: Befehl[], befehl: Befehl): number {
  return programm.length < HOECHSTENS ? programm.push(befehl) - 1 : nein();
}

function auswahl(l: Leser, tiefe: number): Teil {
  if (tiefe > 50) nein();
  const zweige = [folge(l, tiefe)];
  while (l.zeichen[l.position] === '|') {
    l.position += 1;
    zweige.push(folge(l, tiefe));
  }
  return (p) => {
    const start: number[] = [];
    const enden: number[] = [];
    const verteiler = schreibe(p, { art: 'weiter', zu: [] });
    for (const zweig of zweige) {
      start.push(p.length);
      zweig(p);
      enden.push(schreibe(p, { art: 'weiter', zu: [] }));
    }
    p[verteiler] = { art: 'weiter', zu: start };
    for (const ende of enden) p[ende] = { art: 'weiter', zu: [p.length] };
  };
}

function folge(l: Leser, tiefe: number): Teil {
  const teile: Teil[] = [];
  while (l.position < l.zeichen.length && !['|', ')'].includes(l.zeichen[l.position] ?? ''))
    teile.push(stueck(l, tiefe));
  return (p) => {
    for (const teil of teile) teil(p);
  };
}

function stueck(l: Leser, tiefe: number): Teil {
  const teil = atom(l, tiefe);
  const grenzen = wiederholung(l);
  if (!grenzen) return teil;
  const [min, max] = grenzen;
  return (p) => {
    for (let i = 0; i < min; i += 1) teil(p);
    if (max === null) {
      const kopf = schreibe(p, { art: 'weiter', zu: [] });
      teil(p);
      schreibe(p, { art: 'weiter', zu: [kopf] });
      p[kopf] = { art: 'weiter', zu: [kopf + 1, p.length] };
      return;
    }
    const auswege: number[] = [];
    for (let i = min; i < max; i += 1) {
      auswege.push(schreibe(p, { art: 'weiter', zu: [] }));
      teil(p);
    }
    for (const a of auswege) p[a] = { art: 'weiter', zu: [a + 1, p.length] };
  };
}

function wiederholung(l: Leser): [number, number | null] | null {
  const rest = l.zeichen.slice(l.position, l.position + 12).join('');
  const m = /^(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})\??/.exec(rest);
  if (!m) return null;
  l.position += m[0].length;
  if (/^[*+?{]/.test(l.zeichen[l.position] ?? '')) nein();
  if (m[1]) return m[1] === '*' ? [0, null] : m[1] === '+' ? [1, null] : [0, 1];
  const min = Number(m[2]);
  const max = m[3] === undefined ? min : m[4] === undefined ? null : Number(m[4]);
  return max !== null && max < min ? nein() : [min, max];
}

function atom(l: Leser, tiefe: number): Teil {
  const z = l.zeichen[l.position] ?? nein();
  l.position += 1;
  if (z === '(') {
    if (l.zeichen[l.position] === '?') {
      if (l.zeichen[l.position + 1] !== ':') nein();
      l.position += 2;
    }
    const innen = auswahl(l, tiefe + 1);
    if (l.zeichen[l.position] !== ')') nein();
    l.position += 1;
    return innen;
  }
  if (z === '^' || z === '$') return (p) => void schreibe(p, { art: z === '^' ? 'anfang' : 'ende' });
  if ('*+?{}]'.includes(z)) nein();
  const passt =
    z === '['
      ? klasse(l)
      : z === '.'
        ? l.punktAlles
          ? () => true
          : (c: string) => c !== '\n' && c !== '\r'
        : z === '\\'
          ? flucht(l)
          : gleich(l, z);
  return (p) => void schreibe(p, { art: 'zeichen', passt });
}

const gleich = (l: Leser, z: string): Zeichenprobe =>
  l.klein ? (c) => c.toLowerCase() === z.toLowerCase() : (c) => c === z;

function flucht(l: Leser): Zeichenprobe {
  const z = l.zeichen[l.position] ?? nein();
  l.position += 1;
  const probe = KLASSEN[z.toLowerCase()];
  if (probe && Object.hasOwn(KLASSEN, z.toLowerCase())) return z === z.toLowerCase() ? probe : (c) => !probe(c);
  const einfach = Object.hasOwn(EINFACH, z) ? EINFACH[z] : undefined;
  if (einfach !== undefined) return (c) => c === einfach;
  return /[A-Za-z0-9]/.test(z) ? nein() : gleich(l, z);
}

function klasse(l: Leser): Zeichenprobe {
  const verneint = l.zeichen[l.position] === '^';
  if (verneint) l.position += 1;
  const proben: Zeichenprobe[] = [];
  for (let z = l.zeichen[l.position]; z !== ']'; z = l.zeichen[l.position]) {
    if (z === undefined || z === '[') return nein();
    l.position += 1;
    if (z === '\\') {
      proben.push(flucht(l));
      continue;
    }
    const bis = l.zeichen[l.position + 1];
    if (l.zeichen[l.position] === '-' && bis !== ']' && bis !== undefined) {
      if (bis === '\\' || bis === '[' || bis < z) nein();
      l.position += 2;
      const von = z;
      const inSpanne = (c: string) => c >= von && c <= bis;
      proben.push(l.klein ? (c) => inSpanne(c.toLowerCase()) || inSpanne(c.toUpperCase()) : inSpanne);
    } else proben.push(gleich(l, z));
  }
  l.position += 1;
  if (proben.length === 0) nein();
  return (c) => proben.some((p) => p(c)) !== verneint;
}

/** All threads of the program walk the text together: at most one per command, so the work is text × pattern. */
function suche(programm: readonly Befehl[], text: readonly string[], koste: (schritte: number) => void): boolean {
  let faeden = new Set<number>();
  for (let i = 0; i <= text.length; i += 1) {
    const offen = [0, ...faeden];
    const jetzt = new Set<number>();
    faeden = new Set();
    const zeichen = text[i];
    for (let n = offen.pop(); n !== undefined; n = offen.pop()) {
      if (jetzt.has(n)) continue;
      jetzt.add(n);
      const befehl = programm[n];
      if (befehl?.art === 'treffer') return true;
      if (befehl?.art === 'weiter') offen.push(...befehl.zu);
      if (befehl?.art === 'anfang' && i === 0) offen.push(n + 1);
      if (befehl?.art === 'ende' && i === text.length) offen.push(n + 1);
      if (befehl?.art === 'zeichen' && zeichen !== undefined && befehl.passt(zeichen)) faeden.add(n + 1);
    }
    koste(jetzt.size / 10);
  }
  return false;
}
