import {
  type Abrechnung,
  type Grundlage,
  gleicheAus,
  isFehler,
  JAHRESAUSGLEICH,
  type Kostenregel,
  kanonisch,
  monatOf,
  type Rechenfehler,
  rechneMonat,
  schnitt,
  stelleAuf,
  verrechneJahr,
  verrechneMonat,
  type Zeile,
} from '@rathausverbund/kosten';
import { type Ablehnung, ablehnen } from '../base/index.ts';
import { type Abrechnungsvertrag, type Kontostand, letzte, sha256 } from './model.ts';

export interface Berechnet {
  ok: true;
  abrechnung: Abrechnung;
  text: string;
  hash: string;
}

/** The rules that are settled on: none before an agreement is in force; `readVertraege` has cut them to its days. */
export const regelnOf = (v: Pick<Abrechnungsvertrag, 'kostenregeln' | 'ab'>): readonly Kostenregel[] =>
  v.ab === null ? [] : v.kostenregeln;

/** Months of a year in which a rule is in force. */
export const monateOf = (v: Abrechnungsvertrag, jahr: number): number[] =>
  Array.from({ length: 12 }, (_, i) => i + 1).filter((m) =>
    regelnOf(v).some((r) => schnitt(monatOf(jahr, m), r) !== null),
  );

/** The agreement whose claims meet those of `v`, as it says itself, or as one of `alle` says; null when none does. */
export const partnerOf = (v: Abrechnungsvertrag, alle: readonly Abrechnungsvertrag[] = []): string | null =>
  v.kostenregeln.find((r) => r.verrechnetMit !== null)?.verrechnetMit ??
  alle.find((w) => w.kostenregeln.some((r) => r.verrechnetMit === v.id))?.id ??
  null;

/**
 * The statement of a period from what the account holds: pure, so that both sides write the same text.
 * @param gegen the account that offsets this one; null when none does
 */
export function berechne(
  k: Kontostand,
  gegen: Kontostand | null,
  jahr: number,
  periode: number,
): Berechnet | Ablehnung {
  const stand = [k.stand, ...(gegen ? [gegen.stand] : [])];
  const eigen = ohneVerrechnung(k, jahr, periode, stand);
  if (!eigen.ok) return eigen;
  const a = gegen ? mitVerrechnung(k, eigen.abrechnung, gegen, jahr, periode) : eigen;
  if (!a.ok) return a;
  return { ok: true, abrechnung: a.abrechnung, ...kanonisch(a.abrechnung, sha256) };
}

type Roh = { ok: true; abrechnung: Abrechnung };

function ohneVerrechnung(k: Kontostand, jahr: number, periode: number, stand: Abrechnung['stand']): Roh | Ablehnung {
  const { vertrag } = k;
  const monate = monateOf(vertrag, jahr);
  if (periode === JAHRESAUSGLEICH ? monate.length === 0 : !monate.includes(periode))
    return ablehnen('abrechnung.nichts-vereinbart');
  if (periode === JAHRESAUSGLEICH) {
    const offen = monate.filter((m) => !k.perioden.has(m));
    if (offen.length > 0)
      return ablehnen('abrechnung.monate-offen', { monate: offen.join(', '), titel: vertrag.titel });
  }
  const g: Grundlage = { id: vertrag.id, regeln: regelnOf(vertrag), mengen: k.mengen, pools: k.pools, sha256 };
  const zeilen = periode === JAHRESAUSGLEICH ? gleicheAus(g, jahr, stehende(k)) : rechneMonat(g, jahr, periode);
  if (isFehler(zeilen)) return fehlerOf(zeilen);
  const kopf = {
    vereinbarung: vertrag.id,
    glaeubiger: vertrag.auftragnehmer,
    schuldner: vertrag.auftraggeber,
    jahr,
    periode,
    stand,
  };
  return { ok: true, abrechnung: stelleAuf(kopf, zeilen) };
}

const monatsfassungen = (k: Kontostand): Abrechnung[] =>
  [...k.perioden].filter(([p]) => p !== JAHRESAUSGLEICH).map(([, p]) => letzte(p).abrechnung);
const stehende = (k: Kontostand): Zeile[] => monatsfassungen(k).flatMap((a) => a.zeilen);
const brutto = (k: Kontostand): number => monatsfassungen(k).reduce((s, a) => s + a.brutto, 0);

const fehlerOf = (f: Rechenfehler): Ablehnung => ablehnen(`abrechnung.${f.grund}`, { wo: `${f.leistung}, ${f.tag}` });

function mitVerrechnung(
  k: Kontostand,
  a: Abrechnung,
  gegen: Kontostand,
  jahr: number,
  periode: number,
): Roh | Ablehnung {
  const [v, w] = [k.vertrag, gegen.vertrag];
  if (v.auftraggeber !== w.auftragnehmer || v.auftragnehmer !== w.auftraggeber)
    return ablehnen('abrechnung.verrechnung-parteien', { titel: w.titel });
  // what the other side has stated is what it claims, also when its account says something else by now: else each would wait for the other
  const gestellt = periode === JAHRESAUSGLEICH ? gegen.perioden.get(JAHRESAUSGLEICH) : undefined;
  const andere: Roh | Ablehnung = gestellt
    ? { ok: true, abrechnung: letzte(gestellt).abrechnung }
    : ohneVerrechnung(gegen, jahr, periode, []);
  // the other agreement owes nothing in this period: its claims are 0
  const nichts = !andere.ok && andere.grund === 'abrechnung.nichts-vereinbart';
  if (!andere.ok && !nichts) return andere;
  const dagegen = andere.ok ? andere.abrechnung.brutto : 0;
  if (periode !== JAHRESAUSGLEICH)
    return { ok: true, abrechnung: verrechneMonat(a, { vereinbarung: w.id, brutto: dagegen }) };
  const summen = { eigen: brutto(k) + a.brutto, gegen: brutto(gegen) + dagegen };
  return { ok: true, abrechnung: verrechneJahr(a, w.id, summen) };
}
