import { type Datenbank, uuidv7 } from '../base/index.ts';
import type { Protokoll } from '../nachweise/index.ts';
import { type Entwurf, schliesseVereinbarung } from '../vereinbarungen/index.ts';
import type { ORTE } from './personen.ts';
import { demoVereinbarungen, kostenregelnOf } from './welt.ts';

/** Declares the agreements of the demo world. @returns the one that has ended */
export async function vereinbare(
  db: Datenbank,
  p: Protokoll,
  id: (ort: keyof typeof ORTE) => string,
  jahr: number,
): Promise<Entwurf | undefined> {
  let beendet: Entwurf | undefined;
  const erste = new Map<string, string>();
  for (const v of demoVereinbarungen(jahr)) {
    const vereinbarung = uuidv7(p.uhr.jetzt());
    const paar = `${v.von}/${v.an}`;
    if (!erste.has(paar)) erste.set(paar, vereinbarung);
    const offen = v.stand === 'genehmigung_offen';
    const e: Entwurf = {
      id: vereinbarung,
      art: v.art,
      titel: `Zweckvereinbarung vom ${v.vom}`,
      auftraggeber: id(v.von),
      auftragnehmer: id(v.an),
      leistungen: v.leistungen,
      beschluesse: {},
      genehmigung: offen ? null : v.genehmigung,
      fundstelle: offen
        ? `Genehmigung beantragt (${v.genehmigung})`
        : `genehmigt und bekannt gemacht durch ${v.genehmigung}`,
      ab: v.ab,
      bis: v.bis,
      auslauf: [],
      auslaufBis: null,
      kosten: v.kosten,
      kostenregeln: kostenregelnOf(v, v.verrechnet ? (erste.get(`${v.an}/${v.von}`) ?? null) : null),
      stand: v.stand,
    };
    await schliesseVereinbarung(db, p, e);
    if (v.stand === 'beendet') beendet = e;
  }
  return beendet;
}
