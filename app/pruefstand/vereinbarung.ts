import { localDate } from '@rathausverbund/fristen';
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
