import type { Formular } from '@rathausverbund/formular';
import type { LocalDate } from '@rathausverbund/fristen';
import type { Texte } from '../../komponenten/index.ts';

/** Highest amount that can be ordered in advance at all, in cents: a typing error must not open everything. */
const GRENZE = 100_000;

/** The form of a new order, for the Leistungen she is appointed for. */
export function annahmeFormular(
  t: Texte,
  leistungen: readonly { schluessel: string; name: string }[],
  heute: LocalDate,
): Formular {
  const feld = (id: string) => ({
    id,
    beschriftung: t(`arbeitsplatz.annahme.feld.${id}`),
    benennung: t(`arbeitsplatz.annahme.benennung.${id}`),
    pruefungen: [],
  });
  return {
    titel: t('arbeitsplatz.annahme.neu'),
    version: '1',
    schritte: [
      {
        id: 'annahme',
        titel: t('arbeitsplatz.annahme.neu'),
        felder: [
          {
            ...feld('leistung'),
            art: 'auswahl',
            pflicht: true,
            darstellung: 'liste',
            werte: leistungen.map((l) => ({ wert: l.schluessel, beschriftung: l.name })),
          },
          { ...feld('hoechstbetrag'), art: 'betrag', pflicht: true, min: 1, max: GRENZE },
          {
            ...feld('ab'),
            art: 'datum',
            pflicht: true,
            hilfe: t('arbeitsplatz.annahme.hilfe.ab'),
            fruehestens: { art: 'tag', tag: heute },
          },
          {
            ...feld('letzterTag'),
            art: 'datum',
            pflicht: false,
            hilfe: t('arbeitsplatz.annahme.hilfe.letzterTag'),
            fruehestens: { art: 'feld', id: 'ab' },
          },
          {
            ...feld('dienstanweisung'),
            art: 'text',
            pflicht: true,
            maxLaenge: 200,
            hilfe: t('arbeitsplatz.annahme.hilfe.dienstanweisung'),
          },
        ],
      },
    ],
  };
}
