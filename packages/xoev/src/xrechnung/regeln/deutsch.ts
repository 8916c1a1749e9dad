import { isValidIBAN } from 'ibantools';
import type { Rechnung } from '../model.ts';
import { fehler, type Regel, warnung } from './model.ts';

/** True for XRechnung of any version and its extension. */
export const istXRechnung = (r: Rechnung): boolean => /:kosit:(?:standard:)?xrechnung_\d/.test(r.profil);

const UEBERWEISUNG = new Set(['30', '58']);
const KARTE = new Set(['48', '54', '55']);
const ARTEN = new Set(['326', '380', '384', '389', '381', '875', '876', '877']);
const MIT_STEUERNUMMER = new Set(['S', 'Z', 'E', 'AE', 'K', 'G', 'L', 'M']);
const EMAIL = /^[^\s@.](?:[^\s@]*[^\s@.])?@[^\s@.](?:[^\s@]*[^\s@.])?$/;
const SKONTO = /^#SKONTO#TAGE=\d+#PROZENT=\d+\.\d{2}(?:#BASISBETRAG=-?\d+\.\d{2})?#$/;

const iban = (nummer: string | undefined) => nummer !== undefined && isValidIBAN(nummer.replace(/\s/g, ''));
const lastschrift = (r: Rechnung) => r.mandat !== undefined || r.zahlwege.some((z) => z.belastetesKonto !== undefined);
const skontozeilen = (r: Rechnung) =>
  (r.zahlungsbedingungen ?? '').split(/\r?\n/).filter((zeile) => zeile.trimStart().startsWith('#'));
const nutztSteuer = (r: Rechnung) =>
  [...r.positionen, ...r.abschlaege, ...r.zuschlaege].some((t) => MIT_STEUERNUMMER.has(t.steuer.kategorie));

