import { Angaben, Hinweis, Knoepfe, Knopf, KnopfLink, PortalSeite } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Wer } from '../leistung/lage.ts';
import type { Antragslage } from './lage.ts';

/** The last stop: what sending means and who gets it. Nothing is sent before the button. */
export function AbsendenSeite({ kopf, lage, an }: { kopf: Kopf; lage: Antragslage; an: Wer | undefined }) {
  const { t } = kopf;
  const { leistung, weg, wer } = lage;
  return (
    <PortalSeite {...kopf} titel={t('portal.absenden.titel')}>
      <h1>{t('portal.absenden.titel')}</h1>
      <Hinweis t={t} ton="warning" titel={t('portal.absenden.hinweis')}>
        <p>{leistung.angaben.portal.hinweisVorAbsenden}</p>
      </Hinweis>
      {an && (
        <Angaben
          angaben={[
            { name: t('portal.absenden.was'), wert: leistung.angaben.name },
            { name: t('portal.leistung.zustaendig'), wert: an.zustaendig.name },
            { name: t('portal.leistung.bearbeitet'), wert: an.stelle.name },
            { name: t('portal.leistung.grundlage'), wert: an.grundlage },
            { name: t('portal.absenden.zweck'), wert: leistung.angaben.zweck },
            { name: t('portal.leistung.kosten'), wert: leistung.angaben.portal.kosten },
          ]}
        />
      )}
      <p>{t(wer.angemeldet ? 'portal.absenden.postfach' : 'portal.absenden.brief')}</p>
      <form method="post" action={`${weg}/absenden`}>
        <Knoepfe>
          <Knopf rang="primary">{t('portal.absenden.knopf')}</Knopf>
          <KnopfLink weg={`${weg}/pruefen`}>{t('formular.zurueck')}</KnopfLink>
        </Knoepfe>
      </form>
    </PortalSeite>
  );
}
