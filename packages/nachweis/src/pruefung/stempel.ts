import { type Krypto, verifyTimestamp, type ZeitstempelUrteil } from '@rathausverbund/siegel';
import type { Anker } from './anker.ts';
import type { Beilagen } from './beilagen.ts';
import { zeitText } from './datum.ts';
import type { GelesenesEreignis } from './ereignisse.ts';
import { type Befund, befund } from './ergebnis.ts';
import { pfadmittel } from './pfadmittel.ts';
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
  readonly jetzt: Date;
  /** An evidence record over the log holds: the time does not rest on this stamp alone. */
  readonly getragen: boolean;
}

/** The time stamp over the whole bundle. */
export async function pruefeStempel({
  krypto,
  anker,
  manifest,
  token,
  beilagen,
  ereignisse,
  jetzt,
  getragen,
}: StempelFrage): Promise<StempelAntwort> {
  if (!token) return { urteil: null, befunde: [] };
  const mittel = pfadmittel(anker, 'zeitwurzeln', beilagen);
  const optionen = { ...mittel, krypto, jetzt };
  const urteil = await verifyTimestamp(token, { data: manifest }, { ...optionen, zeitpunkt: jetzt });
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
  const gealtert = urteil.gruende.some((g) => g.code === 'tsp.gealtert');
  // Where an evidence record carries the time, a stamp that has only aged takes nothing away.
  const damals =
    getragen && gealtert && (await verifyTimestamp(token, { data: manifest }, { ...optionen, bewiesen: jetzt }));
  const gewicht = damals && damals.ok ? damals.vertrauen : urteil.vertrauen;
  const befunde = [
    befund('unversehrt', 'holds', 'stempel.deckt', 'Der Zeitstempel deckt das ganze Bündel.'),
    befund('zeit', gewicht, 'stempel.zeit', satz),
    ...urteil.gruende.map((g) => befund('vertrauen', gewicht, g.code, g.meldung)),
    befund('vertrauen', gewicht, 'stempel.vertrauen', `Zertifikat des Zeitstempeldienstes ${urteil.tsa}.`),
  ];
  const before = urteil.zeit.getTime() + TOLERANZ;
  const late = ereignisse.find(
    ({ ereignis }) => !istNachgestellt(anker, ereignis.data) && Date.parse(ereignis.at) > before,
  );
  if (!late) return { urteil, befunde };
  const widerspruch = `Ereignis ${late.ereignis.n} will später geschehen sein, als das Bündel gestempelt wurde.`;
  return { urteil, befunde: [...befunde, befund('zeit', 'does not hold', 'zeit.widerspruch', widerspruch)] };
}
