import type { LocalDate } from './local-date.ts';

/** What every dated rule carries: law changes by adding a rule, never by editing code. */
export type Regel = {
  readonly id: string;
  readonly norm: string;
  /** One German sentence that explains the rule to citizen and clerk. */
  readonly text: string;
  readonly quelle: string;
  /** First day the rule applies to. */
  readonly gueltigAb: LocalDate;
  /** Last day, inclusive; absent = in force until further notice. */
  readonly gueltigBis?: LocalDate;
  /** true = not checked word for word; `offen` says what is open. */
  readonly zuBestaetigen: boolean;
  readonly offen?: string;
};

/** An expected refusal: what could not be answered, in plain German. */
export type Ablehnung = { readonly ok: false; readonly code: string; readonly meldung: string };

/** The rule in force on a day; rule sets hold at most one per day. */
export function regelAm<R extends Regel>(regeln: readonly R[], tag: LocalDate): R | undefined {
  return regeln.find((r) => r.gueltigAb <= tag && (r.gueltigBis === undefined || tag <= r.gueltigBis));
}
