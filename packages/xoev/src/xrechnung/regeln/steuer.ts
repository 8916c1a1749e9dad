import { istNegativ, istNull } from '../betrag.ts';
import type { Rechnung } from '../model.ts';
import { fehler, type Regel, summe } from './model.ts';

/** One kind of value added tax (UNTDID 5305) and what EN 16931-1, 6.4.3 asks of it. */
interface Steuerart {
  readonly code: string;
  /** name in the rules: BR-S-1 … */
  readonly regel: string;
  readonly satz: 'positiv' | 'null' | 'ohne' | 'beliebig';
  /** BT-120 or BT-121 */
  readonly grund: 'noetig' | 'verboten';
}

const ARTEN: readonly Steuerart[] = [
  { code: 'S', regel: 'BR-S', satz: 'positiv', grund: 'verboten' },
  { code: 'Z', regel: 'BR-Z', satz: 'null', grund: 'verboten' },
  { code: 'E', regel: 'BR-E', satz: 'null', grund: 'noetig' },
  { code: 'AE', regel: 'BR-AE', satz: 'null', grund: 'noetig' },
  { code: 'K', regel: 'BR-IC', satz: 'null', grund: 'noetig' },
  { code: 'G', regel: 'BR-G', satz: 'null', grund: 'noetig' },
  { code: 'O', regel: 'BR-O', satz: 'ohne', grund: 'noetig' },
  { code: 'L', regel: 'BR-AF', satz: 'positiv', grund: 'verboten' },
  { code: 'M', regel: 'BR-AG', satz: 'beliebig', grund: 'verboten' },
];

interface Teil {
  readonly kategorie: string;
  readonly satz: string | undefined;
  readonly betrag: number;
}

/** Everything on the invoice that carries tax, as it counts towards the basis of its kind. */
const teile = (r: Rechnung): Teil[] => [
  ...r.positionen.map((p) => ({ kategorie: p.steuer.kategorie, satz: p.steuer.satz, betrag: p.netto })),
  ...r.abschlaege.map((n) => ({ kategorie: n.steuer.kategorie, satz: n.steuer.satz, betrag: -n.betrag })),
  ...r.zuschlaege.map((n) => ({ kategorie: n.steuer.kategorie, satz: n.steuer.satz, betrag: n.betrag })),
];

const satzFalsch = (art: Steuerart, satz: string | undefined): boolean => {
  if (art.satz === 'ohne') return satz !== undefined;
  if (satz === undefined || istNegativ(satz)) return true;
  return art.satz === 'beliebig' ? false : istNull(satz) === (art.satz === 'positiv');
};

/** Who supplies to another country is known there by the VAT identifier only. */
const NUR_UST_ID = new Set(['K', 'G']);
const ohneSteuernummer = (r: Rechnung, code: string) =>
  r.verkaeufer.ustId === undefined &&
  r.steuervertreter === undefined &&
  (NUR_UST_ID.has(code) || r.verkaeufer.steuernummer === undefined);

function regelnFuer(art: Steuerart): Regel[] {
  const { code, regel } = art;
  const meine = (r: Rechnung) => teile(r).filter((t) => t.kategorie === code);
  const zeilen = (r: Rechnung) => r.steuern.filter((s) => s.kategorie === code);
  const jeSatz = art.satz === 'positiv' || art.satz === 'beliebig';
  return [
    fehler(`${regel}-1`, `Für die Steuerart ${code} passen Positionen und Steueraufteilung nicht zusammen`, (r) =>
      jeSatz
        ? meine(r).some((t) => !zeilen(r).some((s) => s.satz === t.satz))
        : meine(r).length > 0 !== (zeilen(r).length === 1) || zeilen(r).length > 1,
    ),
    fehler(`${regel}-5`, `Der Steuersatz passt nicht zur Steuerart ${code}`, (r) =>
      meine(r).some((t) => satzFalsch(art, t.satz)),
    ),
    fehler(`${regel}-8`, `Die Bemessungsgrundlage der Steuerart ${code} ist nicht die Summe ihrer Positionen`, (r) =>
      zeilen(r).some((s) => {
        const dazu = meine(r).filter((t) => !jeSatz || t.satz === s.satz);
        return s.basis !== summe(dazu.map((t) => t.betrag)) || (code === 'S' && dazu.length === 0);
      }),
    ),
    ...(jeSatz
      ? []
      : [
          fehler(`${regel}-9`, `Die Steuerart ${code} trägt keinen Steuerbetrag`, (r) =>
            zeilen(r).some((s) => s.betrag !== 0),
          ),
        ]),
    fehler(
      `${regel}-10`,
      art.grund === 'noetig'
        ? `Die Steuerart ${code} braucht einen Grund für die fehlende Umsatzsteuer`
        : `Die Steuerart ${code} hat keinen Befreiungsgrund`,
      (r) =>
        zeilen(r).some((s) => {
          const hat = s.grund !== undefined || s.grundcode !== undefined;
          return hat !== (art.grund === 'noetig');
        }),
    ),
    ...(code === 'O'
      ? []
      : [
          fehler(
            `${regel}-2`,
            `Mit der Steuerart ${code} braucht der Verkäufer eine USt-IdNr.${NUR_UST_ID.has(code) ? '' : ' oder Steuernummer'}`,
            (r) => meine(r).length > 0 && ohneSteuernummer(r, code),
          ),
        ]),
  ];
}

const hat = (r: Rechnung, code: string) => teile(r).some((t) => t.kategorie === code);

export const STEUERARTEN: readonly Regel[] = [
  ...ARTEN.flatMap(regelnFuer),
  fehler('BR-48', 'Jede Zeile der Steueraufteilung außer „O“ braucht ihren Steuersatz', (r) =>
    r.steuern.some((s) => s.kategorie !== 'O' && s.satz === undefined),
  ),
  fehler(
    'BR-O-2',
    'Eine Rechnung über nicht steuerbare Leistungen nennt keine USt-IdNr.',
    (r) =>
      hat(r, 'O') &&
      [r.verkaeufer.ustId, r.kaeufer.ustId, r.steuervertreter?.ustId].some((nummer) => nummer !== undefined),
  ),
  fehler(
    'BR-O-11',
    'Nicht steuerbare und andere Leistungen stehen nicht auf derselben Rechnung',
    (r) => (hat(r, 'O') || r.steuern.some((s) => s.kategorie === 'O')) && teile(r).some((t) => t.kategorie !== 'O'),
  ),
  ...(['AE', 'K'] as const).map((code) =>
    fehler(
      `${code === 'K' ? 'BR-IC' : 'BR-AE'}-3`,
      `Mit der Steuerart ${code} braucht auch der Käufer eine USt-IdNr.`,
      (r) => hat(r, code) && r.kaeufer.ustId === undefined && (code === 'K' || r.kaeufer.register === undefined),
    ),
  ),
  fehler(
    'BR-IC-11',
    'Eine innergemeinschaftliche Lieferung nennt Liefertag oder Zeitraum',
    (r) => hat(r, 'K') && r.lieferung?.tag === undefined && r.zeitraum === undefined,
  ),
  fehler(
    'BR-IC-12',
    'Eine innergemeinschaftliche Lieferung nennt das Land, in das geliefert wird',
    (r) => hat(r, 'K') && r.lieferung?.anschrift === undefined,
  ),
];
