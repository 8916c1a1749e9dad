import type { Freigabe, Geltung } from '../../leistungen/index.ts';

/** A version and since when it counts. */
export interface Gilt {
  fassung: string;
  ab: Date;
}

/** How a body stands to the versions of one Leistung. */
export interface Fassungslage {
  leistung: string;
  /** what new cases begin in here; undefined: it is not offered */
  gilt: Gilt | undefined;
  /** new versions count here only when the body has released them */
  selbst: boolean;
  /** counts on this installation, and waits for the release here */
  wartet: Gilt | undefined;
  /** counted here before by the body's own release, the latest first: there is a way back */
  fruehere: string[];
  /** what counted here, and by whom, the latest first */
  verlauf: (Partial<Gilt> & { ab: Date; wodurch: 'anlage' | Entscheidung })[];
}

/** What a body decides: to release new versions itself from now on, to work with another one, to work with what counts for all again. */
export type Entscheidung = 'vorbehalten' | 'freigeben' | 'folgen';

interface Schritt {
  ab: Date;
  anlage?: string | null;
  eigene?: string | null;
}

/** @param geltungen of this Leistung, in their order @param freigaben of this body and Leistung, in their order */
export function lageOf(leistung: string, geltungen: readonly Geltung[], freigaben: readonly Freigabe[]): Fassungslage {
  const schritte: Schritt[] = [
    ...nacheinander(geltungen.map((g) => ({ ab: g.ab, anlage: g.fassung }))),
    ...nacheinander(freigaben.map((f) => ({ ab: f.ab, eigene: f.fassung }))),
  ]
    .sort((a, b) => a.zeit - b.zeit)
    .map((x) => x.schritt);
  let anlage: string | null = null;
  let eigene: string | null = null;
  let davor: string | null = null;
  const verlauf: Fassungslage['verlauf'] = [];
  for (const s of schritte) {
    const wodurch = wodurchOf(s, eigene);
    if (s.anlage !== undefined) anlage = s.anlage;
    if (s.eigene !== undefined) eigene = s.eigene;
    const jetzt: string | null = anlage === null ? null : (eigene ?? anlage);
    if (jetzt !== davor || wodurch !== 'anlage')
      verlauf.unshift({ ab: s.ab, wodurch, ...(jetzt ? { fassung: jetzt } : {}) });
    davor = jetzt;
  }
  const selbst = eigene !== null;
  const letzte = geltungen.at(-1);
  const seit = davor && letzterWechsel(verlauf, davor);
  const gilt = davor && seit ? { fassung: davor, ab: seit } : undefined;
  const neues = selbst && letzte?.fassung && letzte.fassung !== gilt?.fassung;
  return {
    leistung,
    gilt,
    selbst,
    wartet: neues && letzte?.fassung ? { fassung: letzte.fassung, ab: letzte.ab } : undefined,
    fruehere: selbst ? fruehereOf(freigaben, gilt?.fassung) : [],
    verlauf,
  };
}

/** Their order is how they were entered, also where a clock had been set back between them: what was entered last counts. */
function nacheinander(schritte: readonly Schritt[]): { zeit: number; schritt: Schritt }[] {
  let zeit = Number.NEGATIVE_INFINITY;
  return schritte.map((schritt) => {
    zeit = Math.max(zeit, schritt.ab.getTime());
    return { zeit, schritt };
  });
}

function wodurchOf(s: Schritt, bisher: string | null): 'anlage' | Entscheidung {
  if (s.eigene === undefined) return 'anlage';
  if (s.eigene === null) return 'folgen';
  return bisher === null ? 'vorbehalten' : 'freigeben';
}

/** Since when it counts without a break. @param verlauf the latest first */
function letzterWechsel(verlauf: Fassungslage['verlauf'], fassung: string): Date | undefined {
  const anders = verlauf.findIndex((v) => v.fassung !== fassung);
  return verlauf[(anders < 0 ? verlauf.length : anders) - 1]?.ab;
}

const fruehereOf = (freigaben: readonly Freigabe[], jetzt: string | undefined): string[] => [
  ...new Set(
    freigaben
      .flatMap((f) => f.fassung ?? [])
      .filter((f) => f !== jetzt)
      .reverse(),
  ),
];