/** What XRechnung 3.0 asks beyond EN 16931. Source: Spezifikation XRechnung 3.0, Kapitel 12 (KoSIT). */
export const DEUTSCH: readonly Regel[] = [
  fehler('BR-DE-1', 'Die Rechnung muss sagen, wie zu zahlen ist', (r) => r.zahlwege.length === 0),
  fehler('BR-DE-2', 'Der Verkäufer muss einen Kontakt nennen', (r) => r.verkaeufer.kontakt === undefined),
  fehler('BR-DE-3', 'Der Ort des Verkäufers fehlt', (r) => r.verkaeufer.anschrift.ort === undefined),
  fehler('BR-DE-4', 'Die Postleitzahl des Verkäufers fehlt', (r) => r.verkaeufer.anschrift.plz === undefined),
  fehler('BR-DE-5', 'Der Name des Kontakts fehlt', (r) => r.verkaeufer.kontakt?.name === undefined),
  fehler('BR-DE-6', 'Die Telefonnummer des Kontakts fehlt', (r) => r.verkaeufer.kontakt?.telefon === undefined),
  fehler('BR-DE-7', 'Die E-Mail-Adresse des Kontakts fehlt', (r) => r.verkaeufer.kontakt?.email === undefined),
  fehler('BR-DE-8', 'Der Ort des Käufers fehlt', (r) => r.kaeufer.anschrift.ort === undefined),
  fehler('BR-DE-9', 'Die Postleitzahl des Käufers fehlt', (r) => r.kaeufer.anschrift.plz === undefined),
  fehler(
    'BR-DE-10',
    'Der Lieferort braucht Ort und Postleitzahl',
    ({ lieferung: l }) =>
      l?.anschrift !== undefined && (l.anschrift.ort === undefined || l.anschrift.plz === undefined),
  ),
  fehler('BR-DE-14', 'Die Steueraufteilung braucht überall einen Steuersatz', (r) =>
    r.steuern.some((s) => s.satz === undefined),
  ),
  fehler('BR-DE-15', 'Die Leitweg-ID des Empfängers fehlt', (r) => r.kaeuferreferenz === undefined),
  fehler(
    'BR-DE-16',
    'Für diese Steuerart muss der Verkäufer USt-IdNr. oder Steuernummer nennen',
    (r) =>
      nutztSteuer(r) &&
      r.verkaeufer.ustId === undefined &&
      r.verkaeufer.steuernummer === undefined &&
      r.steuervertreter === undefined,
  ),
  warnung('BR-DE-17', 'Diese Art der Rechnung soll in XRechnung nicht verwendet werden', (r) => !ARTEN.has(r.art)),
  fehler('BR-DE-18', 'Eine Skontoangabe hat nicht die vorgeschriebene Form', (r) =>
    skontozeilen(r).some((zeile) => !SKONTO.test(zeile)),
  ),
  warnung('BR-DE-19', 'Das Konto einer SEPA-Überweisung soll eine richtige IBAN sein', (r) =>
    r.zahlwege.some((z) => z.code === '58' && z.konto !== undefined && !iban(z.konto.nummer)),
  ),
  warnung('BR-DE-20', 'Das belastete Konto einer SEPA-Lastschrift soll eine richtige IBAN sein', (r) =>
    r.zahlwege.some((z) => z.code === '59' && z.belastetesKonto !== undefined && !iban(z.belastetesKonto)),
  ),
  fehler('BR-DE-22', 'Die Dateinamen der Anlagen müssen verschieden sein', (r) => {
    const namen = r.anlagen.flatMap((a) => (a.datei ? [a.datei.name] : []));
    return new Set(namen).size < namen.length;
  }),
  fehler('BR-DE-23', 'Eine Überweisung nennt ein Konto und weder Karte noch Lastschrift', (r) =>
    r.zahlwege.some(
      (z) =>
        UEBERWEISUNG.has(z.code) && (z.konto === undefined || z.karte !== undefined || z.belastetesKonto !== undefined),
    ),
  ),
  fehler('BR-DE-24', 'Eine Kartenzahlung nennt die Karte und sonst nichts', (r) =>
    r.zahlwege.some((z) => KARTE.has(z.code) && (z.karte === undefined || z.konto !== undefined)),
  ),
  fehler('BR-DE-25', 'Eine Lastschrift nennt das Mandat und weder Konto noch Karte des Verkäufers', (r) =>
    r.zahlwege.some(
      (z) =>
        z.code === '59' &&
        ((r.mandat === undefined && z.belastetesKonto === undefined) || z.konto !== undefined || z.karte !== undefined),
    ),
  ),
  warnung(
    'BR-DE-26',
    'Eine Rechnungskorrektur soll die frühere Rechnung nennen',
    (r) => r.art === '384' && r.vorgaenger.length === 0,
  ),
  warnung(
    'BR-DE-27',
    'Die Telefonnummer des Kontakts soll mindestens drei Ziffern haben',
    ({ verkaeufer: { kontakt } }) => kontakt?.telefon !== undefined && kontakt.telefon.replace(/\D/g, '').length < 3,
  ),
  warnung(
    'BR-DE-28',
    'Die E-Mail-Adresse des Kontakts ist ungewöhnlich geschrieben',
    ({ verkaeufer: { kontakt } }) => kontakt?.email !== undefined && !EMAIL.test(kontakt.email),
  ),
  fehler(
    'BR-DE-30',
    'Eine Lastschrift braucht die Gläubiger-Identifikationsnummer',
    (r) => lastschrift(r) && r.glaeubigerId === undefined,
  ),
  fehler(
    'BR-DE-31',
    'Eine Lastschrift braucht das belastete Konto',
    (r) => r.mandat !== undefined && r.zahlwege.every((z) => z.belastetesKonto === undefined),
  ),
  warnung(
    'BR-DE-TMP-32',
    'Die Rechnung soll sagen, wann geleistet wurde',
    (r) =>
      r.lieferung?.tag === undefined && r.zeitraum === undefined && r.positionen.some((p) => p.zeitraum === undefined),
  ),
  fehler('PEPPOL-EN16931-R001', 'Der Geschäftsprozess (BT-23) fehlt', (r) => r.prozess === undefined),
  fehler('PEPPOL-EN16931-R010', 'Die elektronische Adresse des Käufers fehlt', (r) => r.kaeufer.adresse === undefined),
  fehler(
    'PEPPOL-EN16931-R020',
    'Die elektronische Adresse des Verkäufers fehlt',
    (r) => r.verkaeufer.adresse === undefined,
  ),
];
