import { formatDatum, type LocalDate } from '@rathausverbund/fristen';
import { formatEuro } from '@rathausverbund/kosten';
import type { Rechnung, Rechnungsposition } from '@rathausverbund/xoev';
import { absenderOf, type BriefDaten, bankverbindungOf, girocode } from '../../dokumente/index.ts';
import type { Auftritt } from '../../kommunen/index.ts';

/** `inhalt` of rechnung.typ: what the attached `factur-x.xml` says, for people. No Verwaltungsakt. */
export interface RechnungInhalt {
  nummer: string;
  zeitraum: string;
  vereinbarung: string;
  abrechnung: string;
  korrigiert?: string;
  posten: {
    nummer: string;
    bezeichnung: string;
    beschreibung?: string;
    menge: string;
    preis: string;
    betrag: string;
  }[];
  summen: { bezeichnung: string; betrag: string }[];
  /** why no value added tax is shown */
  steuergruende: string[];
  bemerkungen: string[];
  zahlungsbedingungen: string;
  leitwegId: string;
  steuernummern: { beschriftung: string; wert: string }[];
}

export interface Blattlage {
  /** letterhead of the body that sends the invoice */
  auftritt: Auftritt;
  kuerzel: string;
  /** instant the invoice was made: same invoice, same bytes */
  erstelltAm: string;
  test: boolean;
}

const lang = (tag: string): string => formatDatum(tag as LocalDate).replace(/^\S+, /, '');
const zahl = (dezimal: string): string => dezimal.replace('.', ',').replace(/\B(?=(\d{3})+(?!\d)(?=,|$))/g, '.');
const tausend = (ganz: string): string => ganz.replace(/\B(?=(\d{3})+(?!\d))/g, '.');
const MINUS = '−';

/** Unit prices show at least cents, and what is finer than that. */
function preis(dezimal: string): string {
  const [ganz = '0', rest = ''] = dezimal.split('.');
  return `${tausend(ganz)},${rest.padEnd(2, '0')} €`;
}

const EINHEIT: Readonly<Record<string, string>> = { ZP: ' Seiten', IE: ' Einw.', LS: ' pauschal' };

const posten = (p: Rechnungsposition): RechnungInhalt['posten'][number] => ({
  nummer: p.nummer,
  bezeichnung: p.name,
  ...(p.beschreibung === undefined ? {} : { beschreibung: p.beschreibung }),
  menge: `${zahl(p.menge).replace('-', MINUS)}${EINHEIT[p.einheit] ?? ''}`,
  preis: preis(p.preis),
  betrag: formatEuro(p.netto),
});

function summen({ summen: s, steuern }: Rechnung): RechnungInhalt['summen'] {
  const mitSteuer = steuern.filter((z) => z.kategorie === 'S');
  return [
    { bezeichnung: mitSteuer.length > 0 ? 'Summe netto' : 'Summe', betrag: formatEuro(s.netto) },
    ...mitSteuer.map((z) => ({
      bezeichnung: `Umsatzsteuer ${zahl(z.satz ?? '0')} % auf ${formatEuro(z.basis)}`,
      betrag: formatEuro(z.betrag),
    })),
    ...(s.gezahlt === undefined
      ? []
      : [
          ...(mitSteuer.length > 0 ? [{ bezeichnung: 'Summe brutto', betrag: formatEuro(s.brutto) }] : []),
          { bezeichnung: 'davon verrechnet oder gezahlt', betrag: formatEuro(-s.gezahlt) },
        ]),
    { bezeichnung: s.faellig < 0 ? 'Wird erstattet' : 'Zu zahlen', betrag: formatEuro(Math.abs(s.faellig)) },
  ];
}

function inhalt(r: Rechnung): RechnungInhalt {
  const [vor] = r.vorgaenger;
  const { erster = '', letzter = '' } = r.zeitraum ?? {};
  return {
    nummer: r.nummer,
    zeitraum: `${lang(erster)} bis ${lang(letzter)}`,
    vereinbarung: r.vertrag ?? '',
    abrechnung: r.objekt?.wert ?? '',
    ...(vor ? { korrigiert: `Rechnung ${vor.nummer} vom ${lang(vor.datum ?? r.datum)}` } : {}),
    posten: r.positionen.map(posten),
    summen: summen(r),
    steuergruende: r.steuern.flatMap((s) => (s.grund === undefined ? [] : [`Ohne Umsatzsteuer: ${s.grund}.`])),
    bemerkungen: r.bemerkungen.map((b) => b.text),
    zahlungsbedingungen: r.zahlungsbedingungen ?? '',
    leitwegId: r.kaeuferreferenz ?? '',
    steuernummern: [
      { beschriftung: 'USt-IdNr.', wert: r.verkaeufer.ustId ?? '' },
      { beschriftung: 'Steuernummer', wert: r.verkaeufer.steuernummer ?? '' },
    ].filter((n) => n.wert !== ''),
  };
}

/** The letter of an invoice. It says what the invoice says and nothing of its own: both come from the same object. */
export function blattOf(
  r: Rechnung,
  { auftritt: a, kuerzel, erstelltAm, test }: Blattlage,
): BriefDaten<RechnungInhalt> {
  const { name, anschrift } = r.kaeufer;
  const code =
    r.summen.faellig > 0
      ? girocode({
          kontoinhaber: a.kontoinhaber,
          iban: a.iban,
          bic: a.bic,
          betragCent: r.summen.faellig,
          verwendungszweck: r.nummer,
        })
      : null;
  return {
    erstelltAm,
    absender: absenderOf(a, kuerzel),
    unterzeichner: { amt: a.amt, formel: 'Im Auftrag', name: null, stelle: null, automatisch: true },
    bankverbindung: bankverbindungOf(a),
    empfaenger: { zeilen: [name, anschrift.zeile1 ?? '', `${anschrift.plz ?? ''} ${anschrift.ort ?? ''}`] },
    bezug: { aktenzeichen: r.nummer, datum: lang(r.datum), email: r.verkaeufer.kontakt?.email ?? a.email },
    betreff: r.art === '384' ? `Rechnungskorrektur ${r.nummer}` : `Rechnung ${r.nummer}`,
    inhalt: inhalt(r),
    ...(code === null
      ? {}
      : {
          zahlung: {
            betrag: formatEuro(r.summen.faellig),
            faellig: lang(r.faellig ?? r.datum),
            kassenzeichen: r.nummer,
            iban: a.iban,
            bic: a.bic,
            kontoinhaber: a.kontoinhaber,
            ...(code.ok ? { girocode: code.matrix } : {}),
          },
        }),
    test,
    hinweise: [],
  };
}
