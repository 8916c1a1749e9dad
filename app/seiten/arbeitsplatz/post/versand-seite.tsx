import type { FastifyReply } from 'fastify';
import type { SeitenDeps } from '../../deps.ts';
import { Angaben, Hinweis, Knopf, Marke, Tabelle } from '../../komponenten/index.ts';
import { heuteOf, tagText } from '../../personal/zeit.ts';
import type { Kraft } from '../../personal/zugang.ts';
import { Rahmen, sende } from '../rahmen.tsx';
import type { Brief, Versandt } from './brief.ts';

type Inhalt = { briefe: readonly Brief[]; versandt: Versandt | undefined };

const SPALTEN = ['brief', 'empfaenger', 'aktenzeichen', 'fuer', 'eintragen'] as const;

export function sendeVersand(deps: SeitenDeps, kraft: Kraft, antwort: FastifyReply, { briefe, versandt }: Inhalt) {
  const { t, verzeichnis } = deps;
  const titel = t('arbeitsplatz.bereich.versand');
  return sende(
    antwort,
    <Rahmen deps={deps} kraft={kraft} bereich="versand" titel={titel}>
      <h1>{titel}</h1>
      {versandt && <Eingetragen deps={deps} z={versandt} />}
      <Tabelle
        id="versand"
        titel={titel}
        leer={t('arbeitsplatz.leer.versand')}
        titelVersteckt
        dicht
        stapeln
        spalten={SPALTEN.map((s) => ({ titel: t(`arbeitsplatz.versand.${s}`), zeilenkopf: s === 'brief' }))}
        zeilen={briefe.map((b) => ({
          id: `b-${b.id}`,
          zellen: [
            <>
              <a href={`/arbeitsplatz/versand/${b.vorgang}/${b.id}/dokument`}>{b.titel}</a>{' '}
              {b.verwaltungsakt && <Marke ton="info">{t('arbeitsplatz.versand.verwaltungsakt')}</Marke>}
            </>,
            b.empfaenger.zeilen.join(', '),
            <span class="haus-aktenzeichen">{b.aktenzeichen}</span>,
            verzeichnis.byId(b.koerperschaft)?.name ?? '',
            <Eintragen deps={deps} b={b} />,
          ],
        }))}
      />
    </Rahmen>,
  );
}

/** Posting day: today when it is left alone. */
function Eintragen({ deps: { t, protokoll }, b }: { deps: SeitenDeps; b: Brief }) {
  return (
    <form method="post" action={`/arbeitsplatz/versand/${b.vorgang}/${b.id}`} class="haus-schritt__knoepfe">
      <label class="kern-sr-only" for={`tag-${b.id}`}>
        {t('arbeitsplatz.versand.tag', { titel: b.titel, aktenzeichen: b.aktenzeichen })}
      </label>
      <input
        class="kern-form-input__input haus-eingabe--mittel"
        type="date"
        id={`tag-${b.id}`}
        name="tag"
        value={heuteOf(protokoll.uhr)}
        max={heuteOf(protokoll.uhr)}
        required
      />
      <Knopf klein>{t('arbeitsplatz.versand.knopf')}</Knopf>
    </form>
  );
}

function Eingetragen({ deps: { t }, z }: { deps: SeitenDeps; z: Versandt }) {
  const angaben = [
    { name: t('arbeitsplatz.akte.aktenzeichen'), wert: z.aktenzeichen },
    { name: t('arbeitsplatz.bekanntgabe.versandt'), wert: tagText(z.versandt ?? '') },
    ...(z.bekanntgabeAm ? [{ name: t('arbeitsplatz.bekanntgabe.bekanntgabeAm'), wert: tagText(z.bekanntgabeAm) }] : []),
    ...(z.rechtsbehelfBis
      ? [{ name: t('arbeitsplatz.bekanntgabe.rechtsbehelfBis'), wert: tagText(z.rechtsbehelfBis) }]
      : []),
    ...(z.regel ? [{ name: t('arbeitsplatz.bekanntgabe.regel'), wert: `${z.regel.text} (${z.regel.norm})` }] : []),
  ];
  return (
    <Hinweis t={t} ton="success" titel={t('arbeitsplatz.versand.fertig', { titel: z.titel })}>
      <Angaben dicht angaben={angaben} />
    </Hinweis>
  );
}
