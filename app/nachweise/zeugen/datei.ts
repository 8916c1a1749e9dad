import { type NoteKey, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const Wort = Type.String({ pattern: '\\S' });
const Zahl = Type.Integer({ minimum: 1, maximum: 100 });
const streng = { additionalProperties: false };

/** `zeugen.json`: the witnesses beside the internal one, and how many must cosign; `je` for single bodies, by AGS or uuid. */
const Schema = Type.Object(
  {
    k: Zahl,
    zeugen: Type.Array(
      Type.Object(
        {
          name: Wort,
          url: Type.String({ pattern: '^https?://[^\\s?#]+$' }),
          vkey: Wort,
          betreiber: Wort,
          intern: Type.Boolean(),
        },
        streng,
      ),
    ),
    je: Type.Optional(
      Type.Record(Type.String(), Type.Object({ k: Zahl, namen: Type.Array(Wort, { minItems: 1 }) }, streng)),
    ),
  },
  streng,
);

export type Zeugendatei = Static<typeof Schema>;

/** What stands without a file: the internal witness alone, 1 of 1. */
export const OHNE_DATEI: Zeugendatei = { k: 1, zeugen: [] };

export type Zeugendateiergebnis =
  | { readonly ok: true; readonly datei: Zeugendatei }
  | { readonly ok: false; readonly meldung: string };

const AGS_ODER_UUID = /^(\d{8}|\d{5}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const WAS: Record<string, string> = {
  k: 'eine ganze Zahl von 1 bis 100',
  zeugen: 'eine Liste',
  name: 'ein Text',
  betreiber: 'ein Text',
  vkey: 'der Schlüssel des Zeugen',
  url: 'eine Adresse mit https:// oder http://, ohne ? und #',
  intern: 'true oder false',
  je: 'ein Objekt',
  namen: 'eine Liste von Schlüsselnamen',
};

/** What the installation itself runs: nothing of it may come back as somebody else's witness. */
export interface Eigenes {
  /** key name of the internal witness, which is always there and counts for `k` */
  intern: string;
  betreiber: string;
  /** keys of the internal witness and of all logs, as far as there are any yet */
  keys: readonly NoteKey[];
}

/** Reads `zeugen.json`. In `namen` witnesses are called by the names of their keys (the part of `vkey` before the first plus). */
export function parseZeugendatei(
  text: string,
  { intern, betreiber, keys: eigene }: Eigenes,
  krypto: Pick<Krypto, 'sha256'>,
): Zeugendateiergebnis {
  let wert: unknown;
  try {
    wert = JSON.parse(text);
  } catch {
    return nein('Die Datei ist kein lesbares JSON.');
  }
  if (!Value.Check(Schema, wert)) return nein(schemafehler(wert));
  const keys = wert.zeugen.map((z) => parseVkey(krypto.sha256, z.vkey.trim()));
  for (const [i, z] of wert.zeugen.entries()) {
    const key = keys[i];
    if (key?.art !== 'zeuge') return nein(`Der Schlüssel (vkey) von „${z.name}“ ist kein Schlüssel eines Zeugen.`);
    if (key.name === intern) return nein(`„${z.name}“ trägt den Schlüsselnamen des eigenen Zeugen (${intern}).`);
    const eigen = eigene.find((k) => k.publicKey.join() === key.publicKey.join());
    if (eigen) return nein(`„${z.name}“ trägt einen Schlüssel dieser Anlage selbst (${eigen.name}).`);
    if (z.betreiber === betreiber && !z.intern)
      return nein(`„${z.name}“ gehört dem Betreiber dieser Anlage (${betreiber}): „intern“ muss true sein.`);
    const doppelt = keys.findIndex((k) => k?.name === key.name || k?.publicKey.join() === key.publicKey.join());
    if (doppelt !== i)
      return nein(`„${z.name}“ und „${wert.zeugen[doppelt]?.name}“ haben denselben Schlüssel oder Namen.`);
  }
  const namen = [intern, ...keys.map((k) => k?.name ?? '')];
  if (wert.k > namen.length) return nein(`k ist ${wert.k}, aber mit dem eigenen gibt es nur ${namen.length} Zeugen.`);
  for (const [wer, b] of Object.entries(wert.je ?? {})) {
    if (!AGS_ODER_UUID.test(wer)) return nein(`je: „${wer}“ ist weder ein AGS noch eine Kennung.`);
    const fremd = b.namen.find((n) => !namen.includes(n));
    if (fremd !== undefined)
      return nein(`je „${wer}“: Einen Zeugen „${fremd}“ gibt es nicht. Bekannt: ${namen.join(', ')}.`);
    if (new Set(b.namen).size < b.namen.length) return nein(`je „${wer}“ nennt einen Zeugen zweimal.`);
    if (b.k > b.namen.length) return nein(`je „${wer}“: k ist ${b.k}, genannt sind nur ${b.namen.length} Zeugen.`);
  }
  return { ok: true, datei: wert };
}

function schemafehler(wert: unknown): string {
  const teile = (Value.Errors(Schema, wert)[0]?.instancePath ?? '').split('/').slice(1);
  const feld = teile.findLast((t) => t in WAS);
  const wo = teile.join('.') || 'oberste Ebene';
  return feld
    ? `Bei „${wo}“ stimmt etwas nicht: „${feld}“ muss ${WAS[feld]} sein; Felder dürfen weder fehlen noch dazukommen.`
    : 'Verlangt sind die Felder k und zeugen, erlaubt ist je.';
}

const nein = (warum: string): Zeugendateiergebnis => ({
  ok: false,
  meldung: `zeugen.json ist ungültig. ${warum} Es wurde nichts verändert.`,
});
