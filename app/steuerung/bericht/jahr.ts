import { addDays, localDate } from '@rathausverbund/fristen';
import { formatEuro, type Zeitraum } from '@rathausverbund/kosten';
import type { Tx } from '../../base/index.ts';
import { readVertraege } from '../../vereinbarungen/index.ts';
import { readAllein } from '../lage/eintragen.ts';
import { type Gegenueber, type Kostenzeile, readGegenueber, readKosten } from '../lage/kosten.ts';
import { readWidersprueche, readZeiten, type Zeitwert } from '../lage/queries.ts';
import { type Datensatz, readDatensaetze } from '../offen/actions.ts';
import { AB_FAELLEN } from '../vergleich/model.ts';
import type { Abschnitt, Bericht } from './satz.ts';
import { spalten, tag } from './texte.ts';

/** What a year's report is made of; nothing in it counts fewer than five. */
export interface Jahr {
  jahr: number;
  /** last day that is told of */
  stand: string;
  /** released quarters: the cases are told from these alone, so that the report gives away nothing beyond them */
  quartale: Datensatz[];
  zeiten: Zeitwert[];
  /** null = fewer than five, but some */
  widersprueche: number | null;
  kosten: Kostenzeile[];
  gegenueber: Gegenueber[];
}

export async function readJahr(tx: Tx, stelle: string, jahr: number, heute: string): Promise<Jahr> {
  const von = localDate(`${jahr}-01-01`);
  const ende = localDate(`${jahr + 1}-01-01`);
  const bis = heute < ende ? addDays(localDate(heute), 1) : ende;
  const [vertraege, zeiten, wider, allein, offen] = await Promise.all([
    readVertraege(tx),
    readZeiten(tx, stelle, von, bis),
    readWidersprueche(tx, stelle, von),
    readAllein(tx),
    readDatensaetze(tx),
  ]);
  const imJahr = <T extends { monat: string | null }>(liste: readonly T[]) =>
    liste.filter((x) => x.monat?.startsWith(`${jahr}-`));
  const grund = { stelle, vertraege, zeit: { von, bis } };
  const anzahl = imJahr(wider).reduce((n, w) => n + w.anzahl, 0);
  return {
    jahr,
    stand: addDays(bis, -1),
    quartale: offen.filter((d) => d.koerperschaft === stelle && d.quartal.startsWith(`${jahr}-`)),
    zeiten: zeiten.filter((z) => z.monat === null && z.anzahl >= AB_FAELLEN),
    widersprueche: anzahl > 0 && anzahl < AB_FAELLEN ? null : anzahl,
    kosten: await readKosten(tx, grund),
    gegenueber: await readGegenueber(tx, grund, allein),
  };
}

export interface Namen {
  leistung(schluessel: string): string;
  haus(id: string): string;
}

/** The yearly report of a body for its council. */
export function jahresbericht(j: Jahr, n: Namen): Bericht {
  return {
    titel: `Jahresbericht ${j.jahr}`,
    untertitel: `Was in unserem Namen getan wurde, wie schnell und zu welchem Preis. Stand ${tag(j.stand)}.`,
    abschnitte: [faelle(j, n), zeiten(j, n), kosten(j, n), ...gegenueber(j, n), widersprueche(j), methode()],
  };
}

function faelle(j: Jahr, n: Namen): Abschnitt {
  const quartale = [...j.quartale].sort((a, b) => (a.quartal < b.quartal ? -1 : 1));
  if (quartale.length === 0)
    return {
      titel: 'Vorgänge',
      absaetze: [
        'Für dieses Jahr ist noch kein Quartal freigegeben. Die Zahl der Vorgänge erscheint mit der Freigabe.',
      ],
    };
  const leistungen = [...new Set(quartale.flatMap((q) => q.inhalt.zeilen))];
  const wert = (q: Datensatz, l: string | null) => {
    const i = l === null ? q.inhalt.zeilen.length : q.inhalt.zeilen.indexOf(l);
    return i < 0 ? 0 : (q.inhalt.werte[i]?.at(-1) ?? null);
  };
  const zeile = (name: string, l: string | null) => {
    const werte = quartale.map((q) => wert(q, l));
    const gesamt = werte.some((w) => w === null) ? null : werte.reduce<number>((a, w) => a + (w ?? 0), 0);
    return [name, ...[...werte, gesamt].map((w) => (w === null ? 'verdeckt' : String(w)))];
  };
  return {
    titel: 'Vorgänge',
    absaetze: [
      'Eingegangene Vorgänge je Quartal, wie sie als offene Daten freigegeben sind. Zahlen unter fünf sind verdeckt, weitere so, dass sich keine ausrechnen lässt.',
    ],
    tabelle: {
      spalten: spalten(['Leistung', ...quartale.map((q) => `${q.quartal.slice(6)}. Quartal`), 'zusammen'], 1),
      summe: true,
      zeilen: [...leistungen.map((l) => zeile(n.leistung(l), l)), zeile('Summe', null)],
    },
  };
}

