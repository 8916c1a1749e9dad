import { Hinweis, Knoepfe, KnopfLink, ortszeit, PortalSeite } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import { ENTWURF_TAGE } from '../basis/zugang.ts';
import type { Antragslage } from './lage.ts';

/** Saved, to go on later. Without account the secret link is the only way back from another device. */
export function SpaeterSeite({ kopf, lage, link }: { kopf: Kopf; lage: Antragslage; link: string | undefined }) {
  const { t } = kopf;
  const { entwurf, weg } = lage;
  return (
    <PortalSeite {...kopf} titel={t('portal.spaeter.titel')}>
      <h1>{t('portal.spaeter.titel')}</h1>
      <Hinweis t={t} ton="success" titel={t('formular.gespeichert', { uhr: ortszeit(entwurf.geaendert).uhr })}>
        <p>{t(link ? 'portal.spaeter.ohneKonto' : 'portal.spaeter.konto', { tage: ENTWURF_TAGE })}</p>
      </Hinweis>
      {link && <GeheimerLink kopf={kopf} link={link} />}
      <Knoepfe>
        <KnopfLink rang="primary" weg={`${weg}/${entwurf.schritt}`}>
          {t('portal.spaeter.weiter')}
        </KnopfLink>
        {!link && <KnopfLink weg="/meine">{t('portal.meine.titel')}</KnopfLink>}
      </Knoepfe>
    </PortalSeite>
  );
}

/** A link that is a key: to be kept, not passed on. */
export function GeheimerLink({ kopf: { t }, link }: { kopf: Kopf; link: string }) {
  return (
    <Hinweis t={t} ton="info" titel={t('portal.link.titel')}>
      <p>{t('portal.link.text')}</p>
      <p>
        <a href={link}>{link}</a>
      </p>
    </Hinweis>
  );
}
