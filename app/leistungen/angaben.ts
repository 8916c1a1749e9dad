import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { verstoesse } from '../base/index.ts';

const Text = Type.String({ minLength: 1 });
const Pfad = Type.String({ pattern: '^[a-z][A-Za-z0-9_.]*$' });
const strict = { additionalProperties: false };

/** leistung.yaml of a Leistung that can be applied for. Every legal reference names its source. */
const Angaben = Type.Object(
  {
    schluessel: Type.String({ pattern: '^[a-z0-9-]+$' }),
    stand: Type.Literal('veroeffentlicht'),
    version: Text,
    name: Text,
    kurz: Type.String({ pattern: '^[A-Z]{1,3}$' }),
    gegenstand: Text,
    suchworte: Type.Array(Text),
    leika: Type.Optional(Text),
    aufgabenart: Type.Union([
      Type.Literal('weisungsaufgabe'),
      Type.Literal('pflichtaufgabe-weisungsfrei'),
      Type.Literal('freiwillig'),
    ]),
    abgabe: Type.Union([
      Type.Literal('verwaltungskosten-land'),
      Type.Literal('verwaltungskosten-satzung'),
      Type.Literal('benutzungsgebuehr'),
      Type.Literal('steuer'),
      Type.Literal('keine'),
    ]),
    satz: Type.Optional(Text),
    /** identity level needed to submit; 'ohne' = also possible without account */
    niveau: Type.Union([
      Type.Literal('ohne'),
      Type.Literal('basis'),
      Type.Literal('substantiell'),
      Type.Literal('hoch'),
    ]),
    verschwiegenheit: Type.Optional(Type.Union([Type.Literal('steuergeheimnis'), Type.Literal('sozialdaten')])),
    bekanntgabe: Type.Union([Type.Literal('vwvfg'), Type.Literal('ao')]),
    frist: Type.Object({ werktage: Type.Integer({ minimum: 1, maximum: 400 }), norm: Text }, strict),
    /** § 35a VwVfG, § 155 (4) AO: what allows a Verwaltungsakt that no person has decided; frame and discretion are ruled out in words */
    automatik: Type.Optional(
      Type.Object(
        { norm: Text, quelle: Text, rahmen: Type.Literal('keiner'), ermessen: Type.Literal('keines') },
        strict,
      ),
    ),
    aufgabe: Text,
    zweck: Text,
    /** FEEL over `antrag`: what lists show */
    betreff: Text,
    /** answer paths that make the recipient of letters */
    empfaenger: Type.Object(
      {
        firma: Type.Optional(Pfad),
        vorname: Pfad,
        nachname: Pfad,
        strasse: Pfad,
        plz: Pfad,
        ort: Pfad,
        email: Type.Optional(Pfad),
      },
      strict,
    ),
    portal: Type.Object(
      {
        satz: Text,
        kosten: Text,
        dauer: Text,
        unterlagen: Type.Array(Text),
        papierweg: Text,
        hinweisVorAbsenden: Text,
        naechsteSchritte: Type.Array(Text),
      },
      strict,
    ),
    rechtsgrundlagen: Type.Array(
      Type.Object({ norm: Text, titel: Text, quelle: Text, zuBestaetigen: Type.Optional(Type.Boolean()) }, strict),
      { minItems: 1 },
    ),
  },
  strict,
);

/** A catalogue entry: answered by zustaendigkeit, not fileable here yet. */
const Katalog = Type.Object(
  {
    schluessel: Type.String({ pattern: '^[a-z0-9-]+$' }),
    stand: Type.Literal('nur-katalog'),
    name: Text,
    gegenstand: Text,
  },
  strict,
);

export type LeistungAngaben = Static<typeof Angaben>;
export type KatalogEintrag = Static<typeof Katalog>;

/** Reads a parsed leistung.yaml; every fault with its path. */
export function readAngaben(
  yaml: unknown,
): { ok: true; angaben: LeistungAngaben | KatalogEintrag } | { ok: false; fehler: string[] } {
  const katalog = (yaml as { stand?: unknown } | null)?.stand === 'nur-katalog';
  const schema = katalog ? Katalog : Angaben;
  if (Value.Check(schema, yaml)) return { ok: true, angaben: yaml as LeistungAngaben | KatalogEintrag };
  return { ok: false, fehler: verstoesse(schema, yaml) };
}
