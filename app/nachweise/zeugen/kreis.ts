import { type NoteKey, type Policy, parseVkey } from '@rathausverbund/nachweis';
import type { Krypto } from '@rathausverbund/siegel';
import type { Zeugendatei } from './datei.ts';

/** A witness that this installation asks. */
export interface Mitzeuge {
  readonly key: NoteKey;
  /** for people */
  readonly name: string;
  readonly betreiber: string;
  /** run by the operator of the logs: counts for the policy, protects against nobody but outsiders */
  readonly intern: boolean;
  /** submission prefix (C2SP tlog-witness) without trailing slash */
  readonly url: string;
}

/** `k` of the witnesses with these key names must have cosigned the same checkpoint. */
export interface Bedingung {
  readonly k: number;
  readonly namen: readonly string[];
}

/** All witnesses, and what counts for each body. Every witness is asked for every log, whatever the policy counts. */
export interface Zeugenkreis<Z extends Mitzeuge = Mitzeuge> {
  readonly zeugen: readonly Z[];
  bedingung(koerperschaft: string): Bedingung;
  /** the bodies with a policy of their own */
  readonly eigene: ReadonlyMap<string, Bedingung>;
}

/** @param uuidOf resolves an AGS for today; an unknown one is passed over, the start has refused it */
export function createZeugenkreis(
  datei: Zeugendatei,
  intern: Mitzeuge,
  d: { krypto: Pick<Krypto, 'sha256'>; uuidOf: (ags: string) => string | undefined },
): Zeugenkreis {
  const andere = datei.zeugen.flatMap((z): Mitzeuge[] => {
    const key = parseVkey(d.krypto.sha256, z.vkey.trim());
    return key ? [{ ...z, key, url: z.url.replace(/\/+$/, '') }] : [];
  });
  const zeugen = [intern, ...andere];
  const alle = { k: datei.k, namen: zeugen.map((z) => z.key.name) };
  const eigene = new Map<string, Bedingung>();
  for (const [wer, b] of Object.entries(datei.je ?? {})) {
    const id = wer.includes('-') ? wer : d.uuidOf(wer);
    if (id) eigene.set(id, b);
  }
  return { zeugen, eigene, bedingung: (koerperschaft) => eigene.get(koerperschaft) ?? alle };
}

/** The same as a C2SP tlog-policy for one body: all witnesses named, its own group of them counted. */
export function zeugenPolicy(kreis: Zeugenkreis, koerperschaft: string, logs: readonly NoteKey[]): Policy {
  const { k, namen } = kreis.bedingung(koerperschaft);
  const zeugen = kreis.zeugen.map(({ key }) => ({ name: key.name, key }));
  return { logs, zeugen, gruppen: [{ name: 'zeugen', k, mitglieder: namen }], quorum: 'zeugen' };
}
