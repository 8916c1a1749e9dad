import { type FeldFehler, sichtbareSchritte } from '@rathausverbund/formular';
import { Formularschritt, Fortschritt, Hinweis, ortszeit, PortalSeite } from '../../komponenten/index.ts';
import { type Kopf, portalWeg } from '../basis/kopf.ts';
import type { Antragslage } from './lage.ts';

type Props = {
  kopf: Kopf;
  lage: Antragslage;
  schritt: string;
  fehler?: readonly FeldFehler[];
  roh?: Readonly<Record<string, string>>;
  neu?: readonly string[];
  /** back to the review after this step */
  dann?: string;
};

/** One topic of the form. The review counts as the last step. */
export function SchrittSeite({ kopf, lage, schritt, fehler = [], roh, neu, dann }: Props) {
  const { t } = kopf;
  const { entwurf, leistung, kommune, weg } = lage;
  const schritte = sichtbareSchritte(leistung.formular, entwurf.antworten);
  const i = schritte.findIndex((s) => s.id === schritt);
  const vorher = schritte[i - 1];
  const titel = t('portal.antrag.titel', { leistung: leistung.angaben.name, schritt: schritte[i]?.titel ?? '' });
  return (
    <PortalSeite {...kopf} titel={titel} fehler={fehler.length > 0}>
      <Fortschritt t={t} schritt={i + 1} von={schritte.length + 1} />
      {entwurf.fassung !== leistung.fassung && <NeueFassung kopf={kopf} />}
      <Formularschritt
        t={t}
        formular={leistung.formular}
        schritt={schritt}
        antworten={entwurf.antworten}
        {...(roh ? { roh } : {})}
        fehler={fehler}
        {...(neu ? { neu } : {})}
        aktion={`${weg}/${schritt}`}
        versteckt={dann ? { dann } : {}}
        zurueck={
          dann ? `${weg}/pruefen` : vorher ? `${weg}/${vorher.id}` : `${portalWeg(kommune)}/${leistung.schluessel}`
        }
        spaeter
        gespeichert={ortszeit(entwurf.geaendert).uhr}
      />
    </PortalSeite>
  );
}

/** The form was changed since the draft was saved: nothing typed is lost, but something may be new. */
export function NeueFassung({ kopf: { t } }: { kopf: Kopf }) {
  return (
    <Hinweis t={t} ton="info" titel={t('portal.antrag.neueFassung')}>
      <p>{t('portal.antrag.neueFassungText')}</p>
    </Hinweis>
  );
}
