import { addDays, localDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import { type Akte, abgerufen, ansatzOf, anteil, ausgegeben, ausgegebenIn } from '../foerderung/model.ts';
import { foerderregelAm } from '../foerderung/regeln.ts';
import type { Abschnitt, Bericht } from './satz.ts';
import { prozent, spalten, tag } from './texte.ts';

/** Verwendungsnachweis: Sachbericht, and the figures line by line with every receipt. */
export function verwendungsnachweis(a: Akte): Bericht {
  const z = a.zuwendung;
  return {
    titel: 'Verwendungsnachweis',
    untertitel: z.bezeichnung,
    abschnitte: [
      bescheid(a),
      {
        titel: 'Sachbericht',
        absaetze: a.sachbericht
          ? a.sachbericht.inhalt.split(/\n+/).filter((p) => p.trim() !== '')
          : ['Der Sachbericht ist noch nicht geschrieben.'],
      },
      plan(a),
      finanzierung(a),
      belege(a),
      {
        titel: 'Bestätigung',
        absaetze: [
          'Die Ausgaben waren notwendig. Es wurde wirtschaftlich und sparsam verfahren. Die Angaben stimmen mit den Büchern und Belegen überein (Wortlaut zu bestätigen).',
        ],
        unterschrift: ['Ort, Datum', 'Name, Amt, Unterschrift'],
      },
      {
        titel: 'Hinweis',
        absaetze: [
          `Grundlage: ${foerderregelAm(z.bescheidVom).quelle} (zu bestätigen). Maßgeblich ist der Bescheid.`,
          'Die Ausgaben sind einzeln mit Beleg und Tag der Zahlung gebucht. Zurückgenommene Buchungen stehen mit ihrer Gegenbuchung in der Liste.',
        ],
      },
    ],
  };
}

function bescheid({ zuwendung: z }: Akte): Abschnitt {
  return {
    titel: 'Zuwendung',
    absaetze: [],
    tabelle: {
      spalten: spalten(['Angabe', 'nach dem Bescheid'], 2),
      summe: false,
      zeilen: [
        ['Zuwendungsgeber', z.geber],
        ['Aktenzeichen', z.aktenzeichen],
        ['Bescheid vom', tag(z.bescheidVom)],
        ['Bewilligungszeitraum', `${tag(z.von)} bis ${tag(addDays(localDate(z.bis), -1))}`],
        ['Fördersatz', prozent(z.satz)],
        ['Zuwendung höchstens', formatEuro(z.betrag)],
      ],
    },
  };
}

function plan(a: Akte): Abschnitt {
  const z = a.zuwendung;
  const zeile = (name: string, ansatz: number, ist: number) => [
    name,
    formatEuro(ansatz),
    formatEuro(ist),
    formatEuro(ansatz - ist),
  ];
  return {
    titel: 'Zahlenmäßiger Nachweis: Ausgaben',
    absaetze: [],
    tabelle: {
      spalten: spalten(['Position', 'Ansatz', 'ausgegeben', 'Unterschied'], 1),
      summe: true,
      zeilen: [
        ...z.positionen.map((p) => zeile(`${p.nr} ${p.bezeichnung}`, p.ansatz, ausgegebenIn(a, p.nr))),
        zeile('Summe', ansatzOf(z), ausgegeben(a)),
      ],
    },
  };
}

function finanzierung(a: Akte): Abschnitt {
  const [kosten, foerderung] = [ausgegeben(a), anteil(a.zuwendung, ausgegeben(a))];
  return {
    titel: 'Zahlenmäßiger Nachweis: Finanzierung',
    absaetze: [],
    tabelle: {
      spalten: spalten(['Woher', 'Betrag'], 1),
      summe: false,
      zeilen: [
        ['Ausgaben insgesamt', formatEuro(kosten)],
        ['davon förderfähig nach Fördersatz', formatEuro(foerderung)],
        ['eigene Mittel', formatEuro(kosten - foerderung)],
        ['abgerufen', formatEuro(abgerufen(a))],
        [
          abgerufen(a) > foerderung ? 'zu viel abgerufen' : 'noch abrufbar für diese Ausgaben',
          formatEuro(Math.abs(foerderung - abgerufen(a))),
        ],
      ],
    },
  };
}

function belege(a: Akte): Abschnitt {
  return {
    titel: 'Belege',
    absaetze: a.ausgaben.length === 0 ? ['Es ist noch keine Ausgabe gebucht.'] : [],
    ...(a.ausgaben.length === 0
      ? {}
      : {
          tabelle: {
            spalten: spalten(['Zweck', 'Beleg', 'Tag', 'Position', 'Betrag'], 3),
            summe: true,
            zeilen: [
              ...a.ausgaben.map((x) => [
                x.gegen === null ? x.zweck : `Gegenbuchung: ${x.zweck}`,
                x.beleg,
                tag(x.tag),
                String(x.position),
                formatEuro(x.betrag),
              ]),
              ['Summe', '', '', '', formatEuro(ausgegeben(a))],
            ],
          },
        }),
  };
}
