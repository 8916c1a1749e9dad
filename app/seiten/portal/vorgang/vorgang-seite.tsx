import type { Verzeichnis } from '../../../kommunen/index.ts';
import { Angaben, Hinweis, PortalSeite, Statuslinie } from '../../komponenten/index.ts';
import { GeheimerLink } from '../antrag/spaeter-seite.tsx';
import type { Kopf } from '../basis/kopf.ts';
import { grundlageText } from '../leistung/lage.ts';
import { Abgabe } from './abgabe.tsx';
import { Antwortbogen, type Antwortversuch } from './antwort.tsx';
import { Dokumente } from './dokumente.tsx';
import { Einsichten } from './einsicht.tsx';
import { offeneNachforderung, rechtsbehelfe, type Vorgangslage } from './lage.ts';
import { stationenOf, zeitText } from './stationen.ts';
import { Widerspruch } from './widerspruch.tsx';

type Props = {
  kopf: Kopf;
  verzeichnis: Verzeichnis;
  lage: Vorgangslage;
  /** just sent: says so, and shows the secret link once */
  neu: boolean;
  link?: string;
  /** the answer was refused: why, and what was typed */
  antwort?: Antwortversuch;
  gesendet: boolean;
  /** goes behind the address of another Vorgang of the same citizen: her secret, or nothing when she is signed in */
  schluessel: string;
  /** name of an office by its id */
  name(stelle: string): string;
};

/** "Mein Vorgang": what came in, who works on it on which basis, where it stands, what came out. */
export function VorgangSeite({ kopf, verzeichnis, lage, neu, link, antwort, gesendet, schluessel, name }: Props) {
  const { t } = kopf;
  const { zeile, vorgang, leistung, zustaendig, stelle } = lage;
  const nachforderung = offeneNachforderung(lage);
  const eingang = zeitText(t, vorgang.eingegangen);
  const stationen = stationenOf(t, lage);
  // once a step is behind, the list tells the whole course and no longer what comes now
  const begonnen = stationen.filter((s) => s.stand === 'erledigt').length > 1;
  const rang = lage.wer.angemeldet
    ? { krumen: [{ titel: t('portal.meine.titel'), weg: '/meine' }, { titel: zeile.aktenzeichen }] }
    : {};
  return (
    <PortalSeite
      {...kopf}
      titel={`${leistung.angaben.name} – ${zeile.aktenzeichen}`}
      fehler={antwort !== undefined}
      {...rang}
    >
      <h1>{leistung.angaben.name}</h1>
      {neu && (
        <Hinweis t={t} ton="success" titel={t('portal.vorgang.eingegangen')}>
          <p>
            {t('portal.vorgang.eingangsbestaetigung', {
              wer: zustaendig.name,
              zeit: eingang,
              aktenzeichen: zeile.aktenzeichen,
            })}
          </p>
        </Hinweis>
      )}
      <Abgabe kopf={kopf} lage={lage} schluessel={schluessel} name={name} />
      {gesendet && <Hinweis t={t} ton="success" titel={t('portal.vorgang.antwortDa')} />}
      {link && <GeheimerLink kopf={kopf} link={link} />}
      {nachforderung && (
        <Antwortbogen kopf={kopf} lage={lage} nachforderung={nachforderung} {...(antwort ? { antwort } : {})} />
      )}
      <Angaben
        angaben={[
          { name: t('portal.vorgang.aktenzeichen'), wert: zeile.aktenzeichen },
          { name: t('portal.vorgang.eingang'), wert: eingang },
          { name: t('portal.leistung.zustaendig'), wert: zustaendig.name },
          { name: t('portal.leistung.bearbeitet'), wert: stelle.name },
          { name: t('portal.leistung.grundlage'), wert: grundlageText(zeile.basis) },
        ]}
      />
      <h2>{t('portal.vorgang.stand')}</h2>
      <Statuslinie t={t} name={t('portal.vorgang.stand')} stationen={stationen} />
      {!vorgang.abgeschlossen && (
        <>
          <h2>{t(begonnen ? 'portal.vorgang.ablauf' : 'portal.vorgang.wasJetzt')}</h2>
          <ul class="haus-liste">
            {leistung.angaben.portal.naechsteSchritte.map((s) => (
              <li>{s}</li>
            ))}
          </ul>
        </>
      )}
      <Dokumente kopf={kopf} lage={lage} />
      {rechtsbehelfe(lage).length > 0 && <Widerspruch kopf={kopf} lage={lage} verzeichnis={verzeichnis} />}
      <Einsichten kopf={kopf} lage={lage} name={name} />
      <h2>{t('portal.nachweis.titel')}</h2>
      <p>{t('portal.nachweis.text')}</p>
      <p>
        <a href={`/vorgang/${zeile.id}/nachweis`}>{t('portal.nachweis.laden')}</a>
        {' · '}
        <a href="/pruefen">{t('haus.pruefen')}</a>
      </p>
    </PortalSeite>
  );
}
