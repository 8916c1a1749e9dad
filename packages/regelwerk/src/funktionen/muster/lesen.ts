import { eigenschaftVon, klasseVon, spanne, type Zeichenprobe, zeichenProbe } from './klassen.ts';

/** A step of a compiled pattern. `weiter`: go on at each of these, the first before the others. */
export type Befehl =
  | { readonly art: 'zeichen'; readonly passt: Zeichenprobe }
  | { readonly art: 'anfang' | 'ende' | 'treffer' }
  | { readonly art: 'weiter'; readonly zu: readonly number[] }
  | { readonly art: 'merke'; readonly platz: number }
  | { readonly art: 'rueckgriff'; readonly gruppe: number };
export type Programm = {
  readonly befehle: readonly Befehl[];
  readonly gruppen: number;
  readonly rueckgriffe: boolean;
  readonly klein: boolean;
  readonly zeilen: boolean;
  readonly woertlich: boolean;
};

/** A piece of pattern that writes its commands; written again for every repetition. */
type Teil = (programm: Befehl[]) => void;
type Leser = {
  readonly zeichen: readonly string[];
  position: number;
  readonly klein: boolean;
  readonly punktAlles: boolean;
  gruppen: number;
  readonly geschlossen: Set<number>;
  rueckgriffe: boolean;
};

const HOECHSTENS = 5000;

class MusterFehler extends Error {}
const nein = (): never => {
  throw new MusterFehler();
};

/**
 * Compiles a regular expression of XPath (F&O 3.1, 5.6.1) with the flags `s`, `m`, `i`, `x`, `q`; null for one that is not
 * understood. Look-around does not exist there.
 */
export function leseMuster(muster: string, schalter: string): Programm | null {
  if (muster.length > 1000 || /[^smixq]/.test(schalter)) return null;
  const woertlich = schalter.includes('q');
  const text = schalter.includes('x') && !woertlich ? ohneRaum(muster) : muster;
  const l: Leser = {
    zeichen: Array.from(text),
    position: 0,
    klein: schalter.includes('i'),
    punktAlles: schalter.includes('s'),
    gruppen: 0,
    geschlossen: new Set(),
    rueckgriffe: false,
  };
  const befehle: Befehl[] = [];
  try {
    if (woertlich) for (const z of l.zeichen) schreibe(befehle, { art: 'zeichen', passt: zeichenProbe(z, l.klein) });
    else auswahl(l, 0)(befehle);
    if (!woertlich && l.position < l.zeichen.length) return null;
  } catch (fehler) {
    if (fehler instanceof MusterFehler) return null;
    throw fehler;
  }
  befehle.push({ art: 'treffer' });
  const { gruppen, rueckgriffe, klein } = l;
  return { befehle, gruppen, rueckgriffe, klein, zeilen: schalter.includes('m'), woertlich };
}

