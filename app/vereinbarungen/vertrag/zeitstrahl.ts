import { addDays, formatDatum, localDate } from '@rathausverbund/fristen';
import { type Regel, type Zustaendigkeit, zustaendigkeit } from '../model.ts';

/** A stretch of days in which a change leaves something that did not stand so before. */
export interface Befund {
  art: 'widerspruch' | 'niemand' | 'rueckfall';
  leistung: string;
  ort: string;
  ab: string;
  bis: string | null;
}

/**
 * Looks ahead, Leistung by Leistung at one place: on which days from `ab` on the new rules contradict each other, leave nobody, or take
 * the other body away so that the place stands alone. Only what the change brings about is told.
 */
export function siehVoraus(
  ort: string,
  ab: string,
  vorher: readonly Regel[],
  nachher: readonly Regel[],
  aktiv: (koerperschaft: string) => boolean,
): Befund[] {
  const alle = [...vorher, ...nachher].filter((r) => r.von === ort && r.leistung !== '*');
  const leistungen = [...new Set(alle.map((r) => r.leistung))].sort();
  return leistungen.flatMap((leistung) => {
    const tage = alle.filter((r) => r.leistung === leistung).flatMap((r) => [r.ab, r.bis]);
    const grenzen = [...new Set([ab, ...tage.filter((t) => t !== null && t > ab)])].sort() as string[];
    return verbinde(
      grenzen.flatMap((tag, i) => {
        const art = vergleiche({ leistung, ort, tag }, vorher, nachher, aktiv);
        return art ? [{ art, leistung, ort, ab: tag, bis: grenzen[i + 1] ?? null }] : [];
      }),
    );
  });
}

function vergleiche(
  frage: { leistung: string; ort: string; tag: string },
  vorher: readonly Regel[],
  nachher: readonly Regel[],
  aktiv: (koerperschaft: string) => boolean,
): Befund['art'] | null {
  const [alt, neu] = [zustaendigkeit(frage, vorher, aktiv), zustaendigkeit(frage, nachher, aktiv)];
  if (!neu.ok) {
    if (!alt.ok && alt.grund === neu.grund) return null;
    return neu.grund === 'zustaendigkeit.widerspruch' ? 'widerspruch' : 'niemand';
  }
  const selbst = (z: Zustaendigkeit) => z.stelle === z.oertlich;
  return alt.ok && !selbst(alt) && selbst(neu) ? 'rueckfall' : null;
}

/** Neighbouring stretches of the same kind are one. */
const verbinde = (befunde: Befund[]): Befund[] =>
  befunde.reduce<Befund[]>((bisher, b) => {
    const letzter = bisher.at(-1);
    return letzter && letzter.art === b.art && letzter.bis === b.ab
      ? [...bisher.slice(0, -1), { ...letzter, bis: b.bis }]
      : [...bisher, b];
  }, []);

const lang = (tag: string) => formatDatum(localDate(tag)).replace(/^\S+, /, '');

/** "Am 1. Mai 2027 ist für Gewerbe anmelden in Lossatal niemand zuständig." */
export function befundText(b: Befund, name: (leistung: string) => string, ort: string): string {
  const was = `für „${name(b.leistung)}“ in ${ort}`;
  switch (b.art) {
    case 'niemand':
      return `Am ${lang(b.ab)} ist ${was} niemand zuständig.`;
    case 'rueckfall':
      return b.bis === null
        ? `Ab ${lang(b.ab)} arbeitet ${was} niemand anders mehr: ${ort} muss es selbst tun.`
        : `Vom ${lang(b.ab)} bis ${lang(addDays(localDate(b.bis), -1))} arbeitet ${was} niemand anders: ${ort} muss es selbst tun.`;
    case 'widerspruch':
      return `Am ${lang(b.ab)} sagen zwei Regeln ${was} Verschiedenes.`;
  }
}
