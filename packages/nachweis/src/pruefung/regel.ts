/** At least `k` of the witnesses whose keys are named so. */
export interface Zeugenregel {
  readonly k: number;
  readonly namen: readonly string[];
}

/** The rule of a log, and those before it: a proof keeps the rule that its checkpoint met. */
export interface Protokollregel extends Zeugenregel {
  /** In order; each for checkpoints of fewer leaves than `bis`. By size, for a size cannot be moved as a date can. */
  readonly frueher?: readonly (Zeugenregel & { readonly bis: number })[];
}

/** The rule in force when the log had this many leaves. */
export const regelBei = (regel: Protokollregel, groesse: number): Zeugenregel =>
  regel.frueher?.find(({ bis }) => groesse < bis) ?? regel;
