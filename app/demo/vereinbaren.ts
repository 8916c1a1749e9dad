import { type LocalDate, localDate } from '@rathausverbund/fristen';
import { type Datenbank, uuidv7 } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { type Inhalt, titelVorschlag } from '../vereinbarungen/index.ts';
import { ORTE } from './personen.ts';
import { type Beiwerk, schliesse } from './schliesse.ts';
import { aufwandsklassenOf, DEMO_ORTE, type DemoVereinbarung, demoVereinbarungen, kostenregelnOf } from './welt.ts';

const NAMEN: Readonly<Record<string, string>> = {
  'gewerbe-anmeldung': 'Gewerbe anmelden',
  'hundesteuer-anmeldung': 'Hund anmelden',
  posteingang: 'Posteingang',
  'verkehrsrechtliche-anordnung': 'Verkehrsrechtliche Anordnung',
};
const STEUERN: ReadonlySet<string> = new Set(['hundesteuer-anmeldung']);
const MONATE = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

/** "4. November 2024" → 2024-11-04 */
function tagOf(vom: string): LocalDate {
  const [tag = '', monat = '', jahr = ''] = vom.replace('.', '').split(' ');
  return localDate(`${jahr}-${String(MONATE.indexOf(monat) + 1).padStart(2, '0')}-${tag.padStart(2, '0')}`);
}

/**
 * Closes the agreements of the demo world, step by step on their past days; that of Bennewitz about Gewerbe waits for its approval.
 * @returns the one that ends in the seed's year
 */
export async function vereinbare(
  db: Datenbank,
  p: Protokoll,
  id: (ort: keyof typeof ORTE) => string,
  jahr: number,
  offenSeit = jahr,
): Promise<{ id: string; auftraggeber: string } | undefined> {
  let beendet: { id: string; auftraggeber: string } | undefined;
  const erste = new Map<string, string>();
  for (const v of demoVereinbarungen(jahr, offenSeit)) {
    const vereinbarung = uuidv7(p.uhr.jetzt());
    const paar = `${v.von}/${v.an}`;
    if (!erste.has(paar)) erste.set(paar, vereinbarung);
    const inhalt = inhaltOf(v, id, v.verrechnet ? (erste.get(`${v.an}/${v.von}`) ?? null) : null);
    await schliesse(db, p, vereinbarung, inhalt, v.stand, beiwerkOf(v));
    if (v.bis !== null) beendet = { id: vereinbarung, auftraggeber: inhalt.auftraggeber };
  }
  return beendet;
}

const ortsname = (name: keyof typeof ORTE) => DEMO_ORTE.find((o) => o.ags === ORTE[name])?.auftritt.ort ?? name;

function inhaltOf(v: DemoVereinbarung, id: (ort: keyof typeof ORTE) => string, verrechnetMit: string | null): Inhalt {
  const steuern = v.leistungen.filter((l) => STEUERN.has(l));
  const mandat = v.art === 'mandatierend';
  const benennung = Object.fromEntries(v.leistungen.map((l) => [l, NAMEN[l] ?? l]));
  return {
    art: v.art,
    titel: titelVorschlag(
      { art: v.art, leistungen: v.leistungen, benennung },
      { auftraggeber: ortsname(v.von), auftragnehmer: ortsname(v.an) },
    ),
    auftraggeber: id(v.von),
    auftragnehmer: id(v.an),
    leistungen: v.leistungen,
    benennung,
    steuern,
    ab: v.ab,
    bis: v.bis,
    klauseln: {
      ...(mandat
        ? { handeln: 'alle', empfang: v.leistungen.includes('posteingang') ? 'ja' : 'nein', datenschutz: 'art28' }
        : {}),
      ...(steuern.length > 0 ? { steuergeheimnis: 'verpflichtung' } : {}),
      kasse: 'eigen',
      auslauf: '3',
      kuendigung: '6',
    },
    kosten: v.kosten,
    kostenregeln: kostenregelnOf(v, verrechnetMit),
    aufwandsklassen: aufwandsklassenOf(v),
  };
}

/** Leistungen that can be applied for online, and whose money needs somebody who orders it. */
const ONLINE: ReadonlySet<string> = new Set(['gewerbe-anmeldung', 'hundesteuer-anmeldung']);

function beiwerkOf(v: DemoVereinbarung): Beiwerk {
  const vom = tagOf(v.vom);
  const zustaendig = v.art === 'delegierend' ? 'auftragnehmer' : 'auftraggeber';
  const nachweise: Beiwerk['nachweise'][number][] = [];
  if (v.art === 'mandatierend')
    nachweise.push(['auftraggeber', 'datenschutz', 'Vertrag nach Art. 28 DSGVO, Ablage 062.4']);
  if (v.leistungen.some((l) => STEUERN.has(l)))
    nachweise.push(['auftragnehmer', 'verpflichtung', 'Niederschrift der Steuerstelle']);
  if (v.leistungen.some((l) => ONLINE.has(l)))
    nachweise.push([zustaendig, 'anordnung', 'Verfügung, Ablage 020.1'], [zustaendig, 'amt24', 'Verweis gesetzt']);
  return {
    behoerde: v.genehmigung,
    fundstelle: `genehmigt und bekannt gemacht durch ${v.genehmigung}`,
    vom,
    nachweise,
  };
}
