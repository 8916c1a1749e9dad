import type { HashName } from '@rathausverbund/siegel';

/** Which hash is left for which other one, and from when on; null: it is not left. */
export type Umstellungen = Readonly<
  Partial<Record<HashName, { readonly umstellenAb: Date | null; readonly nachfolger: HashName }>>
>;

/** The hash for time stamps over documents: SHA-256, or on a warning its successor. `jetzt`: milliseconds. */
export function pruefsummeAm(jetzt: number, umstellungen: Umstellungen): HashName {
  let name: HashName = 'sha256';
  for (let w = umstellungen[name]; w?.umstellenAb && w.umstellenAb.getTime() <= jetzt; w = umstellungen[name])
    name = w.nachfolger;
  return name;
}
