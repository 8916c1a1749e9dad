/** Shapes of `gemeindeverzeichnis.json`. Keys are strings: leading zeros belong to them. */
export interface Gemeindeverzeichnis {
  /** Territorial status, ISO date. */
  readonly stand: string;
  readonly land: { readonly schluessel: string; readonly name: string };
  readonly quelle: Quelle;
  readonly kreise: readonly KreisEintrag[];
  readonly verbaende: readonly VerbandEintrag[];
  readonly gemeinden: readonly GemeindeEintrag[];
}

export interface Quelle {
  readonly attribution: string;
  readonly lizenz: string;
  readonly datei: string;
  readonly bevoelkerungAm: string;
  readonly flaecheAm: string;
  readonly hinweis: string;
}

export interface KreisEintrag {
  /** Five digits. */
  readonly ags: string;
  /** Regionalschluessel of this level: five digits. */
  readonly ars: string;
  /** For letters and lists: "Landkreis Leipzig", "Erzgebirgskreis", "Stadt Leipzig". */
  readonly name: string;
  readonly kurzname: string;
  readonly art: 'Landkreis' | 'Kreisfreie Stadt';
  readonly sitz: string;
}

export interface VerbandEintrag {
  /** Four digits, unique only together with the Kreis. */
  readonly schluessel: string;
  /** Regionalschluessel of this level: Kreis + schluessel, nine digits. Unique. */
  readonly ars: string;
  readonly kreis: string;
  readonly name: string;
  readonly kurzname: string;
  readonly art: 'Verwaltungsgemeinschaft' | 'Verwaltungsverband';
  /** Seat as the register spells it; `sitzAgs` may be a Gemeinde that is no member (Eilenburg-West). */
  readonly sitz: string;
  readonly sitzAgs: string;
  /** Names of the fields that were completed or derived and are not printed in the source. */
  readonly zuBestaetigen: readonly string[];
}

export interface GemeindeEintrag {
  /** Eight digits. */
  readonly ags: string;
  /** Twelve digits. */
  readonly ars: string;
  /** For letters: "Gemeinde Thallwitz", "Stadt Wurzen", "Stadt Bautzen / Budyšin". */
  readonly name: string;
  /** For search and lists: "Thallwitz", "Wurzen", "Bautzen". Not unique (Bernsdorf occurs twice). */
  readonly kurzname: string;
  readonly sorbisch: string | null;
  /** Honorary additions of the register: "Hochschulstadt", "Motorradstadt". No part of `name`. */
  readonly zusaetze: readonly string[];
  /** The name exactly as printed in the register. */
  readonly amtlich: string;
  readonly textkennzeichen: string;
  readonly kreis: string;
  /** `ars` of the Verband, or null (Textkennzeichen 50 of the Verband). */
  readonly verband: string | null;
  /** In a Verwaltungsgemeinschaft the seat member (its own AGS for the seat itself), else null. */
  readonly erfuellendeGemeinde: string | null;
  readonly zuBestaetigen: readonly string[];
  readonly einwohner: number;
  readonly flaecheHa: number;
  /** Postcode of the town hall only; several Gemeinden share one. */
  readonly plz: string;
}
