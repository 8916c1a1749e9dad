import type { Kommune } from '../../../kommunen/index.ts';
import type { KatalogEintrag, Leistung } from '../../../leistungen/index.ts';
import { Angaben, Hinweis, Karte, Karten, PortalSeite, Suchfeld } from '../../komponenten/index.ts';
import { type Kopf, portalWeg } from '../basis/kopf.ts';

type Props = {
  kopf: Kopf;
  kommune: Kommune;
  frage: string;
  gefunden: readonly Leistung[];
  alle: readonly Leistung[];
  /** known by name only */
  eintraege: readonly KatalogEintrag[];
};

/** "Was möchten Sie erledigen?" of an active Kommune. */
export function KommuneSeite({ kopf, kommune, frage, gefunden, alle, eintraege }: Props) {
  const { t } = kopf;
  const nichts = frage !== '' && gefunden.length === 0;
  return (
    <PortalSeite {...kopf} titel={t('portal.kommune.titel')} krumen={krumen(kopf, kommune)} breit>
      <h1>{t('portal.kommune.titel')}</h1>
      <Suchfeld
        t={t}
        weg={portalWeg(kommune)}
        wert={frage}
        beschriftung={t('portal.kommune.feld')}
        hilfe={t('portal.kommune.hilfe')}
      />
      <h2>
        {t(nichts ? 'portal.kommune.nichts' : frage ? 'portal.kommune.gefunden' : 'portal.kommune.alle', { frage })}
      </h2>
      <Karten>
        {(nichts ? alle : gefunden).map(({ angaben }) => (
          <Karte titel={angaben.name} weg={`${portalWeg(kommune)}/${angaben.schluessel}`} ebene={3}>
            <p>{angaben.gegenstand}</p>
          </Karte>
        ))}
      </Karten>
      {eintraege.length > 0 && (
        <>
          <h2>{t('portal.kommune.nochNicht')}</h2>
          <ul class="haus-liste">
            {eintraege.map((e) => (
              <li>
                <a href={`${portalWeg(kommune)}/${e.schluessel}`}>{e.name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </PortalSeite>
  );
}

/** A Kommune that does not work here yet: what is possible all the same. */
export function FremdeKommuneSeite({
  kopf,
  kommune,
  erfuellende,
}: {
  kopf: Kopf;
  kommune: Kommune;
  erfuellende?: Kommune;
}) {
  const { t } = kopf;
  const fuer = erfuellende && erfuellende.id !== kommune.id ? erfuellende : undefined;
  return (
    <PortalSeite {...kopf} titel={kommune.name} krumen={krumen(kopf, kommune)}>
      <h1>{kommune.name}</h1>
      <Hinweis t={t} ton="info" titel={t('portal.fremd.titel')}>
        <p>{t('portal.fremd.text', { name: kommune.name })}</p>
      </Hinweis>
      <h2>{t('portal.fremd.moeglich')}</h2>
      <ul class="haus-liste">
        <li>{t('portal.fremd.rathaus', { plz: kommune.plz ?? '', ort: kommune.kurzname })}</li>
        {kommune.kreisName && <li>{t('portal.fremd.kreis', { kreis: kommune.kreisName })}</li>}
        <li>
          <a href="/portal">{t('portal.fremd.andere')}</a>
        </li>
      </ul>
      {(kommune.verband || fuer) && (
        <Angaben
          angaben={[
            ...(kommune.verband ? [{ name: t('portal.fremd.verband'), wert: kommune.verband }] : []),
            ...(fuer
              ? [{ name: t('portal.fremd.erfuellende'), wert: t('portal.zuBestaetigenNach', { text: fuer.name }) }]
              : []),
          ]}
        />
      )}
    </PortalSeite>
  );
}

export const krumen = ({ t }: Kopf, kommune: Kommune, ...mehr: { titel: string; weg?: string }[]) => [
  { titel: t('portal.suche.krume'), weg: '/portal' },
  mehr.length > 0 ? { titel: kommune.kurzname, weg: portalWeg(kommune) } : { titel: kommune.kurzname },
  ...mehr,
];
