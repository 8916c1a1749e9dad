import { Tabelle } from '../../komponenten/index.ts';
import { darfHinein } from '../rahmen.tsx';
import { zahl } from '../zahlen.ts';
import { Frage } from './frage.tsx';
import { heisst, type Props, weiter } from './karte.ts';

/** How much work the cases under agreements were, by the effort classes the parties have agreed. Figures of cases, never of people. */
export function Arbeit(p: Props) {
  const { l, kraft } = p;
  const { t, katalog, verzeichnis } = p.deps;
  const stunden = (minuten: number) => t('steuerung.dauer.stunden', { anzahl: zahl(minuten / 60) });
  const ohne = l.arbeit.reduce((n, a) => n + a.ohne, 0);
  return (
    <Frage
      frage={t('lage.arbeit.frage')}
      zahl={stunden(l.arbeit.reduce((n, a) => n + a.minuten, 0))}
      dazu={ohne > 0 ? t('lage.arbeit.dazuOhne', { anzahl: ohne }) : t('lage.arbeit.dazu')}
      heisst={heisst(p, 'arbeit')}
      {...weiter(p, 'arbeit', '/steuerung/abrechnung', darfHinein(kraft, 'abrechnung'))}
    >
      <Tabelle
        id="arbeit"
        titel={t('lage.arbeit.tabelle')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('lage.leistung'), zeilenkopf: true },
          { titel: t('lage.arbeit.wer') },
          { titel: t('lage.arbeit.faelle'), zahl: true },
          { titel: t('lage.arbeit.aufwand'), zahl: true },
        ]}
        zeilen={l.arbeit.map(({ vertrag: v, leistung, faelle, minuten }) => ({
          zellen: [
            katalog.name(leistung),
            v.auftragnehmer === kraft.stelle
              ? t('lage.arbeit.fuer', { haus: verzeichnis.byId(v.auftraggeber)?.kurzname ?? '' })
              : t('lage.arbeit.durch', { haus: verzeichnis.byId(v.auftragnehmer)?.kurzname ?? '' }),
            zahl(faelle),
            stunden(minuten),
          ],
        }))}
      />
    </Frage>
  );
}
