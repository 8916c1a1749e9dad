import type { Rechnung } from '../model.ts';
import { fehler, type Regel } from './model.ts';

const woerter = (text: string) => new Set(text.trim().split(/\s+/));

/** UNTDID 1001 as restricted by EN 16931 (BT-3). */
const ARTEN = woerter(
  '71 80 81 82 83 84 102 130 202 203 204 211 218 219 261 262 295 296 308 325 326 331 380 381 382 383 384 385 386 387 388 389 390 393 394 395 396 420 456 457 458 471 472 473 500 501 502 503 527 532 553 575 623 633 751 780 817 870 875 876 877 935',
);
/** UNTDID 5305 as restricted by EN 16931 (BT-95, 102, 118, 151), without B: only Italy splits the payment (BR-B-1). */
const STEUERARTEN = woerter('AE L M E S Z G O K');
/** ISO 3166-1 alpha-2, with XI and 1A as EN 16931 adds them. */
const LAENDER = woerter(
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW 1A XI',
);
const ZEITPUNKTE = woerter('3 35 432');
const MIME = woerter(
  'application/pdf image/png image/jpeg text/csv application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet',
);

const laender = (r: Rechnung) => [
  r.verkaeufer.anschrift.land,
  r.kaeufer.anschrift.land,
  ...(r.lieferung?.anschrift ? [r.lieferung.anschrift.land] : []),
  ...(r.steuervertreter ? [r.steuervertreter.anschrift.land] : []),
  ...r.positionen.flatMap((p) => (p.herkunft === undefined ? [] : [p.herkunft])),
];
const steuerarten = (r: Rechnung) => [
  ...r.positionen.map((p) => p.steuer.kategorie),
  ...[...r.abschlaege, ...r.zuschlaege].map((n) => n.steuer.kategorie),
  ...r.steuern.map((s) => s.kategorie),
];
const ustIds = (r: Rechnung) =>
  [r.verkaeufer.ustId, r.kaeufer.ustId, r.steuervertreter?.ustId].filter((id) => id !== undefined);

/**
 * Code lists of EN 16931. Units (UN/ECE Recommendations 20 and 21), schemes of identifiers, reasons of allowances and the subjects of
 * notes are checked by their form only: the lists are long, change yearly and are the sender's to keep.
 */
export const CODES: readonly Regel[] = [
  fehler('BR-CL-1', 'Die Art der Rechnung ist kein Code der Liste UNTDID 1001', (r) => !ARTEN.has(r.art)),
  fehler('BR-CL-4', 'Die Währung ist kein Code nach ISO 4217', (r) =>
    [r.waehrung, r.steuerwaehrung ?? r.waehrung].some((w) => !/^[A-Z]{3}$/.test(w)),
  ),
  fehler(
    'BR-CL-6',
    'Der Code des Steuerzeitpunkts ist unbekannt',
    (r) => r.steuerzeitpunkt !== undefined && !ZEITPUNKTE.has(r.steuerzeitpunkt),
  ),
  fehler('BR-CL-8', 'Eine Bemerkung enthält drei Zeichen zwischen zwei „#“; das gilt als Code ihres Themas', (r) =>
    r.bemerkungen.some((b) => /#[^#]{3}#/.test(b.text) || (b.thema !== undefined && !/^[A-Z]{3}$/.test(b.thema))),
  ),
  fehler('BR-CL-14', 'Ein Land ist kein Code nach ISO 3166-1', (r) => laender(r).some((land) => !LAENDER.has(land))),
  fehler('BR-CL-16', 'Der Code eines Zahlwegs ist keiner der Liste UNTDID 4461', (r) =>
    r.zahlwege.some((z) => !/^(?:[1-9]|[1-8]\d|9[1-8]|ZZZ)$/.test(z.code)),
  ),
  fehler('BR-CL-18', 'Eine Steuerart ist kein Code der Liste UNTDID 5305', (r) =>
    steuerarten(r).some((s) => !STEUERARTEN.has(s)),
  ),
  fehler('BR-CL-23', 'Eine Einheit ist kein Code der UN/ECE-Empfehlungen 20 und 21', (r) =>
    r.positionen.some((p) => !/^[A-Z0-9]{1,3}$/.test(p.einheit)),
  ),
  fehler('BR-CL-24', 'Eine Anlage hat eine nicht zugelassene Dateiart', (r) =>
    r.anlagen.some((a) => a.datei !== undefined && !MIME.has(a.datei.mime)),
  ),
  fehler('BR-CL-25', 'Die Art einer elektronischen Adresse ist kein Code der Liste EAS', (r) =>
    [r.verkaeufer.adresse?.schema, r.kaeufer.adresse?.schema].some(
      (s) => s !== undefined && !/^(?:\d{4}|[AE][A-Z])$/.test(s),
    ),
  ),
  fehler('BR-CO-9', 'Eine USt-IdNr. beginnt mit dem Code ihres Landes', (r) =>
    ustIds(r).some((id) => !LAENDER.has(id.slice(0, 2)) && !id.startsWith('EL')),
  ),
];
