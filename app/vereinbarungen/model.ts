import { type Ablehnung, ablehnen, type Grundlage } from '../base/index.ts';

/** One published line of an agreement or a statutory relation. Days are local dates, `bis` is the first day outside. */
export interface Regel {
  vereinbarung: string;
  art: 'mandatierend' | 'delegierend' | 'gesetz';
  leistung: string;
  von: string;
  an: string;
  ab: string | null;
  bis: string | null;
  titel: string;
  fundstelle: string;
  stand: 'in_kraft' | 'genehmigung_offen' | 'beendet';
}

export interface Basis {
  art: Regel['art'] | 'eigene';
  vereinbarung: string | null;
  titel: string;
  norm: string | null;
}

/** The three bodies of a Vorgang and what says so. */
export interface Zustaendigkeit {
  ok: true;
  oertlich: string;
  zustaendig: string;
  stelle: string;
  basis: Basis;
}

/** Nobody else is concerned: the body's own right. */
export const EIGENE: Basis = {
  art: 'eigene',
  vereinbarung: null,
  titel: 'eigene Zuständigkeit',
  norm: 'Art. 28 Abs. 2 GG, § 2 SächsGemO',
};

/** What a line says to whoever works under it. */
export const basisOf = (r: Regel): Basis => ({
  art: r.art,
  vereinbarung: r.art === 'gesetz' ? null : r.vereinbarung,
  titel: r.titel,
  norm: normOf(r.art),
});

const gilt = (r: Regel, tag: string) =>
  r.stand !== 'genehmigung_offen' && (r.ab === null || r.ab <= tag) && (r.bis === null || tag < r.bis);

/**
 * Who is competent and who works on it: statute first, then agreements, else the place itself. Never guesses: two rules
 * that contradict each other are a refusal, and an agreement still waiting for approval changes nothing.
 * Source: § 71 SächsKomZG (delegierend: competence moves; mandatierend: it stays, the other body works).
 * @param aktiv bodies that run on this installation: nobody else can be competent here
 */
export function zustaendigkeit(
  frage: { leistung: string; ort: string; tag: string },
  regeln: readonly Regel[],
  aktiv: (koerperschaft: string) => boolean,
): Zustaendigkeit | Ablehnung {
  const { leistung, ort, tag } = frage;
  const treffer = regeln.filter(
    (r) => r.von === ort && (r.leistung === leistung || r.leistung === '*') && gilt(r, tag),
  );
  const gesetz = treffer.filter((r) => r.art === 'gesetz');
  const wahl = gesetz.length > 0 ? gesetz : treffer;
  if (wahl.length > 1) return ablehnen('zustaendigkeit.widerspruch', { regeln: wahl.map((r) => r.titel).join('; ') });
  const [r] = wahl;
  const ergebnis: Zustaendigkeit = r
    ? {
        ok: true,
        oertlich: ort,
        zustaendig: r.art === 'mandatierend' ? ort : r.an,
        stelle: r.an,
        basis: basisOf(r),
      }
    : { ok: true, oertlich: ort, zustaendig: ort, stelle: ort, basis: EIGENE };
  if (!aktiv(ergebnis.zustaendig) || !aktiv(ergebnis.stelle)) return ablehnen('zustaendigkeit.niemand');
  return ergebnis;
}

const normOf = (art: Regel['art']): string =>
  art === 'mandatierend'
    ? '§ 71 Abs. 2 SächsKomZG'
    : art === 'delegierend'
      ? '§ 71 Abs. 1 SächsKomZG'
      : '§ 36 SächsKomZG';

/** The basis on which the processing body acts, as every event and every read records it. */
export function grundlageOf(z: { basis: Basis }, aufgabe: string, zweck: string): Grundlage {
  return { vereinbarung: z.basis.vereinbarung, norm: z.basis.norm, aufgabe, zweck };
}

export type Aufgabenart = 'weisungsaufgabe' | 'pflichtaufgabe-weisungsfrei' | 'freiwillig';

/**
 * Who decides a Widerspruch: § 73 VwGO, § 27 SächsJG. In matters of self-government the Landratsamt for towns of up to
 * 5,000 inhabitants in a Landkreis, else the town itself; in Weisungsaufgaben the next higher authority (zu bestätigen).
 * @returns id of the body, and the rule
 */
export function widerspruchsbehoerde(frage: {
  aufgabenart: Aufgabenart;
  kommune: { id: string; kreisId: string | null };
  einwohner: number;
}): { ok: true; behoerde: string; norm: string; zuBestaetigen: boolean } | Ablehnung {
  const { aufgabenart, kommune, einwohner } = frage;
  if (aufgabenart === 'weisungsaufgabe') {
    // the next higher authority of a kreisfreie Stadt is the Landesdirektion, which is no body of this installation
    if (!kommune.kreisId) return ablehnen('widerspruch.landesdirektion');
    return { ok: true, behoerde: kommune.kreisId, norm: '§ 73 Abs. 1 Satz 2 Nr. 1 VwGO', zuBestaetigen: true };
  }
  if (kommune.kreisId && einwohner <= 5000)
    return { ok: true, behoerde: kommune.kreisId, norm: '§ 27 Abs. 1 SächsJG', zuBestaetigen: false };
  return { ok: true, behoerde: kommune.id, norm: '§ 73 Abs. 1 Satz 2 Nr. 3 VwGO', zuBestaetigen: false };
}
