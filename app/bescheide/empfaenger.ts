import type { LeistungAngaben } from '../leistungen/index.ts';

const at = (antworten: Record<string, unknown>, pfad: string | undefined): string => {
  if (!pfad) return '';
  const wert = pfad
    .split('.')
    .reduce<unknown>(
      (o, name) => (typeof o === 'object' && o !== null ? (o as Record<string, unknown>)[name] : undefined),
      antworten,
    );
  return typeof wert === 'string' || typeof wert === 'number' ? String(wert) : '';
};

/** Address field of the applicant, from the answers. */
export function empfaengerZeilen(angaben: LeistungAngaben, antworten: Record<string, unknown>): string[] {
  const e = angaben.empfaenger;
  const name = [at(antworten, e.vorname), at(antworten, e.nachname)].filter(Boolean).join(' ');
  return [
    at(antworten, e.firma),
    name,
    at(antworten, e.strasse),
    [at(antworten, e.plz), at(antworten, e.ort)].filter(Boolean).join(' '),
  ].filter(Boolean);
}

export const empfaengerEmail = (angaben: LeistungAngaben, antworten: Record<string, unknown>): string | null =>
  at(antworten, angaben.empfaenger.email) || null;
