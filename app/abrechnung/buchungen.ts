import { ablehnen, type Ergebnis, type Tx } from '../base/index.ts';
import type { Verzeichnis } from '../kommunen/index.ts';
import { readVertraege } from '../vereinbarungen/index.ts';
import { kassenzeichenOf } from '../zahlungen/index.ts';
import { type Akteur, darf, kontextOf, verboten } from './akteur.ts';
import { type Fassung, type Gebucht, periodenOf } from './model.ts';
import type { AbrechnungDeps } from './stellen.ts';
import { readSchritte } from './store.ts';

export interface Kontierung {
  produkt: string;
  sachkonto: string;
  kostenstelle: string;
}

/** Account assignments of a body by agreement. */
export async function readKontierungen(tx: Tx): Promise<Map<string, Kontierung>> {
  const zeilen = await tx.zeilen<Kontierung & { vereinbarung: string } & Record<string, unknown>>(
    'select vereinbarung, produkt, sachkonto, kostenstelle from abrechnung.kontierung where koerperschaft = $1',
    [tx.kontext.stelle],
  );
  return new Map(zeilen.map(({ vereinbarung, ...k }) => [vereinbarung, k]));
}

const FORM = /^[\w.\- /]{0,40}$/;

/** Enters where the own body books an agreement. Its cash system's words: letters, digits, point, hyphen, slash, at most 40. */
export async function kontiere(
  d: AbrechnungDeps,
  akteur: Akteur,
  vereinbarung: string,
  k: Kontierung,
): Promise<Ergebnis> {
  if (!darf(akteur, 'kontieren')) return verboten;
  if (k.sachkonto.trim() === '') return ablehnen('abrechnung.kontierung-fehlt', { feld: 'sachkonto' });
  const falsch = (['produkt', 'sachkonto', 'kostenstelle'] as const).find((f) => !FORM.test(k[f].trim()));
  if (falsch) return ablehnen('abrechnung.kontierung-ungueltig', { feld: falsch });
  return d.db.transaktion(kontextOf(akteur, vereinbarung), async (tx) => {
    if (!(await readVertraege(tx)).some((v) => v.id === vereinbarung)) return ablehnen('abrechnung.unbekannt');
    await tx.fuehreAus(
      `insert into abrechnung.kontierung (koerperschaft, vereinbarung, produkt, sachkonto, kostenstelle) values ($1, $2, $3, $4, $5)
       on conflict (koerperschaft, vereinbarung) do update set produkt = excluded.produkt, sachkonto = excluded.sachkonto,
         kostenstelle = excluded.kostenstelle`,
      [akteur.stelle, vereinbarung, k.produkt.trim(), k.sachkonto.trim(), k.kostenstelle.trim()],
    );
    return { ok: true };
  });
}

/** A booking of the own body. Amounts in cents; a counter-entry books the difference to what it corrects. */
export interface Buchung {
  vereinbarung: string;
  art: 'forderung' | 'verbindlichkeit';
  kassenzeichen: string;
  nummer: string;
  partner: string;
  periode: string;
  netto: number;
  steuer: number;
  /** what is to be paid; 0 where the year's true-up settles it by offset */
  betrag: number;
  faellig: string;
  kontierung: Kontierung | null;
}

/** What a year's statements mean for the own cash: claims of the commissioned body, debts of the commissioning one. */
export async function readBuchungen(tx: Tx, verzeichnis: Verzeichnis, jahr: number): Promise<Buchung[]> {
  const [schritte, kontierungen] = await Promise.all([readSchritte(tx, jahr), readKontierungen(tx)]);
  const nachVertrag = new Map<string, Gebucht[]>();
  for (const s of schritte) nachVertrag.set(s.vereinbarung, [...(nachVertrag.get(s.vereinbarung) ?? []), s]);
  return [...nachVertrag].flatMap(([vereinbarung, liste]) =>
    [...periodenOf(liste, jahr).values()].flatMap((p) =>
      p.fassungen.map((f, i) => ({
        vereinbarung,
        ...buchungOf(
          f,
          p.fassungen[i - 1] ?? null,
          tx.kontext.stelle ?? '',
          verzeichnis,
          kontierungen.get(vereinbarung),
        ),
      })),
    ),
  );
}

function buchungOf(
  f: Fassung,
  vorige: Fassung | null,
  wer: string,
  verzeichnis: Verzeichnis,
  kontierung: Kontierung | undefined,
): Omit<Buchung, 'vereinbarung'> {
  const a = f.abrechnung;
  const weniger = (feld: 'netto' | 'steuer' | 'zahlbetrag') => a[feld] - (vorige?.abrechnung[feld] ?? 0);
  const glaeubiger = a.glaeubiger === wer;
  return {
    art: glaeubiger ? 'forderung' : 'verbindlichkeit',
    kassenzeichen: kassenzeichenOf(f.nummer),
    nummer: f.nummer,
    partner: verzeichnis.byId(glaeubiger ? a.schuldner : a.glaeubiger)?.name ?? '',
    periode: `${a.jahr}-${String(a.periode).padStart(2, '0')}`,
    netto: weniger('netto'),
    steuer: weniger('steuer'),
    betrag: weniger('zahlbetrag'),
    faellig: f.faellig,
    kontierung: kontierung ?? null,
  };
}

const SPALTEN = [
  'Art',
  'Kassenzeichen',
  'Rechnungsnummer',
  'Partner',
  'Zeitraum',
  'Netto',
  'Umsatzsteuer',
  'Zahlbetrag',
  'Fällig',
  'Produkt',
  'Sachkonto',
  'Kostenstelle',
  'Leistung',
];

const euro = (cent: number): string => {
  const b = Math.abs(cent);
  return `${cent < 0 ? '-' : ''}${Math.floor(b / 100)},${String(b % 100).padStart(2, '0')}`;
};
// a cell that begins like a formula would be run by a spreadsheet
const zelle = (x: string): string =>
  `"${(/^[=+@\t]/.test(x) || /^-(?!\d)/.test(x) ? `'${x}` : x).replaceAll('"', '""')}"`;

/**
 * CSV for the cash system: UTF-8 with mark, semicolons, decimal comma, every cell in quotes.
 * @param leistungOf what an agreement is about, in words; the last column, so that older readers find theirs in their place
 */
export function buchungenCsv(buchungen: readonly Buchung[], leistungOf: (vereinbarung: string) => string): string {
  const zeilen = buchungen.map((b) => [
    b.art === 'forderung' ? 'Forderung' : 'Verbindlichkeit',
    b.kassenzeichen,
    b.nummer,
    b.partner,
    b.periode,
    euro(b.netto),
    euro(b.steuer),
    euro(b.betrag),
    b.faellig,
    b.kontierung?.produkt ?? '',
    b.kontierung?.sachkonto ?? '',
    b.kontierung?.kostenstelle ?? '',
    leistungOf(b.vereinbarung),
  ]);
  return `\uFEFF${[SPALTEN, ...zeilen].map((z) => z.map(zelle).join(';')).join('\r\n')}\r\n`;
}
