/** What a check found. `fehler` turn it red; `hinweise` are only printed. */
export interface Befund {
  fehler: string[];
  hinweise?: string[];
  /** What was looked at, in a few words: "531 Module". */
  umfang?: string;
}

export interface Pruefung {
  name: string;
  pruefe(): Promise<Befund>;
}

/** A text file of the project; `pfad` is relative to the root, with `/`. */
export interface Quelle {
  pfad: string;
  text: string;
}