const ZAHL = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });

function dauer(stunden: number): string {
  if (stunden * 60 < 1) return 'unter 1 Minute';
  if (stunden < 1) return `${Math.round(stunden * 60)} Minuten`;
  return stunden < 48 ? `${ZAHL.format(stunden)} Stunden` : `${ZAHL.format(stunden / 24)} Tage`;
}

function zeiten(j: Jahr, n: Namen): Abschnitt {
  const absaetze = [
    'Vom Eingang bis zur ersten Bescheinigung oder zum ersten Bescheid. Die Hälfte der Fälle ist schneller als die mittlere Zeit.',
  ];
  if (j.zeiten.length === 0)
    return {
      titel: 'Bearbeitungszeit',
      absaetze: ['Für dieses Jahr liegen keine Zeiten aus mindestens fünf Fällen vor.'],
    };
  return {
    titel: 'Bearbeitungszeit',
    absaetze,
    tabelle: {
      spalten: spalten(['Leistung', 'mittlere Zeit', 'neun von zehn'], 1),
      summe: false,
      zeilen: j.zeiten.map((z) => [
        `${n.leistung(z.leistung)}, bis ${z.art === 'bescheid' ? 'zum Bescheid' : 'zur Bescheinigung'}`,
        dauer(z.haelfte),
        dauer(z.neunZehntel),
      ]),
    },
  };
}

function kosten(j: Jahr, n: Namen): Abschnitt {
  if (j.kosten.length === 0)
    return { titel: 'Kosten', absaetze: ['Keine andere Kommune arbeitet nach einer Vereinbarung für uns.'] };
  return {
    titel: 'Kosten der gemeinsamen Arbeit',
    absaetze: [
      `Nach den vereinbarten Preisen, ohne Umsatzsteuer, vom ${tag(`${j.jahr}-01-01`)} bis ${tag(j.stand)}; verbindlich ist die Abrechnung.`,
    ],
    tabelle: {
      spalten: spalten(['Leistung', 'erledigt durch', 'vereinbart', 'Kosten'], 3),
      summe: false,
      zeilen: j.kosten.map((k) => [n.leistung(k.leistung), n.haus(k.an), k.regel, preis(k.bisher)]),
    },
  };
}

const preis = (cent: number | null): string => (cent === null ? 'steht noch nicht fest' : formatEuro(cent));

const zeitraum = (z: Zeitraum): string => `${tag(z.von)} bis ${tag(addDays(z.bis, -1))}`;

function gegenueber(j: Jahr, n: Namen): Abschnitt[] {
  if (j.gegenueber.length === 0) return [];
  return [
    {
      titel: 'Gemeinsam und allein',
      absaetze: [
        'Verglichen werden nur die Tage, an denen eine Vereinbarung galt und die eigene Kommune gesagt hat, was die Leistung allein kosten würde. „Allein“ ist diese eigene Angabe.',
      ],
      tabelle: {
        spalten: spalten(['Leistung', 'Tage', 'gemeinsam', 'allein'], 2),
        summe: false,
        zeilen: j.gegenueber.map((k) => [
          n.leistung(k.leistung),
          k.tage.map(zeitraum).join('; '),
          preis(k.gemeinsam),
          formatEuro(k.allein),
        ]),
      },
    },
  ];
}

const widersprueche = (j: Jahr): Abschnitt => ({
  titel: 'Widersprüche',
  absaetze: [
    j.widersprueche === null
      ? 'Es gab weniger als fünf Widersprüche.'
      : j.widersprueche === 0
        ? 'Es gab keine Widersprüche.'
        : `Es gab ${j.widersprueche} Vorgänge mit Widerspruch.`,
  ],
});

const methode = (): Abschnitt => ({
  titel: 'Wie gezählt wurde',
  absaetze: [
    'Alle Zahlen zählen Vorgänge, keine Menschen. Was eine andere Kommune durch Delegation an unserer Stelle entscheidet, steht in deren Zahlen.',
  ],
});
