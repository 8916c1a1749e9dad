import { formatEuro, type Unterschied } from '@rathausverbund/kosten';
import type { Jahresrechnung, Nachgerechnet, Nachtrag } from '../../abrechnung/index.ts';
import type { Verzeichnis } from '../../kommunen/index.ts';

const zeitraum = (jahr: number, periode: number) =>
  periode === 13 ? `${jahr} Ausgleich` : `${jahr}-${String(periode).padStart(2, '0')}`;

/**
 * What is printed for a body and a year, and how it ends: 0 everything is equal and settled, 1 something differs or is not in the true-up
 * yet, 2 nothing was stated.
 */
export function berichte(
  jahre: readonly Jahresrechnung[],
  jahr: number,
  verzeichnis: Pick<Verzeichnis, 'byId'>,
): { zeilen: string[]; code: 0 | 1 | 2 } {
  const name = (id: string) => verzeichnis.byId(id)?.name ?? id;
  const gestellt = jahre.filter((j) => j.perioden.length > 0);
  const zeilen = gestellt.flatMap(({ vertrag, perioden, hash }) => {
    const summe = perioden.reduce((s, p) => s + p.fassung.abrechnung.netto, 0);
    return [
      '',
      `${name(vertrag.auftraggeber)} zahlt an ${name(vertrag.auftragnehmer)}: ${vertrag.leistungen.join(', ')} (${vertrag.titel})`,
      ...perioden.flatMap((p) => zeilenOf(p, jahr)),
      `  Summe netto ${formatEuro(summe)}`,
      `  Prüfsumme ${jahr} ${hash}`,
    ];
  });
  if (gestellt.length === 0) return { zeilen: [`Für ${jahr} ist nichts abgerechnet.`], code: 2 };
  const falsch = gestellt.flatMap((j) => j.perioden).filter((p) => !p.gleich).length;
  zeilen.push(
    '',
    falsch === 0
      ? 'Alle Abrechnungen stimmen mit dem eigenen Protokoll überein.'
      : `${falsch} Abrechnungen weichen vom eigenen Protokoll ab.`,
  );
  const offen = gestellt.flatMap((j) => j.perioden).filter((p) => p.nachtrag).length;
  if (offen > 0) zeilen.push(`Jahresausgleiche, die zu berichtigen sind: ${offen}.`);
  return { zeilen, code: falsch + offen === 0 ? 0 : 1 };
}

function zeilenOf(p: Nachgerechnet, jahr: number): string[] {
  const a = p.fassung.abrechnung;
  const zeile = [
    `  ${zeitraum(jahr, p.periode).padEnd(14)}`,
    p.fassung.nummer,
    `netto ${formatEuro(a.netto)}`,
    `USt ${formatEuro(a.steuer)}`,
    ...(a.verrechnung ? [`verrechnet ${formatEuro(a.verrechnung.betrag)}`] : []),
    `zu zahlen ${formatEuro(a.zahlbetrag)}`,
    p.stand,
    p.fassung.hash.slice(0, 16),
  ].join('  ');
  const kopf = [zeile, ...(p.nachtrag ? [nachtragszeile(p.nachtrag)] : [])];
  if (p.gleich) return kopf;
  if (!p.eigen.ok) return [...kopf, `    Das eigene Protokoll ergibt keine Abrechnung (${p.eigen.grund}).`];
  const anders = p.unterschiede.map((u) => `    Zeile weicht ab: ${unterschied(u)}`);
  return [...kopf, ...(anders.length > 0 ? anders : ['    Die Zeilen sind gleich, der Kopf weicht ab.'])];
}

function nachtragszeile({ anlass, neu }: Nachtrag): string {
  const was = anlass === 'gezaehlt' ? 'Seitdem wurde gezählt' : 'Die Gegenleistung hat sich geändert';
  return `    ${was}. ${neu === null ? 'Nun lässt sich nichts mehr berechnen.' : `Zu zahlen wäre jetzt ${formatEuro(neu)}.`}`;
}

function unterschied({ eigen, fremd }: Unterschied): string {
  const z = eigen ?? fremd;
  const seite = (x: Unterschied['eigen']) =>
    x ? `${x.menge === null ? '' : `Menge ${x.menge}, `}${formatEuro(x.netto)}` : 'keine';
  return `${z?.leistung} ab ${z?.regel}, ${z?.art}: eigenes Protokoll ${seite(eigen)}, gestellt ${seite(fremd)}`;
}
