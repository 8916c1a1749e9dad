import { LeererZustand, Tabelle } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Vorgangslage } from './lage.ts';
import { tagText } from './tag.ts';

/** "Wer hat meine Daten gesehen": office, task, purpose, day. No names of staff. */
export function Einsichten({
  kopf: { t },
  lage,
  name,
}: {
  kopf: Kopf;
  lage: Vorgangslage;
  name(stelle: string): string;
}) {
  const spalte = (was: string) => ({ titel: t(`portal.einsicht.${was}`) });
  return (
    <>
      <h2>{t('portal.einsicht.titel')}</h2>
      {lage.einsichten.length === 0 ? (
        <LeererZustand titel={t('portal.einsicht.leer')}>
          <p>{t('portal.einsicht.leerText')}</p>
        </LeererZustand>
      ) : (
        <Tabelle
          id="einsicht"
          titel={t('portal.einsicht.titel')}
          titelVersteckt
          stapeln
          spalten={[{ ...spalte('tag'), zeilenkopf: true }, spalte('stelle'), spalte('aufgabe'), spalte('zweck')]}
          zeilen={lage.einsichten.map((e) => ({ zellen: [tagText(e.tag), name(e.stelle), e.aufgabe, e.zweck] }))}
        />
      )}
    </>
  );
}
