import type { Entwurf } from '../../../eingang/index.ts';
import type { Kommune } from '../../../kommunen/index.ts';
import type { EingangsZeile } from '../../../vorgaenge/index.ts';
import { Knopf, KnopfLink, LeererZustand, Marke, PortalSeite, Tabelle, type Texte } from '../../komponenten/index.ts';
import { anmeldeWeg, type Kopf } from '../basis/kopf.ts';
import { zeitText } from '../vorgang/stationen.ts';

type Props = {
  kopf: Kopf;
  entwuerfe: readonly Entwurf[];
  vorgaenge: readonly EingangsZeile[];
  name(leistung: string): string;
  ort(koerperschaft: string): string;
};

const TON = { laeuft: 'info', wartet: 'warning', abgeschlossen: 'success' } as const;

/** What the account has begun and sent. */
export function MeineSeite({ kopf, entwuerfe, vorgaenge, name, ort }: Props) {
  const { t } = kopf;
  const spalte = (was: string) => t(`portal.meine.spalte.${was}`);
  return (
    <PortalSeite {...kopf} titel={t('portal.meine.titel')} breit>
      <h1>{t('portal.meine.titel')}</h1>
      {entwuerfe.length > 0 && (
        <Tabelle
          id="entwuerfe"
          titel={t('portal.meine.entwuerfe')}
          stapeln
          spalten={[
            { titel: spalte('leistung'), zeilenkopf: true },
            { titel: spalte('ort') },
            { titel: spalte('gespeichert') },
            { titel: spalte('loeschen') },
          ]}
          zeilen={entwuerfe.map((e) => ({
            zellen: [
              <a href={`/antrag/${e.id}`}>{name(e.leistung)}</a>,
              ort(e.koerperschaft),
              zeitText(t, e.geaendert),
              <Loeschen t={t} entwurf={e.id} />,
            ],
          }))}
        />
      )}
      {vorgaenge.length > 0 ? (
        <Tabelle
          id="vorgaenge"
          titel={t('portal.meine.vorgaenge')}
          stapeln
          spalten={[
            { titel: spalte('leistung'), zeilenkopf: true },
            { titel: spalte('aktenzeichen') },
            { titel: spalte('ort') },
            { titel: spalte('eingang') },
            { titel: spalte('stand') },
          ]}
          zeilen={vorgaenge.map((v) => ({
            zellen: [
              <a href={`/vorgang/${v.id}`}>{name(v.leistung)}</a>,
              v.aktenzeichen,
              ort(v.oertlich),
              zeitText(t, v.eingegangen),
              <Marke ton={TON[v.stand]}>{t(`portal.meine.stand.${v.stand}`)}</Marke>,
            ],
          }))}
        />
      ) : (
        <LeererZustand titel={t('portal.meine.leer')}>
          <p>{t('portal.meine.leerText')}</p>
        </LeererZustand>
      )}
      <KnopfLink weg="/portal">{t('portal.meine.neu')}</KnopfLink>
    </PortalSeite>
  );
}

/** Two steps, so that nobody loses a draft by one wrong tap. */
function Loeschen({ t, entwurf }: { t: Texte; entwurf: string }) {
  return (
    <details>
      <summary>{t('portal.meine.loeschen')}</summary>
      <form method="post" action={`/antrag/${entwurf}/loeschen`}>
        <p>{t('portal.meine.loeschenHinweis')}</p>
        <Knopf rang="secondary" klein>
          {t('portal.meine.loeschenJa')}
        </Knopf>
      </form>
    </details>
  );
}

/** Nobody is signed in: at which Kommune? The account belongs to the one where somebody signed in first. */
export function AnmeldenSeite({ kopf, aktive }: { kopf: Kopf; aktive: readonly Kommune[] }) {
  const { t } = kopf;
  return (
    <PortalSeite {...kopf} titel={t('portal.meine.titel')}>
      <h1>{t('portal.meine.titel')}</h1>
      <p class="haus-einleitung">{t('portal.meine.anmelden')}</p>
      <ul class="haus-liste">
        {aktive.map((k) => (
          <li>
            <a href={anmeldeWeg(k, 'basis', '/meine')}>{k.name}</a>
          </li>
        ))}
      </ul>
    </PortalSeite>
  );
}
