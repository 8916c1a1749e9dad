import { addMonths, type LocalDate, localDate } from '@rathausverbund/fristen';

/** A quarter of the years 1000 to 2999, "2026-Q3". Days are local dates, `bis` the first day outside. */
export interface Quartal {
  name: string;
  von: LocalDate;
  bis: LocalDate;
  /** YYYY-MM */
  monate: readonly string[];
}

export function parseQuartal(text: string): Quartal | undefined {
  const m = /^([12]\d{3})-Q([1-4])$/.exec(text);
  if (!m?.[1] || !m[2]) return undefined;
  const von = localDate(`${m[1]}-${String(Number(m[2]) * 3 - 2).padStart(2, '0')}-01`);
  return {
    name: text,
    von,
    bis: addMonths(von, 3),
    monate: [0, 1, 2].map((i) => addMonths(von, i).slice(0, 7)),
  };
}

/** The quarters that have ended before this day, the newest first. */
export function vergangene(heute: LocalDate, anzahl: number): Quartal[] {
  const [jahr, monat] = [Number(heute.slice(0, 4)), Number(heute.slice(5, 7))];
  const laufend = jahr * 4 + Math.floor((monat - 1) / 3);
  return Array.from({ length: anzahl }, (_, i) => laufend - 1 - i).flatMap(
    (n) => parseQuartal(`${Math.floor(n / 4)}-Q${(n % 4) + 1}`) ?? [],
  );
}
