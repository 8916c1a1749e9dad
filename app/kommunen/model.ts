/** A body as of a day. `ags` and `name` are attributes; `id` is the identity. */
export interface Kommune {
  id: string;
  art: 'gemeinde' | 'verband' | 'zweckverband' | 'landkreis' | 'land';
  ags: string;
  ars: string;
  /** display name: "Gemeinde Thallwitz" */
  name: string;
  /** "Thallwitz" */
  kurzname: string;
  kreisId: string | null;
  kreisName: string | null;
  verband: string | null;
  /** who fulfils the tasks in a Verwaltungsgemeinschaft (zu bestaetigen) */
  erfuellendeId: string | null;
  einwohner: number;
  plz: string | null;
  /** Kürzel of its Aktenzeichen; null = not active here */
  kuerzel: string | null;
}

/** All bodies of the installation on one day, for search and lookup. In a running process the day goes on: nobody keeps its lists. */
export interface Verzeichnis {
  readonly alle: readonly Kommune[];
  byId(id: string): Kommune | undefined;
  byAgs(ags: string): Kommune | undefined;
  readonly gemeinden: readonly Kommune[];
}

export interface Treffer {
  kommunen: Kommune[];
  /** set when nothing matches exactly: these are near (same first digits of the postcode, similar beginning) */
  aehnlich: boolean;
}

const fold = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase();
const AUSGESCHRIEBEN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };
/** "Görlitz" is found as "Gorlitz" and as "Goerlitz" */
const schreibweisen = (s: string) => [fold(s), fold(s.toLowerCase().replace(/[äöü]/g, (z) => AUSGESCHRIEBEN[z] ?? z))];

/**
 * Finds Gemeinden by name first; digits are taken as a postcode of the town hall, which is not unique and not complete:
 * an unknown one offers towns with the same first digits and never claims that a place does not exist.
 */
export function suche(v: Verzeichnis, text: string): Treffer {
  const frage = fold(text.trim());
  if (!frage) return { kommunen: [], aehnlich: false };
  const [, zwei = '', drei = ''] = /^(\d{2})\s?(\d{3})(?!\d)/.exec(frage) ?? [];
  if (zwei) return byPostcode(v, zwei + drei);
  if (/^\d+$/.test(frage)) return byPostcode(v, frage);
  const beginnt = (k: Kommune, teil: string) => schreibweisen(k.kurzname).some((n) => n.startsWith(teil));
  const beginn = v.gemeinden.filter((k) => beginnt(k, frage));
  const mitte = v.gemeinden.filter((k) => !beginnt(k, frage) && schreibweisen(k.name).some((n) => n.includes(frage)));
  if (beginn.length + mitte.length > 0) return { kommunen: [...beginn, ...mitte], aehnlich: false };
  return { kommunen: shorten(frage, (teil) => v.gemeinden.filter((k) => beginnt(k, teil))), aehnlich: true };
}

function byPostcode(v: Verzeichnis, plz: string): Treffer {
  const genau = v.gemeinden.filter((k) => k.plz?.startsWith(plz));
  if (genau.length > 0) return { kommunen: genau, aehnlich: plz.length < 5 };
  return { kommunen: shorten(plz, (teil) => v.gemeinden.filter((k) => k.plz?.startsWith(teil))), aehnlich: true };
}

function shorten(frage: string, find: (teil: string) => Kommune[]): Kommune[] {
  for (let n = frage.length - 1; n >= 1; n--) {
    const da = find(frage.slice(0, n));
    if (da.length > 0) return da;
  }
  return [];
}
