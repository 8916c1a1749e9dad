import type { Krypto } from '@rathausverbund/siegel';
import { verifyConsistency } from '../baum/verify.ts';
import { equal } from '../bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../note/checkpoint.ts';
import { cosign } from '../note/cosignature.ts';
import { formatSignature, type NoteSigner, verifyNote } from '../note/note.ts';
import type { NoteKey } from '../note/vkey.ts';
import type { Anfrage } from './anfrage.ts';

/** What a witness remembers of one log: the newest checkpoint it cosigned. */
export interface ZeugenZustand {
  readonly origin: string;
  readonly groesse: number;
  readonly wurzel: Uint8Array;
}

export interface Zeuge {
  readonly krypto: Krypto;
  readonly signer: NoteSigner;
  /** Keys trusted for the logs; a log is known when one bears its origin as name. */
  readonly logs: readonly NoteKey[];
  /** Now, in whole seconds since 1970. */
  readonly jetzt: number;
}

/** `status` is the HTTP status of C2SP tlog-witness; with `konflikt`, `groesse` is the size the witness knows. */
export type Zeugnis =
  | { readonly ok: true; readonly neuerZustand: ZeugenZustand; readonly cosignature: string }
  | {
      readonly ok: false;
      readonly code: 'konflikt';
      readonly status: 409;
      readonly meldung: string;
      readonly groesse: number;
    }
  | { readonly ok: false; readonly code: 'ungueltig'; readonly status: 400; readonly meldung: string }
  | { readonly ok: false; readonly code: 'unterschrift'; readonly status: 403; readonly meldung: string }
  | { readonly ok: false; readonly code: 'unbekannt'; readonly status: 404; readonly meldung: string }
  | { readonly ok: false; readonly code: 'beweis'; readonly status: 422; readonly meldung: string };

/**
 * Decides one `add-checkpoint`. `zustand` is what the witness remembers of this log, null when nothing. The caller
 * stores `neuerZustand` durably, and only if `zustand` is still the newest, before it hands out `cosignature` (one
 * signature line with its newline): otherwise two requests at once could roll the log back.
 */
export async function bezeuge(zeuge: Zeuge, zustand: ZeugenZustand | null, anfrage: Anfrage): Promise<Zeugnis> {
  const gelesen = parseCheckpoint(anfrage.checkpoint);
  if (!gelesen) return { ok: false, code: 'ungueltig', status: 400, meldung: 'Die Anfrage enthält keinen Prüfpunkt.' };
  const { origin, groesse, wurzel } = gelesen.checkpoint;
  if (zustand && zustand.origin !== origin) throw new Error('Zustand gehoert einem anderen Protokoll');
  const keys = zeuge.logs.filter((key) => key.name === origin);
  if (keys.length === 0)
    return { ok: false, code: 'unbekannt', status: 404, meldung: 'Dieses Protokoll ist dem Zeugen nicht bekannt.' };
  const states = await Promise.all(keys.map((key) => verifyNote(zeuge.krypto, key, gelesen.note)));
  if (!states.includes('gut') || states.includes('falsch')) {
    return {
      ok: false,
      code: 'unterschrift',
      status: 403,
      meldung: 'Der Prüfpunkt ist nicht vom Protokoll unterschrieben.',
    };
  }
  const refusal = judge(zeuge.krypto, zustand, anfrage, gelesen);
  if (refusal) return refusal;
  const signature = await cosign(zeuge.krypto, zeuge.signer, gelesen.note.text, zeuge.jetzt);
  return { ok: true, neuerZustand: { origin, groesse, wurzel }, cosignature: formatSignature(signature) };
}

function judge(
  krypto: Krypto,
  zustand: ZeugenZustand | null,
  anfrage: Anfrage,
  { checkpoint }: SignedCheckpoint,
): Zeugnis | null {
  const { groesse, wurzel } = checkpoint;
  const bekannt = zustand ?? { groesse: 0, wurzel: krypto.sha256(new Uint8Array()) };
  if (anfrage.oldSize > groesse)
    return { ok: false, code: 'ungueltig', status: 400, meldung: 'Der Prüfpunkt ist kleiner als der alte Stand.' };
  if (anfrage.oldSize !== bekannt.groesse) return konflikt('Der Zeuge kennt einen anderen Stand.', bekannt.groesse);
  if (groesse === bekannt.groesse && !equal(wurzel, bekannt.wurzel))
    return konflikt('Der Zeuge kennt zu dieser Größe eine andere Wurzel.', bekannt.groesse);
  const continues =
    bekannt.groesse === 0
      ? anfrage.proof.length === 0
      : verifyConsistency(krypto.sha256, {
          alt: bekannt.groesse,
          neu: groesse,
          wurzelAlt: bekannt.wurzel,
          wurzelNeu: wurzel,
          proof: anfrage.proof,
        });
  return continues
    ? null
    : {
        ok: false,
        code: 'beweis',
        status: 422,
        meldung: 'Der Prüfpunkt setzt den bekannten Stand nicht nachweisbar fort.',
      };
}

function konflikt(meldung: string, groesse: number): Zeugnis {
  return { ok: false, code: 'konflikt', status: 409, meldung, groesse };
}
