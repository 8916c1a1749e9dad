/** On paper, written down at the office, or electronically (§ 70 (1) VwGO, § 357 (1) AO). */
export const WIDERSPRUCHSKANAELE = ['papier', 'niederschrift', 'elektronisch'] as const;
export type Widerspruchskanal = (typeof WIDERSPRUCHSKANAELE)[number];
export const isWiderspruchskanal = (text: string): text is Widerspruchskanal =>
  (WIDERSPRUCHSKANAELE as readonly string[]).includes(text);

export interface Widerspruch {
  id: string;
  /** local date on which it came in */
  eingang: string;
  /** null: entered before the channel was asked for */
  kanal: Widerspruchskanal | null;
}
