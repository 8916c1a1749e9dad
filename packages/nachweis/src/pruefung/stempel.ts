import { type Krypto, verifyTimestamp, type ZeitstempelUrteil } from '@rathausverbund/siegel';
import type { Anker } from './anker.ts';
import type { Beilagen } from './beilagen.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { istNachgestellt, TOLERANZ } from './protokoll.ts';

export interface StempelAntwort {
  readonly urteil: ZeitstempelUrteil | null;
  readonly befunde: readonly Befund[];
}

export interface StempelFrage {
  readonly krypto: Krypto;
  readonly anker: Anker | null;
  readonly manifest: Uint8Array;
  readonly token: Uint8Array | null;
  readonly beilagen: Beilagen;
  readonly ereignisse: readonly GelesenesEreignis[];
}

/** The time stamp over the whole bundle. */
export async function pruefeStempel({
  krypto,
  anker,
  manifest,
  token,
  beilagen,
  ereignisse,
}: StempelFrage): Promise<StempelAntwort> {
  if (!token) return { urteil: null, befunde: [] };
  const optionen = { krypto, anker: anker?.wurzeln ?? [], ...beilagen };
  const urteil = await verifyTimestamp(token, { data: manifest }, optionen);
  if (!urteil.ok) {
    // Whoever changes the contents can write a new manifest, but no stamp over it.
    const meldung = `Der Zeitstempel über dieses Bündel ist nicht anzuerkennen: ${urteil.meldung}`;
    return {
      urteil,
      befunde: [
        befund('unversehrt', urteil.antwort, urteil.code, meldung),
        befund('zeit', urteil.antwort, urteil.code, meldung),
      ],
    };
  }
  const satz = `Das Bündel trägt einen Zeitstempel von ${urteil.tsa} vom ${zeitText(urteil.zeit)}.`;
  const befunde = [
    befund('unversehrt', 'holds', 'stempel.deckt', 'Der Zeitstempel deckt das ganze Bündel.'),
    befund('zeit', urteil.vertrauen, 'stempel.zeit', satz),
    ...urteil.gruende.map((g) => befund('vertrauen', urteil.vertrauen, g.code, g.meldung)),
    befund('vertrauen', urteil.vertrauen, 'stempel.vertrauen', `Zertifikat des Zeitstempeldienstes ${urteil.tsa}.`),
  ];
  const before = urteil.zeit.getTime() + TOLERANZ;
  const late = ereignisse.find(({ ereignis }) => !istNachgestellt(ereignis.data) && Date.parse(ereignis.at) > before);
  if (!late) return { urteil, befunde };
  const widerspruch = `Ereignis ${late.ereignis.n} will später geschehen sein, als das Bündel gestempelt wurde.`;
  return { urteil, befunde: [...befunde, befund('zeit', 'does not hold', 'zeit.widerspruch', widerspruch)] };
}
