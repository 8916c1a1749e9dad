import { type Antworten, liesAntwort } from '@rathausverbund/formular';
import { addDays, formatDatumKurz, type LocalDate, localDate } from '@rathausverbund/fristen';
import {
  aktuelle,
  type Inhalt,
  type Stand,
  titelVorschlag,
  type Vertragsseite,
} from '../../../../vereinbarungen/index.ts';
import type { SeitenDeps } from '../../../deps.ts';
import type { Gegenstueck, Lage } from './formular.ts';
import type { Rahmentage } from './kostenpruefung.ts';
import { aufwandOf, endeOf, felderAus, regelnOf } from './kostenregeln.ts';
import { artOf, gewaehlte, leistungenOf, type Roh, steuernOf } from './roh.ts';

/** Who commissions and who is commissioned, as far as it was said. */
export function parteienOf(roh: Roh, stelle: string, aendert: Stand | null): Record<Vertragsseite, string> {
  if (aendert) return aendert.parteien;
  const partner = roh['partner'] ?? '';
  return roh['richtung'] === 'beauftragt'
    ? { auftraggeber: partner, auftragnehmer: stelle }
    : { auftraggeber: stelle, auftragnehmer: partner };
}

/** The answers with a title for these parties and Leistungen, unless somebody has typed one of her own. */
export function mitTitel({ deps, kraft, roh, vergeben }: Lage, aendert: Stand | null): Roh {
  const { auftraggeber, auftragnehmer } = parteienOf(roh, kraft.stelle, aendert);
  const name = (id: string) => deps.verzeichnis.byId(id)?.kurzname ?? '';
  const namen = { auftraggeber: name(auftraggeber), auftragnehmer: name(auftragnehmer) };
  const bisher = aendert && aktuelle(aendert)?.inhalt;
  const eigener = roh['titel'] && roh['titel'] !== roh['vorschlag'];
  if (eigener && !(bisher && roh['titel'] === titelVorschlag(bisher, namen))) return roh;
  const leistungen = leistungenOf(roh);
  const benennung = Object.fromEntries(leistungen.map((l) => [l, deps.katalog.name(l)]));
  const titel = titelVorschlag({ art: artOf(roh), leistungen, benennung }, namen, vergeben);
  return { ...roh, titel, vorschlag: titel };
}

/** The days of the draft; where the first one is open, prices count from today on, and later from the day it comes into force. */
export const rahmentageOf = (a: Antworten, heute: LocalDate): Rahmentage => ({
  ab: localDate(String(liesAntwort(a, 'ab') ?? heute)),
  bis: endeOf(String(liesAntwort(a, 'letzter') ?? '')),
});

/**
 * What the answers of all steps say, as the content of an agreement.
 * @param roh tells which rows there are, `a` what stands in them
 */
export function inhaltOf(
  deps: Pick<SeitenDeps, 'katalog'>,
  stelle: string,
  { roh, antworten: a, gegenstuecke }: { roh: Roh; antworten: Antworten; gegenstuecke: readonly Gegenstueck[] },
  heute: LocalDate,
  aendert: Stand | null,
): Inhalt {
  const text = (feld: string) => String(liesAntwort(a, feld) ?? '');
  const leistungen = leistungenOf(roh);
  const tage = rahmentageOf(a, heute);
  const mit = gegenstuecke.find((g) => g.id === text('verrechnung'));
  const zeilen = gewaehlte(roh);
  return {
    art: artOf(roh),
    titel: text('titel'),
    ...parteienOf(roh, stelle, aendert),
    leistungen,
    benennung: {
      ...Object.fromEntries(leistungen.map((l) => [l, deps.katalog.name(l)])),
      ...(mit ? { [mit.id]: mit.titel } : {}),
    },
    steuern: steuernOf(deps, leistungen),
    ab: text('ab') || null,
    bis: tage.bis,
    klauseln: Object.fromEntries(
      Object.keys(a).flatMap((k) =>
        k.startsWith('klausel_') && text(k) ? [[k.slice('klausel_'.length), text(k)]] : [],
      ),
    ),
    kosten: '',
    kostenregeln: zeilen.flatMap((z) => regelnOf(roh, z, (f) => liesAntwort(a, f), tage.ab, mit?.id ?? null)),
    aufwandsklassen: zeilen.flatMap(({ n, leistung }) => aufwandOf(text(`aufwand_${n}`), leistung)),
  };
}

/** The answers of the text in force, as they stand in the fields: a change begins with what is agreed. */
export function vorlageAus(i: Inhalt, heute: string): Roh {
  return {
    art: i.art,
    titel: i.titel,
    letzter: i.bis === null ? '' : formatDatumKurz(addDays(localDate(i.bis), -1)),
    verrechnung: i.kostenregeln.find((r) => r.verrechnetMit !== null)?.verrechnetMit ?? '',
    ...Object.fromEntries(Object.entries(i.klauseln).map(([k, v]) => [`klausel_${k}`, v])),
    ...Object.assign(
      {},
      ...i.leistungen.map((leistung, index) => {
        const n = index + 1;
        const eigene = <T extends { leistung: string }>(x: readonly T[]) => x.filter((y) => y.leistung === leistung);
        return {
          [`leistung_${n}`]: leistung,
          ...felderAus(eigene(i.kostenregeln), eigene(i.aufwandsklassen), n, heute),
        };
      }),
    ),
  };
}
