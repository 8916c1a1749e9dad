import type { Niveau } from '../../../eingang/index.ts';
import type { Leistung } from '../../../leistungen/index.ts';
import {
  Angaben,
  Aufklappen,
  Hinweis,
  Knoepfe,
  Knopf,
  KnopfLink,
  Marke,
  PortalSeite,
} from '../../komponenten/index.ts';
import { anmeldeWeg, type Kopf, portalWeg } from '../basis/kopf.ts';
import { krumen } from '../kommune/kommune-seite.tsx';
import type { Lage, Wer } from './lage.ts';

type Props = { kopf: Kopf; lage: Lage; niveau: Niveau };

/** What a Leistung is, who does it, what it costs and needs, and the way in. `niveau` is that of the visitor. */
export function LeistungSeite({ kopf, lage, niveau }: Props) {
  const { t } = kopf;
  const { kommune, leistung, wer } = lage;
  const name = leistung?.angaben.name ?? lage.eintrag?.name ?? '';
  return (
    <PortalSeite {...kopf} titel={name} krumen={krumen(kopf, kommune, { titel: name })}>
      <h1>{name}</h1>
      <p class="haus-einleitung">{leistung?.angaben.portal.satz ?? lage.eintrag?.gegenstand}</p>
      {!leistung && <NurName kopf={kopf} ort={kommune.kurzname} />}
      {leistung && !wer && <Niemand kopf={kopf} text={t('portal.leistung.niemandText')} />}
      {leistung && wer && lage.ablehnung && (
        <Niemand
          kopf={kopf}
          text={t(`portal.leistung.${lage.ablehnung.grund === 'fassung.unlesbar' ? 'fassungUnlesbar' : 'ohneSatz'}`, {
            name: wer.zustaendig.name,
          })}
        />
      )}
      {wer && <Angaben angaben={[...stellen(kopf, wer), ...(leistung ? eckdaten(kopf, leistung) : [])]} />}
      {leistung && (
        <>
          <Unterlagen kopf={kopf} alle={leistung.angaben.portal.unterlagen} />
          {wer && !lage.ablehnung && <Beginn kopf={kopf} lage={lage} leistung={leistung} niveau={niveau} />}
          <h2>{t('portal.leistung.papier')}</h2>
          <p>{leistung.angaben.portal.papierweg}</p>
          <Rechtsgrundlagen kopf={kopf} leistung={leistung} />
        </>
      )}
    </PortalSeite>
  );
}

const stellen = ({ t }: Kopf, { zustaendig, stelle, grundlage }: Wer) => [
  { name: t('portal.leistung.zustaendig'), wert: zustaendig.name },
  { name: t('portal.leistung.bearbeitet'), wert: stelle.name },
  { name: t('portal.leistung.grundlage'), wert: grundlage },
];

const eckdaten = ({ t }: Kopf, { angaben: { portal } }: Leistung) => [
  { name: t('portal.leistung.kosten'), wert: portal.kosten },
  { name: t('portal.leistung.dauer'), wert: portal.dauer },
];

function NurName({ kopf: { t }, ort }: { kopf: Kopf; ort: string }) {
  return (
    <Hinweis t={t} ton="info" titel={t('portal.leistung.nurName')}>
      <p>{t('portal.leistung.nurNameText', { ort })}</p>
    </Hinweis>
  );
}

function Niemand({ kopf: { t }, text }: { kopf: Kopf; text: string }) {
  return (
    <Hinweis t={t} ton="warning" titel={t('portal.leistung.niemand')}>
      <p>{text}</p>
    </Hinweis>
  );
}

const RANG: readonly Niveau[] = ['ohne', 'basis', 'substantiell', 'hoch'];
export const genuegt = (hat: Niveau, braucht: Niveau): boolean => RANG.indexOf(hat) >= RANG.indexOf(braucht);

function Beginn({ kopf, lage, leistung, niveau }: Props & { leistung: Leistung }) {
  const { t } = kopf;
  const weg = `${portalWeg(lage.kommune)}/${leistung.schluessel}`;
  const braucht = leistung.angaben.niveau;
  const anmelden = anmeldeWeg(lage.kommune, braucht === 'ohne' ? 'basis' : braucht, `${weg}#beginnen`);
  if (kopf.person && genuegt(niveau, braucht))
    return (
      <>
        <h2 id="beginnen">{t('portal.leistung.angemeldet')}</h2>
        <p>{t('portal.leistung.vorbelegt')}</p>
        <form method="post" action={`${weg}/beginnen`}>
          <Knoepfe>
            <Knopf rang="primary" name="weg" wert="konto">
              {t('portal.leistung.beginnen')}
            </Knopf>
          </Knoepfe>
        </form>
      </>
    );
  return (
    <>
      <h2 id="beginnen">{t('portal.leistung.beginnen')}</h2>
      {braucht !== 'ohne' && <p>{t('portal.leistung.niveau', { niveau: t(`portal.niveau.${braucht}`) })}</p>}
      {kopf.person && <p>{t('portal.leistung.niveauZuNiedrig', { niveau: t(`portal.niveau.${niveau}`) })}</p>}
      {braucht === 'ohne' && <p>{t('portal.leistung.wahl')}</p>}
      <form method="post" action={`${weg}/beginnen`}>
        <Knoepfe>
          <KnopfLink rang="primary" weg={anmelden}>
            {t('portal.leistung.anmelden')}
          </KnopfLink>
          {braucht === 'ohne' && (
            <Knopf name="weg" wert="ohne">
              {t('portal.leistung.ohneKonto')}
            </Knopf>
          )}
        </Knoepfe>
      </form>
    </>
  );
}

function Unterlagen({ kopf: { t }, alle }: { kopf: Kopf; alle: readonly string[] }) {
  if (alle.length === 0) return null;
  return (
    <>
      <h2>{t('portal.leistung.unterlagen')}</h2>
      <ul class="haus-liste">
        {alle.map((u) => (
          <li>{u}</li>
        ))}
      </ul>
    </>
  );
}

function Rechtsgrundlagen({ kopf: { t }, leistung }: { kopf: Kopf; leistung: Leistung }) {
  return (
    <Aufklappen titel={t('portal.leistung.rechtsgrundlagen')}>
      <ul class="haus-liste">
        {leistung.angaben.rechtsgrundlagen.map((r) => (
          <li>
            {r.norm}: {r.titel} {r.zuBestaetigen && <Marke ton="warning">{t('portal.zuBestaetigen')}</Marke>}
          </li>
        ))}
      </ul>
    </Aufklappen>
  );
}
