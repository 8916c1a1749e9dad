import { pruefeAlles, zusammenfassung } from '@rathausverbund/formular';
import { Fortschritt, Hinweis, Knoepfe, KnopfLink, PortalSeite, Zusammenfassung } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Antragslage } from './lage.ts';
import { NeueFassung } from './schritt-seite.tsx';

/** All answers once more, each step with its way back; gaps are named with the way there. */
export function PruefenSeite({ kopf, lage }: { kopf: Kopf; lage: Antragslage }) {
  const { t } = kopf;
  const { entwurf, leistung, heute, weg } = lage;
  const abschnitte = zusammenfassung(leistung.formular, entwurf.antworten);
  const geprueft = pruefeAlles(leistung.formular, entwurf.antworten, heute);
  const letzter = abschnitte.at(-1)?.schritt.id ?? '';
  const aendern = (schritt: string) => `${weg}/${schritt}?dann=pruefen`;
  return (
    <PortalSeite {...kopf} titel={t('portal.pruefen.titel')} fehler={!geprueft.ok}>
      <Fortschritt t={t} schritt={abschnitte.length + 1} von={abschnitte.length + 1} />
      <h1>{t('portal.pruefen.titel')}</h1>
      <p class="haus-einleitung">{t('portal.pruefen.einleitung')}</p>
      {entwurf.fassung !== leistung.fassung && <NeueFassung kopf={kopf} />}
      {!geprueft.ok && (
        <Hinweis t={t} ton="warning" titel={t('portal.pruefen.luecken')}>
          <ul class="haus-liste">
            {geprueft.schritte.map(({ schritt, fehler }) => (
              <li>
                <a href={aendern(schritt)}>{abschnitte.find((a) => a.schritt.id === schritt)?.schritt.titel}</a>
                {`: ${fehler.map((f) => f.meldung).join(' ')}`}
              </li>
            ))}
          </ul>
        </Hinweis>
      )}
      <Zusammenfassung t={t} abschnitte={abschnitte} aendern={aendern} />
      <Knoepfe>
        {geprueft.ok && (
          <KnopfLink rang="primary" weg={`${weg}/absenden`}>
            {t('portal.pruefen.weiter')}
          </KnopfLink>
        )}
        <KnopfLink weg={`${weg}/${letzter}`}>{t('formular.zurueck')}</KnopfLink>
        <KnopfLink rang="tertiary" weg={`${weg}/spaeter`}>
          {t('formular.spaeter')}
        </KnopfLink>
      </Knoepfe>
    </PortalSeite>
  );
}
