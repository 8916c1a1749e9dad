import { localDate } from '@rathausverbund/fristen';
import type { Kostenregel } from '@rathausverbund/kosten';
import { type Datenbank, uuidv7 } from '../base/index.ts';
import { schliesse, vorlaufOf, type Ziel } from '../demo/schliesse.ts';
import type { Protokoll } from '../nachweise/index.ts';
import type { Inhalt } from '../vereinbarungen/index.ts';

/** What a test says of an agreement; the rest is as plain as can be. */
export type Abrede = Partial<Inhalt> &
  Pick<Inhalt, 'auftraggeber' | 'auftragnehmer' | 'leistungen'> & { id?: string; ziel?: Ziel };

/** A mandate since 2025 without costs, unless the test says otherwise. */
export function inhaltOf({ id: _id, ziel: _ziel, ...e }: Abrede): Inhalt {
  const art = e.art ?? 'mandatierend';
  return {
    art,
    titel: 'Zweckvereinbarung',
    benennung: {},
    steuern: [],
    ab: '2025-01-01',
    bis: null,
    klauseln: {
      ...(art === 'mandatierend' ? { handeln: 'alle', empfang: 'nein', datenschutz: 'art28' } : {}),
      ...(art === 'personal' ? { handeln: 'alle' } : { kasse: 'eigen', auslauf: '3' }),
      kuendigung: '3',
    },
    kosten: '',
    kostenregeln: [],
    aufwandsklassen: [],
    ...e,
  };
}

/** A Kommune pays for the Vergabeakte a share of a pool, by its pages. `ab`: yyyy-mm-dd */
export function umlageOf(auftraggeber: string, auftragnehmer: string, pool: string, ab: string): Abrede {
  const umlage: Kostenregel = {
    leistung: 'vergabeakte',
    ab: localDate(ab),
    bis: null,
    schluessel: { art: 'umlage', pool, nach: 'seite' },
    minimum: null,
    maximum: null,
    ust: { stand: 'nicht-steuerbar', satz: 0, grund: 'Beistand' },
    abschlag: null,
    verrechnetMit: null,
  };
  return { auftraggeber, auftragnehmer, leistungen: ['vergabeakte'], ab, kostenregeln: [umlage] };
}

/** Closes it by the ordinary actions on past days. @returns its id */
export async function vereinbareSchlicht(db: Datenbank, p: Protokoll, abrede: Abrede): Promise<string> {
  const id = abrede.id ?? uuidv7(Date.now());
  const inhalt = inhaltOf(abrede);
  await schliesse(db, p, id, inhalt, abrede.ziel ?? 'in_kraft', {
    behoerde: null,
    fundstelle: 'Amtsblatt',
    vom: inhalt.ab === null ? localDate('2024-06-01') : vorlaufOf(inhalt.ab),
    nachweise: inhalt.art === 'mandatierend' ? [['auftraggeber', 'datenschutz', 'Vertrag']] : [],
  });
  return id;
}
