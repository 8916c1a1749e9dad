/** Who runs a witness, as the anchors or the installation itself name it. */
export interface Betrieben {
  readonly betreiber: string;
  /** Run by the operator of the logs. */
  readonly intern: boolean;
}

/**
 * Does this witness protect against the operator of the logs? Not when its operator runs an internal one, too, whatever is said of
 * itself. The one place that decides it: for verdicts, for the pages and for the figures of an installation.
 */
export const istUnabhaengig = (alle: readonly Betrieben[], zeuge: Betrieben): boolean =>
  !zeuge.intern && !alle.some((z) => z.intern && z.betreiber === zeuge.betreiber);
