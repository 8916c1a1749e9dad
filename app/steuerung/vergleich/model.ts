/** Groups of figures a body consents to, each for itself. */
export const GRUPPEN = ['mengen', 'zeiten', 'kosten'] as const;
export type Gruppe = (typeof GRUPPEN)[number];
export const isGruppe = (text: string): text is Gruppe => (GRUPPEN as readonly string[]).includes(text);

/** Fewer cases say more about those few than about the town. */
export const AB_FAELLEN = 5;

/** One figure a body lays open. `wert` in hundredths (cases per 1,000 inhabitants), minutes (times) or cents (cost). */
export interface Vergleichswert {
  koerperschaft: string;
  leistung: string;
  merkmal: 'je-tausend' | 'haelfte' | 'neun-zehntel' | 'je-fall';
  wert: number;
  stand: string;
}

export type EigenerWert = Pick<Vergleichswert, 'leistung' | 'merkmal' | 'wert'>;

/** Cases of a year per 1,000 inhabitants, in hundredths. */
export const jeTausend = (faelle: number, einwohner: number): number => Math.round((faelle * 100_000) / einwohner);
