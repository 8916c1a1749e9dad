import type { Zustellung } from '../../../bekanntgabe/index.ts';
import type { DokumentZeile } from '../../../dokumente/index.ts';
import { Angaben, Hinweis, Karte, KnopfLink, type Texte } from '../../komponenten/index.ts';
import type { Kopf } from '../basis/kopf.ts';
import type { Vorgangslage } from './lage.ts';
import { zeitText } from './stationen.ts';
import { tagText } from './tag.ts';

/** Letters and certificates, each with the facts of its notification; the sealed copy follows the submission within seconds. */
export function Dokumente({ kopf: { t }, lage }: { kopf: Kopf; lage: Vorgangslage }) {
  const { dokumente, zustellungen, zeile } = lage;
  const kopieDa = dokumente.some((d) => d.art === 'antragskopie');
  const nurBrief = zustellungen.filter((z) => !dokumente.some((d) => d.id === z.dokument));
  return (
    <>
      <h2>{t('portal.dokumente.titel')}</h2>
      {!kopieDa && (
        <Hinweis t={t} ton="info" titel={t('portal.dokumente.kopieFolgt')}>
          <p>
            {t('portal.dokumente.kopieFolgtText')} <a href={`/vorgang/${zeile.id}`}>{t('portal.dokumente.neuLaden')}</a>
          </p>
        </Hinweis>
      )}
      {dokumente.map((d) => (
        <Dokument t={t} vorgang={zeile.id} dokument={d} zustellung={zustellungen.find((z) => z.dokument === d.id)} />
      ))}
      {nurBrief.map((z) => (
        <Karte titel={z.titel} ebene={3}>
          <Angaben angaben={fakten(t, z)} />
        </Karte>
      ))}
    </>
  );
}

type Props = { t: Texte; vorgang: string; dokument: DokumentZeile; zustellung: Zustellung | undefined };

function Dokument({ t, vorgang, dokument, zustellung }: Props) {
  const weg = `/vorgang/${vorgang}/dokument/${dokument.id}`;
  return (
    <Karte
      titel={dokument.titel}
      ebene={3}
      unten={
        <KnopfLink weg={weg} symbol="download" herunterladen>
          {t('portal.dokumente.laden')}
          <span class="kern-sr-only">: {dokument.titel}</span>
        </KnopfLink>
      }
    >
      <Angaben
        angaben={[
          {
            name: t(`portal.dokumente.${dokument.art === 'unterlage' ? 'eingereicht' : 'erstellt'}`),
            wert: zeitText(t, dokument.erstellt),
          },
          ...(zustellung ? fakten(t, zustellung) : []),
        ]}
      />
    </Karte>
  );
}

/** When it was provided or posted, when it counts as notified, until when a Widerspruch is possible, and the rule. */
function fakten(t: Texte, z: Zustellung) {
  const punkt = (name: string, wert: string | null) => (wert ? [{ name: t(`portal.bekanntgabe.${name}`), wert }] : []);
  const zeit = (d: Date | null) => d && zeitText(t, d);
  return [
    ...punkt('weg', t(`portal.bekanntgabe.${z.weg}`)),
    ...punkt('bereitgestellt', zeit(z.bereitgestellt)),
    ...punkt('benachrichtigt', zeit(z.benachrichtigt)),
    ...punkt('abgerufen', zeit(z.abgerufen)),
    ...punkt('versandt', z.weg === 'brief' ? (z.versandt ? tagText(z.versandt) : t('portal.bekanntgabe.offen')) : null),
    ...punkt('bekannt', z.bekanntgabeAm && tagText(z.bekanntgabeAm)),
    ...punkt('rechtsbehelfBis', z.rechtsbehelfBis && tagText(z.rechtsbehelfBis)),
    ...punkt('regel', z.regel && `${z.regel.text} (${z.regel.norm})`),
  ];
}
