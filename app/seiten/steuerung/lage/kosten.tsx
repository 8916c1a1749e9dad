import { addDays } from '@rathausverbund/fristen';
import { formatEuro, type Zeitraum } from '@rathausverbund/kosten';
import { hatRolle } from '../../../konten/index.ts';
import { Tabelle } from '../../komponenten/index.ts';
import { tagText } from '../../personal/zeit.ts';
import { rundeEuro } from '../zahlen.ts';
import { Frage } from './frage.tsx';
import { heisst, type Props, weiter } from './karte.ts';

/** What the work of others has cost since the beginning of the year, and what it would have cost alone. */
export function Kosten(p: Props) {
  const { t, katalog, verzeichnis } = p.deps;
  const bekannt = p.l.kosten.filter((k) => k.bisher !== null);
  const summe = bekannt.reduce((n, k) => n + (k.bisher ?? 0), 0);
  return (
    <Frage
      frage={t('lage.kosten.frage')}
      zahl={rundeEuro(summe)}
      dazu={t(bekannt.length < p.l.kosten.length ? 'lage.kosten.dazuTeil' : 'lage.kosten.dazu')}
      heisst={heisst(p, 'kosten')}
    >
      <Tabelle
        id="kosten"
        titel={t('lage.kosten.tabelle')}
        titelVersteckt
        dicht
        stapeln
        spalten={[
          { titel: t('lage.leistung'), zeilenkopf: true },
          { titel: t('lage.kosten.an') },
          { titel: t('lage.kosten.regel') },
          { titel: t('lage.kosten.bisher'), zahl: true },
        ]}
        zeilen={p.l.kosten.map((k) => ({
          zellen: [
            katalog.name(k.leistung),
            verzeichnis.byId(k.an)?.kurzname ?? '',
            k.regel,
            k.bisher === null ? t('lage.kosten.offen') : formatEuro(k.bisher),
          ],
        }))}
      />
    </Frage>
  );
}

const tageText = (tage: readonly Zeitraum[]): string =>
  tage.map((z) => `${tagText(z.von)} – ${tagText(addDays(z.bis, -1))}`).join('; ');

/** What it would cost alone, from what the town itself has entered; both sides are of the same days, and the table names them. */
export function Allein(p: Props) {
  const { t, katalog } = p.deps;
  const zeilen = p.l.gegenueber.filter((k) => k.gemeinsam !== null);
  const [allein, gemeinsam] = [
    zeilen.reduce((n, k) => n + k.allein, 0),
    zeilen.reduce((n, k) => n + (k.gemeinsam ?? 0), 0),
  ];
  const unterschied = allein - gemeinsam;
  return (
    <Frage
      frage={t('lage.allein.frage')}
      zahl={zeilen.length === 0 ? t('lage.keine') : rundeEuro(allein)}
      dazu={
        zeilen.length === 0
          ? t(p.l.alleinEingetragen ? 'lage.allein.keinTag' : 'lage.allein.leer')
          : t(unterschied >= 0 ? 'lage.allein.guenstiger' : 'lage.allein.teurer', {
              betrag: rundeEuro(Math.abs(unterschied)),
              gemeinsam: rundeEuro(gemeinsam),
            })
      }
      heisst={heisst(p, 'allein')}
      {...weiter(p, 'allein', '/steuerung/eigene-kosten', hatRolle(p.kraft.rollen, 'leitung', '*'))}
    >
      {p.l.gegenueber.length > 0 && (
        <Tabelle
          id="allein"
          titel={t('lage.allein.tabelle')}
          titelVersteckt
          dicht
          stapeln
          spalten={[
            { titel: t('lage.leistung'), zeilenkopf: true },
            { titel: t('lage.allein.tage') },
            { titel: t('lage.allein.gemeinsam'), zahl: true },
            { titel: t('lage.allein.allein'), zahl: true },
          ]}
          zeilen={p.l.gegenueber.map((k) => ({
            zellen: [
              katalog.name(k.leistung),
              tageText(k.tage),
              k.gemeinsam === null ? t('lage.kosten.offen') : formatEuro(k.gemeinsam),
              formatEuro(k.allein),
            ],
          }))}
        />
      )}
    </Frage>
  );
}
