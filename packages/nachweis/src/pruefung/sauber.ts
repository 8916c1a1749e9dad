const MAX_ZEICHEN = 2000;

/** Names come from the file that is judged: they must not steer a terminal, turn a line around or fill a page. */
export function sauber(text: string): string {
  const kurz = text.length > MAX_ZEICHEN ? `${text.slice(0, MAX_ZEICHEN)} …` : text;
  return kurz.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '?');
}
