import { istNegativ, istNull } from '../betrag.ts';
import type { Rechnung } from '../model.ts';
import { fehler, type Regel } from './model.ts';

type Spanne = { erster?: string; letzter?: string } | undefined;
const verkehrt = (z: Spanne) => z?.erster !== undefined && z.letzter !== undefined && z.letzter < z.erster;
const leer = (z: Spanne) => z !== undefined && z.erster === undefined && z.letzter === undefined;
const ohneGrund = (n: { grund?: string; grundcode?: string }) => n.grund === undefined && n.grundcode === undefined;
const positionsnachlaesse = (r: Rechnung) => r.positionen.flatMap((p) => [...p.abschlaege, ...p.zuschlaege]);
const ueberweisung = (code: string) => code === '30' || code === '58';

const mehrAlsEins = (r: Rechnung, was: (z: Rechnung['zahlwege'][number]) => unknown) =>
  r.zahlwege.filter((z) => was(z) !== undefined).length > 1;
const istVerkaeufer = ({ verkaeufer: v, zahlungsempfaenger: e }: Rechnung) =>
  e !== undefined &&
  (e.name === v.name || e.name === v.handelsname || v.kennungen.some((k) => k.wert === e.kennung?.wert));

/** Rules about single terms. Source: EN 16931-1, 6.4. */
export const KERN: readonly Regel[] = [
  fehler('BR-16', 'Eine Rechnung braucht mindestens eine Position', (r) => r.positionen.length === 0),
  fehler('BR-27', 'Der Preis einer Position darf nicht negativ sein; negativ wird die Menge', (r) =>
    r.positionen.some((p) => istNegativ(p.preis)),
  ),
  fehler('BR-28', 'Der Bruttopreis einer Position darf nicht negativ sein', (r) =>
    r.positionen.some((p) => istNegativ(p.bruttopreis ?? '0')),
  ),
  fehler('BR-29', 'Der Abrechnungszeitraum endet vor seinem Beginn', (r) => verkehrt(r.zeitraum)),
  fehler('BR-30', 'Der Zeitraum einer Position endet vor seinem Beginn', (r) =>
    r.positionen.some((p) => verkehrt(p.zeitraum)),
  ),
  fehler('BR-CO-19', 'Ein Abrechnungszeitraum braucht Beginn oder Ende', (r) => leer(r.zeitraum)),
  fehler('BR-CO-20', 'Der Zeitraum einer Position braucht Beginn oder Ende', (r) =>
    r.positionen.some((p) => leer(p.zeitraum)),
  ),
  fehler('BR-33', 'Ein Abschlag der Rechnung braucht einen Grund', (r) => r.abschlaege.some(ohneGrund)),
  fehler('BR-38', 'Ein Zuschlag der Rechnung braucht einen Grund', (r) => r.zuschlaege.some(ohneGrund)),
  fehler('BR-42', 'Abschlag und Zuschlag einer Position brauchen einen Grund', (r) =>
    positionsnachlaesse(r).some(ohneGrund),
  ),
  fehler(
    'BR-53',
    'Wer eine Währung für die Umsatzsteuer nennt, nennt auch den Steuerbetrag in dieser Währung',
    (r) => (r.steuerwaehrung === undefined) !== (r.summen.steuerInSteuerwaehrung === undefined),
  ),
  fehler(
    'BR-CO-15',
    'Die Währung für die Umsatzsteuer wird nur genannt, wenn sie eine andere als die der Rechnung ist',
    (r) => r.steuerwaehrung === r.waehrung,
  ),
  fehler('BR-61', 'Eine Überweisung braucht ein Konto', (r) =>
    r.zahlwege.some((z) => ueberweisung(z.code) && z.konto === undefined),
  ),
  fehler('BR-51', 'Von einer Karte stehen höchstens die letzten zehn Stellen in der Rechnung', (r) =>
    r.zahlwege.some((z) => (z.karte?.nummer ?? '').length > 10),
  ),
  fehler('BR-66', 'Eine Rechnung nennt höchstens eine Karte', (r) => mehrAlsEins(r, (z) => z.karte)),
  fehler('BR-67', 'Eine Rechnung nennt höchstens ein Mandat, also ein belastetes Konto', (r) =>
    mehrAlsEins(r, (z) => z.belastetesKonto),
  ),
  fehler('BR-17', 'Wer das Geld erhält, wird nur genannt, wenn es nicht der Verkäufer ist', istVerkaeufer),
  fehler(
    'BR-62',
    'Die elektronische Adresse des Verkäufers braucht die Art der Adresse',
    (r) => r.verkaeufer.adresse !== undefined && r.verkaeufer.adresse.schema === undefined,
  ),
  fehler(
    'BR-63',
    'Die elektronische Adresse des Käufers braucht die Art der Adresse',
    (r) => r.kaeufer.adresse !== undefined && r.kaeufer.adresse.schema === undefined,
  ),
  fehler('BR-64', 'Die Standardkennung eines Artikels braucht ihr Schema', (r) =>
    r.positionen.some((p) => p.artikelStandard !== undefined && p.artikelStandard.schema === undefined),
  ),
  fehler('BR-65', 'Die Einordnung eines Artikels braucht ihre Liste', (r) =>
    r.positionen.some((p) => p.klassen.some((k) => k.liste === undefined)),
  ),
  fehler(
    'BR-CO-3',
    'Steuerdatum und Code des Steuerzeitpunkts schließen einander aus',
    (r) => r.steuerdatum !== undefined && r.steuerzeitpunkt !== undefined,
  ),
  fehler(
    'BR-CO-25',
    'Ist etwas zu zahlen, muss die Rechnung Fälligkeit oder Zahlungsbedingungen nennen',
    (r) => r.summen.faellig > 0 && r.faellig === undefined && r.zahlungsbedingungen === undefined,
  ),
  fehler(
    'BR-CO-26',
    'Der Verkäufer braucht eine Kennung, einen Registereintrag oder eine USt-IdNr.',
    ({ verkaeufer: v }) => v.kennungen.length === 0 && v.register === undefined && v.ustId === undefined,
  ),
  fehler('PEPPOL-EN16931-R121', 'Die Basismenge einer Position muss größer als null sein', (r) =>
    r.positionen.some((p) => p.basis !== undefined && (istNegativ(p.basis.menge) || istNull(p.basis.menge))),
  ),
  fehler('PEPPOL-EN16931-R130', 'Basismenge und Menge einer Position haben dieselbe Einheit', (r) =>
    r.positionen.some((p) => p.basis?.einheit !== undefined && p.basis.einheit !== p.einheit),
  ),
];
