import { formatEuro } from '@rathausverbund/kosten';
import { Angaben, LeererZustand, Tabelle } from '../../komponenten/index.ts';
import { tagText, wann } from '../../personal/zeit.ts';
import type { TeilProps } from './teil-props.ts';

/** The claim: who stated it, who ordered it, when it is due. */
export function Geld({ deps: { t }, akte: { forderung: f, namen } }: TeilProps) {
  if (!f) return <LeererZustand titel={t('arbeitsplatz.leer.geld')} />;
  const wer = (id: string | null) =>
    id === null ? t('arbeitsplatz.geld.nochNicht') : (namen.get(id)?.name ?? t('arbeitsplatz.geld.andereStelle'));
  return (
    <>
      <Angaben
        dicht
        angaben={[
          { name: t(`arbeitsplatz.geld.${f.art}`), wert: <strong>{formatEuro(f.betrag)}</strong> },
          {
            name: t('arbeitsplatz.geld.festgestellt'),
            wert: f.annahme ? t('arbeitsplatz.geld.durchRegel') : wer(f.festgestelltVon),
          },
          {
            name: t('arbeitsplatz.geld.angeordnet'),
            wert: f.annahme
              ? t('arbeitsplatz.geld.allgemein', {
                  am: wann(t, f.annahme.am),
                  dienstanweisung: f.annahme.dienstanweisung,
                })
              : wer(f.angeordnetVon),
          },
          { name: t('arbeitsplatz.geld.kassenzeichen'), wert: f.kassenzeichen },
          { name: t('arbeitsplatz.geld.zahlweg'), wert: t(`arbeitsplatz.geld.${f.zahlweg}`) },
          { name: t('arbeitsplatz.geld.begruendung'), wert: f.begruendung },
        ]}
      />
      <Tabelle
        id="faellig"
        titel={t('arbeitsplatz.geld.faellig')}
        dicht
        spalten={[{ titel: t('arbeitsplatz.geld.tag') }, { titel: t('arbeitsplatz.geld.betrag'), zahl: true }]}
        zeilen={f.faellig.map((x) => ({ zellen: [tagText(x.tag), formatEuro(x.betrag)] }))}
      />
    </>
  );
}