/** Flag `x`: white space is no part of the pattern, except in brackets. */
function ohneRaum(muster: string): string {
  let tiefe = 0;
  let ergebnis = '';
  for (let i = 0; i < muster.length; i += 1) {
    const z = muster[i] ?? '';
    if (z === '\\' && !/\s/.test(muster[i + 1] ?? '')) {
      ergebnis += z + (muster[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (z === '[') tiefe += 1;
    if (z === ']') tiefe -= 1;
    if (tiefe > 0 || !/[ \t\n\r]/.test(z)) ergebnis += z;
  }
  return ergebnis;
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
  if (zweige.length === 1) return zweige[0] as Teil;
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
  const w = wiederholung(l);
  if (!w) return teil;
  const { min, max, genuegsam } = w;
  const zu = (hinein: number, vorbei: number): Befehl => ({
    art: 'weiter',
    zu: genuegsam ? [vorbei, hinein] : [hinein, vorbei],
  });
  return (p) => {
    for (let i = 0; i < min; i += 1) teil(p);
    if (max === null) {
      const kopf = schreibe(p, { art: 'weiter', zu: [] });
      teil(p);
      schreibe(p, { art: 'weiter', zu: [kopf] });
      p[kopf] = zu(kopf + 1, p.length);
      return;
    }
    const auswege: number[] = [];
    for (let i = min; i < max; i += 1) {
      auswege.push(schreibe(p, { art: 'weiter', zu: [] }));
      teil(p);
    }
    for (const a of auswege) p[a] = zu(a + 1, p.length);
  };
}

function wiederholung(l: Leser): { min: number; max: number | null; genuegsam: boolean } | null {
  const rest = l.zeichen.slice(l.position, l.position + 14).join('');
  const m = /^(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})(\??)/.exec(rest);
  if (!m) return null;
  l.position += m[0].length;
  if (/^[*+?{]/.test(l.zeichen[l.position] ?? '')) nein();
  const genuegsam = m[5] === '?';
  if (m[1]) return { min: m[1] === '+' ? 1 : 0, max: m[1] === '?' ? 1 : null, genuegsam };
  const min = Number(m[2]);
  const max = m[3] === undefined ? min : m[4] === undefined ? null : Number(m[4]);
  return max !== null && max < min ? nein() : { min, max, genuegsam };
}

function atom(l: Leser, tiefe: number): Teil {
  const z = l.zeichen[l.position] ?? nein();
  l.position += 1;
  if (z === '(') return gruppe(l, tiefe);
  if (z === '^' || z === '$') return (p) => void schreibe(p, { art: z === '^' ? 'anfang' : 'ende' });
  if ('*+?{}]'.includes(z)) nein();
  if (z === '\\' && /[1-9]/.test(l.zeichen[l.position] ?? '')) return rueckgriff(l);
  const passt = z === '[' ? klasse(l, 0) : z === '.' ? punkt(l) : z === '\\' ? flucht(l) : zeichenProbe(z, l.klein);
  return (p) => void schreibe(p, { art: 'zeichen', passt });
}

const punkt = (l: Leser): Zeichenprobe => (l.punktAlles ? () => true : (z) => z !== '\n' && z !== '\r');

function gruppe(l: Leser, tiefe: number): Teil {
  const stumm = l.zeichen[l.position] === '?';
  if (stumm && l.zeichen[l.position + 1] !== ':') nein();
  if (stumm) l.position += 2;
  else l.gruppen += 1;
  const nummer = l.gruppen;
  const innen = auswahl(l, tiefe + 1);
  if (l.zeichen[l.position] !== ')') nein();
  l.position += 1;
  if (stumm) return innen;
  l.geschlossen.add(nummer);
  return (p) => {
    schreibe(p, { art: 'merke', platz: 2 * nummer });
    innen(p);
    schreibe(p, { art: 'merke', platz: 2 * nummer + 1 });
  };
}

/** `\1`: as many digits as make the number of a group that is already closed. */
function rueckgriff(l: Leser): Teil {
  let nummer = 0;
  for (let z = l.zeichen[l.position] ?? ''; /\d/.test(z); z = l.zeichen[l.position] ?? '') {
    const weiter = nummer * 10 + Number(z);
    if (nummer > 0 && !l.geschlossen.has(weiter)) break;
    nummer = weiter;
    l.position += 1;
  }
  if (!l.geschlossen.has(nummer)) nein();
  l.rueckgriffe = true;
  return (p) => void schreibe(p, { art: 'rueckgriff', gruppe: nummer });
}

const EINFACH: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function flucht(l: Leser): Zeichenprobe {
  const z = l.zeichen[l.position] ?? nein();
  l.position += 1;
  if (z === 'p' || z === 'P') {
    const m = /^\{([A-Za-z0-9-]+)\}/.exec(l.zeichen.slice(l.position, l.position + 50).join('')) ?? nein();
    l.position += m[0].length;
    return eigenschaftVon(m[1] ?? '', z === 'P') ?? nein();
  }
  const einfach = Object.hasOwn(EINFACH, z) ? EINFACH[z] : undefined;
  if (einfach !== undefined) return (c) => c === einfach;
  const probe = klasseVon(z);
  if (probe) return probe;
  return /[A-Za-z0-9]/.test(z) ? nein() : zeichenProbe(z, l.klein);
}

/** `[a-z]`, `[^a]`, `[a-z-[aeiou]]`. */
function klasse(l: Leser, tiefe: number): Zeichenprobe {
  if (tiefe > 20) nein();
  const verneint = l.zeichen[l.position] === '^';
  if (verneint) l.position += 1;
  const proben: Zeichenprobe[] = [];
  let ohne: Zeichenprobe = () => false;
  for (let z = l.zeichen[l.position]; z !== ']'; z = l.zeichen[l.position]) {
    if (z === undefined || z === '[') return nein();
    l.position += 1;
    if (z === '-' && l.zeichen[l.position] === '[' && proben.length > 0) {
      l.position += 1;
      ohne = klasse(l, tiefe + 1);
      if (l.zeichen[l.position] !== ']') nein();
      break;
    }
    const einzeln = z === '\\' ? einzelzeichen(l) : z;
    if (einzeln === null) {
      proben.push(flucht(l));
      continue;
    }
    proben.push(istSpanne(l) ? spanne(einzeln, spannenende(l, einzeln), l.klein) : zeichenProbe(einzeln, l.klein));
  }
  l.position += 1;
  if (proben.length === 0) nein();
  return (c) => proben.some((p) => p(c)) !== verneint && !ohne(c);
}

const istSpanne = (l: Leser): boolean => {
  const danach = l.zeichen[l.position + 1];
  return l.zeichen[l.position] === '-' && danach !== ']' && danach !== '[' && danach !== undefined;
};

function spannenende(l: Leser, von: string): string {
  l.position += 1;
  const z = l.zeichen[l.position] ?? nein();
  l.position += 1;
  const bis = z === '\\' ? (einzelzeichen(l) ?? nein()) : z;
  return (bis.codePointAt(0) ?? 0) < (von.codePointAt(0) ?? 0) ? nein() : bis;
}

/** The one character an escape stands for; null when it is a class. */
function einzelzeichen(l: Leser): string | null {
  const z = l.zeichen[l.position] ?? nein();
  if (Object.hasOwn(EINFACH, z)) {
    l.position += 1;
    return EINFACH[z] ?? z;
  }
  if (/[A-Za-z0-9]/.test(z)) return null;
  l.position += 1;
  return z;
}
