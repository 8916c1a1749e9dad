import type { ProtokollStand } from '../../../nachweise/index.ts';
import { LeererZustand, Marke, ortszeit, PortalSeite, Tabelle, type Texte, type Ton } from '../../komponenten/index.ts';
import { type Lage, lageOf } from './lage.ts';

export interface Zeile {
  readonly name: string;
  readonly ags: string;
  readonly stand: ProtokollStand;
}

export const LAGE_TON: Record<Lage, Ton> = {
  laeuft: 'success',
  wartet: 'info',
  angehalten: 'danger',
  abgeloest: 'warning',
};

export const zahl = (n: number) => n.toLocaleString('de-DE');

export function wann(zeit: Date | null, sonst: string): string {
  if (zeit === null) return sonst;
  const { tag, uhr } = ortszeit(zeit);
  return `${tag}, ${uhr}`;
}

/** Every log of the installation, its newest epoche, on one page. */
export function Uebersicht({ t, demo, zeilen }: { t: Texte; demo: boolean; zeilen: readonly Zeile[] }) {
  const titel = t('protokoll.titel');
  const spalten = ['kommune', 'eintraege', 'stand', 'gegengezeichnet', 'lage'];
  return (
    <PortalSeite
      t={t}
      demo={demo}
      titel={titel}
      breit
      krumen={[{ titel: t('pruefen.titel'), weg: '/pruefen' }, { titel }]}
    >
      <h1>{titel}</h1>
      <p class="haus-einleitung">{t('protokoll.einleitung')}</p>
      {zeilen.length === 0 ? (
        <LeererZustand titel={t('protokoll.keine')}>
          <p>{t('protokoll.keineText')}</p>
        </LeererZustand>
      ) : (
        <Tabelle
          id="protokolle"
          titel={t('protokoll.tabelle')}
          stapeln
          spalten={spalten.map((s) => ({
            titel: t(`protokoll.spalte.${s}`),
            zeilenkopf: s === 'kommune',
            zahl: s === 'eintraege' || s === 'gegengezeichnet',
          }))}
          zeilen={zeilen.map(({ name, ags, stand }) => {
            const lage = lageOf(stand, stand.epoche);
            return {
              zellen: [
                <a href={`/protokoll/${ags}`}>{name}</a>,
                zahl(stand.groesse),
                wann(stand.at, t('protokoll.ohne')),
                zahl(stand.bezeugt),
                <Marke ton={LAGE_TON[lage]}>{t(`protokoll.lage.${lage}`)}</Marke>,
              ],
            };
          })}
        />
      )}
    </PortalSeite>
  );
}
